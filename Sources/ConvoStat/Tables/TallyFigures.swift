// The figures of a tally: the values of its row.

/// A tally with its latencies reduced to figures.
struct TallyFigures {
  let conversations: Int
  let messages: ClassCounts
  let turns: ClassCounts
  let botResponses: Int
  let neverAnswered: Int
  let waitsEndedByBot: Int
  let waitsEndedByResolve: Int
  /// The counts of resolutions; `nil` if no conversation that counts here has a status observation.
  let life: (resolved: Int, resolutions: Int, reopens: Int)?
  let resolution: LatencyStatistics
  let firstResolution: LatencyStatistics
  let handover: LatencyStatistics
  let ratings: RatingSum
  /// The number of distinct customers, with `--attributes`.
  let customers: Int
  let waiting: LatencyStatistics
  let firstResponse: ByClock<LatencyStatistics>
  let response: ByClock<LatencyStatistics>
  let customerResponse: ByClock<LatencyStatistics>
  let ingestLag: LatencyStatistics
  let ingestLagsNegative: Int
  /// The figures in business time; `nil` without `--hours`.
  let business: BusinessGroupFigures?
  /// The counts for each promised time, with `--within`.
  let levels: [LevelCounts]

  /// Computes the figures of a tally.
  ///
  /// - Parameters:
  ///   - tally: the counts.
  ///   - summaries: the summaries, for the options.
  ///   - customers: the number of distinct customers.
  ///   - values: returns the latencies of a pool.
  ///   - statistics: returns the figures of a pool.
  init(
    _ tally: Tally, _ summaries: Summaries, customers: Int, _ values: (Pool) -> LatencyValues,
    _ statistics: (Pool) -> LatencyStatistics
  ) {
    conversations = tally.conversations
    ratings = tally.ratings
    self.customers = customers
    let events = tally.events
    messages = events.messages
    turns = events.turns
    botResponses = events[.botResponse]
    neverAnswered = events[.neverAnswered]
    waitsEndedByBot = events[.waitEndedByBot]
    waitsEndedByResolve = events[.waitEndedByResolve]
    life = events[.observed] == 0 ? nil : (events[.resolved], events[.resolution], events[.reopen])
    resolution = statistics(.resolution)
    firstResolution = statistics(.firstResolution)
    handover = statistics(.handover)
    waiting = statistics(.waiting)
    firstResponse = ByClock(
      created: statistics(.firstResponseCreated), client: statistics(.firstResponseClient))
    response = ByClock(created: statistics(.responseCreated), client: statistics(.responseClient))
    customerResponse = ByClock(
      created: statistics(.customerResponseCreated), client: statistics(.customerResponseClient))
    ingestLag = statistics(.ingestLag)
    ingestLagsNegative = values(.ingestLag).negativeCount
    business = summaries.optional.hasHours ? BusinessGroupFigures(values, statistics) : nil
    levels =
      summaries.promised.map {
        LevelCounts.counts(of: $0, isBusiness: summaries.optional.hasHours, values)
      } ?? []
  }
}

/// The latencies of a group in business time.
struct BusinessGroupFigures {
  let waiting: BusinessStatistics
  let firstResponse: ByClock<BusinessStatistics>
  let response: ByClock<BusinessStatistics>

  fileprivate init(_ values: (Pool) -> LatencyValues, _ statistics: (Pool) -> LatencyStatistics) {
    func figures(_ all: Pool, _ outside: Pool, _ inHours: Pool) -> BusinessStatistics {
      BusinessStatistics(
        all: statistics(all), outside: values(outside).count, inHours: statistics(inHours))
    }
    waiting = figures(.waitingBusiness, .waitingOutside, .waitingInHours)
    firstResponse = ByClock(
      created: figures(
        .firstResponseCreatedBusiness, .firstResponseCreatedOutside, .firstResponseCreatedInHours),
      client: figures(.firstResponseClientBusiness, .firstResponseClientOutside, .firstResponseClientInHours))
    response = ByClock(
      created: figures(.responseCreatedBusiness, .responseCreatedOutside, .responseCreatedInHours),
      client: figures(.responseClientBusiness, .responseClientOutside, .responseClientInHours))
  }
}

/// The figures of a latency in business time.
struct BusinessStatistics {
  var all = LatencyStatistics()
  /// The number of values that are 0 because all of the wait lay outside hours.
  var outside = 0
  /// The figures of the waits that opened within hours.
  var inHours = LatencyStatistics()
}

extension LevelCounts {
  /// Returns the counts of a group for each promised time.
  fileprivate static func counts(
    of bounds: Buckets, isBusiness: Bool, _ values: (Pool) -> LatencyValues
  ) -> [LevelCounts] {
    let promises = bounds.bounds
    func counts(_ plain: Pool, _ business: Pool, _ pending: Pool) -> [LevelCount] {
      let answered = bounds.counts(of: values(isBusiness ? business : plain))
      let open = bounds.counts(of: values(pending))
      return promises.indices.map { index in
        LevelCount(
          within: answered[...index].reduce(0, +), answered: answered.reduce(0, +),
          over: open[(index + 1)...].reduce(0, +), pending: open[...index].reduce(0, +))
      }
    }
    let first = ByClock(
      created: counts(.firstResponseCreated, .firstResponseCreatedBusiness, .pendingFirstCreated),
      client: counts(.firstResponseClient, .firstResponseClientBusiness, .pendingFirstClient))
    let all = ByClock(
      created: counts(.responseCreated, .responseCreatedBusiness, .pendingCreated),
      client: counts(.responseClient, .responseClientBusiness, .pendingClient))
    return promises.indices.map { index in
      LevelCounts(
        firstResponse: ByClock(created: first.created[index], client: first.client[index]),
        response: ByClock(created: all.created[index], client: all.client[index]))
    }
  }
}
