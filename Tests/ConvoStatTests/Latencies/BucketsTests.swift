// Buckets against counting each value by itself, at the bounds and far beyond them.

import Testing

@testable import ConvoStat

@Suite("Buckets")
struct BucketsTests {
  @Test("A value lies in the bucket whose lower bound it has reached, however large it is, folded or not")
  func bounds() throws {
    let bounds: [[Int64]] = [
      Buckets.standard.bounds, [0], [-5, 0, 5], [1, Int64(Int32.max), Int64(Int32.max) + 1, 1 << 40],
    ]
    for bounds in bounds {
      let buckets = try #require(Buckets(bounds: bounds))
      var values = bounds.flatMap { [$0 - 1, $0, $0 + 1] }
      values += [.min, .max, Int64(Int32.min), Int64(Int32.min) - 1, Int64(Int32.max), 0, 0, 7777]
      for folds in [false, true] {
        let narrow = LargeArray(values.compactMap { Int32(exactly: $0) })
        let wide = values.filter { Int32(exactly: $0) == nil }
          .map { WideLatency(target: 0, milliseconds: $0) }
        var some = LatencyValues(narrow: folds ? LargeArray.none[...] : narrow[...], wide: wide[...])
        if folds { some.folded.append(narrow) }
        let expected = (0..<buckets.count).map { bucket in
          let inside = values.filter { value in
            if let start = buckets.start(bucket), value < start { return false }
            if let end = buckets.end(bucket), value >= end { return false }
            return true
          }
          return inside.count
        }
        #expect(buckets.counts(of: some) == expected, "\(bounds)")
      }
    }
  }

  @Test("Bounds that do not rise are refused")
  func refused() {
    for bounds in [[], [1, 1], [2, 1], [1, 3, 2]] as [[Int64]] { #expect(Buckets(bounds: bounds) == nil) }
    #expect(Buckets(bounds: Buckets.standard.bounds) == .standard)
  }
}
