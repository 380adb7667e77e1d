// The calendar against one that counts day by day.

import Testing

@testable import ConvoStat

@Suite("Civil dates")
struct CivilDateTests {
  @Test("Every day from 1970 to 2999 has the number and the date of a calendar that counts")
  func everyDay() {
    var date = CivilDate(year: 1970, month: 1, day: 1)
    var number = 0
    var wrong: [(Int, CivilDate, CivilDate, Int)] = []
    while date.year < 3000 {
      if CivilDate(dayNumber: number) != date || date.dayNumber != number {
        wrong.append((number, date, CivilDate(dayNumber: number), date.dayNumber))
      }
      date = next(after: date)
      number += 1
    }
    #expect(wrong.isEmpty, "\(wrong.prefix(3))")
    #expect(number == 376_200)
  }

  private func next(after date: CivilDate) -> CivilDate {
    if date.day < length(ofMonth: date.month, year: date.year) {
      return CivilDate(year: date.year, month: date.month, day: date.day + 1)
    }
    if date.month < 12 { return CivilDate(year: date.year, month: date.month + 1, day: 1) }
    return CivilDate(year: date.year + 1, month: 1, day: 1)
  }

  private func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
