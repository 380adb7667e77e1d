// Tests of differences: worked by hand, and where they must say nothing.

import Testing

@testable import Presentation

@Suite struct NormalScaleTests {
  @Test(
    "The rank test counts ties, takes half a rank off, and has a sign",
    arguments: [
      // U is 900 of 900: (900 - 450 - 0.5) / root of 900 / 12 * 61
      (Array(100..<130), Array(200..<230), 6.6456),
      (Array(200..<230), Array(100..<130), -6.6456),
      // Ranks 2 and 5: (6 - 4.5 - 0.5) / root of 9 / 12 * (7 - 48 / 30)
      ([1, 1, 2], [1, 2, 2], 0.4969),
      ([7, 7], [7, 7, 7], 0),
      ([1, 2, 3], [1, 2, 3], 0),
    ] as [([Int64], [Int64], Double)])
  func ranks(_ old: [Int64], _ new: [Int64], _ z: Double) {
    #expect(abs(NormalScale.ranks(old, new) - z) < 0.0001)
  }

  @Test(
    "Shares have a z if ten are in and ten are out",
    arguments: [
      (50, 1000, 80, 1000, 2.6381), (80, 1000, 50, 1000, -2.6381), (5, 100, 20, 200, 1.2443),
      (50, 1000, 50, 1000, 0), (4, 100, 5, 100, nil), (96, 100, 95, 100, nil), (5, 4, 20, 30, nil),
      (0, 0, 20, 40, nil),
    ] as [(Double, Double, Double, Double, Double?)])
  func shares(_ old: Double, _ oldAll: Double, _ new: Double, _ newAll: Double, _ expected: Double?) {
    let z = NormalScale.shares((old, of: oldAll), (new, of: newAll))
    #expect((z == nil) == (expected == nil))
    #expect(abs((z ?? 0) - (expected ?? 0)) < 0.001)
  }

  @Test("A median needs twenty values, a second more is nothing, and neither is a jump over a gap")
  func medians() throws {
    func figures(_ count: Double, _ mean: Double, _ median: Double, _ p90: Double) -> NormalScale.Figures {
      NormalScale.Figures(count: count, mean: mean, median: median, p90: p90)
    }
    let before = figures(300, 400, 300, 750)
    #expect(NormalScale.medians(before, figures(19, 800, 600, 1500)) == nil)
    #expect(NormalScale.medians(before, figures(300, 401, 301, 750)) == 0)
    #expect(NormalScale.medians(figures(300, 20_000, 300, 50_000), figures(300, 19_000, 9000, 50_000)) == 0)
    let slower = try #require(NormalScale.medians(before, figures(300, 800, 600, 1500)))
    let faster = try #require(NormalScale.medians(before, figures(300, 200, 150, 375)))
    #expect(slower > 5)
    #expect(faster < -5)
  }

  @Test("Arrivals that follow the days of the week vary as by chance, others more, and few days tell nothing")
  func arrivals() {
    func days(_ first: Int, _ counts: [Double]) -> [String: Double] {
      Dictionary(
        uniqueKeysWithValues: counts.enumerated().map { ("2026-01-\(first + $0.offset)", $0.element) })
    }
    let week = days(12, [100, 90, 80, 90, 70, 20, 10])
    #expect(Arrivals.varianceFactor(week, days(19, [100, 90, 80, 90, 70, 20, 10])) == 2)
    #expect(Arrivals.varianceFactor(week, days(19, [200, 180, 160, 180, 140, 40, 20])) == 2)
    #expect(Arrivals.varianceFactor(week, days(19, [10, 900, 80, 9, 700, 20, 10])) > 50)
    #expect(Arrivals.varianceFactor(week, days(19, [100])) == 4)
    #expect(Arrivals.varianceFactor([:], ["(none)": 5, "2026-13-01": 9]) == 4)
  }
}
