// Cells of numbers, as digits.

/// A writer of adjacent cells of numbers, each with its comma, into memory that has room for all of them.
struct NumberCells {
  /// Where the next cell is written.
  private(set) var writer: ByteWriter

  /// The maximum length of a cell in bytes.
  static let mostBytes = 26

  /// Creates a writer whose first cell begins at an address.
  @inline(__always)
  init(_ writer: ByteWriter) { self.writer = writer }

  /// Writes an empty cell.
  @inline(__always)
  mutating func empty() { writer.put(UInt8(ascii: ",")) }

  /// Writes a whole number.
  @inline(__always)
  mutating func integer(_ value: Int) {
    writer.put(integer: value)
    writer.put(UInt8(ascii: ","))
  }

  /// Writes milliseconds as seconds with three decimals.
  @inline(__always)
  mutating func seconds(_ milliseconds: Int64) {
    writer.put(seconds: milliseconds)
    writer.put(UInt8(ascii: ","))
  }

  /// Writes milliseconds as seconds with three decimals; an empty cell for `nil`.
  @inline(__always)
  mutating func seconds(_ milliseconds: Int64?) {
    if let milliseconds { seconds(milliseconds) } else { empty() }
  }

  /// Writes a sum of milliseconds as seconds with three decimals.
  @inline(__always)
  mutating func seconds(_ sum: ExactSum) {
    if let small = sum.small { return seconds(small) }
    let (whole, rest) = UInt64(1000).dividingFullWidth(sum.magnitude)
    writer.put(isNegative: sum.isNegative, whole: whole, thousandths: UInt32(truncatingIfNeeded: rest))
    writer.put(UInt8(ascii: ","))
  }

  /// Writes a share or ratio with four decimals, rounded half up; an empty cell if the denominator is 0.
  ///
  /// - Precondition: both are counts: neither is negative, and neither overflows when multiplied by 20 000.
  mutating func ratio(_ numerator: Int, _ denominator: Int) {
    guard let value = NumberCells.tenThousandths(numerator, denominator) else { return empty() }
    tenThousandths(value)
  }

  /// A share or ratio in units of its last decimal, half up; `nil` if the denominator is 0.
  @inline(__always)
  static func tenThousandths(_ numerator: Int, _ denominator: Int) -> Int? {
    if denominator <= 0 { return nil }
    if numerator == 0 { return 0 }
    return numerator == denominator ? 10_000 : (numerator * 20_000 / denominator + 1) / 2
  }

  /// A number with four decimals, in units of the last one.
  @inline(__always)
  mutating func tenThousandths(_ value: Int) {
    writer.put(tenThousandths: value)
    writer.put(UInt8(ascii: ","))
  }

  /// A number with two decimals, in units of the last one.
  mutating func hundredths(_ value: Int) {
    writer.put(hundredths: value)
    writer.put(UInt8(ascii: ","))
  }
}

extension ByteWriter {
  /// Writes a whole number.
  @inline(__always)
  mutating func put(integer value: Int) {
    if value < 0 { put(UInt8(ascii: "-")) }
    putDigits(UInt64(value.magnitude))
  }

  /// Writes milliseconds as seconds with three decimals.
  @inline(__always)
  mutating func put(seconds milliseconds: Int64) {
    let (whole, rest) = milliseconds.magnitude.quotientAndRemainder(dividingBy: 1000)
    put(isNegative: milliseconds < 0, whole: whole, thousandths: UInt32(truncatingIfNeeded: rest))
  }

  @inline(__always)
  fileprivate mutating func put(isNegative: Bool, whole: UInt64, thousandths: UInt32) {
    if isNegative { put(UInt8(ascii: "-")) }
    putDigits(whole)
    put(UInt8(ascii: "."))
    put(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: thousandths / 100))
    putPair(Int(thousandths % 100))
  }

  /// Writes a number with four decimals, in units of the last one.
  @inline(__always)
  mutating func put(tenThousandths value: Int) {
    putDigits(UInt64(value / 10_000))
    put(UInt8(ascii: "."))
    putPair(value % 10_000 / 100)
    putPair(value % 100)
  }

  /// Writes a number with two decimals, in units of the last one.
  @inline(__always)
  mutating func put(hundredths value: Int) {
    if value < 0 { put(UInt8(ascii: "-")) }
    putDigits(UInt64(value.magnitude / 100))
    put(UInt8(ascii: "."))
    putPair(Int(value.magnitude % 100))
  }
}
