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
  var waitsEndedByBot = 0
  var waitsEndedByResolve = 0
  /// The number of conversations with a status observation of which something counts in the row.
  ///
  /// Only 0 and others are told apart.
  var observed = 0
  /// The conversations that are resolved at the end.
  var resolved = 0
  var resolutions = 0
  var reopens = 0
  /// The ratings of the conversations, with `--attributes`.
  var ratings = RatingSum()

  /// Adds the counts of the same row of another worker.
  mutating func merge(_ other: Tally) {
    conversations += other.conversations
    messages.merge(other.messages)
    turns.merge(other.turns)
    botResponses += other.botResponses
    neverAnswered += other.neverAnswered
    waitsEndedByBot += other.waitsEndedByBot
    waitsEndedByResolve += other.waitsEndedByResolve
    observed += other.observed
    resolved += other.resolved
    resolutions += other.resolutions
    reopens += other.reopens
    ratings.merge(other.ratings)
  }
}
