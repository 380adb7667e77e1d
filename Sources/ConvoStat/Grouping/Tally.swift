// The counts of one row of summary.csv and by_*.csv.

/// Counts of the conversations, and of the events of conversations, of one row.
///
/// Latencies are in the log.
struct Tally {
  var conversations = 0
  var events = EventCounts()
  /// The ratings of the conversations, with `--attributes`.
  var ratings = RatingSum()

  /// Adds the counts of the same row of another worker.
  mutating func merge(_ other: Tally) {
    conversations += other.conversations
    events.merge(other.events)
    ratings.merge(other.ratings)
  }
}
