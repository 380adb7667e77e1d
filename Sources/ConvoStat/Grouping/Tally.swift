// What a group of conversations adds up to: the counts of one row of summary.csv and by_*.csv.

/// Counts of the conversations, or of the events of conversations, that fall into a row. Latencies are in the
/// log.
struct Tally {
  var conversations = 0
  var messages = ClassCounts()
  var turns = ClassCounts()
  var botResponses = 0
  /// Conversations in which nobody ever responded.
  var neverAnswered = 0

  /// Adds another part of the same row.
  mutating func merge(_ other: Tally) {
    conversations += other.conversations
    messages.merge(other.messages)
    turns.merge(other.turns)
    botResponses += other.botResponses
    neverAnswered += other.neverAnswered
  }
}
