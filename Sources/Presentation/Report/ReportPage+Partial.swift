// The first and the last day of the page, if the dump seems to have only a part of them.

import ConvoStat

extension ReportPage {
  /// A day of which a part is missing.
  struct PartialDay {
    /// The number of days since 1970.
    let day: Int
    let sentence: String
  }

  /// The share of the messages of a day, in percent, that must lie outside of what the dump has of it.
  private static let leastMissing = 5

  /// The first and the last day, if they are incomplete.
  ///
  /// A day is incomplete if customers write at least a twentieth of their messages at hours of the day before the first
  /// message of the page, or after the as-of moment. Days that --since begins and that --as-of ends are complete.
  var partialDays: [PartialDay] {
    guard let days = daySpan, let covered = coveredSpan, days.count > 1 else { return [] }
    let zone = run.options.zone
    func local(_ time: Int64) -> (day: Int, hour: Int) {
      let (day, ofDay) = Zone.day(of: time + (zone?.offset(at: time) ?? 0))
      return (day, Int(ofDay) / 3_600_000)
    }
    let week = distributions.customerMessages.week(of: days)
    func count(_ hours: Range<Int>) -> Int {
      hours.reduce(0) { sum, hour in sum + (0..<7).reduce(0) { $0 + week[$1 * 24 + hour] } }
    }
    let all = count(0..<24)
    func isMissing(_ hours: Range<Int>) -> Bool { all > 0 && count(hours) * 100 >= all * Self.leastMissing }
    var partial: [PartialDay] = []
    let begin = local(covered.lowerBound)
    let start = CalendarText.start(ofDay: days.lowerBound, in: zone)
    let since = run.options.window.since?.start(in: zone)
    if begin.day == days.lowerBound, isMissing(0..<begin.hour), since.map({ $0 > start }) ?? true {
      partial.append(
        PartialDay(
          day: begin.day,
          sentence: "\(CalendarText.day(begin.day)) is incomplete: it begins at \(clock(covered.lowerBound))."
        ))
    }
    let last = max(covered.upperBound, run.asOfMilliseconds ?? covered.upperBound)
    let end = local(last)
    if end.day == days.upperBound, isMissing(min(end.hour + 1, 24)..<24) {
      partial.append(
        PartialDay(
          day: end.day, sentence: "\(CalendarText.day(end.day)) is incomplete: it ends at \(clock(last))."))
    }
    return partial
  }

  /// Returns the hour and the minute of a moment.
  private func clock(_ time: Int64) -> String {
    String(formatMoment(time, in: run.options.zone).dropFirst(11).prefix(5))
  }
}
