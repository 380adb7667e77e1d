// The row of time keys to which a moment belongs: days, weeks, months, quarters, years, hours and weekdays in
// a zone, as one number.

/// The periods of some time keys.
///
/// Moments of the same row have the same number, and moments of different rows different ones.
///
///     number = (date * 8 + weekday) * 32 + hour
///
/// The date is the day number since 1970-01-01 of the first day of the period that the date keys
/// distinguish: of the day, the week, the month, quarter or year, or the part of a week that lies in a month,
/// quarter or year. A part that no key asks for is 0.
package struct Periods: Sendable {
  private let hasDay: Bool
  private let hasWeek: Bool
  /// The months of the shortest of month, quarter and year; `nil` if none is a key.
  private let months: Int?
  private let hasWeekday: Bool
  private let hasHour: Bool
  private let zone: Zone?
  /// True if the periods are days in UTC, as in every run without time keys.
  private let isPlain: Bool

  /// The period of a conversation without participants' messages.
  static let none = Int64.min
  /// The only period of a grouping without a time key.
  static let always: Int64 = 0

  /// Creates the periods of the time keys among `keys`.
  /// - Parameter zone: the zone of the clock. `nil` for UTC.
  init(_ keys: [Key], zone: Zone?) {
    hasDay = keys.contains(.day)
    hasWeek = keys.contains(.week)
    months = keys.compactMap(\.months).min()
    hasWeekday = keys.contains(.weekday)
    hasHour = keys.contains(.hour)
    self.zone = zone
    isPlain = hasDay && !hasHour && !hasWeekday && zone == nil
  }

  /// Returns the number of the period of a moment, given in milliseconds since 1970.
  @inline(__always)
  func number(of time: Int64) -> Int64 {
    isPlain ? (time / 86_400_000) << 8 : numberInZone(of: time)
  }

  @inline(never)
  private func numberInZone(of time: Int64) -> Int64 {
    let (day, ofDay) = Zone.day(of: time + (zone?.offset(at: time) ?? 0))
    var date = 0
    if hasDay {
      date = day
    } else {
      if hasWeek { date = day - Periods.weekday(day) + 1 }
      if let months {
        let civil = CivilDate(dayNumber: day)
        let first = CivilDate(year: civil.year, month: (civil.month - 1) / months * months + 1, day: 1)
        date = max(hasWeek ? date : .min, first.dayNumber)
      }
    }
    let weekday = hasWeekday ? Periods.weekday(day) : 0
    return (Int64(date) * 8 + Int64(weekday)) * 32 + (hasHour ? Int64(ofDay / 3_600_000) : 0)
  }

  /// Returns the cell of a time key for a period.
  static func cell(_ key: Key, of number: Int64) -> String {
    let date = Int(number >> 8)
    switch key {
    case .day:
      let civil = CivilDate(dayNumber: date)
      return "\(digits(civil.year, 4))-\(digits(civil.month, 2))-\(digits(civil.day, 2))"
    case .week:
      // The week belongs to the year of its Thursday.
      let thursday = date - weekday(date) + 4
      let year = CivilDate(dayNumber: thursday).year
      let first = CivilDate(year: year, month: 1, day: 1).dayNumber
      return "\(digits(year, 4))-W\(digits((thursday - first) / 7 + 1, 2))"
    case .month:
      let civil = CivilDate(dayNumber: date)
      return "\(digits(civil.year, 4))-\(digits(civil.month, 2))"
    case .quarter:
      let civil = CivilDate(dayNumber: date)
      return "\(digits(civil.year, 4))-Q\((civil.month + 2) / 3)"
    case .year: return digits(CivilDate(dayNumber: date).year, 4)
    case .hour: return digits(Int(number & 31), 2)
    default: return String(number >> 5 & 7)
    }
  }

  /// Returns the cell of the week of a day, given by its number since 1970-01-01.
  package static func week(ofDay day: Int) -> String { cell(.week, of: Int64(day) << 8) }

  /// Returns the weekday of a day number, Monday 1 to Sunday 7.
  private static func weekday(_ day: Int) -> Int { CivilDate.weekday(ofDay: day) + 1 }

  private static func digits(_ value: Int, _ width: Int) -> String { String(value).zeroPadded(to: width) }
}

extension Key {
  /// The number of calendar months of a period; `nil` for another key.
  fileprivate var months: Int? {
    switch self {
    case .month: 1
    case .quarter: 3
    case .year: 12
    default: nil
    }
  }
}

/// Intervals of time with constant periods: days, or hours if a key asks for them.
struct PlainStretches: Sendable {
  private let length: Int64
  private let zone: Zone?

  /// Creates the intervals of some keys.
  /// - Parameter zone: the zone of the clock. `nil` for UTC.
  init(_ keys: [Key], zone: Zone?) {
    length = keys.contains(.hour) ? 3_600_000 : 86_400_000
    self.zone = zone
  }

  /// Returns an interval with constant periods that contains a moment, given in milliseconds since 1970.
  @inline(__always)
  func stretch(around time: Int64) -> Range<Int64> {
    guard let zone else { return stretch(around: time, offset: 0) }
    let (offset, times) = zone.stretch(at: time)
    return stretch(around: time, offset: offset).clamped(to: times)
  }

  @inline(__always)
  private func stretch(around time: Int64, offset: Int64) -> Range<Int64> {
    let rest = (time + offset) % length
    let start = time - (rest < 0 ? rest + length : rest)
    return start..<start + length
  }
}
