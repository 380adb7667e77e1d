// A count per class of messages.

/// The number of messages, or of turns, in each class.
///
/// Sums do not check for overflow: everything that is counted was in memory once.
struct ClassCounts: Equatable {
  /// The counts by class, and two unused lanes, so that `merge` is a vector addition.
  private var counts = SIMD8<Int>()

  /// Creates counts with known values.
  init(customer: Int = 0, agent: Int = 0, bot: Int = 0, system: Int = 0, note: Int = 0, failed: Int = 0) {
    counts = SIMD8(customer, agent, bot, system, note, failed, 0, 0)
  }

  var customer: Int { self[.customer] }
  var agent: Int { self[.agent] }
  var bot: Int { self[.bot] }
  var system: Int { self[.system] }
  var note: Int { self[.note] }
  var failed: Int { self[.failed] }

  /// The sum over all classes.
  var total: Int { counts.wrappedSum() }

  /// The sum over customer, agent and bot.
  var participants: Int { customer + agent + bot }

  /// Returns the count of a class.
  subscript(kind: MessageClass) -> Int { counts[Int(kind.rawValue)] }

  /// Adds one to the count of a class.
  ///
  /// Has no branch, because the class of the next message is hard to predict.
  @inline(__always)
  mutating func absorb(_ kind: MessageClass) {
    withUnsafeMutableBytes(of: &counts) { $0.assumingMemoryBound(to: Int.self)[Int(kind.rawValue)] &+= 1 }
  }

  /// Adds the counts of `other`.
  @inline(__always)
  mutating func merge(_ other: ClassCounts) { counts &+= other.counts }
}
