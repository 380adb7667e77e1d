// Percentiles and means against fractions worked out the long way.

import TestSupport
import Testing

@testable import ConvoStat

@Suite("Percentiles")
struct PercentileTests {
  /// Returns floor(numerator / denominator + 1/2), found by trial.
  private func roundedHalfUp(_ numerator: Int, over denominator: Int) -> Int64 {
    var floor = (2 * numerator + denominator) / (2 * denominator)
    while floor * 2 * denominator > 2 * numerator + denominator { floor -= 1 }
    return Int64(floor)
  }

  private func naive(_ q: Int, _ sorted: [Int64]) -> Int64 {
    let hundredfold = q * (sorted.count - 1)
    let lower = Int(sorted[hundredfold / 100])
    let upper = Int(sorted[min(hundredfold / 100 + 1, sorted.count - 1)])
    return roundedHalfUp(lower * 100 + (upper - lower) * (hundredfold % 100), over: 100)
  }

  @Test("A percentile of random values, negative ones too, is the interpolated fraction rounded half up")
  func randomValues() {
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<5000 {
      let values = (0..<Int.random(in: 1...40, using: &generator)).map { _ in
        Int64.random(in: -500...500, using: &generator)
      }
      let sorted = values.sorted()
      for q in [0, 50, 90, 95, 99, 100] {
        let got = Percentile.of(q, count: sorted.count) { sorted[$0] }
        #expect(got == naive(q, sorted), "p\(q) of \(sorted)")
      }
      let sum = values.reduce(0, +)
      var exact = ExactSum()
      for value in values { exact += value }
      #expect(exact.mean(count: values.count) == roundedHalfUp(Int(sum), over: values.count), "\(values)")
    }
  }

  @Test(
    "Half a millisecond is rounded up, below zero too",
    arguments: [([0, 1], 1), ([-1, 0], 0), ([-2, -1], -1), ([-3, 0], -1), ([1, 2], 2), ([5, 5], 5)]
      as [([Int64], Int64)])
  func halves(values: [Int64], median: Int64) {
    #expect(Percentile.of(50, count: 2) { values[$0] } == median)
    var sum = ExactSum(values[0])
    sum += values[1]
    #expect(sum.mean(count: 2) == median)
  }

  @Test("The widest distance of two values does not overflow")
  func widest() {
    let ends = [Int64.min, Int64.max]
    #expect(Percentile.of(0, count: 2) { ends[$0] } == Int64.min)
    #expect(Percentile.of(50, count: 2) { ends[$0] } == 0)
    #expect(Percentile.of(99, count: 2) { ends[$0] } == 9_038_904_596_117_680_291)
    #expect(Percentile.of(100, count: 2) { ends[$0] } == Int64.max)
  }

  @Test(
    "A sum beyond 64 bits is exact, and so is its mean", arguments: [Int64.max, Int64.min, -1, 0, 1, 1 << 40])
  func largeSums(value: Int64) {
    var sum = ExactSum()
    for _ in 0..<1001 { sum += value }
    #expect(sum.mean(count: 1001) == value)
    var twice = sum
    twice += sum
    #expect(twice.mean(count: 2002) == value)
    #expect(sum.isNegative == (value < 0))
    let product = value.magnitude.multipliedFullWidth(by: 1001)
    #expect(sum.magnitude == (product.high, product.low))
    #expect((sum.small == nil) == (product.high > 0 || product.low > UInt64(Int64.max)))
  }
}
