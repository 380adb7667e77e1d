// The figures of a tally: what its row says.

/// A tally, and its latencies reduced to their figures.
struct TallyFigures {
  let conversations: Int
  let messages: ClassCounts
  let turns: ClassCounts
  let botResponses: Int
  let neverAnswered: Int
  let waiting: LatencyStatistics
  let firstResponse: ByClock<LatencyStatistics>
  let response: ByClock<LatencyStatistics>
  let customerResponse: ByClock<LatencyStatistics>
  let ingestLag: LatencyStatistics
  let ingestLagsNegative: Int

  /// - Parameters:
  ///   - tally: the counts.
  ///   - statistics: the figures of the latencies of a kind.
  init(
    _ tally: Tally, ingestLagsNegative: Int, _ statistics: (Pool) -> LatencyStatistics
  ) {
    conversations = tally.conversations
    messages = tally.messages
    turns = tally.turns
    botResponses = tally.botResponses
    neverAnswered = tally.neverAnswered
    waiting = statistics(.waiting)
    firstResponse = ByClock(
      created: statistics(.firstResponseCreated), client: statistics(.firstResponseClient))
    response = ByClock(created: statistics(.responseCreated), client: statistics(.responseClient))
    customerResponse = ByClock(
      created: statistics(.customerResponseCreated), client: statistics(.customerResponseClient))
    ingestLag = statistics(.ingestLag)
    self.ingestLagsNegative = ingestLagsNegative
  }
}
