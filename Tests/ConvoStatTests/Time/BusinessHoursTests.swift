// Business time at its edges, and mistakes in files.

import Foundation
import Testing

@testable import ConvoStat

@Suite("Business hours")
struct BusinessHoursTests {
  private static let hour: Int64 = 3_600_000

  private func hours(_ json: String) throws -> BusinessHours {
    try BusinessHours(json: Data(json.utf8))
  }

  private func length(_ json: String, queue: StaticString = "", _ from: String, _ to: String) throws -> Int64?
  {
    let (start, end) = (try #require(parseMoment(from)), try #require(parseMoment(to)))
    return try hours(json).schedule(of: Text(queue))?.length(from: start, to: end)
  }

  @Test(
    "Time within the hours is counted, by the clock of their zone",
    arguments: [
      // A Monday in Berlin, one hour ahead of UTC.
      (#""mon": [["09:00", "17:00"]]"#, "2026-01-05T07:00:00Z", "2026-01-05T20:00:00Z", 8.0),
      (
        #""mon": [["09:00", "12:00"], ["13:00", "17:00"]]"#, "2026-01-05T10:30:00Z", "2026-01-05T12:30:00Z",
        1.0
      ),
      (#""mon": [["09:00", "17:00"]]"#, "2026-01-05T08:00:00Z", "2026-01-19T08:00:00Z", 16),
      (#""mon": [["09:00", "17:00"]]"#, "2026-01-05T16:00:00Z", "2026-01-12T08:00:00Z", 0),
      (#""mon": [["09:00", "17:00"]]"#, "2026-01-05T15:00:00Z", "2026-01-05T14:00:00Z", -1),
      // Overlapping spans count once. A span that ends before it starts continues on the next day, from
      // Sunday into Monday.
      (
        #""mon": [["09:00", "12:00"], ["11:00", "13:00"]]"#, "2026-01-05T00:00:00Z", "2026-01-06T00:00:00Z", 4
      ),
      (#""sat": [["22:00", "06:00"]]"#, "2026-01-10T12:00:00Z", "2026-01-11T12:00:00Z", 8),
      (
        #""sun": [["22:00", "06:00"]], "mon": [["05:00", "07:00"]]"#, "2026-01-11T12:00:00Z",
        "2026-01-12T12:00:00Z", 9
      ),
      // A whole day has 24 hours, but 23 if the clock is put forward and 25 if it is put back.
      (#""wed": [["00:00", "24:00"]]"#, "2026-01-05T00:00:00Z", "2026-01-09T00:00:00Z", 24),
      (#""sun": [["00:00", "24:00"]]"#, "2026-03-28T12:00:00Z", "2026-03-30T12:00:00Z", 23),
      (#""sun": [["00:00", "24:00"]]"#, "2026-10-24T12:00:00Z", "2026-10-26T12:00:00Z", 25),
      (#""sun": [["02:00", "03:00"]]"#, "2026-03-28T12:00:00Z", "2026-03-30T12:00:00Z", 0),
      (#""sun": [["02:00", "03:00"]]"#, "2026-10-24T12:00:00Z", "2026-10-26T12:00:00Z", 2),
      // A holiday is closed from midnight to midnight. 2026-01-06, a Tuesday, is one.
      (#""mon": [["22:00", "06:00"]]"#, "2026-01-05T12:00:00Z", "2026-01-06T12:00:00Z", 2),
      (#""tue": [["09:00", "17:00"]]"#, "2026-01-01T00:00:00Z", "2026-01-20T23:00:00Z", 16),
      (#""tue": [["22:00", "06:00"]]"#, "2026-01-06T12:00:00Z", "2026-01-07T12:00:00Z", 6),
    ] as [(String, String, String, Double)])
  func lengths(week: String, from: String, to: String, hours: Double) throws {
    let json = #"{"timezone": "Europe/Berlin", "holidays": ["2026-01-06"], "week": {\#(week)}}"#
    #expect(try length(json, from, to) == Int64(hours * Double(Self.hour)))
  }

  @Test("A queue's own hours replace the general ones, and inherit zone and holidays if they name none")
  func queues() throws {
    let json = """
      {"timezone": "Asia/Kolkata", "holidays": ["2026-01-05"], "week": {"mon": [["00:00", "24:00"]]},
       "queues": {"billing": {"week": {"tue": [["10:00", "11:30"]]}, "timezone": "UTC"},
                  "sales": {"week": {"mon": [["09:00", "10:00"]]}, "holidays": []}}}
      """
    func length(_ queue: StaticString) throws -> Int64? {
      try self.length(json, queue: queue, "2026-01-04T18:30:00Z", "2026-01-12T18:29:00Z")
    }
    #expect(try length("billing") == Self.hour * 3 / 2)
    #expect(try length("sales") == Self.hour * 2)
    #expect(try length("") == Self.hour * 24 - 60_000)
    let alone = #"{"queues": {"billing": {"week": {}}}}"#
    #expect(try self.length(alone, "2026-01-04T00:00:00Z", "2026-02-04T00:00:00Z") == nil)
    #expect(try self.length(alone, queue: "billing", "2026-01-04T00:00:00Z", "2026-02-04T00:00:00Z") == 0)
  }

  @Test(
    "A mistake is reported with its key",
    arguments: [
      ("{", "", "is not JSON at line 1, column 2"), ("[]", "", "is no object"),
      ("\u{FEFF}[]", "", "is no object"),
      ("{\"week\": {\"mon\": [],\n}}", "", "is not JSON at line 2, column 1"),
      ("{}", "", "has no key week and no key queues"),
      (#"{"weeks": {}}"#, "weeks", "is not known here; there are timezone, week, holidays, queues"),
      (
        #"{"week": {"monday": []}}"#, "week.monday",
        "is no day here; days are mon, tue, wed, thu, fri, sat, sun and spans such as mon-fri"
      ),
      (#"{"week": {"mon": ["09:00", "17:00"]}}"#, "week.mon[0]", "is no list"),
      (#"{"week": {"mon": [["09:00"]]}}"#, "week.mon[0]", "is no span of two times"),
      (#"{"week": {"mon": [["09:00", "9"]]}}"#, "week.mon[0][1]", "is no time from 00:00 to 24:00"),
      (#"{"week": {"mon": [["09:00", "24:01"]]}}"#, "week.mon[0][1]", "is no time from 00:00 to 24:00"),
      (#"{"week": {"mon": [["09:00", "09:00"]]}}"#, "week.mon[0]", "is empty"),
      (#"{"week": {"mon": [["09:00", 17]]}}"#, "week.mon[0][1]", "is no text"),
      (#"{"week": {}, "timezone": "Berlin"}"#, "timezone", "is no time zone such as Europe/Berlin"),
      (#"{"week": {}, "holidays": ["25.12.2026"]}"#, "holidays[0]", "is no date such as 2026-12-25"),
      (#"{"week": {}, "holidays": ["2026-02-30"]}"#, "holidays[0]", "is no date such as 2026-12-25"),
      (#"{"queues": {"billing": {}}}"#, "queues.billing", "has no key week"),
      (#"{"queues": {"a": {"week": {"tue": 1}}}}"#, "queues.a.week.tue", "is no list"),
    ])
  func mistakes(json: String, key: String, problem: String) {
    #expect(throws: BusinessHours.Mistake(key: key, problem: problem)) { try hours(json) }
  }
}
