// The statuses of the conversations whose customer waits at the end, for the terminal.

/// The number of conversations with an unanswered wait, by status.
public struct OpenStatuses: Equatable, Sendable {
  /// The conversations that are resolved.
  public var resolved = 0
  /// The conversations that are snoozed.
  public var snoozed = 0
  /// The conversations that are pending: a bot has them.
  public var pending = 0
  /// The conversations that are open.
  public var open = 0
  /// The conversations with another status, or none.
  public var unknown = 0

  /// Creates counts of zero.
  public init() {}

  /// True if no status is known.
  public var areUnknown: Bool { resolved + snoozed + pending + open == 0 }

  /// Counts a conversation whose customer waits.
  mutating func absorb(_ conversation: Conversation, _ measures: ConversationMeasures) {
    count(OpenStatuses.status(of: conversation, measures))
  }

  /// Returns the status of a conversation whose customer waits; `other` if none is known.
  static func status(
    of conversation: Conversation, _ measures: ConversationMeasures
  ) -> StatusObservation.Told {
    let told = conversation.status.isEmpty ? nil : StatusObservation.Told(status: conversation.status)
    guard let life = measures.figures.life else { return told ?? .other }
    if life.isResolved { return .resolved }
    // A record may say that the conversation was resolved, and the customer has written since.
    return told == .snoozed || told == .pending ? told ?? .open : .open
  }

  private mutating func count(_ status: StatusObservation.Told) {
    switch status {
    case .resolved: resolved += 1
    case .snoozed: snoozed += 1
    case .pending: pending += 1
    case .open: open += 1
    case .other, .handover: unknown += 1
    }
  }

  /// Adds the counts of another worker.
  mutating func merge(_ other: OpenStatuses) {
    resolved += other.resolved
    snoozed += other.snoozed
    pending += other.pending
    open += other.open
    unknown += other.unknown
  }
}
