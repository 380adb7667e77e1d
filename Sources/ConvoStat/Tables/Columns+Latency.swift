// The columns of latencies: several figures of each, generated from one description.

/// A figure of a set of latencies.
package enum Statistic: String, Sendable {
  case count, total, mean, median, p90, p95, p99, max

  /// The seven figures of a latency in tables by groups.
  static let ofGroups: [Statistic] = [.count, .mean, .median, .p90, .p95, .p99, .max]
  /// The five figures of a latency that is measured once per conversation.
  static let ofLives: [Statistic] = [.count, .mean, .median, .p90, .max]
}

/// A latency, with its words for the names and definitions of columns.
package struct LatencyName: Sendable {
  /// The first part of the column names, without the clock.
  let measure: String
  /// The words for its values, in the plural.
  let values: String
  /// The clock; `nil` if the columns name none.
  var clock: Clock?
  /// The time that counts, and the waits that do.
  var time = MeasuredTime.calendar

  /// The latency of the first response of a conversation.
  package static let firstResponse = LatencyName(
    measure: "first_response", values: "first response times (of the earliest wait that an agent ended)")
  /// The latency of the first response with `--first-response-from conversation`.
  static let firstResponseFromCreation = LatencyName(
    measure: "first_response",
    values:
      "first response times (from the creation of the conversation, if known, to the agent message that ended the earliest wait)"
  )
  /// The latency of any response.
  package static let response = LatencyName(
    measure: "response",
    values: "response times (from the customer message that opened a wait to the agent message that ended it)"
  )
  /// The latency of a customer's response.
  package static let customerResponse = LatencyName(
    measure: "customer_response",
    values: "customer response times (from an agent message to the customer message directly after it)")
  /// The ingest lag of a message.
  package static let ingestLag = LatencyName(
    measure: "ingest_lag",
    values: "ingest lags (the platform's time minus the sender's time, of messages that have both)")
  /// The age of an unanswered wait.
  package static let waiting = LatencyName(
    measure: "waiting", values: "ages of unanswered waits at the as-of time")

  /// The time to the last resolution of a conversation.
  package static let resolution = LatencyName(
    measure: "resolution",
    values:
      "resolution times (from the start of the conversation to its last resolution whose moment is exact)")
  /// The time to the first resolution of a conversation.
  package static let firstResolution = LatencyName(
    measure: "first_resolution",
    values:
      "first resolution times (from the start of the conversation to its first resolution whose moment is exact)"
  )
  /// The time from a bot to an agent.
  package static let handover = LatencyName(
    measure: "handover",
    values: "hand-over times (from the last bot message or hand-over to the first response after one)")

  /// Returns the latency by a clock.
  package func by(_ clock: Clock) -> LatencyName {
    LatencyName(measure: measure, values: "\(values), \(clock.phrase)", clock: clock)
  }

  /// The latency in business time (ServiceLevels: business time).
  var business: LatencyName {
    LatencyName(
      measure: measure, values: "\(values), counting business hours only", clock: clock, time: .business)
  }

  /// The latency of the waits that opened within hours, in business time (ServiceLevels: waits outside hours).
  var inHours: LatencyName {
    LatencyName(
      measure: measure,
      values: "\(values), of the waits that opened within business hours, counting these hours only",
      clock: clock, time: .businessInHours)
  }

  /// The first part of the column names.
  var name: String { clock.map { "\(measure)_\($0.name)" } ?? measure }

  /// Returns a figure of the latency as measures.csv names it.
  func figure(_ statistic: String) -> Figure {
    Figure(
      measure: time.word.isEmpty ? measure : "\(measure)_\(time.word.dropLast())", clock: clock,
      statistic: statistic)
  }
}

/// The time of a latency that counts.
package enum MeasuredTime: Sendable {
  /// All of it.
  case calendar
  /// The part within business hours.
  case business
  /// The part within business hours, of the waits that opened within them.
  case businessInHours

  /// The word for it in the names of columns, and the `_` after it; empty for all time.
  fileprivate var word: String {
    switch self {
    case .calendar: ""
    case .business: "hours_"
    case .businessInHours: "in_hours_"
    }
  }
}

extension Clock {
  /// The words for the clock in a definition.
  var phrase: String {
    switch self {
    case .created: "by the platform's clock"
    case .client: "by the senders' own clocks"
    }
  }
}

extension Column {
  /// Creates the column of a figure of a latency.
  init(_ latency: LatencyName, _ statistic: Statistic) {
    self.init(
      .latency(latency, statistic), statistic == .count ? .count : .seconds,
      statistic.definition(of: latency.values))
  }
}

extension Columns {
  /// Returns one column for each of the given figures of a latency.
  @inline(__always)
  static func latency(
    _ latency: LatencyName, _ statistics: [Statistic],
    _ figures: @escaping @Sendable (Row) -> LatencyStatistics
  ) -> Columns {
    Columns(
      columns: statistics.map { Column(latency, $0) },
      writeCSV: { row, buffer in buffer.append(statistics, of: figures(row)) },
      writeCells: { row, buffer in buffer.append(statistics, of: figures(row)) })
  }
}

extension CellSink where Self: ~Copyable {
  /// The cells of figures of a latency.
  @inline(__always)
  fileprivate mutating func append(_ statistics: [Statistic], of figures: LatencyStatistics) {
    numbers(atMost: statistics.count) { cells in
      for statistic in statistics { cells.append(statistic, of: figures) }
    }
  }
}

extension NumberSink {
  /// Writes the cell of a figure; an empty cell if there are no values.
  @inline(__always)
  mutating func append(_ statistic: Statistic, of figures: LatencyStatistics) {
    if statistic == .count { return integer(figures.count) }
    guard figures.count > 0 else { return empty() }
    switch statistic {
    case .count: integer(figures.count)
    case .total: seconds(figures.total)
    case .mean: seconds(figures.mean)
    case .median: seconds(figures.median)
    case .p90: seconds(figures.p90)
    case .p95: seconds(figures.p95)
    case .p99: seconds(figures.p99)
    case .max: seconds(figures.max)
    }
  }
}

extension Statistic {
  /// Returns the end of the column name.
  package func suffix(_ time: MeasuredTime = .calendar) -> String {
    let unit = "\(time.word)s"
    return switch self {
    case .count: "\(time.word)count"
    case .total: "total_\(unit)"
    case .mean: "mean_\(unit)"
    case .median: "median_\(unit)"
    case .p90: "p90_\(unit)"
    case .p95: "p95_\(unit)"
    case .p99: "p99_\(unit)"
    case .max: "max_\(unit)"
    }
  }

  fileprivate func definition(of values: String) -> String {
    switch self {
    case .count: "Number of \(values)."
    case .total: "Sum of the \(values)."
    case .mean: "Mean of the \(values)."
    case .median: "Median of the \(values): half of them are at most this."
    case .p90: "90th percentile of the \(values): 90% of them are at most this."
    case .p95: "95th percentile of the \(values): 95% of them are at most this."
    case .p99: "99th percentile of the \(values): 99% of them are at most this."
    case .max: "Maximum of the \(values)."
    }
  }
}
