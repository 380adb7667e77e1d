// Cells of numbers, as digits.

/// Numbers that are written one behind the other, each with its comma, where there is room for all of them.
struct NumberCells {
  /// Where the next cell is written.
  private(set) var writer: ByteWriter

  /// The most bytes that a cell takes.
  static let mostBytes = 26

  /// The first cell begins there.
  @inline(__always)
  init(_ writer: ByteWriter) { self.writer = writer }

  /// A cell without content.
  @inline(__always)
  mutating func empty() { writer.put(UInt8(ascii: ",")) }

  /// A whole number.
  @inline(__always)
  mutating func integer(_ value: Int) {
    if value < 0 { writer.put(UInt8(ascii: "-")) }
    writer.putDigits(UInt64(value.magnitude))
    writer.put(UInt8(ascii: ","))
  }

  /// Milliseconds as seconds with three decimals.
  @inline(__always)
  mutating func seconds(_ milliseconds: Int64) {
    let (whole, rest) = milliseconds.magnitude.quotientAndRemainder(dividingBy: 1000)
    decimal(isNegative: milliseconds < 0, whole: whole, thousandths: UInt32(truncatingIfNeeded: rest))
  }

  /// The same; an empty cell where there is nothing to measure.
  @inline(__always)
  mutating func seconds(_ milliseconds: Int64?) {
    if let milliseconds { seconds(milliseconds) } else { empty() }
  }

  /// A sum of milliseconds as seconds with three decimals.
  @inline(__always)
  mutating func seconds(_ sum: ExactSum) {
    if let small = sum.small { return seconds(small) }
    let (whole, rest) = UInt64(1000).dividingFullWidth(sum.magnitude)
    decimal(isNegative: sum.isNegative, whole: whole, thousandths: UInt32(truncatingIfNeeded: rest))
  }

  @inline(__always)
  private mutating func decimal(isNegative: Bool, whole: UInt64, thousandths: UInt32) {
    if isNegative { writer.put(UInt8(ascii: "-")) }
    writer.putDigits(whole)
    writer.put(UInt8(ascii: "."))
    writer.put(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: thousandths / 100))
    writer.putPair(Int(thousandths % 100))
    writer.put(UInt8(ascii: ","))
  }

  /// A share or ratio with four decimals, half up; empty where there is nothing to divide by.
  ///
  /// - Precondition: they are counts: neither is negative, nor too great to be taken 20 000 times.
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
    writer.putDigits(UInt64(value / 10_000))
    writer.put(UInt8(ascii: "."))
    writer.putPair(value % 10_000 / 100)
    writer.putPair(value % 100)
    writer.put(UInt8(ascii: ","))
  }
}
