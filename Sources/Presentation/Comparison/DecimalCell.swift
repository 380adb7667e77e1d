// A number in a cell, exact to its last decimal.

import ConvoStat

/// A decimal number: units, and the number of decimals.
struct DecimalCell: Equatable, Sendable {
  /// The number without its point: 1500 with 3 decimals is 1.500.
  let units: Int64
  let places: Int

  init(units: Int64, places: Int) {
    self.units = units
    self.places = places
  }

  /// Reads a text such as `-12.345`; `nil` if it is empty or not a number.
  init?(_ text: String) {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, let units = Int64(parts.joined()), whole.last?.isNumber == true else {
      return nil
    }
    self.init(units: units, places: parts.count == 2 ? parts[1].count : 0)
  }

  /// The number as in a table.
  var text: String { json.line }

  /// The number in JSON.
  var json: JSONValue { places == 0 ? .number(Int(units)) : .decimal(units, places: places) }

  /// Returns `self` minus another number with the same number of decimals; `nil` if the numbers of decimals
  /// differ.
  func less(_ other: DecimalCell) -> DecimalCell? {
    let (difference, isTooLarge) = units.subtractingReportingOverflow(other.units)
    return places == other.places && !isTooLarge ? DecimalCell(units: difference, places: places) : nil
  }

  /// Returns `self` divided by the absolute value of another number, with four decimals, rounded half up;
  /// `nil` if that is 0.
  func share(of whole: DecimalCell) -> DecimalCell? {
    guard whole.units != 0 else { return nil }
    let size = Int128(whole.units.magnitude)
    let numerator = Int128(units) * 20_000 + size
    var (quotient, rest) = numerator.quotientAndRemainder(dividingBy: 2 * size)
    if rest < 0 {
      quotient -= 1
      rest += 2 * size
    }
    return Int64(exactly: quotient).map { DecimalCell(units: $0, places: 4) }
  }
}
