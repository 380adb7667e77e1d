// One measure of one row in two runs: a row of compare.csv.

import ConvoStat

/// The values of a measure in both runs.
public struct Change: Sendable {
  /// The table, without `.csv`.
  public let table: String
  /// The names and cells of the key columns of the row.
  public let keys: [(column: String, cell: String)]
  /// The name of the column.
  public let measure: String
  /// The values; `nil` if the run does not have the row, or if there was nothing to measure.
  let before: DecimalCell?
  let after: DecimalCell?
  /// The numbers of values behind the measure; `nil` if it is a count that is no part of another one.
  var valuesBefore: Int64?
  var valuesAfter: Int64?
  /// The number of standard errors between the two values, negative if the value fell; `nil` if the change was not
  /// weighed against chance.
  var weight: Double?
  /// True if chance alone rarely gives such a change, in view of all changes that were weighed.
  public internal(set) var isBeyondChance = false
  /// The measure as people are told of it; `nil` for all others.
  var told: ToldMeasure?
  /// The name of the agent of the row.
  public var agentName: String?
  /// True if the row is that of an agent.
  public var isOfAgent = false

  /// After minus before; `nil` if one of them is missing.
  var difference: DecimalCell? {
    guard let before, let after else { return nil }
    return after.less(before)
  }

  /// The difference divided by the value before.
  var relative: DecimalCell? { before.flatMap { difference?.share(of: $0) } }

  /// True for a change of how much there was, false for how well it went.
  public var isVolume: Bool { if case .volume = told?.test { true } else { false } }

  /// The name of the measure for people.
  public var measureName: String { told?.name ?? measure }

  /// The judgement of a change beyond chance, if it is known what is better.
  public var verdict: Verdict? {
    guard isBeyondChance, let weight else { return nil }
    return weight > 0 ? told?.greater : told?.greater?.opposite
  }

  /// The key as `source=asapp, queue=billing`.
  public var key: String { Group.key(keys) }

  /// The weight with four decimals.
  private var weightCell: DecimalCell? {
    weight.flatMap { Int64(exactly: ($0 * 10_000).rounded()) }.map { DecimalCell(units: $0, places: 4) }
  }

  /// The change in JSON.
  var json: JSONValue {
    [
      "table": .string(table), "key": .string(key), "measure": .string(measure),
      "before": before?.json ?? .null, "after": after?.json ?? .null,
      "change": difference?.json ?? .null, "relative_change": relative?.json ?? .null,
      "n_before": valuesBefore.map { .number(Int($0)) } ?? .null,
      "n_after": valuesAfter.map { .number(Int($0)) } ?? .null,
      "weight": weightCell?.json ?? .null, "beyond_chance": .bool(isBeyondChance),
      "verdict": .string(orNull: verdict?.rawValue),
    ]
  }

  /// The cells of compare.csv, in order.
  var cells: [String] {
    [table, key, measure] + [before, after, difference, relative].map { $0?.text ?? "" }
      + [valuesBefore, valuesAfter].map { $0.map(String.init) ?? "" } + [weightCell?.text ?? ""]
  }
}

extension Change {
  /// The value before for people; `-` if there is none.
  public var beforeText: String { shown(before) }

  /// The value after for people; `-` if there is none.
  public var afterText: String { shown(after) }

  /// The number of values before for people; `nil` if the measure has none.
  public var valuesBeforeText: String? { valuesBefore.map { Quantity.count(Int($0)) } }

  /// The number of values after for people; `nil` if the measure has none.
  public var valuesAfterText: String? { valuesAfter.map { Quantity.count(Int($0)) } }

  /// True if the values are parts of the numbers of values.
  public var isPart: Bool {
    switch told?.test {
    case .count, .volume: valuesBefore != nil && valuesAfter != nil
    default: false
    }
  }

  /// The share before for people; `nil` if the measure is no part of another one.
  public var shareBeforeText: String? { share(before, valuesBefore).map(Change.percent) }

  /// The share after for people; `nil` if the measure is no part of another one.
  public var shareAfterText: String? { share(after, valuesAfter).map(Change.percent) }

  private func share(_ cell: DecimalCell?, _ values: Int64?) -> Double? {
    guard let cell, let values, values > 0, isPart else { return nil }
    return Double(cell.units) / Double(values)
  }

  private func shown(_ cell: DecimalCell?) -> String {
    guard let cell else { return "-" }
    if measure.hasSuffix("_s"), cell.places == 3 { return Quantity.duration(milliseconds: cell.units) }
    if case .share = told?.test { return Change.percent(Double(cell.units) / 10_000) }
    return cell.places == 0 ? Quantity.count(Int(cell.units)) : cell.text
  }

  /// The change for people: `+58%`, for shares `+1.3 points`; `new` if the value was 0 before; empty if nothing changed that
  /// is shown, or a value is missing.
  public var changeText: String {
    guard let difference, difference.units != 0 else { return "" }
    if case .share = told?.test { return Change.points(Double(difference.units) / 10_000) }
    if let old = share(before, valuesBefore), let new = share(after, valuesAfter) {
      return Change.points(new - old)
    }
    if isPart { return "" }
    guard let relative else { return "new" }
    return Change.signed(Double(relative.units) / 100, "%")
  }

  private static func points(_ share: Double) -> String { signed(share * 100, " points") }

  private static func percent(_ share: Double) -> String { rounded(share * 100) + "%" }

  /// Returns the number with its sign and unit; empty if it is shown as 0.
  private static func signed(_ number: Double, _ unit: String) -> String {
    let size = rounded(abs(number))
    return size == "0" ? "" : (number < 0 ? "-" : "+") + size + unit
  }

  /// Returns the number with a decimal if it is less than 10.
  private static func rounded(_ number: Double) -> String {
    let tenths = (number * 10).rounded()
    guard let tenths = Int(exactly: tenths) else { return Quantity.count(.max) }
    let text = Quantity.count(tenths < 100 ? tenths / 10 : (tenths + 5) / 10)
    return tenths < 100 && tenths % 10 != 0 ? "\(text).\(tenths % 10)" : text
  }
}
