// The exact figures of latencies, without sorting them.

/// Computes the figures of multisets, one after the other, in scratch that is used again.
///
/// A percentile needs one or two values of a rank. All values are counted in bins that are narrow where values are
/// small, the bins that hold the wanted ranks are found, and only their values are picked out and sorted, bin by bin:
/// four passes, whatever the distribution. Only where most values lie in few bins, and are not all the same there, is
/// most of the pool sorted after all.
struct PoolSelection {
  private var counts: [Int32] = []
  /// The bins of a chunk of values.
  private var chunkBins: [Int32] = []
  /// The bins between the least and the greatest value; all others are not looked at.
  private var bins = 0..<0
  private var picked: [Int64] = []
  /// The picked values in ascending order.
  private var sorted: [Int64] = []
  /// The ranks of the values that the figures need, rising.
  private var wanted: [Int] = []
  /// The stretches of ranks that were picked, rising.
  private var ranges: [Ranks] = []

  /// Pools of no more values are sorted whole.
  private static let few = 48
  /// Pools of no more values are counted in coarse bins: there would be more fine ones than values.
  private static let some = 2000
  private static let percentiles = [50, 90, 95, 99]

  /// The exact figures of some values.
  mutating func statistics(of values: LatencyValues) -> LatencyStatistics {
    let survey = PoolSurvey(values)
    if survey.count == 0 { return LatencyStatistics() }
    ranges.removeAll(keepingCapacity: true)
    switch survey.count {
    case ...PoolSelection.few: sortAll(values)
    case ...PoolSelection.some: sortWanted(values, survey, CoarseBins.self)
    default: sortWanted(values, survey, FineBins.self)
    }
    return sorted.withBorrowed { sorted in
      LatencyStatistics(count: survey.count, total: survey.total) { rank in
        for range in ranges where rank < range.end { return sorted[rank - range.start + range.place] }
        return sorted[sorted.count - 1]
      }
    }
  }

  /// Values of following ranks that were picked out of one bin: the first stands at `place` among all picked.
  private struct Ranks {
    var start: Int
    var end: Int
    var place: Int
    /// Where the next value of the bin goes.
    var next: Int
  }

  private mutating func sortAll(_ values: LatencyValues) {
    sorted.removeAll(keepingCapacity: true)
    values.forEachChunk { chunk in for value in chunk { sorted.append(Int64(value)) } }
    for value in values.wide { sorted.append(value.milliseconds) }
    sorted.sort()
    ranges.append(Ranks(start: 0, end: sorted.count, place: 0, next: 0))
  }

  private mutating func sortWanted<B: Bins>(_ values: LatencyValues, _ survey: PoolSurvey, _: B.Type) {
    countBins(values, survey, B.self)
    wantRanks(count: survey.count)
    markBins()
    picked.removeAll(keepingCapacity: true)
    values.forEachChunk { chunk in pick(chunk, B.self) }
    for value in values.wide where counts[B.bin(ofWide: value.milliseconds)] < 0 {
      picked.append(value.milliseconds)
    }
    sortPicked(B.self)
  }

  private mutating func countBins<B: Bins>(_ values: LatencyValues, _ survey: PoolSurvey, _: B.Type) {
    if counts.isEmpty { counts = [Int32](repeating: 0, count: FineBins.count) }
    for bin in bins { counts[bin] = 0 }
    bins = survey.bins(B.self)
    values.forEachChunk { chunk in
      findBins(of: chunk, B.self)
      counts.withMutableBorrowed { counts in
        chunkBins.withBorrowed { bins in
          for index in 0..<chunk.count { counts[Int(bins[index])] &+= 1 }
        }
      }
    }
    for value in values.wide { counts[B.bin(ofWide: value.milliseconds)] += 1 }
  }

