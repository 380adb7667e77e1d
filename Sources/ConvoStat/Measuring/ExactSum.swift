// A sum of milliseconds that no number of latencies can overflow.

/// The exact sum of any number of Int64 values, in 128 bits.
///
/// A latency spans up to a thousand years, so 64 bits overflow after about 280,000 of the longest: a dump
/// with one broken clock must not be able to stop a run.
struct ExactSum: Equatable {
  private var high: Int64 = 0
  private var low: UInt64 = 0

  /// Creates the sum of no values, zero.
  init() {}

  /// Creates the sum of one value.
  init(_ value: Int64) { self += value }

  /// Adds a value.
  @inline(__always)
  static func += (sum: inout ExactSum, value: Int64) {
    sum.add(high: value >> 63, low: UInt64(bitPattern: value))
  }

  /// Adds another sum.
  static func += (sum: inout ExactSum, other: ExactSum) { sum.add(high: other.high, low: other.low) }

  @inline(__always)
  private mutating func add(high: Int64, low: UInt64) {
    let (sum, carry) = self.low.addingReportingOverflow(low)
    self.low = sum
    self.high &+= high &+ (carry ? 1 : 0)
  }

  /// The sum as 64 bits; `nil` if it does not fit.
  @inline(__always)
  var small: Int64? {
    let value = Int64(bitPattern: low)
    return value >> 63 == high ? value : nil
  }

  /// The sum without its sign.
  var magnitude: (high: UInt64, low: UInt64) {
    guard high < 0 else { return (UInt64(high), low) }
    return (UInt64(bitPattern: ~high) &+ (low == 0 ? 1 : 0), ~low &+ 1)
  }

  /// True if the sum is below zero.
  var isNegative: Bool { high < 0 }

  /// Returns the mean of `count` values with this sum; half a millisecond is rounded up (Definitions:
  /// percentile).
  ///
  /// - Precondition: `count` values were added, at least one.
  func mean(count: Int) -> Int64 {
    if let small, small >> 56 == small >> 63, count < 1 << 56 {  // twice of it fits as well
      let (quotient, rest) = (small * 2 + Int64(count)).quotientAndRemainder(dividingBy: Int64(count) * 2)
      return rest < 0 ? quotient - 1 : quotient
    }
    let divisor = UInt64(count)
    // 2^63 is added to every value, so that the sum is not negative and the division rounds down.
    var shifted = self
    shifted.add(high: Int64(count) >> 1, low: divisor << 63)
    let (quotient, rest) = divisor.dividingFullWidth((UInt64(bitPattern: shifted.high), shifted.low))
    let rounded = rest >= divisor - rest ? quotient &+ 1 : quotient
    return Int64(bitPattern: rounded ^ 1 << 63)
  }
}
