// The figures of a set of latencies: count, mean and percentiles.

/// The figures of a set of latencies, in milliseconds (Definitions: percentile).
struct LatencyStatistics {
  private(set) var count = 0
  private(set) var total = ExactSum()
  private(set) var mean: Int64 = 0
  private(set) var median: Int64 = 0
  private(set) var p90: Int64 = 0
  private(set) var p95: Int64 = 0
  private(set) var p99: Int64 = 0
  private(set) var max: Int64 = 0

  /// Creates the figures of no latencies.
  ///
  /// Only the count is valid.
  init() {}

  /// Creates the figures of `count` latencies.
  ///
  /// `value` returns the latency at a rank, from 0 in ascending order.
  @inline(__always)
  init(count: Int, total: ExactSum, value: (Int) -> Int64) {
    guard count > 0 else { return }
    self.count = count
    self.total = total
    mean = total.mean(count: count)
    median = Percentile.of(50, count: count, value: value)
    p90 = Percentile.of(90, count: count, value: value)
    p95 = Percentile.of(95, count: count, value: value)
    p99 = Percentile.of(99, count: count, value: value)
    max = value(count - 1)
  }
  /// Creates the figures of latencies in any order and sorts them in place.
  init(sorting values: inout ReusableArray<Int64>) {
    self.init()
    if values.count == 0 { return }
    let first = values[0]
    if values.count == 1 {
      (count, total) = (1, ExactSum(first))
      (mean, median, p90, p95, p99, max) = (first, first, first, first, first, first)
      return
    }
    var total = ExactSum()
    for value in values.elements { total += value }
    values.sort()
    let sorted = values.elements
    self = LatencyStatistics(count: sorted.count, total: total) { sorted[$0] }
  }
}
