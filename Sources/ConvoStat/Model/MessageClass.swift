// The classes of messages that measures distinguish.

/// The class of a message (Inputs: messages and times).
///
/// The first three are the participants of a conversation.
package enum MessageClass: UInt8, CaseIterable, BitwiseCopyable, Sendable {
  case customer, agent, bot, system, note, failed

  /// True for customer, agent and bot: their messages make turns, waits and responses.
  ///
  /// Messages of other classes are only counted.
  var isParticipant: Bool { rawValue <= MessageClass.bot.rawValue }

  /// The name as in roles.csv.
  var name: StaticString {
    switch self {
    case .customer: "customer"
    case .agent: "agent"
    case .bot: "bot"
    case .system: "system"
    case .note: "note"
    case .failed: "failed"
    }
  }
}