  /// Finds the bin of each value.
  private mutating func findBins<B: Bins>(of chunk: BorrowedArray<Int32>, _: B.Type) {
    if chunkBins.count < chunk.count { chunkBins = [Int32](repeating: 0, count: chunk.count) }
    chunkBins.withMutableBorrowed { bins in
      for index in 0..<chunk.count { bins[index] = B.bin(of: chunk[index]) }
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

  /// Finds the bins that hold the wanted ranks, and marks them by a negative count: -1 for the first, -2...
  private mutating func markBins() {
    var (rank, place, next) = (0, 0, 0)
    for bin in bins where counts[bin] != 0 {
      let end = rank + Int(counts[bin])
      if next < wanted.count, wanted[next] < end {
        ranges.append(Ranks(start: rank, end: end, place: place, next: place))
        place += Int(counts[bin])
        counts[bin] = -Int32(ranges.count)
        while next < wanted.count, wanted[next] < end { next += 1 }
      }
      rank = end
    }
  }

  /// Picks the values of marked bins. Each is stored, and counted only if it is wanted: no branch to mispredict.
  private mutating func pick<B: Bins>(_ chunk: BorrowedArray<Int32>, _: B.Type) {
    var end = picked.count
    picked += repeatElement(0, count: chunk.count)
    findBins(of: chunk, B.self)
    counts.withBorrowed { counts in
      picked.withMutableBorrowed { picked in
        chunkBins.withBorrowed { bins in
          for index in 0..<chunk.count {
            picked[end] = Int64(chunk[index])
            end &+= counts[Int(bins[index])] < 0 ? 1 : 0
          }
        }
      }
    }
    picked.removeLast(picked.count - end)
  }

  /// Sorts the picked values, which lie bin by bin then. Those of one bin are often all the same: times of some
  /// platforms are whole seconds.
  private mutating func sortPicked<B: Bins>(_: B.Type) {
    if sorted.count < picked.count { sorted += repeatElement(0, count: picked.count - sorted.count) }
    ranges.withMutableBorrowed { ranges in
      sorted.withMutableBorrowed { sorted in
        for value in picked {
          let range = Int(-1 - counts[B.bin(ofAny: value)])
          sorted[ranges[range].next] = value
          ranges[range].next += 1
        }
      }
    }
    sorted.removeLast(sorted.count - picked.count)
    sorted.withMutableBorrowed { sorted in
      for range in ranges {
        let values = sorted.part(range.place..<range.next)
        if values.elements.contains(where: { $0 != values[0] }) { values.sort(by: <) }
      }
    }
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
  func bins<B: Bins>(_: B.Type) -> Range<Int> {
    let isNarrow = least <= greatest
    let (lowest, highest) = (B.bin(ofWide: .min), B.bin(ofWide: .max))
    let first = hasWideBelow ? lowest : isNarrow ? Int(B.bin(of: least)) : highest
    let last = hasWideAbove ? highest : isNarrow ? Int(B.bin(of: greatest)) : lowest
    return first..<max(first, last + 1)
  }
}

/// A way to part values into bins, in the order of the values.
///
/// The bin of a value is the upper bits of what it is as a floating-point number: narrow where values are small. A bias
/// that is added before keeps the smallest from having bins far narrower than a millisecond. Those below zero mirror
/// the others. Wide values lie in a bin below all and one above all others.
private protocol Bins {
  /// How many bits behind the exponent tell bins apart.
  static var bits: Int32 { get }
}

private enum FineBins: Bins { static var bits: Int32 { 8 } }
private enum CoarseBins: Bins { static var bits: Int32 { 4 } }

extension Bins {
  private static var shift: Int32 { Int32(Float.significandBitCount) - bits }

  /// As the least number, it makes bins as wide as a millisecond.
  private static var bias: Float { Float(1 << bits) }

  /// The upper bits of the bias, and those of the greatest magnitude.
  private static var least: Int32 { Int32(bitPattern: bias.bitPattern) >> shift }
  private static var most: Int32 { Int32(bitPattern: (Float(Int32.max) + bias).bitPattern) >> shift }

  /// The bin of zero: as many are before it, one of them that of the wide values below zero.
  private static var half: Int32 { most - least + 2 }

  static var count: Int { Int(2 * half) }

  /// No branch and no table, so that a loop over it is done by vectors.
  @inline(__always)
  static func bin(of value: Int32) -> Int32 {
    let sign = value >> 31
    let magnitude = Float(value ^ sign) + bias
    return (Int32(bitPattern: magnitude.bitPattern) >> shift &- least) ^ sign &+ half
  }

  static func bin(ofWide value: Int64) -> Int { value < 0 ? 0 : count - 1 }

  @inline(__always)
  static func bin(ofAny value: Int64) -> Int {
    Int32(exactly: value).map { Int(bin(of: $0)) } ?? bin(ofWide: value)
  }
}
