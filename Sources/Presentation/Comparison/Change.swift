// One measure of one row in two runs: a row of compare.csv.

import ConvoStat

/// What a measure was and what it is.
public struct Change: Sendable {
  /// The table, without `.csv`.
  public let table: String
  /// The names and cells of the row's keys.
  public let keys: [(column: String, cell: String)]
  /// The column.
  public let measure: String
  /// Nil where the run does not have the row, or nothing was measured.
  let before: DecimalCell?
  let after: DecimalCell?
  /// How many values the measure is made of in the run that has fewer; nil where the measure is a count itself.
  let values: Int64?

  /// After less before; nil where one is missing.
  var difference: DecimalCell? {
    guard let before, let after else { return nil }
    return after.less(before)
  }

  /// The difference as a part of what was before.
  var relative: DecimalCell? { before.flatMap { difference?.share(of: $0) } }

  /// How much the change matters: its part of both values together, times the root of how many values there are.
  var weight: Double {
    guard let before, let after, let difference else { return 0 }
    let both = Double(before.units.magnitude) + Double(after.units.magnitude)
    if both == 0 { return 0 }
    let count = values.map(Double.init) ?? both
    return Double(difference.units.magnitude) / both * max(0, count).squareRoot()
  }

  /// `source=asapp, queue=billing`; keys without a cell are left out, and odd cells stand in quotes.
  public var key: String {
    keys.filter { !$0.cell.isEmpty }.map { key in
      let isOdd = key.cell.contains { ",=\"\\\n\r".contains($0) }
      return key.column + "=" + (isOdd ? JSONValue.string(key.cell).line : key.cell)
    }.joined(separator: ", ")
  }

  /// The change in JSON.
  var json: JSONValue {
    [
      "table": .string(table), "key": .string(key), "measure": .string(measure),
      "before": before?.json ?? .null, "after": after?.json ?? .null,
      "change": difference?.json ?? .null, "relative_change": relative?.json ?? .null,
    ]
  }

  /// The cells of compare.csv, in order.
  var cells: [String] {
    [table, key, measure] + [before, after, difference, relative].map { $0?.text ?? "" }
  }
}

extension Change {
  /// The value before as people read it; `-` where there is none.
  public var beforeText: String { shown(before) }

  /// The value after, likewise.
  public var afterText: String { shown(after) }

  private func shown(_ cell: DecimalCell?) -> String {
    guard let cell else { return "-" }
    if measure.hasSuffix("_s"), cell.places == 3 { return Quantity.duration(milliseconds: cell.units) }
    return cell.places == 0 ? Quantity.count(Int(cell.units)) : cell.text
  }

  /// `+58.1%`; `new` where it was 0 before, empty where nothing changed or nothing can be said.
  public var percent: String {
    guard let difference, difference.units != 0 else { return "" }
    guard let relative else { return "new" }
    // A table may state any numbers; a share that is too large to be shown is one of the largest.
    let (millionths, isTooLarge) = relative.units.magnitude.multipliedReportingOverflow(by: 100)
    let text = Quantity.percent(millionths: isTooLarge ? .max : Int(clamping: millionths))
    return (relative.units < 0 ? "-" : "+") + text
  }
}
