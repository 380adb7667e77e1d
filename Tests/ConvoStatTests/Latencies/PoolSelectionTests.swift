// Percentiles picked without sorting, against a plain sort.

import TestSupport
import Testing

@testable import ConvoStat

@Suite("Percentile selection")
struct PoolSelectionTests {
  /// Returns the figures as one line, for comparison and for the message of a test that fails.
  private func shown(_ figures: LatencyStatistics) -> String {
    "count \(figures.count) total \(figures.total) mean \(figures.mean) median \(figures.median) p90 \(figures.p90) "
      + "p95 \(figures.p95) p99 \(figures.p99) max \(figures.max)"
  }

  /// Returns the figures of values that are sorted whole.
  private func sorted(_ values: [Int64]) -> LatencyStatistics {
    let sorted = values.sorted()
    var total = ExactSum()
    for value in sorted { total += value }
    return LatencyStatistics(count: sorted.count, total: total) { sorted[$0] }
  }

  /// Returns values as a pool keeps them; every `foldedShare`th of those in 32 bits is folded, none if it is 0.
  private func pool(_ values: [Int64], foldedShare: Int) -> LatencyValues {
    var (narrow, folded, wide) = ([Int32](), [Int32](), [WideLatency]())
    for (index, value) in values.enumerated() {
      guard let short = Int32(exactly: value) else {
        wide.append(WideLatency(target: 0, milliseconds: value))
        continue
      }
      if foldedShare > 0, index % foldedShare == 0 { folded.append(short) } else { narrow.append(short) }
    }
    var pool = LatencyValues(narrow: LargeArray(narrow)[...], wide: wide[...])
    pool.folded.append(folded)
    return pool
  }

  /// Compares the selection with the sort, and records a difference with what was selected from.
  private func check(
    _ values: [Int64], foldedShare: Int = 0, _ selection: inout PoolSelection,
    _ name: @autoclosure () -> String
  ) {
    let got = shown(selection.statistics(of: pool(values, foldedShare: foldedShare)))
    let expected = shown(sorted(values))
    if got != expected {
      Issue.record("\(name()), folded \(foldedShare)\nexpected \(expected)\ngot      \(got)")
    }
  }

  /// Values around every border: of 32 bits, of zero, of bins.
  private static let borders: [Int64] = [
    .min, Int64(Int32.min) - 1, Int64(Int32.min), -257, -1, 0, 1, 15, 16, 255, 256, 257, 4096,
    Int64(Int32.max),
    Int64(Int32.max) + 1, .max / 4,
  ]

  @Test("Every list of up to four of the border values has the figures of the sorted list")
  func smallWorld() {
    var selection = PoolSelection()
    var lists: [[Int64]] = [[]]
    for _ in 0..<4 {
      // Lists in another order are the same pools.
      lists = lists.flatMap { list in
        PoolSelectionTests.borders.filter { $0 >= list.last ?? .min }.map { list + [$0] }
      }
      for list in lists { check(list.reversed(), foldedShare: list.count % 3, &selection, "\(list)") }
    }
  }

  /// How often a value may come: around the sizes up to which a pool is sorted whole and counted in coarse bins.
  private static let repetitions = [0, 1, 2, 47, 49, 2001]

  @Test(
    "Every mixture of three values, however often each comes, has the figures of the sorted list",
    arguments: [
      [0, 1, 2], [-1, 0, 1], [255, 256, 257], [59_000, 60_000, 61_000], [-300, 5, 90_000_000],
      [Int64(Int32.min), 0, Int64(Int32.max)], [Int64(Int32.min) - 1, -1, Int64(Int32.max) + 1],
      [1000, 1001, 1000],
    ] as [[Int64]])
  func mixtures(values: [Int64]) {
    var selection = PoolSelection()
    for first in PoolSelectionTests.repetitions {
      for second in PoolSelectionTests.repetitions {
        for third in PoolSelectionTests.repetitions {
          let all = zip(values, [first, second, third]).flatMap { Array(repeating: $0, count: $1) }
          check(
            all, foldedShare: (first + second) % 3, &selection, "\(first), \(second), \(third) of \(values)")
        }
      }
    }
  }

  @Test("Every pool of up to 220 rising values has the figures of the sorted list")
  func sizes() {
    var selection = PoolSelection()
    for count in 0...220 {
      check((0..<Int64(count)).map { $0 * $0 }, &selection, "squares below \(count)")
      check((0..<Int64(count)).map { -$0 % 7 }, &selection, "\(count) remainders")
    }
  }

  @Test(
    "Random pools have the figures of the sorted list, whatever the distribution",
    arguments: [1, 48, 49, 2000, 2001, 4096, 4097, 20_000], [0, 1, 2, 5])
  func random(count: Int, foldedShare: Int) {
    var random = SeededGenerator(seed: UInt64(count * 10 + foldedShare))
    var selection = PoolSelection()
    let shapes: [(name: String, value: (inout SeededGenerator) -> Int64)] = [
      ("even", { Int64.random(in: -1000...100_000, using: &$0) }),
      ("of magnitudes", { 1 << Int64.random(in: 0...40, using: &$0) }),
      ("crowded in one bin", { Int64.random(in: 1_000_000...1_000_900, using: &$0) }),
      ("whole seconds", { Int64.random(in: 0...90, using: &$0) * 1000 }),
      (
        "mostly equal",
        { Int64.random(in: 0...99, using: &$0) == 0 ? Int64.random(in: 0...9, using: &$0) : 5 }
      ),
      ("wide", { Int64.random(in: -9_000_000_000...9_000_000_000, using: &$0) }),
    ]
    for shape in shapes {
      check((0..<count).map { _ in shape.value(&random) }, foldedShare: foldedShare, &selection, shape.name)
    }
  }
}
