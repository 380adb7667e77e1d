// A latency as charts draw it: the median as a dot, the 90th percentile as a whisker or a band.

import ConvoStat

/// The figures of a latency of a day, an hour or a group.
struct LatencyPoint: Equatable {
  /// Milliseconds.
  let median: Int64
  /// The 90th percentile in milliseconds.
  let p90: Int64
  /// The number of values.
  let count: Int

  /// True if the median is of enough values to be drawn as part of a line.
  var isStrong: Bool { count >= KeyFigures.leastForMedian }
  /// True if the 90th percentile is of enough values to be drawn and named.
  var hasPercentile: Bool { count >= KeyFigures.leastForPercentile }
  /// What a chart of dots draws, in milliseconds.
  var drawn: [Int64] { hasPercentile ? [median, p90] : [median] }

  /// The figures in words.
  var sentence: String {
    "median \(Markup.duration(median))" + (hasPercentile ? ", 90th percentile \(Markup.duration(p90))" : "")
      + ", of \(Quantity.counted(count, "value"))"
  }
}

extension ReportTable.Row {
  /// Returns the figures of a latency; `nil` if it has no values.
  func latency(_ column: (Statistic) -> ColumnName) -> LatencyPoint? {
    guard let median = milliseconds(column(.median)), let p90 = milliseconds(column(.p90)) else { return nil }
    return LatencyPoint(median: median, p90: p90, count: count(column(.count)))
  }
}
