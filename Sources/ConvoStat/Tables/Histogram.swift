// Latencies sorted into bins of a logarithmic scale with round marks.

/// The number of values between the marks of a scale.
package struct Histogram: Equatable {
  /// The marks of a scale in ascending order, in milliseconds.
  ///
  /// Bin 0 is below the first mark, the last bin above the last.
  package struct Scale: Equatable {
    package let marks: [Int64]

    /// The number of bins.
    var binCount: Int { marks.count + 1 }

    /// Returns the bin of a value in milliseconds.
    ///
    /// A bin includes its lower mark.
    func bin(of value: Int64) -> Int { marks.partitioningIndex { $0 > value } }

    /// Returns the words for a bin.
    package func label(of bin: Int) -> String {
      if bin == 0 { return marks[0] == 0 ? "below 0" : "below \(Scale.short(marks[0]))" }
      if bin == marks.count { return "\(Scale.short(marks[bin - 1])) or more" }
      return "\(Scale.short(marks[bin - 1])) to \(Scale.short(marks[bin]))"
    }

    /// Returns a mark as a label of an axis: `1 s`, `-10 min`, `100 ms`.
    package static func short(_ milliseconds: Int64) -> String {
      if milliseconds < 0 { return "\u{2212}" + short(-milliseconds) }
      for (unit, name) in [(86_400_000, "d"), (3_600_000, "h"), (60_000, "min"), (1000, "s")]
        as [(Int64, String)]
      where milliseconds >= unit { return "\(milliseconds / unit) \(name)" }
      return milliseconds == 0 ? "0" : "\(milliseconds) ms"
    }

    /// The scale of latencies: one bin below zero, then from a second to four weeks.
    package static let latency = Scale(
      marks: ([0, 1, 2, 4, 8, 15, 30, 60, 120, 240, 480, 900, 1800, 3600, 7200, 14_400, 28_800, 57_600]
        + [86_400, 172_800, 345_600, 604_800, 1_209_600, 2_419_200] as [Int64]).map { $0 * 1000 })

    /// The scale of ingest lags, with the same marks on both sides of zero.
    static let lag: Scale = {
      let side: [Int64] = [100, 1000, 10_000, 60_000, 600_000, 3_600_000, 86_400_000]
      return Scale(marks: side.reversed().map { -$0 } + [0] + side)
    }()
  }

  package let scale: Scale
  package private(set) var counts: [Int]

  /// Creates a histogram without values.
  package init(_ scale: Scale) {
    self.scale = scale
    counts = Array(repeating: 0, count: scale.binCount)
  }

  /// The number of values.
  package var count: Int { counts.reduce(0, +) }

  /// The greatest count of a bin.
  package var peak: Int { counts.max() ?? 0 }

  /// Adds a value in milliseconds.
  mutating func absorb(_ value: Int64) { counts[scale.bin(of: value)] += 1 }

  /// Adds the values of another histogram with the same scale.
  mutating func merge(_ other: Histogram) {
    for bin in counts.indices { counts[bin] += other.counts[bin] }
  }
}
