// A number in a cell, exact to its last decimal.

/// A whole number of units, each a power of ten.
struct DecimalCell: Equatable, Sendable {
  /// The number without its point: 1500 with 3 places is 1.500.
  let units: Int64
  let places: Int

  init(units: Int64, places: Int) {
    self.units = units
    self.places = places
  }

  /// Reads `-12.345`; nil for an empty cell and for what is no number.
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

  /// This less another number of as many places; nil where the places differ.
  func less(_ other: DecimalCell) -> DecimalCell? {
    let (difference, isTooLarge) = units.subtractingReportingOverflow(other.units)
    return places == other.places && !isTooLarge ? DecimalCell(units: difference, places: places) : nil
  }

  /// This as a part of another's size, with four decimals, half up; nil where the other is 0.
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
