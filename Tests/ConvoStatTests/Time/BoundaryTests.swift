// Times as people type them, by a given clock.

import Testing

@testable import ConvoStat

@Suite struct BoundaryTests {
  /// A Wednesday, 01:30 in Berlin, and still Tuesday in UTC.
  private static let now: Int64 = 1_794_958_200_000

  static let times: [(text: String, start: String, end: String)] = [
    ("2026-11-05", "2026-11-05T00:00:00.000", "2026-11-05T00:00:00.000"),
    ("2026-11", "2026-11-01T00:00:00.000", "2026-12-01T00:00:00.000"),
    ("2024-02", "2024-02-01T00:00:00.000", "2024-03-01T00:00:00.000"),
    ("2026-12", "2026-12-01T00:00:00.000", "2027-01-01T00:00:00.000"),
    ("2026-W01", "2025-12-29T00:00:00.000", "2026-01-05T00:00:00.000"),
    ("2026-w53", "2026-12-28T00:00:00.000", "2027-01-04T00:00:00.000"),
    ("2026-Q3", "2026-07-01T00:00:00.000", "2026-10-01T00:00:00.000"),
    ("2026-q4", "2026-10-01T00:00:00.000", "2027-01-01T00:00:00.000"),
    ("2026", "2026-01-01T00:00:00.000", "2027-01-01T00:00:00.000"),
    ("2026-11-05T09:00:00", "2026-11-05T09:00:00.000", "2026-11-05T09:00:00.000"),
  ]

  @Test("A date is its first moment, and a longer period has an end", arguments: times)
  func periods(_ text: String, _ start: String, _ end: String) throws {
    let boundary = try #require(Boundary(text))
    #expect(formatMoment(boundary.start(in: nil)) == start + "Z")
    #expect(formatMoment(boundary.end(in: nil)) == end + "Z")
    let zone = try #require(Zone("Asia/Tokyo"))
    #expect(formatMoment(boundary.start(in: zone), in: zone) == start + "+09:00")
    #expect(formatMoment(boundary.end(in: zone), in: zone) == end + "+09:00")
  }

  static let relative: [(text: String, utc: String, berlin: String)] = [
    ("now", "2026-11-17T23:30:00.000Z", "2026-11-18T00:30:00.000+01:00"),
    ("today", "2026-11-17T00:00:00.000Z", "2026-11-18T00:00:00.000+01:00"),
    ("Yesterday", "2026-11-16T00:00:00.000Z", "2026-11-17T00:00:00.000+01:00"),
    ("90m", "2026-11-17T22:00:00.000Z", "2026-11-17T23:00:00.000+01:00"),
    ("7d", "2026-11-10T23:30:00.000Z", "2026-11-11T00:30:00.000+01:00"),
    ("4w", "2026-10-20T23:30:00.000Z", "2026-10-21T01:30:00.000+02:00"),
  ]

  @Test("A relative time starts from now, and a day is that of the zone", arguments: relative)
  func relativeTimes(_ text: String, _ utc: String, _ berlin: String) throws {
    let boundary = try #require(Boundary(text, now: BoundaryTests.now))
    let zone = try #require(Zone("Europe/Berlin"))
    #expect(formatMoment(boundary.start(in: nil)) == utc)
    #expect(formatMoment(boundary.start(in: zone), in: zone) == berlin)
    #expect(boundary.end(in: zone) == boundary.start(in: zone))
  }

  static let last: [(period: CalendarPeriod, start: String, end: String)] = [
    (.day, "2026-11-17", "2026-11-18"), (.week, "2026-11-09", "2026-11-16"),
    (.month, "2026-10-01", "2026-11-01"),
    (.quarter, "2026-07-01", "2026-10-01"), (.year, "2025-01-01", "2026-01-01"),
  ]

  @Test("The last period is the whole one before that of now", arguments: last)
  func lastPeriods(_ period: CalendarPeriod, _ start: String, _ end: String) throws {
    let zone = try #require(Zone("Europe/Berlin"))
    let boundary = Boundary(last: period, now: BoundaryTests.now)
    #expect(formatMoment(boundary.start(in: zone), in: zone).prefix(16) == start + "T00:00")
    #expect(formatMoment(boundary.end(in: zone), in: zone).prefix(16) == end + "T00:00")
  }

  @Test(
    "Other texts are no times",
    arguments: [
      "", "tomorrow", "2026-13", "2026-00", "2026-W00", "2026-W54", "2025-W53", "2026-Q0", "2026-Q5",
      "2026-Q", "1969",
      "3000", "d", "-7d", "7x", "1000001d", "999999w", "2026-1", "2026-11-5", "2026-02-30", "2026-W4", "٢026",
    ])
  func others(_ text: String) {
    #expect(Boundary(text, now: BoundaryTests.now) == nil)
  }
}
