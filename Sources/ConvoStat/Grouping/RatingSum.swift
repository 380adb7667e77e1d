// The ratings of surveys, added up exactly.

/// A number of ratings and their sum.
struct RatingSum: BitwiseCopyable {
  /// The number of ratings that are numbers.
  private(set) var count = 0
  /// The sum in ten-thousandths.
  private(set) var tenThousandths = 0

  /// Creates the sum of no rating.
  init() {}

  /// Creates the sum of the rating that a text is; of none if it is no number, or beyond 100 000.
  init(_ text: Text) {
    guard !text.isEmpty, let number = DecimalNumber(text)?.tenThousandths,
      number.magnitude <= RatingSum.greatest
    else { return }
    (count, tenThousandths) = (1, number)
  }

  /// So that the ratings of any number of conversations fit into a sum.
  private static let greatest = UInt(100_000 * 10_000)

  /// Adds other ratings.
  mutating func merge(_ other: RatingSum) {
    count += other.count
    tenThousandths += other.tenThousandths
  }

  /// Takes away ratings that were added.
  mutating func subtract(_ other: RatingSum) {
    count -= other.count
    tenThousandths -= other.tenThousandths
  }

  /// The mean in hundredths, rounded half up; `nil` without ratings.
  var meanHundredths: Int? {
    if count == 0 { return nil }
    let (dividend, divisor) = (2 * Int128(tenThousandths) + 100 * Int128(count), 200 * Int128(count))
    let quotient = dividend / divisor
    return Int(dividend % divisor < 0 ? quotient - 1 : quotient)
  }
}
