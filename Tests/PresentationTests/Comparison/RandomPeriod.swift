// Tables of a period of a random process, as a run writes them.

import ConvoStat
import TestSupport

@testable import Presentation

/// A period of a support team: queues of different sizes, agents with a queue each, response times that are logarithmic
/// normal within opening hours and long beyond them, in whole seconds.
struct RandomPeriod {
  /// The deviation of the logarithms of response times.
  var deviation = 0.8
  /// The percentage of waits that begin outside opening hours.
  var nights = 15
  /// The percentage of waits that an answer of 0 s ends.
  var zeros = 3
  /// Factors of the response times of queues.
  var slower: [String: Double] = [:]
  /// The numbers of conversations; the sums of a queue's clusters are a little more.
  var sizes = ["billing": 120, "sales": 60, "returns": 40, "tech": 25, "fax": 10]
  /// False if the tables have no values of single conversations.
  var hasValues = true

  private static let medians = ["billing": 300.0, "sales": 120, "returns": 30, "tech": 1200, "fax": 900]

  /// The values of a row.
  private struct Row {
    var conversations = 0
    var unanswered = 0
    var neverAnswered = 0
    var first: [Int64] = []
    var responses: [Int64] = []

    static let measures: [ColumnName] =
      [.conversations, .unanswered, .neverAnswered]
      + [Statistic.count, .mean, .median, .p90].flatMap { [.firstResponse($0), .response($0)] }

    mutating func absorb(_ waits: [Int64], _ isUnanswered: Bool, _ isNeverAnswered: Bool) {
      conversations += 1
      unanswered += isUnanswered ? 1 : 0
      neverAnswered += isNeverAnswered ? 1 : 0
      first += waits.prefix(1)
      responses += waits
    }

    var cells: [String] {
      let (first, responses) = (first.sorted(), responses.sorted())
      return [conversations, unanswered, neverAnswered].map(String.init)
        + [String(first.count), String(responses.count), Row.mean(first), Row.mean(responses)]
        + [0.5, 0.9].flatMap { [Row.percentile($0, first), Row.percentile($0, responses)] }
    }

    private static func seconds(_ milliseconds: Int64) -> String {
      DecimalCell(units: milliseconds, places: 3).text
    }

    private static func mean(_ values: [Int64]) -> String {
      values.isEmpty ? "" : seconds(values.reduce(0, +) / Int64(values.count))
    }

    static func percentile(_ part: Double, _ values: [Int64]) -> String {
      if values.isEmpty { return "" }
      let place = part * Double(values.count - 1)
      let (low, high) = (values[Int(place)], values[min(Int(place) + 1, values.count - 1)])
      return seconds(low + Int64((place - place.rounded(.down)) * Double(high - low)))
    }
  }

  /// Returns a run over the period.
  func run(_ random: inout SeededGenerator) -> ComparedRun {
    var tables: [String: [[String]: Row]] = [:]
    var values: [String: [[String]: GroupValues]] = [:]
    for (queue, size) in sizes.sorted(by: { $0.key < $1.key }) {
      var left = size
      while left > 0 {
        // One cause brings one to four conversations on the same day.
        let (cluster, day) = (1 + random.below(4), 5 + random.below(7))
        left -= cluster
        for _ in 0..<cluster {
          converse(queue, "2026-01-\(day < 10 ? "0" : "")\(day)", &random, &tables, &values)
        }
      }
    }
    let keys = ["summary": [], "by_queue": ["queue"], "by_agent": ["agent"], "by_day": ["day"]]
    let written = keys.sorted { $0.key < $1.key }.map { name, keys in
      WrittenTable(
        name, keys: keys, measures: Row.measures.map(\.text),
        rows: tables[name, default: [:]].mapValues(\.cells))
    }
    var sorted = values
    for (table, groups) in values {
      for (key, group) in groups {
        for latency in ToldMeasure.Latency.allCases {
          sorted[table]?[key]?[latency] = group[latency].sorted()
        }
      }
    }
    return ComparedRun(
      "period", tables: written, values: hasValues ? ConversationValues(tables: sorted) : nil)
  }

  private func converse(
    _ queue: String, _ day: String, _ random: inout SeededGenerator,
    _ tables: inout [String: [[String]: Row]], _ values: inout [String: [[String]: GroupValues]]
  ) {
    let agent = "\(queue)-\(random.below(2))"
    let isUnanswered = random.below(100) < 6
    let isNeverAnswered = isUnanswered && random.below(2) == 0
    let waits = isNeverAnswered ? [] : (0...random.below(3)).map { _ in wait(queue, &random) }
    for (table, key) in [("summary", []), ("by_queue", [queue]), ("by_agent", [agent]), ("by_day", [day])] {
      // Of days and of the whole the numbers of conversations suffice.
      let isOfGroup = table == "by_queue" || table == "by_agent"
      tables[table, default: [:]][key, default: Row()].absorb(
        isOfGroup ? waits : [], isUnanswered, isNeverAnswered)
      if waits.isEmpty || table != "by_queue" { continue }
      values[table, default: [:]][key, default: GroupValues()][.firstResponse].append(waits[0])
      values[table, default: [:]][key, default: GroupValues()][.response].append(
        waits.reduce(0, +) / Int64(waits.count))
    }
  }

  private func wait(_ queue: String, _ random: inout SeededGenerator) -> Int64 {
    if random.below(100) < zeros { return 0 }
    if random.below(100) < nights { return Int64(3600 + random.below(50_000)) * 1000 }
    let median = RandomPeriod.medians[queue, default: 300] * slower[queue, default: 1]
    return Int64((median * exponential(deviation * random.normal())).rounded()) * 1000
  }
}
