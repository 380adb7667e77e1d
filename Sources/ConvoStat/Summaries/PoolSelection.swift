// The exact figures of latencies, without sorting them.

/// Computes the figures of multisets, one after the other, in scratch that is used again.
///
/// A percentile needs one or two values of a rank. All values are counted in bins that are narrow where values are
/// small (a millisecond up to 256 of them, else a 256th of the value), the bins that hold the wanted ranks are
/// found, and only their values are picked out and sorted: three passes, whatever the distribution. Only where most
/// values lie in few bins is most of the pool sorted after all.
struct PoolSelection {
  private var counts: [Int32] = []
  /// The bins between the least and the greatest value; all others are not looked at.
  private var bins = 0..<0
  private var picked: [Int64] = []
  /// The ranks of the values that the figures need, rising.
  private var wanted: [Int] = []
  /// The stretches of ranks that were picked, rising.
  private var ranges: [Ranks] = []

  /// Pools of fewer values are sorted whole.
  private static let few = 500
  private static let percentiles = [50, 90, 95, 99]

  /// The exact figures of some values.
  mutating func statistics(of values: LatencyValues) -> LatencyStatistics {
    let survey = PoolSurvey(values)
    if survey.count == 0 { return LatencyStatistics() }
    picked.removeAll(keepingCapacity: true)
    ranges.removeAll(keepingCapacity: true)
    if survey.count <= PoolSelection.few { pickAll(values) } else { pickWanted(values, survey) }
    picked.sort()
    return picked.withUnsafeBufferPointer { picked in
      LatencyStatistics(count: survey.count, total: survey.total) { rank in
        for range in ranges where rank < range.end { return picked[rank - range.start + range.place] }
        return picked[picked.count - 1]
      }
    }
  }

  /// Values of following ranks that were picked: the first stands at `place` among all picked.
  private struct Ranks {
    var start: Int
    var end: Int
    var place: Int
  }

  private mutating func pickAll(_ values: LatencyValues) {
    values.forEachChunk { chunk in for value in chunk { picked.append(Int64(value)) } }
    for value in values.wide { picked.append(value.milliseconds) }
    ranges.append(Ranks(start: 0, end: picked.count, place: 0))
  }

  private mutating func pickWanted(_ values: LatencyValues, _ survey: PoolSurvey) {
    countBins(values, survey)
    wantRanks(count: survey.count)
    markBins()
    values.forEachChunk { chunk in pick(chunk) }
    for value in values.wide where counts[Bin.of(wide: value.milliseconds)] < 0 {
      picked.append(value.milliseconds)
    }
  }

  private mutating func countBins(_ values: LatencyValues, _ survey: PoolSurvey) {
    if counts.isEmpty { counts = [Int32](repeating: 0, count: Bin.count) }
    for bin in bins { counts[bin] = 0 }
    bins = survey.bins
    counts.withUnsafeMutableBufferPointer { counts in
      values.forEachChunk { chunk in chunk.forEachValue { counts[Bin.of($0)] &+= 1 } }
      for value in values.wide { counts[Bin.of(wide: value.milliseconds)] += 1 }
    }
  }

  /// Both ranks around each percentile (README 2, percentile), and the greatest value's.
  private mutating func wantRanks(count: Int) {
    wanted.removeAll(keepingCapacity: true)
    for percentile in PoolSelection.percentiles {
      let rank = percentile * (count - 1) / 100
      wanted.append(rank)
      wanted.append(min(rank + 1, count - 1))
    }
    wanted.append(count - 1)
  }

  /// Finds the bins that hold the wanted ranks, and marks them by a negative count.
  private mutating func markBins() {
    var (rank, place, next) = (0, 0, 0)
    for bin in bins where counts[bin] != 0 {
      let end = rank + Int(counts[bin])
      if next < wanted.count, wanted[next] < end {
        ranges.append(Ranks(start: rank, end: end, place: place))
        place += Int(counts[bin])
        counts[bin] = -1
        while next < wanted.count, wanted[next] < end { next += 1 }
      }
      rank = end
    }
  }

  /// Picks the values of marked bins. Each is stored, and counted only if it is wanted: no branch to mispredict.
  private mutating func pick(_ chunk: UnsafeBufferPointer<Int32>) {
    var end = picked.count
    picked += repeatElement(0, count: chunk.count)
    counts.withUnsafeBufferPointer { counts in
      picked.withUnsafeMutableBufferPointer { picked in
        chunk.forEachValue { value in
          picked[end] = Int64(value)
          end &+= counts[Bin.of(value)] < 0 ? 1 : 0
        }
      }
    }
    picked.removeLast(picked.count - end)
  }
}

/// What one look at all values tells: how many, their sum, between which bins they lie.
private struct PoolSurvey {
  private(set) var count = 0
  private(set) var total = ExactSum()
  private var least = Int32.max
  private var greatest = Int32.min
  private var hasWideBelow = false
  private var hasWideAbove = false

  init(_ values: LatencyValues) {
    for value in values.wide {
      total += value.milliseconds
      if value.milliseconds < 0 { hasWideBelow = true } else { hasWideAbove = true }
    }
    count = values.count
    values.forEachChunk { chunk in
      var sum: Int64 = 0  // a chunk of 32-bit values cannot overflow it
      var (least, greatest) = (Int32.max, Int32.min)
      chunk.forEachValue { value in
        sum &+= Int64(value)
        least = min(least, value)
        greatest = max(greatest, value)
      }
      total += sum
      (self.least, self.greatest) = (min(self.least, least), max(self.greatest, greatest))
    }
  }

  /// The bins from that of the least value to that of the greatest.
  var bins: Range<Int> {
    let isNarrow = least <= greatest
    let first = hasWideBelow ? Bin.of(wide: .min) : isNarrow ? Bin.of(least) : Bin.of(wide: .max)
    let last = hasWideAbove ? Bin.of(wide: .max) : isNarrow ? Bin.of(greatest) : Bin.of(wide: .min)
    return first..<max(first, last + 1)
  }
}

/// The bins of values, in the order of the values.
///
/// The bin of a value from 0 to 511 is the value; above that, the nine leading bits and how many follow them.
/// Those below zero mirror them. Wide values lie in a bin below all and one above all others.
private enum Bin {
  private static let leadingBits = 9
  /// More than any bin of a positive value of 32 bits.
  private static let half = 6 << 10
  static let count = 2 * half + 2

  @inline(__always)
  static func of(_ value: Int32) -> Int {
    let magnitude = UInt32(bitPattern: value < 0 ? ~value : value)
    let shift = max(0, 32 - leadingBits - magnitude.leadingZeroBitCount)
    let bin = shift << (leadingBits - 1) + Int(magnitude >> UInt32(shift))
    return half + 1 + (value < 0 ? -1 - bin : bin)
  }

  static func of(wide value: Int64) -> Int { value < 0 ? 0 : count - 1 }
}
