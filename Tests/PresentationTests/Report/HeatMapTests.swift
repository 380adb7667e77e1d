// The map of the week and how often its hours came, compared with numbers worked out by hand.

import Testing

@testable import ConvoStat
@testable import Presentation

@Suite("The map of the week")
struct HeatMapTests {
  private static func moment(_ month: Int, _ day: Int, _ hour: Int, _ minute: Int = 0) -> Int64 {
    let date = CivilDate(year: 2026, month: month, day: day).dayNumber
    return (Int64(date) * 24 + Int64(hour)) * 3_600_000 + Int64(minute) * 60_000
  }

  private func map(_ counts: [Int: Int], quarters: [Int: Int] = [:], all: Int = 4) -> HeatMap {
    HeatMap(
      counts: (0..<168).map { counts[$0] ?? 0 }, quarters: (0..<168).map { quarters[$0] ?? all }, zone: "UTC")
  }

  @Test("A period covers whole hours, from that of its first moment to that of its last")
  func hours() {
    // Monday, 5 January 2026.
    let covered = CoveredHours(Self.moment(1, 5, 9, 59)...Self.moment(1, 5, 11, 0), in: nil).quarters
    #expect(covered[8...12] == [0, 4, 4, 4, 0])
    #expect(covered.reduce(0, +) == 12)
  }

  @Test("Five Fridays and four Mondays count as that many")
  func weekdays() {
    // From Thursday, 1 January 2026, to Friday, 30 January.
    let covered = CoveredHours(Self.moment(1, 1, 0)...Self.moment(1, 30, 23), in: nil).quarters
    #expect((0..<7).map { covered[$0 * 24 + 10] } == [16, 16, 16, 20, 20, 16, 16])
  }

  @Test("An hour that a change of clock repeats or leaves out counts twice or not at all")
  func changes() throws {
    let zone = try #require(Zone("Europe/Berlin"))
    let sunday = 6 * 24
    // 29 March 2026: after 01:59 comes 03:00. 25 October 2026: 02:00 to 02:59 comes twice.
    let spring = CoveredHours(Self.moment(3, 28, 23)...Self.moment(3, 29, 21), in: zone).quarters
    #expect(spring[sunday...(sunday + 4)] == [4, 4, 0, 4, 4] && spring.reduce(0, +) == 23 * 4)
    let autumn = CoveredHours(Self.moment(10, 24, 22)...Self.moment(10, 25, 22), in: zone).quarters
    #expect(autumn[sunday...(sunday + 4)] == [4, 4, 8, 4, 4] && autumn.reduce(0, +) == 25 * 4)
  }

  @Test("Means are of hours that came; sums leave out those that did not")
  func means() {
    let week = map([0: 6, 1: 1, 24: 3], quarters: [0: 8, 1: 4, 24: 4, 48: 0])
    #expect(week.mean(0) == 3 && week.mean(1) == 1 && week.mean(2) == 0 && week.mean(48) == nil)
    #expect(week.day(0) == 4 && week.day(1) == 3 && week.day(2) == 0)
    #expect(week.hour(0) == 6)
    #expect(map([:], all: 0).day(0) == nil)
  }

  @Test(
    "Shades end at round numbers",
    arguments: [
      (1, 200), (2, 500), (3, 1000), (5, 1000), (6, 2000), (10, 2000), (11, 5000), (25, 5000), (26, 10_000),
    ])
  func steps(_ peak: Int, _ step: Int) { #expect(map([7: peak]).step == step) }

  @Test("A mean that is a bound belongs to the shade that ends there; none has a shade of its own")
  func shades() {
    let svg = map([0: 25, 1: 5, 2: 6, 3: 20, 4: 21], quarters: [10: 0]).svg
    let classes = svg.split(separator: "<rect class=\"").dropFirst().map { String($0.prefix { $0 != "\"" }) }
    #expect(Array(classes.prefix(11)) == ["h5", "h1", "h2", "h4", "h5", "h0", "h0", "h0", "h0", "h0", "hx"])
  }

  @Test(
    "Decimals depend on the greatest mean",
    arguments: [
      (0.0, 5.0, "0"), (0.04, 5, "&lt; 0.1"), (2.25, 5, "2.3"), (1234.4, 2000, "1,234"), (0.019, 0.5, "0.02"),
      (0.4, 300, "&lt; 1"), (3, 9.5, "3.0"),
    ])
  func decimals(_ mean: Double, _ most: Double, _ text: String) {
    #expect(HeatMap.number(mean, like: most) == text)
  }
}
