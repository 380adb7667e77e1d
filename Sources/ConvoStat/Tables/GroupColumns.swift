// The columns of the tables with a row per group: summary.csv and by_*.csv.

/// The values of a group's row.
struct GroupRow: Counted, Serviced {
  /// The key cells in the order of the keys.
  let keys: [Text]
  /// The name of the agent; used only if the agent is a key.
  let agentName: Text
  /// The day of the group by its number since 1970; `nil` if it has none, or the day is no key.
  var day: Int?
  let figures: TallyFigures

  var messages: ClassCounts { figures.messages }
  var turns: ClassCounts { figures.turns }
  func level(_ index: Int) -> LevelCounts { figures.levels[index] }
}

extension Columns<GroupRow> {
  /// Returns the columns of a grouping: its keys, then the measures (Columns).
  static func ofGroups(by keys: [Key], _ optional: OptionalColumns = OptionalColumns()) -> [Columns] {
    let people = optional.people
    let keyColumns = keys.enumerated().map { index, key in
      key == .day
        ? Columns([Column(.key(key), .text, key.definition)], DayCells(index: index))
        : text(.key(key), people.definition(of: key)) { $0.keys[index] }
    }
    guard keys.contains(.agent) else { return keyColumns + measures(optional) }
    return keyColumns + [text(.agentName, people.ofAgents("The name of the agent.", .name)) { $0.agentName }]
      + measures(optional)
  }

  /// Returns the columns of summary.csv, which every by_*.csv has after its keys.
  static func measures(_ optional: OptionalColumns = OptionalColumns()) -> [Columns] {
    let firstResponse = optional.firstResponse
    let ofBusiness = optional.hasHours ? business(firstResponse) : []
    return headline(firstResponse) + [
      messageCounts,
      turnCounts,
      Columns([.waits, .responses, .botResponses, .waitsEndedByBot, .waitsEndedByResolve], WaitCounts()),
      latency(firstResponse.by(.client), Statistic.ofGroups) { $0.figures.firstResponse.client },
      latency(.response.by(.client), Statistic.ofGroups) { $0.figures.response.client },
      latency(.customerResponse.by(.created), Statistic.ofGroups) { $0.figures.customerResponse.created },
      latency(.customerResponse.by(.client), Statistic.ofGroups) { $0.figures.customerResponse.client },
      latency(.firstResolution, Statistic.ofLives) { $0.figures.firstResolution },
      latency(.handover, Statistic.ofLives) { $0.figures.handover },
      latency(.ingestLag, Statistic.ofGroups) { $0.figures.ingestLag },
      count(.ingestLagsNegative) { $0.figures.ingestLagsNegative },
    ] + (optional.hasAttributes ? attributes : []) + ofBusiness + levels(optional.levels)
      + waitingOver(optional.levels)
  }

  /// Returns the columns that people read first.
  private static func headline(_ firstResponse: LatencyName) -> [Columns] {
    [
      count(
        .conversations,
        "Number of conversations; by agent, those in which the agent wrote, and for (none), those in which no agent wrote."
      ) { $0.figures.conversations },
      latency(firstResponse.by(.created), Statistic.ofGroups) { $0.figures.firstResponse.created },
      latency(.response.by(.created), Statistic.ofGroups) { $0.figures.response.created },
      count(
        .unanswered, "Conversations in which the customer waits at the end and no bot has written since."
      ) { $0.figures.waiting.count },
      count(
        .neverAnswered, "Conversations in which a customer wrote and no agent or bot ever responded."
      ) { $0.figures.neverAnswered },
      latency(.waiting, [.median, .max]) { $0.figures.waiting },
      Columns(
        [
          Column(
            .resolved, .count, "Conversations that are resolved at the end; empty if no status is known."),
          .resolutions, .reopens,
        ], LifeCounts()),
      latency(.resolution, Statistic.ofLives) { $0.figures.resolution },
    ]
  }

  /// The names of the columns that people read first.
  static var headline: [ColumnName] { headline(.firstResponse).flatMap(\.columns).map(\.id) }

  /// The columns of `--attributes`.
  private static var attributes: [Columns] {
    [
      count(
        .ratingCount,
        "With --attributes: number of the conversations with a rating that is a number, where conversations counts "
          + "them."
      ) { $0.figures.ratings.count },
      mean(.ratingMean, "With --attributes: mean of these ratings.") { $0.figures.ratings.meanHundredths },
      count(
        .customers,
        "With --attributes: number of different customers with an id in the conversations, where conversations counts "
          + "them; an id in another account is another customer."
      ) { $0.figures.customers },
    ]
  }

  /// Returns the columns of open waits that are older than the times of `--within`.
  private static func waitingOver(_ levels: [String]) -> [Columns] {
    levels.enumerated().map { index, name in
      count(
        .waitingOver(name),
        "Unanswered waits that are older than \(name) at the as-of time, by the platform's clock; with --hours, in business time."
      ) { $0.figures.levels[index].response.created.over }
    }
  }

  /// Returns the columns of `--hours`.
  private static func business(_ firstResponse: LatencyName) -> [Columns] {
    business(.waiting, [.median, .max], [.count, .median, .max]) { $0.waiting }
      + Clock.allCases.flatMap { clock in
        business(firstResponse.by(clock), Statistic.ofGroups, Statistic.ofGroups) { $0.firstResponse[clock] }
          + business(.response.by(clock), Statistic.ofGroups, Statistic.ofGroups) { $0.response[clock] }
      }
  }

  /// Returns the columns of a latency in business time.
  private static func business(
    _ name: LatencyName, _ statistics: [Statistic], _ inHours: [Statistic],
    _ figures: @escaping @Sendable (BusinessGroupFigures) -> BusinessStatistics
  ) -> [Columns] {
    [
      latency(name.business, statistics) {
        $0.figures.business.map { figures($0).all } ?? LatencyStatistics()
      },
      count(
        .outsideHours(name),
        "Number of \(name.values), if all of the wait lay outside business hours: these are 0 in business time."
      ) { $0.figures.business.map { figures($0).outside } ?? 0 },
      latency(name.inHours, inHours) {
        $0.figures.business.map { figures($0).inHours } ?? LatencyStatistics()
      },
    ]
  }
}

private struct WaitCounts: RowCells {
  func write<Sink: CellSink & ~Copyable>(_ row: GroupRow, to sink: inout Sink) {
    let (figures, responses) = (row.figures, row.figures.response.created.count)
    sink.numbers(atMost: 5) { cells in
      cells.integer(
        responses + figures.waitsEndedByBot + figures.waitsEndedByResolve + figures.waiting.count)
      cells.integer(responses)
      cells.integer(figures.botResponses)
      cells.integer(figures.waitsEndedByBot)
      cells.integer(figures.waitsEndedByResolve)
    }
  }
}

private struct LifeCounts: RowCells {
  func write<Sink: CellSink & ~Copyable>(_ row: GroupRow, to sink: inout Sink) {
    sink.numbers(atMost: 3) { cells in
      guard let life = row.figures.life else {
        for _ in 0..<3 { cells.empty() }
        return
      }
      cells.integer(life.resolved)
      cells.integer(life.resolutions)
      cells.integer(life.reopens)
    }
  }
}

private struct DayCells: RowCells {
  /// The index of the key among those of the row.
  let index: Int

  func write<Sink: CellSink & ~Copyable>(_ row: GroupRow, to sink: inout Sink) {
    sink.day(row.day, row.keys[index])
  }
}
