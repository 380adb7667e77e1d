// A number for each class of messages.

/// How many messages, or turns, there are of each class.
///
/// No sum is checked for an overflow: everything that is counted was in memory once.
struct ClassCounts: Equatable {
  /// By class, and two more, so that parts are added as vectors.
  private var counts = SIMD8<Int>()

  /// Counts that are known.
  init(customer: Int = 0, agent: Int = 0, bot: Int = 0, system: Int = 0, note: Int = 0, failed: Int = 0) {
    counts = SIMD8(customer, agent, bot, system, note, failed, 0, 0)
  }

  var customer: Int { self[.customer] }
  var agent: Int { self[.agent] }
  var bot: Int { self[.bot] }
  var system: Int { self[.system] }
  var note: Int { self[.note] }
  var failed: Int { self[.failed] }

  /// All classes together.
  var total: Int { counts.wrappedSum() }

  /// Customer, agent and bot together.
  var participants: Int { customer + agent + bot }

  /// The number of a class.
  subscript(kind: MessageClass) -> Int { counts[Int(kind.rawValue)] }

  /// Counts one more of a class, without a branch: which class comes next is hard to foresee.
  @inline(__always)
  mutating func absorb(_ kind: MessageClass) {
    withUnsafeMutableBytes(of: &counts) { $0.assumingMemoryBound(to: Int.self)[Int(kind.rawValue)] &+= 1 }
  }

  /// Adds the counts of another part.
  @inline(__always)
  mutating func merge(_ other: ClassCounts) { counts &+= other.counts }
}
