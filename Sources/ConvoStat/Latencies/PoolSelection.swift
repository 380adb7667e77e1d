// The exact figures of latencies, without sorting all of them.

/// Computes the figures of multisets, one after the other, in scratch memory that is used again.
///
/// A percentile needs one or two values of known ranks. All values are counted in bins, which are narrow for
/// small values. Then the bins that contain the wanted ranks are found, and only their values are picked and
/// sorted, bin by bin: four passes, whatever the distribution. Most of a pool is sorted only if most of its
/// values are in few bins and differ there.
struct PoolSelection {
  private var counts: [Int32] = []
  /// The bins of the values of a chunk.
  private var chunkBins: [Int32] = []
  /// The bins between the smallest and the greatest value.
  ///
  /// All other bins are empty and never read.
  private var bins = 0..<0
  private var picked: [Int64] = []
  /// The picked values in ascending order.
  private var sorted: [Int64] = []
  /// The ranks that the figures need, in ascending order.
  private var wanted: [Int] = []
  /// The ranges of ranks that were picked, in ascending order.
  private var ranges: [Ranks] = []

  /// The pool size up to which all values are sorted.
  private static let sortedWholeLimit = 48
  /// The pool size up to which coarse bins are used: there would be more fine bins than values.
  private static let coarseBinsLimit = 2000
  private static let percentiles = [50, 90, 95, 99]

  /// Returns the exact figures of `values`.
  mutating func statistics(of values: LatencyValues) -> LatencyStatistics {
    let survey = PoolSurvey(values)
    if survey.count == 0 { return LatencyStatistics() }
    ranges.removeAll(keepingCapacity: true)
    switch survey.count {
    case ...PoolSelection.sortedWholeLimit: sortAll(values)
    case ...PoolSelection.coarseBinsLimit: sortWanted(values, survey, CoarseBins.self)
    default: sortWanted(values, survey, FineBins.self)
    }
    return sorted.withBorrowed { sorted in
      LatencyStatistics(count: survey.count, total: survey.total) { rank in
        for range in ranges where rank < range.end { return sorted[rank - range.start + range.index] }
        return sorted[sorted.count - 1]
      }
    }
  }

  /// Values of consecutive ranks that were picked out of one bin.
  ///
  /// The first one is at `index` among all picked values.
  private struct Ranks {
    var start: Int
    var end: Int
    var index: Int
    /// The index of the next value of the bin.
    var next: Int
  }

  private mutating func sortAll(_ values: LatencyValues) {
    sorted.removeAll(keepingCapacity: true)
    values.forEachChunk { chunk in for value in chunk { sorted.append(Int64(value)) } }
    for value in values.wide { sorted.append(value.milliseconds) }
    sorted.sort()
    ranges.append(Ranks(start: 0, end: sorted.count, index: 0, next: 0))
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

  /// Collects both ranks around each percentile (Definitions: percentile), and the rank of the greatest
  /// value.
  private mutating func wantRanks(count: Int) {
    wanted.removeAll(keepingCapacity: true)
    for percentile in PoolSelection.percentiles {
      let rank = percentile * (count - 1) / 100
      wanted.append(rank)
      wanted.append(min(rank + 1, count - 1))
    }
    wanted.append(count - 1)
  }

  /// Finds the bins that contain the wanted ranks, and marks them by a negative count: -1 for the first, -2
  /// for the second ...
  private mutating func markBins() {
    var (rank, index, next) = (0, 0, 0)
    for bin in bins where counts[bin] != 0 {
      let end = rank + Int(counts[bin])
      if next < wanted.count, wanted[next] < end {
        ranges.append(Ranks(start: rank, end: end, index: index, next: index))
        index += Int(counts[bin])
        counts[bin] = -Int32(ranges.count)
        while next < wanted.count, wanted[next] < end { next += 1 }
      }
      rank = end
    }
  }

  /// Picks the values of marked bins.
  ///
  /// Every value is stored, and the index advances only if it is wanted, so that there is no branch to
  /// mispredict.
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

  /// Sorts the picked values, bin by bin.
  ///
  /// The values of a bin are often all equal, because some platforms have times in whole seconds.
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
        let values = sorted.part(range.index..<range.next)
        if values.elements.contains(where: { $0 != values[0] }) { values.sort() }
      }
    }
  }
}

/// The result of one pass over all values: their number, their sum, and their range of bins.
private struct PoolSurvey {
  private(set) var count = 0
  private(set) var total = ExactSum()
  private var smallest = Int32.max
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
      var (smallest, greatest) = (Int32.max, Int32.min)
      chunk.forEachValue { value in
        sum &+= Int64(value)
        smallest = min(smallest, value)
        greatest = max(greatest, value)
      }
      total += sum
      (self.smallest, self.greatest) = (min(self.smallest, smallest), max(self.greatest, greatest))
    }
  }

  /// Returns the bins from that of the smallest value to that of the greatest.
  func bins<B: Bins>(_: B.Type) -> Range<Int> {
    let isNarrow = smallest <= greatest
    let (lowest, highest) = (B.bin(ofWide: .min), B.bin(ofWide: .max))
    let first = hasWideBelow ? lowest : isNarrow ? Int(B.bin(of: smallest)) : highest
    let last = hasWideAbove ? highest : isNarrow ? Int(B.bin(of: greatest)) : lowest
    return first..<max(first, last + 1)
  }
}

/// A way to divide values into bins, in the order of the values.
///
/// The bin of a value is the upper bits of its floating-point representation, so bins are narrow for small
/// values. A bias is added first, so that no bin is far narrower than a millisecond. The bins of negative
/// values mirror the others. Wide values are in one bin below all others and one above.
private protocol Bins {
  /// The number of mantissa bits that distinguish bins.
  static var bits: Int32 { get }
}

private enum FineBins: Bins { static var bits: Int32 { 8 } }
private enum CoarseBins: Bins { static var bits: Int32 { 4 } }

extension Bins {
  private static var shift: Int32 { Int32(Float.significandBitCount) - bits }

  /// The bias, which makes the narrowest bins a millisecond wide.
  private static var bias: Float { Float(1 << bits) }

  /// The upper bits of the bias, and the upper bits of the greatest magnitude.
  private static var lowestCode: Int32 { Int32(bitPattern: bias.bitPattern) >> shift }
  private static var highestCode: Int32 { Int32(bitPattern: (Float(Int32.max) + bias).bitPattern) >> shift }

  /// The bin of zero.
  ///
  /// The same number of bins is below it; one of them is the bin of negative wide values.
  private static var half: Int32 { highestCode - lowestCode + 2 }

  static var count: Int { Int(2 * half) }

  /// Without branches and tables, so that the compiler vectorises the loop over it.
  @inline(__always)
  static func bin(of value: Int32) -> Int32 {
    let sign = value >> 31
    let magnitude = Float(value ^ sign) + bias
    return (Int32(bitPattern: magnitude.bitPattern) >> shift &- lowestCode) ^ sign &+ half
  }

  static func bin(ofWide value: Int64) -> Int { value < 0 ? 0 : count - 1 }

  @inline(__always)
  static func bin(ofAny value: Int64) -> Int {
    Int32(exactly: value).map { Int(bin(of: $0)) } ?? bin(ofWide: value)
  }
}
