// The measures that a comparison tells people of, and the test of each.

import ConvoStat

/// A measure whose changes are weighed against chance.
public struct ToldMeasure: Sendable {
  /// The name of the column.
  let column: String
  /// The name for people.
  public let name: String
  let test: Test
  /// What a greater value means; `nil` if that is not known.
  let greater: Verdict?

  /// The way in which a change is weighed.
  enum Test {
    /// All values of a latency, or its median if there are only figures.
    case latency(Latency)
    /// The values above the common 90th percentile.
    case tail(Latency)
    /// A count among another count of the row.
    case count(of: ColumnName)
    /// A share of the values that another column counts.
    case share(of: ColumnName)
    /// The row's share of all conversations.
    case volume
    /// No test.
    case none
  }

  /// A latency of which a conversation has one value.
  enum Latency: Int, CaseIterable {
    case firstResponse, response, resolution

    /// The column of conversations.csv.
    var value: ColumnName {
      switch self {
      case .firstResponse: .firstResponse(.created)
      case .response: .response(.median)
      case .resolution: .resolution
      }
    }

    /// Returns the column of the tables by groups.
    func figure(_ statistic: Statistic) -> ColumnName {
      switch self {
      case .firstResponse: .firstResponse(statistic)
      case .response: .response(statistic)
      case .resolution: .latency(.resolution, statistic)
      }
    }
  }

  private init(_ column: ColumnName, _ name: String, _ test: Test, greater: Verdict?) {
    self.init(column: column.text, name: name, test: test, greater: greater)
  }

  private init(column: String, name: String, test: Test, greater: Verdict?) {
    self.column = column
    self.name = name
    self.test = test
    self.greater = greater
  }

  /// The measures in the order of the text, without those of `--within`.
  static let all: [ToldMeasure] = [
    ToldMeasure(.conversations, "conversations", .volume, greater: nil),
    ToldMeasure(.unanswered, "unanswered", .count(of: .conversations), greater: .worse),
    ToldMeasure(.neverAnswered, "never answered", .count(of: .conversations), greater: .worse),
    ToldMeasure(.firstResponse(.median), "first response median", .latency(.firstResponse), greater: .worse),
    ToldMeasure(.firstResponse(.p90), "first response p90", .tail(.firstResponse), greater: .worse),
    ToldMeasure(.response(.median), "response median", .latency(.response), greater: .worse),
    ToldMeasure(.resolutions, "resolutions", .none, greater: nil),
    ToldMeasure(.reopens, "reopenings", .count(of: .resolutions), greater: .worse),
    ToldMeasure(
      .latency(.resolution, .median), "resolution median", .latency(.resolution), greater: .worse),
  ]

  private static let byColumn = Dictionary(
    all.enumerated().map { ($1.column, (order: $0, told: $1)) }, uniquingKeysWith: { first, _ in first })

  /// The beginnings of the columns of `--within`.
  private static let levels = [
    ("first response", ColumnName.within(.firstResponse.by(.created), "").text, Latency.firstResponse),
    ("response", ColumnName.within(.response.by(.created), "").text, .response),
  ]

  /// Returns the measure of a column with its place in the order; `nil` if people are not told of it.
  static func named(_ column: String) -> (order: Int, told: ToldMeasure)? {
    if let known = byColumn[column] { return known }
    for (index, (name, start, latency)) in levels.enumerated() where column.hasPrefix(start) {
      let level = column.dropFirst(start.count)
      let told = ToldMeasure(
        column: column, name: "\(name) within \(level)", test: .share(of: latency.figure(.count)),
        greater: .better)
      return (all.count + index, told)
    }
    return nil
  }
}

/// The judgement of a change.
public enum Verdict: String, Sendable {
  case better, worse

  var opposite: Verdict { self == .better ? .worse : .better }
}
