// The dates under a chart of days, from its first day to its last.

import ConvoStat

/// The scale of days.
struct DateAxis {
  /// The alignment of a date at its day: the first one begins there, the last one ends there.
  enum Anchor: String { case start, middle, end }

  /// A date under the chart.
  struct Label: Equatable {
    let day: Int
    let text: String
    let anchor: Anchor
  }

  /// The first and the last day of the chart.
  let span: ClosedRange<Int>

  /// Dates about evenly apart, so few that they stay apart on a phone.
  ///
  /// Where the days lie in several years, the first date of each has its year.
  var labels: [Label] {
    let (first, last) = (span.lowerBound, span.upperBound)
    guard first < last else { return [Label(day: first, text: CalendarText.short(first), anchor: .middle)] }
    let isOfYears = CalendarText.year(first) != CalendarText.year(last)
    let count = last - first
    // No gap is less than two elevenths of the chart: days that do not divide evenly get fewer dates.
    let most = min(count, isOfYears ? 3 : 5)
    let gaps = stride(from: most, to: 1, by: -1).first { count / $0 * 11 >= count * 2 } ?? 1
    let days = (0...gaps).map { first + count * $0 / gaps }
    return days.enumerated().map { place, day in
      let year = CalendarText.year(day)
      let isNew = isOfYears && (place == 0 || CalendarText.year(days[place - 1]) != year)
      return Label(
        day: day, text: CalendarText.short(day) + (isNew ? " \(year)" : ""),
        anchor: place == 0 ? .start : place == gaps ? .end : .middle)
    }
  }
}

/// Dates in words.
enum CalendarText {
  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
  ]

  /// Returns `5 January 2026` for a number of days since 1970.
  static func day(_ number: Int) -> String {
    let date = CivilDate(dayNumber: number)
    return "\(date.day) \(months[date.month - 1]) \(date.year)"
  }

  /// Returns `5 Jan` for a number of days since 1970.
  static func short(_ number: Int) -> String {
    let date = CivilDate(dayNumber: number)
    return "\(date.day) \(months[date.month - 1].prefix(3))"
  }

  /// Returns the first moment of a day, in milliseconds since 1970.
  static func start(ofDay number: Int, in zone: Zone?) -> Int64 {
    let local = Int64(number) * 86_400_000
    return zone?.moment(of: local) ?? local
  }

  /// Returns the year of a number of days since 1970.
  static func year(_ number: Int) -> Int { CivilDate(dayNumber: number).year }
}
