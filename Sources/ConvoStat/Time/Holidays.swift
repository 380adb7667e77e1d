// Days that are closed in every week's schedule.

/// A set of holidays that many schedules can share.
///
/// For each prefix of the days it stores how many are Mondays, Tuesdays and so on, so that closed hours are
/// summed without a loop over days.
final class Holidays: Sendable {
  /// Day numbers since 1970, in ascending order.
  private let days: [Int]
  /// For each prefix of `days`, seven counts of its Mondays to Sundays.
  ///
  /// The empty prefix comes first.
  private let counts: [Int64]

  /// - Parameter days: day numbers since 1970.
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

  /// Returns true if a day is a holiday.
  func contain(_ day: Int) -> Bool { isHoliday(day, past: past(day)) }

  /// Returns the number of holidays before a day.
  private func past(_ day: Int) -> Int { days.partitioningIndex { $0 >= day } }

  private func isHoliday(_ day: Int, past: Int) -> Bool { past < days.count && days[past] == day }

  /// Returns the open time that holidays before `day` take away, in milliseconds, and whether `day` is a
  /// holiday.
  /// - Parameter lengths: the open time of each weekday in milliseconds, from Monday on.
  func open(before day: Int, _ lengths: [Int64]) -> (length: Int64, isHoliday: Bool) {
    let past = past(day)
    var length: Int64 = 0
    for weekday in 0..<7 { length += counts[past * 7 + weekday] * lengths[weekday] }
    return (length, isHoliday(day, past: past))
  }

  /// Returns the week of a day, and its weekday from 0 (Monday).
  ///
  /// 1970 began on a Thursday.
  ///
  /// - Precondition: `day` is at least -3, the Monday of that week.
  static func week(of day: Int) -> (week: Int, weekday: Int) {
    (CivilDate.week(ofDay: day), CivilDate.weekday(ofDay: day))
  }
}
