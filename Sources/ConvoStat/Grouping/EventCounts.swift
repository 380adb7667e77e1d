// The counts of what happened in conversations, in one row of a table.

/// Counts of the events of conversations.
///
/// Sums do not check for overflow: everything that is counted was in memory once.
struct EventCounts {
  var messages = ClassCounts()
  var turns = ClassCounts()
  /// All other counts in one vector, so that `merge` is a vector addition.
  private var others = SIMD8<Int>()

  /// Returns the number of events of a kind.
  subscript(event: CountedEvent) -> Int {
    @inline(__always) get { others[event.rawValue] }
    @inline(__always) set { others[event.rawValue] = newValue }
  }

  /// Adds the counts of `other`.
  @inline(__always)
  mutating func merge(_ other: EventCounts) {
    messages.merge(other.messages)
    turns.merge(other.turns)
    others &+= other.others
  }
}

/// An event that a row counts, other than messages and turns.
enum CountedEvent: Int {
  case botResponse
  /// A conversation in which nobody ever responded.
  case neverAnswered
  case waitEndedByBot
  case waitEndedByResolve
  /// A conversation with a status observation, something of which counts in the row.
  ///
  /// Only 0 and other counts are told apart.
  case observed
  /// A conversation that is resolved at the end.
  case resolved
  case resolution
  case reopen
}
