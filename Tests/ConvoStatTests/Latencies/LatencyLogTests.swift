// Latencies in a log, dealt to groups and put away, against sorted arrays.

import TestSupport
import Testing

@testable import ConvoStat

@Suite("Latency log")
struct LatencyLogTests {
  private func randomValues(_ count: Int, _ range: ClosedRange<Int64>, seed: UInt64) -> [Int64] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in Int64.random(in: range, using: &generator) }
  }

  /// A log of the waiting times of one grouping: each value with its row, in row sets of about three values.
  private func log(of latencies: [(row: UInt32, value: Int64)]) -> LatencyLog {
    let log = LatencyLog(groupings: 1)
    for (number, latency) in latencies.enumerated() {
      if number % 3 == 0 || latency.row != latencies[number - 1].row { log.addRow(latency.row) }
      log.lists[Pool.waiting.rawValue].append(latency.value, at: UInt32(log.rowSetCount - 1))
    }
    return log
  }

  private func dealt(
    _ logs: [LatencyLog], _ groupOfRow: [UInt32], groups: Int, settled: SettledLatencies? = nil
  ) -> DealtLatencies {
    DealtLatencies(
      .waiting, of: logs, groups: groups, groupOfRowSet: logs.map { $0.map(0, groupOfRow) },
      settled: settled.map { ($0, groupOfRow) })
  }

  /// Returns latencies that were moved out of a log with the given number of rows.
  private func settled(_ latencies: [(row: UInt32, value: Int64)], rows: Int) -> SettledLatencies {
    var settled = SettledLatencies()
    settled.append(dealt([log(of: latencies)], (0..<UInt32(rows)).map { $0 }, groups: rows), rows: rows)
    return settled
  }

  private func expectFigures(of got: LatencyValues, equal values: [Int64]) {
    var selection = PoolSelection()
    let figures = selection.statistics(of: got)
    #expect(got.count == values.count && figures.count == values.count)
    #expect(got.negativeCount == values.count { $0 < 0 })
    if values.isEmpty { return }
    let sorted = values.sorted()
    func percentile(_ q: Int) -> Int64 { Percentile.of(q, count: sorted.count) { sorted[$0] } }
    var sum = ExactSum()
    for value in values { sum += value }
    #expect(figures.total == sum)
    #expect(figures.mean == sum.mean(count: values.count))
    #expect(figures.median == percentile(50))
    #expect(figures.p90 == percentile(90))
    #expect(figures.p95 == percentile(95))
    #expect(figures.p99 == percentile(99))
    #expect(figures.max == sorted.last)
  }

  @Test(
    "Values of any number and range have the figures of the sorted array, in the log and put away",
    arguments: [1, 2, 3, 100, 499, 501, 1001, 16_384, 16_385, 60_000],
    [
      0...0, 0...1000, -50...50, -5_000_000...5_000_000, -3_000_000_000...3_000_000_000,
      4_000_000_000...9_000_000_000, -600...600, -2_147_483_648...2_147_483_647,
    ])
  func figures(count: Int, range: ClosedRange<Int64>) {
    let values = randomValues(count, range, seed: UInt64(count))
    let latencies = values.map { (row: UInt32(0), value: $0) }
    expectFigures(of: dealt([log(of: latencies)], [0], groups: 1)[0], equal: values)
    expectFigures(
      of: dealt([], [0], groups: 1, settled: settled(latencies, rows: 1))[0], equal: values)
  }

  @Test("The bounds of 32 bits are kept exactly")
  func bounds() {
    let values = [Int64(Int32.max), Int64(Int32.max) + 1, Int64(Int32.min), Int64(Int32.min) - 1, 0, -1]
    let latencies = values.map { (row: UInt32(0), value: $0) }
    expectFigures(of: dealt([log(of: latencies)], [0], groups: 1)[0], equal: values)
    expectFigures(of: dealt([], [0], groups: 1, settled: settled(latencies, rows: 1))[0], equal: values)
  }

  @Test(
    "Each group gets the values of its rows, from every log and from what was put away",
    arguments: [1, 2, 7, 300], [0, 1, 5000, 40_000])
  func dealing(rows: Int, count: Int) {
    var generator = SeededGenerator(seed: UInt64(rows + count))
    func random() -> [(row: UInt32, value: Int64)] {
      (0..<count).map { _ in
        (
          UInt32.random(in: 0..<UInt32(rows), using: &generator),
          Int64.random(in: -2_200_000_000...2_200_000_000, using: &generator)
        )
      }
    }
    let parts = [random(), random(), random(), random()]
    var away = settled(parts[2], rows: rows)
    // The other worker has its rows in another order.
    let mapped = (0..<UInt32(rows)).map { UInt32(rows) - 1 - $0 }
    away.merge(settled(parts[3], rows: rows), mapped)
    let groups = (rows + 1) / 2
    let groupOfRow = (0..<UInt32(rows)).map { $0 / 2 }
    let dealt = dealt([log(of: parts[0]), log(of: parts[1])], groupOfRow, groups: groups, settled: away)
    var expected = [[Int64]](repeating: [], count: groups)
    for (part, latencies) in parts.enumerated() {
      for latency in latencies {
        let row = part == 3 ? mapped[Int(latency.row)] : latency.row
        expected[Int(groupOfRow[Int(row)])].append(latency.value)
      }
    }
    for group in 0..<groups { expectFigures(of: dealt[group], equal: expected[group]) }
    expectFigures(of: dealt.whole, equal: expected.flatMap { $0 })
  }

  @Test("A log that was emptied, and one whose rows got other numbers, are as if filled anew")
  func emptied() {
    let values = randomValues(9000, -5...5, seed: 1)
    let log = log(of: values.map { (row: UInt32(0), value: $0) })
    log.removeAll()
    #expect(log.count == 0 && log.rowSetCount == 0)
    log.addRow(0)
    log.lists[Pool.waiting.rawValue].append(8, at: 0)
    log.renumber(0, [1])
    expectFigures(of: dealt([log], [0, 1], groups: 2)[0], equal: [])
    expectFigures(of: dealt([log], [0, 1], groups: 2)[1], equal: [8])
  }

  @Test("The ingest lags are dealt to their classes")
  func classes() {
    let log = LatencyLog(groupings: 1)
    log.addRow(0)
    for kind in MessageClass.allCases {
      for value in 0...Int64(kind.rawValue) { log.lists[Pool.lags(of: kind)].append(value, at: 0) }
    }
    let dealt = DealtLatencies(lagsByClassOf: [log, log], settled: nil)
    for kind in 0..<MessageClass.allCases.count {
      expectFigures(of: dealt[kind], equal: (0...Int64(kind)).flatMap { [$0, $0] })
    }
  }

  @Test("A selection used again gives the figures of the later values alone")
  func reuse() {
    var selection = PoolSelection()
    _ = selection.statistics(of: LatencyValues(narrow: LargeArray((0..<5000).map { Int32($0 % 101) })[...]))
    let small = selection.statistics(of: LatencyValues(narrow: LargeArray([3, 1, 2])[...]))
    #expect(small.count == 3 && small.median == 2 && small.max == 3)
    #expect(selection.statistics(of: LatencyValues()).count == 0)
  }
}
