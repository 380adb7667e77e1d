// What the messages of each class add up to: the accumulator of roles.csv.

/// Messages, turns and ingest lags of one class.
struct RoleCounts: ~Copyable {
  fileprivate(set) var messages = 0
  fileprivate(set) var turns = 0
  /// Conversations with at least one message of the class.
  fileprivate(set) var conversations = 0
  fileprivate(set) var ingestLag: LatencyPool

  fileprivate init(folds: Bool) { ingestLag = LatencyPool(folds: folds) }

  fileprivate consuming func takeLags() -> LatencyPool { ingestLag }
}

/// The six rows of roles.csv.
struct RoleTally: ~Copyable {
  private let roles: UnsafeMutablePointer<RoleCounts>
  private static let count = MessageClass.allCases.count

  /// - Parameter folds: whether memory for latencies is scarce.
  init(folds: Bool = false) {
    roles = .allocate(capacity: RoleTally.count)
    for role in 0..<RoleTally.count { (roles + role).initialize(to: RoleCounts(folds: folds)) }
  }

  deinit {
    roles.deinitialize(count: RoleTally.count)
    roles.deallocate()
  }

  /// What a class adds up to; valid as long as the tally.
  subscript(kind: MessageClass) -> UnsafePointer<RoleCounts> { UnsafePointer(roles + Int(kind.rawValue)) }

  /// The messages of customers, agents and bots.
  var participantMessages: Int { sumOfParticipants { $0.messages } }

  /// The turns of customers, agents and bots.
  var participantTurns: Int { sumOfParticipants { $0.turns } }

  /// Adds a conversation.
  mutating func absorb(_ conversation: Conversation, _ figures: ConversationFigures) {
    for kind in MessageClass.allCases where figures.messages[kind] > 0 {
      let role = Int(kind.rawValue)
      roles[role].messages += figures.messages[kind]
      roles[role].turns += figures.turns[kind]
      roles[role].conversations += 1
    }
    guard figures.ingestLags.count > 0 else { return }
    for message in conversation.messages {
      if let lag = message.ingestLag { roles[Int(message.kind.rawValue)].ingestLag.absorb(lag) }
    }
  }

  /// Adds the conversations of another part.
  mutating func merge(_ other: consuming RoleTally) {
    for role in 0..<RoleTally.count {
      roles[role].messages += other.roles[role].messages
      roles[role].turns += other.roles[role].turns
      roles[role].conversations += other.roles[role].conversations
      roles[role].ingestLag.merge(other.takeLags(role))
    }
  }

  private mutating func takeLags(_ role: Int) -> LatencyPool {
    let counts = (roles + role).move()
    (roles + role).initialize(to: RoleCounts(folds: false))
    return counts.takeLags()
  }

  private func sumOfParticipants(_ count: (borrowing RoleCounts) -> Int) -> Int {
    MessageClass.allCases.reduce(0) { $0 + ($1.isParticipant ? count(self[$1].pointee) : 0) }
  }
}
