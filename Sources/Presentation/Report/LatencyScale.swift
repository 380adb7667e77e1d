// A logarithmic scale of latencies, with marks that people know from clocks: 15 s, 30 s, 1 min.

import ConvoStat
import System

/// The scale around some values.
struct LatencyScale: Equatable {
  /// The marks in ascending order, in milliseconds; at least two.
  let marks: [Int64]

  /// The maximum number of marks, unless the coarsest ladder needs more.
  static let mostMarks = 7

  private static let (second, minute, hour, day): (Int64, Int64, Int64, Int64) = (
    1000, 60_000, 3_600_000, 86_400_000
  )
  /// Marks from which a scale takes a part, the closest ones first.
  private static let ladders: [[Int64]] = [
    [100, 200, 500] + [1, 2, 5, 15, 30].map { $0 * second } + [1, 2, 5, 15, 30].map { $0 * minute }
      + [1, 2, 4, 8, 16].map { $0 * hour } + [1, 2, 4, 7, 14, 28, 91, 182, 365, 3650].map { $0 * day },
    [100, 300] + [1, 5, 15].map { $0 * second } + [1, 5, 15].map { $0 * minute }
      + [1, 4, 12].map { $0 * hour }
      + [1, 4, 14, 60, 365, 3650].map { $0 * day },
    [100, second, 10 * second, minute, 10 * minute, hour, 6 * hour]
      + [1, 7, 30, 365, 3650].map { $0 * day },
  ]

  /// Creates a scale around values; those that are not positive do not matter.
  init(around values: [Int64]) {
    let positive = values.filter { $0 > 0 }
    let (least, greatest) = (positive.min() ?? 1000, positive.max() ?? 1000)
    let parts = Self.ladders.map { ladder in
      let low = min(ladder.lastIndex { $0 <= least } ?? 0, ladder.count - 2)
      let high = max(ladder.firstIndex { $0 >= greatest } ?? ladder.count - 1, low + 1)
      return Array(ladder[low...high])
    }
    marks = parts.first { $0.count <= Self.mostMarks } ?? parts[parts.count - 1]
  }

  /// Returns the share of the scale below a value, from 0 to 1.
  func share(_ value: Int64) -> Double {
    let (low, high) = (log(Double(marks[0])), log(Double(marks[marks.count - 1])))
    return min(1, max(0, (log(Double(max(value, 1))) - low) / (high - low)))
  }
}
