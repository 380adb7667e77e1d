// The buckets that response times are counted in: where each of them ends.

/// Lengths of time in buckets that follow each other without a gap (README 3, distribution.csv).
///
/// A bucket holds its lower bound and not its upper one. The first has no lower bound, since clocks may
/// disagree; the
/// last has no upper one.
public struct Buckets: Equatable, Sendable {
  /// Where a bucket ends and the next begins, in milliseconds, rising.
  public let bounds: [Int64]
  /// Those that 32 bits hold.
  private let narrow: [Int32]

  /// 10 and 30 seconds; 1, 5 and 15 minutes; 1, 4, 8 and 24 hours.
  public static let standard = Buckets(sorted: [
    10_000, 30_000, 60_000, 300_000, 900_000, 3_600_000, 14_400_000, 28_800_000, 86_400_000,
  ])

  private init(sorted bounds: [Int64]) {
    self.bounds = bounds
    narrow = bounds.prefix { $0 <= Int32.max }.map { Int32(clamping: $0) }
  }

  /// Buckets with these bounds; nil unless there are some and each is greater than the one before.
  public init?(bounds: [Int64]) {
    guard !bounds.isEmpty, zip(bounds, bounds.dropFirst()).allSatisfy({ $0 < $1 }) else { return nil }
    self.init(sorted: bounds)
  }

  /// Returns the buckets that the bounds of both make together.
  public func joined(with others: Buckets) -> Buckets {
    Buckets(sorted: Set(bounds + others.bounds).sorted())
  }

  /// How many buckets there are.
  var count: Int { bounds.count + 1 }

  /// Where a bucket begins; nil of the first.
  func start(_ bucket: Int) -> Int64? { bucket == 0 ? nil : bounds[bucket - 1] }

  /// Where a bucket ends; nil of the last.
  func end(_ bucket: Int) -> Int64? { bucket == bounds.count ? nil : bounds[bucket] }

  /// How many of some values lie in each bucket.
  func counts(of values: LatencyValues) -> [Int] {
    // How many values have reached each bound, one bound after the other: as vectors do it.
    var reached = [Int](repeating: 0, count: narrow.count)
    values.forEachChunk { chunk in
      for (place, bound) in narrow.enumerated() {
        reached[place] += chunk.count(from: bound)
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
