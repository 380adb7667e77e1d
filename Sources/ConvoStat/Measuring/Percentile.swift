// Percentiles in whole milliseconds.

/// Percentiles by linear interpolation between closest ranks: type 7 of Hyndman and Fan, PERCENTILE.INC of
/// spreadsheets (Definitions: percentile).
enum Percentile {
  /// Returns the percentile `q` of `count` values; `value` returns the value at a rank, from 0 in ascending
  /// order.
  ///
  /// With h = q * (count - 1) / 100 and k = floor(h) it is x[k] + (x[k+1] - x[k]) * frac(h), rounded half up
  /// to a millisecond. Exact for all values of Int64.
  ///
  /// - Precondition: `count` is at least 1, `q` from 0 to 100.
  @inline(__always)
  static func of(_ q: Int, count: Int, value: (Int) -> Int64) -> Int64 {
    let (rank, hundredths) = (q * (count - 1)).quotientAndRemainder(dividingBy: 100)
    let lower = value(rank)
    guard hundredths != 0 else { return lower }
    // The distance as an unsigned number is correct even if a signed one would overflow.
    let distance = UInt64(bitPattern: value(rank + 1) &- lower)
    let (whole, part) = distance.quotientAndRemainder(dividingBy: 100)
    let share = UInt64(hundredths)
    return lower &+ Int64(bitPattern: whole * share + (part * share + 50) / 100)
  }
}
