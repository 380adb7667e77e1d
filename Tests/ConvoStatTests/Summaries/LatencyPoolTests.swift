// Pools and their sorting against sorted arrays.

import Testing

@testable import ConvoStat

@Suite("Latency pools")
struct LatencyPoolTests {
  private func randomValues(_ count: Int, _ range: ClosedRange<Int64>, seed: UInt64) -> [Int64] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in Int64.random(in: range, using: &generator) }
  }

  private func pool(of values: some Sequence<Int64>, folds: Bool = false) -> LatencyPool {
    var pool = LatencyPool(folds: folds)
    for value in values { pool.absorb(value) }
    return pool
  }

  private func expectFigures(of pool: borrowing LatencyPool, equal values: [Int64]) {
    var selection = PoolSelection()
    let got = selection.statistics(of: pool)
    let sorted = values.sorted()
    func percentile(_ q: Int) -> Int64 { Percentile.of(q, count: sorted.count) { sorted[$0] } }
    var sum = ExactSum()
    for value in values { sum += value }
    #expect(got.count == values.count)
    #expect(got.total == sum)
    #expect(got.mean == sum.mean(count: values.count))
    #expect(got.median == percentile(50))
    #expect(got.p90 == percentile(90))
    #expect(got.p95 == percentile(95))
    #expect(got.p99 == percentile(99))
    #expect(got.max == sorted.last)
    let (count, negative) = (pool.count, pool.negativeCount)
    #expect(count == values.count)
    #expect(negative == values.count { $0 < 0 })
  }

  @Test(
    "A pool of any size and range has the figures of the sorted array",
    arguments: [1, 2, 3, 100, 499, 501, 1001, 16_384, 16_385, 60_000],
    [
      0...0, 0...1000, -50...50, -5_000_000...5_000_000, -3_000_000_000...3_000_000_000,
      4_000_000_000...9_000_000_000, -600...600, -2_147_483_648...2_147_483_647,
    ])
  func figures(count: Int, range: ClosedRange<Int64>) {
    let values = randomValues(count, range, seed: UInt64(count))
    expectFigures(of: pool(of: values), equal: values)
    expectFigures(of: pool(of: values, folds: true), equal: values)
  }

  @Test("The bounds of 32 bits are kept exactly")
  func bounds() {
    let values = [Int64(Int32.max), Int64(Int32.max) + 1, Int64(Int32.min), Int64(Int32.min) - 1, 0, -1]
    expectFigures(of: pool(of: values), equal: values)
  }

  @Test(
    "Merged pools have the figures of all their values", arguments: [0, 1, 10, 5000, 16_384, 40_000],
    [0, 1, 12_000, 33_000])
  func merging(first: Int, second: Int) {
    guard first + second > 0 else { return }
    let range: ClosedRange<Int64> = -2_500_000_000...2_500_000_000
    let left = randomValues(first, range, seed: 1)
    let right = randomValues(second, range, seed: 2)
    var merged = pool(of: left)
    merged.merge(pool(of: right, folds: second % 2 == 0))
    expectFigures(of: merged, equal: left + right)
    merged.absorb(7)
    expectFigures(of: merged, equal: left + right + [7])
  }

  @Test("A sorter used again gives the figures of the later pool alone")
  func reuse() {
    var selection = PoolSelection()
    let large = randomValues(5000, 0...100, seed: 3)
    _ = selection.statistics(of: pool(of: large))
    let small = selection.statistics(of: pool(of: [3, 1, 2]))
    #expect(small.count == 3 && small.median == 2 && small.max == 3)
    #expect(selection.statistics(of: LatencyPool()).count == 0)
  }

  @Test("A radix sort sorts all of Int64 and Int32", arguments: [0, 1, 999, 1001, 50_000])
  func radix(count: Int) {
    var long = randomValues(count, .min ... .max, seed: 4)
    var short = long.map { Int32(truncatingIfNeeded: $0) }
    let sortedLong = long.sorted()
    let sortedShort = short.sorted()
    var spareLong: [Int64] = []
    var spareShort: [Int32] = []
    radixSort(&long, spare: &spareLong, bits: 64) { UInt64(bitPattern: $0 ^ .min) }
    radixSort(&short, spare: &spareShort, bits: 32) { UInt64(UInt32(bitPattern: $0 ^ .min)) }
    #expect(long == sortedLong)
    #expect(short == sortedShort)
  }
}
