// Days on which nobody works, whatever the hours of a week are.

/// Holidays that many schedules may share: of each it is only known how long it is open on a Monday, on a Tuesday...
final class Holidays: Sendable {
  /// As days since 1970, rising.
  private let days: [Int]
  /// How many of the first so many of them are Mondays, Tuesdays and so on: seven counts for none of them, seven for
  /// the first one...
  private let counts: [Int64]

  /// - Parameter days: as days since 1970.
  init(_ days: Set<Int>) {
    self.days = days.sorted()
    var (counts, sums) = ([Int64](), [Int64](repeating: 0, count: 7))
    for day in self.days {
      counts += sums
      sums[Holidays.week(of: day).weekday] += 1
    }
    self.counts = counts + sums
  }

  var isEmpty: Bool { days.isEmpty }

  /// Whether a day is one of them.
  func contain(_ day: Int) -> Bool { isHoliday(day, past: past(day)) }

  /// How many are before a day.
  private func past(_ day: Int) -> Int { days.partitioningIndex { $0 >= day } }

  private func isHoliday(_ day: Int, past: Int) -> Bool { past < days.count && days[past] == day }

  /// How long would be open on the days before one, and whether that one is a holiday.
  /// - Parameter lengths: how long each day of the week is open, from Monday on.
  func open(before day: Int, _ lengths: [Int64]) -> (length: Int64, isHoliday: Bool) {
    let past = past(day)
    var length: Int64 = 0
    for weekday in 0..<7 { length += counts[past * 7 + weekday] * lengths[weekday] }
    return (length, isHoliday(day, past: past))
  }

  /// The week of a day and which day of the week it is, from 0, Monday: 1970 began on a Thursday.
  /// - Precondition: the day is not before that week's Monday, -3.
  static func week(of day: Int) -> (week: Int, weekday: Int) { ((day + 3) / 7, (day + 3) % 7) }
}
