// The columns that several tables have: counts by class, and the figures of latencies.

/// A row that counts messages and turns by class.
protocol Counted: SendableMetatype {
  var messages: ClassCounts { get }
  var turns: ClassCounts { get }
}

extension Column where Row: Counted {
  /// `messages`, then `customer_messages` and the other classes.
  static var messageCounts: [Column] {
    [Column("messages", .count, "All kept messages, of every class.") { .count($0.messages.total) }]
      + MessageClass.allCases.map { kind in
        Column("\(kind.name)_messages", .count, kind.messagesDefinition) { .count($0.messages[kind]) }
      }
  }

  /// `customer_turns`, `agent_turns`, `bot_turns`.
  static var turnCounts: [Column] {
    MessageClass.allCases.filter(\.isParticipant).map { kind in
      let definition =
        "Turns of the \(kind.name): unbroken runs of \(kind.name) messages; system messages and notes break none."
      return Column("\(kind.name)_turns", .count, definition) { .count($0.turns[kind]) }
    }
  }
}

extension MessageClass {
  fileprivate var messagesDefinition: String {
    switch self {
    case .customer: "Messages that the customer wrote."
    case .agent: "Messages that human agents wrote."
    case .bot: "Messages that bots wrote."
    case .system: "Messages of the platform itself: activity, templates, automation, campaigns."
    case .note: "Private notes between agents, which the customer never sees."
    case .failed: "Messages that never arrived; they are in no other measure than `messages`."
    }
  }
}

/// A latency as the columns name and explain it.
struct LatencyName: Sendable {
  /// The first part of the columns' names.
  let name: String
  /// What its values are, in the plural.
  let values: String

  static let firstResponse = LatencyName(
    name: "first_response", values: "times to first response (of the earliest wait that an agent ended)")
  static let response = LatencyName(
    name: "response",
    values: "response times (from the customer message that opened a wait to the agent message that ended it)")
  static let customerResponse = LatencyName(
    name: "customer_response",
    values: "customers' response times (from an agent message to the customer message right after it)")
  static let ingestLag = LatencyName(
    name: "ingest_lag",
    values: "ingest lags (from the sender's clock to the platform's, of messages that have both times)")
  static let waiting = LatencyName(
    name: "waiting", values: "ages of unanswered waits at the as-of time")

  /// The same by a clock.
  func by(_ clock: Clock) -> LatencyName {
    let whose = clock == .created ? "by the platform's clock" : "by the senders' own clocks"
    return LatencyName(name: "\(name)_\(clock.name)", values: "\(values), \(whose)")
  }
}

extension Column {
  /// A column for each of some figures of a latency.
  static func latency(
    _ latency: LatencyName, _ statistics: [Statistic],
    of figures: @escaping @Sendable (Row) -> LatencyStatistics
  ) -> [Column] {
    statistics.map { statistic in
      Column(
        "\(latency.name)_\(statistic.suffix)", statistic == .count ? .count : .seconds,
        statistic.definition(of: latency.values)
      ) { figures($0).cell(statistic) }
    }
  }
}

/// A figure of a set of latencies.
enum Statistic: Sendable {
  case count, total, mean, median, p90, p95, p99, max

  /// The seven figures of a latency in the tables of groups.
  static let ofGroups: [Statistic] = [.count, .mean, .median, .p90, .p95, .p99, .max]

  fileprivate var suffix: String {
    switch self {
    case .count: "count"
    case .total: "total_s"
    case .mean: "mean_s"
    case .median: "median_s"
    case .p90: "p90_s"
    case .p95: "p95_s"
    case .p99: "p99_s"
    case .max: "max_s"
    }
  }

  fileprivate func definition(of values: String) -> String {
    switch self {
    case .count: "How many there are of the \(values)."
    case .total: "Sum of the \(values)."
    case .mean: "Mean of the \(values)."
    case .median: "Median of the \(values): half are at most this."
    case .p90: "90th percentile of the \(values): nine in ten are at most this."
    case .p95: "95th percentile of the \(values): 95 in a hundred are at most this."
    case .p99: "99th percentile of the \(values): 99 in a hundred are at most this."
    case .max: "Greatest of the \(values)."
    }
  }
}

extension LatencyStatistics {
  /// The cell of a figure: empty where there is nothing to measure.
  @inline(__always)
  func cell(_ statistic: Statistic) -> Cell {
    if statistic == .count { return .count(count) }
    guard count > 0 else { return .empty }
    return switch statistic {
    case .count: .count(count)
    case .total: .total(total)
    case .mean: .seconds(mean)
    case .median: .seconds(median)
    case .p90: .seconds(p90)
    case .p95: .seconds(p95)
    case .p99: .seconds(p99)
    case .max: .seconds(max)
    }
  }
}

/// What `ingest_lags_negative` says, in every table.
let ingestLagsNegativeDefinition =
  "Messages that reached the platform before they were sent, because the clocks disagree."
