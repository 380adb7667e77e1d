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

  /// The figures of some tallies together; they stay as they are.
  init(of tallies: [UnsafePointer<Tally>], selection: inout PoolSelection) {
    self.init(of: tallies) { pool in selection.statistics(of: tallies.map { $0.pointee.pool(pool) }) }
  }

  /// - Parameter statistics: the figures of the latencies of a kind in all of the tallies.
  init(of tallies: [UnsafePointer<Tally>], _ statistics: (Pool) -> LatencyStatistics) {
    conversations = tallies.reduce(0) { $0 + $1.pointee.conversations }
    messages = tallies.reduce(into: ClassCounts()) { $0.merge($1.pointee.messages) }
    turns = tallies.reduce(into: ClassCounts()) { $0.merge($1.pointee.turns) }
    botResponses = tallies.reduce(0) { $0 + $1.pointee.botResponses }
    neverAnswered = tallies.reduce(0) { $0 + $1.pointee.neverAnswered }
    waiting = statistics(.waiting)
    firstResponse = ByClock(
      created: statistics(.firstResponseCreated), client: statistics(.firstResponseClient))
    response = ByClock(created: statistics(.responseCreated), client: statistics(.responseClient))
    customerResponse = ByClock(
      created: statistics(.customerResponseCreated), client: statistics(.customerResponseClient))
    ingestLag = statistics(.ingestLag)
    ingestLagsNegative = tallies.reduce(0) { $0 + $1.pointee.pool(.ingestLag).pointee.negativeCount }
  }
}
