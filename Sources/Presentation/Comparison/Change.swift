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
  /// The number of values behind the measure, in the run that has fewer; `nil` if the measure is a count
  /// itself.
  let values: Int64?

  /// After minus before; `nil` if one of them is missing.
  var difference: DecimalCell? {
    guard let before, let after else { return nil }
    return after.less(before)
  }

  /// The difference divided by the value before.
  var relative: DecimalCell? { before.flatMap { difference?.share(of: $0) } }

  /// The importance of the change: its share of both values together, times the square root of the number of
  /// values.
  var weight: Double {
    guard let before, let after, let difference else { return 0 }
    let both = Double(before.units.magnitude) + Double(after.units.magnitude)
    if both == 0 { return 0 }
    let count = values.map(Double.init) ?? both
    return Double(difference.units.magnitude) / both * max(0, count).squareRoot()
  }

  /// The key as `source=asapp, queue=billing`.
  ///
  /// Keys without a cell are left out, and unusual cells are quoted.
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
  /// The value before for people; `-` if there is none.
  public var beforeText: String { shown(before) }

  /// The value after for people; `-` if there is none.
  public var afterText: String { shown(after) }

  private func shown(_ cell: DecimalCell?) -> String {
    guard let cell else { return "-" }
    if measure.hasSuffix("_s"), cell.places == 3 { return Quantity.duration(milliseconds: cell.units) }
    return cell.places == 0 ? Quantity.count(Int(cell.units)) : cell.text
  }

  /// The change as `+58.1%`; `new` if the value was 0 before; empty if nothing changed or a value is missing.
  public var percent: String {
    guard let difference, difference.units != 0 else { return "" }
    guard let relative else { return "new" }
    // A table may have any numbers; a share that is too large is shown as one of the largest.
    let (millionths, isTooLarge) = relative.units.magnitude.multipliedReportingOverflow(by: 100)
    let text = Quantity.percent(millionths: isTooLarge ? .max : Int(clamping: millionths))
    return (relative.units < 0 ? "-" : "+") + text
  }
}
