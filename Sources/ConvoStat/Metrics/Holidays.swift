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
  func contain(_ day: Int) -> Bool {
    let place = days.partitioningIndex { $0 >= day }
    return place < days.count && days[place] == day
  }

  /// How long would be open on the days before one, and whether that one is a holiday.
  /// - Parameter lengths: how long each day of the week is open, from Monday on.
  func open(before day: Int, _ lengths: [Int64]) -> (length: Int64, isHoliday: Bool) {
    let past = days.partitioningIndex { $0 >= day }
    var length: Int64 = 0
    for weekday in 0..<7 { length += counts[past * 7 + weekday] * lengths[weekday] }
    return (length, past < days.count && days[past] == day)
  }

  /// The week of a day and which day of the week it is, from 0, Monday: 1970 began on a Thursday.
  /// - Precondition: the day is not before the Monday of that week.
  static func week(of day: Int) -> (week: Int, weekday: Int) { ((day + 3) / 7, (day + 3) % 7) }
}
