// The options of the assembly of conversations.

/// Clock that orders the messages of a conversation (Definitions: order).
public enum MessageOrder: String, Sendable, CaseIterable { case created, client }

/// Role of bot messages: answers, or system messages (Definitions: wait).
public enum BotPolicy: String, Sendable, CaseIterable { case respond, ignore }

/// Class of outgoing messages without a sender (Inputs: messages and times).
public enum SenderlessPolicy: String, Sendable, CaseIterable {
  case bot, agent, system

  /// The class that measures see.
  var messageClass: MessageClass {
    switch self {
    case .bot: .bot
    case .agent: .agent
    case .system: .system
    }
  }
}

/// Options of the assembly of conversations.
struct JoiningOptions: Sendable {
  var order = MessageOrder.created
  var bots = BotPolicy.respond
  /// Class of outgoing messages without a sender; `nil` if the keys of each message decide.
  var noSender: SenderlessPolicy?
  /// Ids of agents whose messages are those of a bot.
  var botAgents: [String] = []
  /// Attributes in addition to those of every run, in the order of `Conversation.extras`.
  var extras: [ExtraAttribute] = []
  /// The moment after which messages and observations are ignored, in milliseconds since 1970; `nil` if all count.
  var asOf: Int64?
  /// True if conversations have the hours of their inboxes.
  var hasInboxHours = false
  /// Number of workers.
  var jobs = 1
  /// Memory that the run may take, in bytes; `nil` if it is not limited.
  var boundBytes: Int?
}
