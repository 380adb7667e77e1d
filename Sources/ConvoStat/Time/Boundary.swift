// Times as people type them: a moment, a date, a month, week, quarter or year, a day by its name, or a span back from
// now.

/// A time from the command line (Options: --since).
///
/// A date, a period, or a time without an offset is in the zone of the run.
public struct Boundary: Hashable, Sendable {
  private let form: Form

  private enum Form: Hashable, Sendable {
    /// Milliseconds since 1970.
    case moment(Int64)
    /// The time of a zone's clock, in milliseconds since its 1970-01-01.
    case clock(Int64)
    /// A period of several days, as days since 1970-01-01.
    case days(Range<Int>)
    /// The first moment of the day that was some days before the day of `now`.
    case dayBefore(Int, now: Int64)
    /// The last whole period before `now`.
    case last(CalendarPeriod, now: Int64)
  }

  /// Creates a boundary; `nil` if the text has another form.
  ///
  /// - Parameters:
  ///   - text: a time (Inputs: messages and times); a date; `2026-11`, `2026-W47`, `2026-Q3` or `2026`; `today`,
  ///     `yesterday` or `now`; or a span such as `7d`, with one of the units s, m, h, d and w.
  ///   - now: the moment that the last two are relative to, in milliseconds since 1970.
  public init?(_ text: String, now: Int64 = currentMoment()) {
    if let span = Boundary.span(text) {
      if span > now { return nil }
      form = .moment(now - span)
    } else if let days = Boundary.days(text) {
      form = .days(days)
    } else if text.utf8.count == 4, Boundary.number(text[...]) != nil {
      return nil  // a year that is not supported, and no number of seconds
    } else if let moment = parseMoment(text) {
      // A text that is valid only with an offset has none yet.
      form = parseMoment(text + "Z") == nil ? .moment(moment) : .clock(moment)
    } else if text.utf8.count == 10, let day = parseMoment(text + "T00:00:00Z") {
      form = .clock(day)
    } else {
      switch text.lowercased() {
      case "now": form = .moment(now)
      case "today": form = .dayBefore(0, now: now)
      case "yesterday": form = .dayBefore(1, now: now)
      default: return nil
      }
    }
  }

  /// Creates the boundary whose start and end are those of the last whole period before `now`.
  public init(last period: CalendarPeriod, now: Int64) { form = .last(period, now: now) }

  /// Returns the first moment of a period of several days, else the moment, in milliseconds since 1970.
  ///
  /// For a date it is the first moment of that day in the zone.
  public func start(in zone: Zone?) -> Int64 {
    switch form {
    case .moment(let moment): moment
    case .clock(let local): Boundary.moment(of: local, zone)
    case .days(let days): Boundary.start(of: days.lowerBound, zone)
    case .dayBefore(let count, let now): Boundary.start(of: Boundary.day(of: now, zone) - count, zone)
    case .last(let period, let now):
      Boundary.start(of: period.daysBefore(Boundary.day(of: now, zone)).lowerBound, zone)
    }
  }

  /// Returns the first moment after a period of several days, else the moment, in milliseconds since 1970.
  ///
  /// A date is not such a period: like `start(in:)`, it is the first moment of that day.
  public func end(in zone: Zone?) -> Int64 {
    switch form {
    case .moment, .clock, .dayBefore: start(in: zone)
    case .days(let days): Boundary.start(of: days.upperBound, zone)
    case .last(let period, let now):
      Boundary.start(of: period.daysBefore(Boundary.day(of: now, zone)).upperBound, zone)
    }
  }

  private static func moment(of local: Int64, _ zone: Zone?) -> Int64 { zone?.moment(of: local) ?? local }

  private static func start(of day: Int, _ zone: Zone?) -> Int64 { moment(of: Int64(day) * 86_400_000, zone) }

  /// Returns the day that the zone's clock shows, as days since 1970-01-01.
  private static func day(of moment: Int64, _ zone: Zone?) -> Int {
    Zone.day(of: moment + (zone?.offset(at: moment) ?? 0)).day
  }

  /// Returns the milliseconds of a span such as `7d`; `nil` for other texts.
  private static func span(_ text: String) -> Int64? {
    let units: [Character: Int64] = [
      "s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000, "w": 7 * 86_400_000,
    ]
    guard let unit = text.last.flatMap({ units[$0] }), let number = number(text.dropLast()),
      number <= 1_000_000
    else { return nil }
    return Int64(number) * unit
  }

  /// Returns the days of a year, quarter, month or week; `nil` for other texts.
  private static func days(_ text: String) -> Range<Int>? {
    let parts = text.uppercased().split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    guard text.utf8.count <= 8, parts[0].utf8.count == 4, let year = number(parts[0]), 1970...2999 ~= year
    else {
      return nil
    }
    let first = CivilDate(year: year, month: 1, day: 1).dayNumber
    guard parts.count == 2 else { return CalendarPeriod.year.days(around: first) }
    let rest = parts[1]
    switch (rest.first, rest.utf8.count) {
    case ("W", 3):
      // The week of 4 January is the first of its year; a week belongs to the year of its Thursday.
      guard let week = number(rest.dropFirst()), week > 0 else { return nil }
      let days = CalendarPeriod.week.days(around: first + 3 + (week - 1) * 7)
      return CivilDate(dayNumber: days.lowerBound + 3).year == year ? days : nil
    case ("Q", 2):
      guard let quarter = number(rest.dropFirst()), 1...4 ~= quarter else { return nil }
      return CalendarPeriod.quarter.days(around: CivilDate(year: year, month: quarter * 3, day: 1).dayNumber)
    case (_, 2):
      guard let month = number(rest), 1...12 ~= month else { return nil }
      return CalendarPeriod.month.days(around: CivilDate(year: year, month: month, day: 1).dayNumber)
    default: return nil
    }
  }

  /// Returns the value of decimal digits; `nil` for other texts.
  private static func number(_ text: Substring) -> Int? {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
  }
}

/// A period of the calendar (Options: --last).
public enum CalendarPeriod: String, Sendable, CaseIterable {
  case day, week, month, quarter, year

  /// Returns the days of the period that contains a day, all as days since 1970-01-01.
  func days(around day: Int) -> Range<Int> {
    let date = CivilDate(dayNumber: day)
    func months(_ count: Int) -> Range<Int> {
      let first = (date.month - 1) / count * count + 1
      let next = first + count
      return CivilDate(year: date.year, month: first, day: 1)
        .dayNumber..<CivilDate(
          year: next > 12 ? date.year + 1 : date.year, month: next > 12 ? 1 : next, day: 1
        ).dayNumber
    }
    switch self {
    case .day: return day..<day + 1
    case .week:
      let monday = day - CivilDate.weekday(ofDay: day)
      return monday..<monday + 7
    case .month: return months(1)
    case .quarter: return months(3)
    case .year: return months(12)
    }
  }

  /// Returns the days of the period that ended before the one of a day began.
  func daysBefore(_ day: Int) -> Range<Int> { days(around: days(around: day).lowerBound - 1) }
}
