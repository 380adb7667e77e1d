// The counts of one row of summary.csv and by_*.csv.

/// Counts of the conversations, or of the events of conversations, of one row.
///
/// Latencies are in the log.
struct Tally {
  var conversations = 0
  var messages = ClassCounts()
  var turns = ClassCounts()
  var botResponses = 0
  /// The number of conversations in which nobody ever responded.
  var neverAnswered = 0
  /// The ratings of the conversations, with `--attributes`.
  var ratings = RatingSum()

  /// Adds the counts of the same row of another worker.
  mutating func merge(_ other: Tally) {
    conversations += other.conversations
    messages.merge(other.messages)
    turns.merge(other.turns)
    botResponses += other.botResponses
    neverAnswered += other.neverAnswered
    ratings.merge(other.ratings)
  }
}
