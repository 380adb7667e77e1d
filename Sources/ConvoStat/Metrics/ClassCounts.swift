// A number for each class of messages.

/// How many messages, or turns, there are of each class.
struct ClassCounts: Equatable {
  var customer = 0
  var agent = 0
  var bot = 0
  var system = 0
  var note = 0
  var failed = 0

  /// All classes together.
  var total: Int { participants + system + note + failed }

  /// Customer, agent and bot together.
  var participants: Int { customer + agent + bot }

  /// The number of a class.
  subscript(kind: MessageClass) -> Int {
    switch kind {
    case .customer: customer
    case .agent: agent
    case .bot: bot
    case .system: system
    case .note: note
    case .failed: failed
    }
  }

  /// Counts one more of a class.
  @inline(__always)
  mutating func absorb(_ kind: MessageClass) {
    switch kind {
    case .customer: customer += 1
    case .agent: agent += 1
    case .bot: bot += 1
    case .system: system += 1
    case .note: note += 1
    case .failed: failed += 1
    }
  }

  /// Adds the counts of another part.
  mutating func merge(_ other: ClassCounts) {
    customer += other.customer
    agent += other.agent
    bot += other.bot
    system += other.system
    note += other.note
    failed += other.failed
  }
}
