// The messages of each class: the counts of roles.csv.

/// Messages and turns of one class.
struct RoleCounts {
  fileprivate(set) var messages = 0
  fileprivate(set) var turns = 0
  /// The number of conversations with at least one message of the class.
  fileprivate(set) var conversations = 0
}

/// The six rows of roles.csv, except their ingest lags, which are in the log.
struct RoleTally {
  private var roles = [RoleCounts](repeating: RoleCounts(), count: MessageClass.allCases.count)

  /// The counts of a class.
  subscript(kind: MessageClass) -> RoleCounts { roles[Int(kind.rawValue)] }

  /// The number of messages of customers, agents and bots.
  var participantMessages: Int { sumOfParticipants(\.messages) }

  /// The number of turns of customers, agents and bots.
  var participantTurns: Int { sumOfParticipants(\.turns) }

  /// Adds a conversation.
  mutating func absorb(_ messages: ClassCounts, turns: ClassCounts) {
    for kind in MessageClass.allCases where messages[kind] > 0 {
      let role = Int(kind.rawValue)
      roles[role].messages += messages[kind]
      roles[role].turns += turns[kind]
      roles[role].conversations += 1
    }
  }

  /// Adds the counts of another worker.
  mutating func merge(_ other: RoleTally) {
    for role in roles.indices {
      roles[role].messages += other.roles[role].messages
      roles[role].turns += other.roles[role].turns
      roles[role].conversations += other.roles[role].conversations
    }
  }

  private func sumOfParticipants(_ count: (RoleCounts) -> Int) -> Int {
    MessageClass.allCases.reduce(0) { $0 + ($1.isParticipant ? count(self[$1]) : 0) }
  }
}
