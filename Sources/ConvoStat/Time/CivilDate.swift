// Dates of the Gregorian calendar and their day numbers since 1970.

/// A date, from 1970-01-01 to 2999-12-31.
package struct CivilDate: Equatable {
  package var year: Int
  /// The month, 1 to 12.
  package var month: Int
  /// The day of the month, 1 to 31.
  package var day: Int

  /// Creates a date, which must exist.
  @inline(__always)
  package init(year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }
}

// Both conversions count years from 1 March, so that the leap day is the last day of its year and the
// months before it repeat the lengths 31, 30, 31, 30, 31: (153 * month + 2) / 5 days precede a month.
extension CivilDate {
  /// Returns the number of days in a month (1 to 12).
  static func daysOfMonth(_ year: Int, _ month: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Returns the weekday of a day number, Monday 0 to Sunday 6.
  ///
  /// 1970 began on a Thursday. `day` must be at least -10.
  package static func weekday(ofDay day: Int) -> Int { (day + 10) % 7 }

  /// Returns the number of the week that a day number is in.
  ///
  /// Weeks begin on Mondays; 1970-01-01 is in week 0.
  package static func week(ofDay day: Int) -> Int { (day + 3) / 7 }

  private static let daysOfFourCenturies = 146_097
  /// 0000-03-01, in days before 1970-01-01.
  private static let marchOfYearZero = 719_468

  /// Creates the date that is `dayNumber` days after 1970-01-01.
  @inline(__always)
  package init(dayNumber: Int) {
    let days = dayNumber + CivilDate.marchOfYearZero
    let era = days / CivilDate.daysOfFourCenturies
    let dayOfEra = days - era * CivilDate.daysOfFourCenturies
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    year = yearOfEra + era * 400 + (monthFromMarch < 10 ? 0 : 1)
  }

  /// The number of days since 1970-01-01.
  ///
  /// The date must exist.
  @inline(__always)
  package var dayNumber: Int {
    let marchYear = month > 2 ? year : year - 1
    let monthFromMarch = month > 2 ? month - 3 : month + 9
    let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
    let leapDays = marchYear / 4 - marchYear / 100 + marchYear / 400
    return marchYear * 365 + leapDays + dayOfYear - CivilDate.marchOfYearZero
  }
}

extension CivilDate {
  /// The number of days from a day to the next one with a message that is not exceeded within one period: more of them
  /// mean that dates are wrong, or that the inputs are of several periods.
  package static let farApartDays = 365
}
