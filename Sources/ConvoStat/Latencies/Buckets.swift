// The buckets in which response times are counted.

/// Adjacent buckets of durations (Columns: distribution.csv).
///
/// A bucket includes its lower bound and excludes its upper bound. The first bucket has no lower bound,
/// because latencies can be negative; the last one has no upper bound.
public struct Buckets: Equatable, Sendable {
  /// The bounds between the buckets, in milliseconds, in ascending order.
  public let bounds: [Int64]
  /// The bounds that fit into 32 bits.
  private let narrow: [Int32]

  /// 10 and 30 seconds; 1, 5 and 15 minutes; 1, 4, 8 and 24 hours.
  public static let standard = Buckets(sorted: [
    10_000, 30_000, 60_000, 300_000, 900_000, 3_600_000, 14_400_000, 28_800_000, 86_400_000,
  ])

  private init(sorted bounds: [Int64]) {
    self.bounds = bounds
    narrow = bounds.prefix { $0 <= Int32.max }.map { Int32(clamping: $0) }
  }

  /// Creates buckets with these bounds; `nil` if there are none or if they do not ascend strictly.
  public init?(bounds: [Int64]) {
    guard !bounds.isEmpty, zip(bounds, bounds.dropFirst()).allSatisfy({ $0 < $1 }) else { return nil }
    self.init(sorted: bounds)
  }

  /// Returns buckets with the bounds of both.
  public func joined(with others: Buckets) -> Buckets {
    Buckets(sorted: Set(bounds + others.bounds).sorted())
  }

  /// The number of buckets.
  var count: Int { bounds.count + 1 }

  /// Returns the lower bound of a bucket in milliseconds, inclusive; `nil` for the first bucket.
  func start(_ bucket: Int) -> Int64? { bucket == 0 ? nil : bounds[bucket - 1] }

  /// Returns the upper bound of a bucket in milliseconds, exclusive; `nil` for the last bucket.
  func end(_ bucket: Int) -> Int64? { bucket == bounds.count ? nil : bounds[bucket] }

  /// Returns the number of values in each bucket.
  func counts(of values: LatencyValues) -> [Int] {
    // Counts, for each bound, the values that have reached it: one bound per pass, so that the compiler
    // vectorises the loop.
    var reached = [Int](repeating: 0, count: narrow.count)
    values.forEachChunk { chunk in
      for (index, bound) in narrow.enumerated() {
        reached[index] += chunk.count(from: bound)
      }
    }
    var counts = [Int](repeating: 0, count: count)
    for (bucket, reached) in ([values.count - values.wide.count] + reached).enumerated() {
      counts[bucket] += reached
      if bucket > 0 { counts[bucket - 1] -= reached }
    }
    for value in values.wide { counts[bounds.count { $0 <= value.milliseconds }] += 1 }
    return counts
  }
}
