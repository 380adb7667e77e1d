// The options that decide how conversations are put together.

/// Clock that orders the messages of a conversation (README 2, order).
public enum MessageOrder: String, Sendable, CaseIterable { case created, client }

/// Role of bot messages: answers, or system messages (README 2, wait).
public enum BotPolicy: String, Sendable, CaseIterable { case respond, ignore }

/// Options of the room that puts conversations together.
struct JoiningOptions: Sendable {
  var order = MessageOrder.created
  var bots = BotPolicy.respond
  /// Attributes beside those of every run, in the order of `Conversation.extras`.
  var extras: [ExtraAttribute] = []
  /// Map of another platform's records; `nil` if the records are asapp's and chatwoot's.
  var map: PlatformMap?
  /// Number of workers.
  var jobs = 1
  /// Memory that the run may take, in bytes; `nil` if any amount.
  var boundBytes: Int?
}
