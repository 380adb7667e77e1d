// The figures of a tally: what its row says.

/// A tally with its pools reduced to their figures.
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

  /// The figures of a tally, which stays as it is.
  init(of tally: Tally, sorter: inout PoolSorter) {
    func statistics(of pools: ReplyPools) -> ByClock<LatencyStatistics> {
      ByClock(created: sorter.statistics(of: pools.created), client: sorter.statistics(of: pools.client))
    }
    conversations = tally.conversations
    messages = tally.messages
    turns = tally.turns
    botResponses = tally.botResponses
    neverAnswered = tally.neverAnswered
    waiting = sorter.statistics(of: tally.waiting)
    firstResponse = statistics(of: tally.firstResponse)
    response = statistics(of: tally.response)
    customerResponse = statistics(of: tally.customerResponse)
    ingestLag = sorter.statistics(of: tally.ingestLag)
    ingestLagsNegative = tally.ingestLag.negativeCount
  }
}
