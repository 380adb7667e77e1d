// Numbers as text of a fixed width.

extension String {
  /// Returns the string after as many zeros as make it at least `width` characters long.
  package func zeroPadded(to width: Int) -> String {
    String(repeating: "0", count: max(0, width - count)) + self
  }

  /// Creates the text of `number` divided by ten to the power of `places`, with `places` decimals, at least one.
  package init(decimal number: some BinaryInteger, places: Int, point: Character = ".") {
    let digits = String(number.magnitude).zeroPadded(to: places + 1)
    self = "\(number < 0 ? "-" : "")\(digits.dropLast(places))\(point)\(digits.suffix(places))"
  }
}
