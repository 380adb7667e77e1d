// Periods and moments in words.

import Testing

@testable import ConvoStat
@testable import Presentation

@Suite("Dates in words")
struct CalendarTextTests {
  private func number(_ day: (Int, Int, Int)) -> Int {
    CivilDate(year: day.0, month: day.1, day: day.2).dayNumber
  }

  @Test(
    "A period is a day, a month, a year, or two ends without what they share",
    arguments: [
      ((2025, 11, 8), (2025, 11, 8), "8 November 2025"),
      ((2025, 11, 3), (2025, 11, 14), "3 to 14 November 2025"),
      ((2025, 11, 1), (2025, 11, 30), "November 2025"),
      ((2025, 11, 1), (2025, 11, 29), "1 to 29 November 2025"),
      ((2024, 2, 1), (2024, 2, 29), "February 2024"), ((2025, 12, 1), (2025, 12, 31), "December 2025"),
      ((2025, 10, 1), (2025, 11, 30), "1 October to 30 November 2025"),
      ((2025, 1, 1), (2025, 12, 31), "2025"),
      ((2025, 2, 1), (2026, 1, 31), "1 February 2025 to 31 January 2026"),
      ((1969, 12, 31), (1970, 1, 1), "31 December 1969 to 1 January 1970"),
    ] as [((Int, Int, Int), (Int, Int, Int), String)])
  func periods(_ first: (Int, Int, Int), _ last: (Int, Int, Int), _ text: String) {
    #expect(CalendarText.period(number(first)...number(last)) == text)
  }

  @Test("A moment is by the zone's clock; the place of the zone is its last part")
  func moments() throws {
    let zone = try #require(Zone("America/New_York"))
    #expect(CalendarText.moment(1_762_596_180_000, in: nil) == "8 Nov 2025, 10:03")
    #expect(CalendarText.moment(1_762_596_180_000, in: zone) == "8 Nov 2025, 05:03")
    #expect(CalendarText.moment(-1, in: nil) == "31 Dec 1969, 23:59")
    #expect(CalendarText.place(zone) == "New York" && CalendarText.place(nil) == "UTC")
  }
}
