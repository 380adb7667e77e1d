// Marks of scales and units of columns, compared with values worked out by hand.

import Testing

@testable import Presentation

@Suite("Scales and units of latencies")
struct LatencyScaleTests {
  @Test(
    "Marks fit the values",
    arguments: [
      ([20, 50], [15, 30, 60]), ([15, 15], [15, 30]), ([20, 700], [15, 30, 60, 120, 300, 900]),
      ([4, 3000], [1, 5, 15, 60, 300, 900, 3600]),
      ([1, 100_000], [1, 10, 60, 600, 3600, 21_600, 86_400, 604_800]),
      ([0, -5], [1, 2]), ([900_000], [604_800, 1_209_600]),
    ] as [([Int64], [Int64])])
  func marks(_ seconds: [Int64], _ marks: [Int64]) {
    #expect(LatencyScale(around: seconds.map { $0 * 1000 }).marks == marks.map { $0 * 1000 })
  }

  @Test("Values lie within the scale, at its ends at most")
  func shares() {
    let scale = LatencyScale(around: [15_000, 60_000])
    #expect(scale.share(15_000) == 0 && scale.share(60_000) == 1 && abs(scale.share(30_000) - 0.5) < 1e-9)
    #expect(scale.share(0) == 0 && scale.share(.max) == 1)
  }

  @Test(
    "The unit is the greatest of which three quarters of the values have one",
    arguments: [
      ([], "seconds"), ([59_999], "seconds"), ([60_000], "minutes"),
      ([1, 2, 3_600_000, 3_600_000], "seconds"),
      ([60_000, 3_600_000, 3_600_000, 3_600_000, 3_600_000], "hours"), ([-172_800_000], "days"),
    ] as [([Int64], String)])
  func units(_ values: [Int64], _ name: String) { #expect(DurationUnit(of: values).name == name) }

  @Test(
    "A length has one decimal in the unit of its column",
    arguments: [
      (90_000, "1.5"), (0, "0.0"), (2999, "&lt; 0.1"), (3000, "0.1"), (-90_000, "\u{2212}1.5"),
      (-1, "&gt; \u{2212}0.1"),
      (119_999, "2.0"), (600_000_000, "10,000.0"), (Int64.max, "153,722,867,280,912.9"), (nil, "–"),
    ] as [(Int64?, String)])
  func texts(_ length: Int64?, _ text: String) { #expect(DurationUnit(of: [60_000]).text(length) == text) }
}
