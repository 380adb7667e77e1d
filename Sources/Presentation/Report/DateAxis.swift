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

  /// Returns a period in words: `5 January 2026`, `3 to 14 November 2025`, `November 2025`, `2025`.
  static func period(_ days: ClosedRange<Int>) -> String {
    let (first, last) = (CivilDate(dayNumber: days.lowerBound), CivilDate(dayNumber: days.upperBound))
    if days.count == 1 { return day(days.lowerBound) }
    let end = day(days.upperBound)
    if first.year != last.year { return "\(day(days.lowerBound)) to \(end)" }
    if isWhole(days) {
      return first.month == last.month ? "\(months[first.month - 1]) \(first.year)" : "\(first.year)"
    }
    return (first.month == last.month ? "\(first.day)" : "\(first.day) \(months[first.month - 1])")
      + " to \(end)"
  }

  /// Returns true if a period is a whole month or a whole year.
  static func isWhole(_ days: ClosedRange<Int>) -> Bool {
    let (first, next) = (CivilDate(dayNumber: days.lowerBound), CivilDate(dayNumber: days.upperBound + 1))
    guard first.day == 1, next.day == 1 else { return false }
    let months = (next.year - first.year) * 12 + next.month - first.month
    return months == 1 || months == 12 && first.month == 1
  }

  /// Returns `5 Jan` for a number of days since 1970.
  static func short(_ number: Int) -> String {
    let date = CivilDate(dayNumber: number)
    return "\(date.day) \(months[date.month - 1].prefix(3))"
  }

  /// Returns `5 Jan 2026, 10:03` for a moment in milliseconds since 1970.
  static func moment(_ time: Int64, in zone: Zone?) -> String {
    let (day, ofDay) = Zone.day(of: time + (zone?.offset(at: time) ?? 0))
    let minutes = Int(ofDay / 60_000)
    let clock = "\(String(minutes / 60).zeroPadded(to: 2)):\(String(minutes % 60).zeroPadded(to: 2))"
    return "\(short(day)) \(year(day)), \(clock)"
  }

  /// Returns the place of a zone in words: `New York` of America/New_York.
  static func place(_ zone: Zone?) -> String {
    guard let name = zone?.name else { return "UTC" }
    return (name.split(separator: "/").last.map(String.init) ?? name).replacing("_", with: " ")
  }

  /// Returns the first moment of a day, in milliseconds since 1970.
  static func start(ofDay number: Int, in zone: Zone?) -> Int64 {
    let local = Int64(number) * 86_400_000
    return zone?.moment(of: local) ?? local
  }

  /// Returns the year of a number of days since 1970.
  static func year(_ number: Int) -> Int { CivilDate(dayNumber: number).year }
}
