// Who a message is from, as far as the metrics care.

/// The class of a message (README 1.3). The first three are the participants of a conversation.
enum MessageClass: UInt8, CaseIterable, Sendable {
  case customer, agent, bot, system, note, failed

  /// Customer, agent and bot messages make turns, waits and responses; the rest is only counted.
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
