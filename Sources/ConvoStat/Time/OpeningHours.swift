// The part of any interval that lies in a team's opening hours.

/// A week of opening hours by the clock of a zone, without holidays.
///
/// The open time until a moment is that of whole weeks, of a part of a week, minus the holidays before it:
/// no loop over days, however long an interval is. At a clock change the parts before and after are added,
/// so that the result is elapsed time during which the clock showed open hours.
final class OpeningHours: Sendable {
  private let zone: Zone
  private let week: OpenWeek
  /// By zone interval with one offset: the open time before it, minus the open time that the week counts
  /// until its beginning.
  private let before: [Int64]

  static let dayLength: Int64 = 86_400_000

  /// - Parameters:
  ///   - spans: open spans in milliseconds since Monday, in any order. They may overlap, and continue into
  ///     the next week.
  ///   - holidays: closed days by the clock of the zone.
  init(zone: Zone, spans: [Range<Int64>], holidays: Holidays) {
    let week = OpenWeek(spans: spans, holidays: holidays)
    var before: [Int64] = []
    for (index, start) in zone.starts.enumerated() {
      let start = index == 0 ? 0 : start
      let open = index == 0 ? 0 : before[index - 1] + week.open(until: start + zone.offsets[index - 1])
      before.append(open - week.open(until: start + zone.offsets[index]))
    }
    self.zone = zone
    self.week = week
    self.before = before
  }

  /// The hours of a team that never closes.
  static let always = Zone("UTC").map {
    OpeningHours(zone: $0, spans: [0..<7 * dayLength], holidays: Holidays([]))
  }

  /// Returns the open time from `start` to `end` in milliseconds; negative if `end` is earlier.
  func length(from start: Int64, to end: Int64) -> Int64 {
    let index = zone.index(at: start)
    if zone.holds(index, at: end) {
      return week.length(from: start + zone.offsets[index], to: end + zone.offsets[index])
    }
    return open(until: end, zone.index(at: end)) - open(until: start, index)
  }

  /// Returns true if a moment is within the hours: from the opening minute on, and before the closing minute.
  func isOpen(at time: Int64) -> Bool { length(from: time, to: time + 1) > 0 }

  /// Returns the open time until a moment, up to a constant: only differences are meaningful.
  private func open(until time: Int64, _ index: Int) -> Int64 {
    before[index] + week.open(until: time + zone.offsets[index])
  }
}

/// The open hours of every week by a clock.
private struct OpenWeek {
  /// The spans of each weekday in milliseconds of the day, in ascending order, disjoint and not adjacent.
  ///
  /// Monday's come first.
  private let spans: [Range<Int64>]
  /// The index of the first span of each weekday, followed by the number of all spans.
  private let firstSpans: [Int]
  /// The open time of a week before each of its days, followed by that of the whole week.
  private let before: [Int64]
  /// The open time of each weekday, from Monday on.
  private let dayLengths: [Int64]
  private let holidays: Holidays

  private static let weekLength: Int64 = 7 * OpeningHours.dayLength

  init(spans: [Range<Int64>], holidays: Holidays) {
    let week = OpenWeek.union(spans)
    let days = (0..<7).map { (day: Int64) in
      let start = day * OpeningHours.dayLength
      return week.map { $0.clamped(to: start..<start + OpeningHours.dayLength) }.filter { !$0.isEmpty }
        .map { $0.lowerBound - start..<$0.upperBound - start }
    }
    self.spans = days.flatMap(\.self)
    self.holidays = holidays
    dayLengths = days.map { $0.reduce(0) { $0 + Int64($1.count) } }
    firstSpans = days.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    before = dayLengths.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
  }

  /// Returns the open time from `start` to `end` by the clock; negative if `end` is earlier.
  ///
  /// Fast if both are on one day, which is the usual case.
  func length(from start: Int64, to end: Int64) -> Int64 {
    let (day, ofDay) = Zone.day(of: start)
    let until = Int64(ofDay) + (end - start)
    guard until >= 0, until <= OpeningHours.dayLength else { return open(until: end) - open(until: start) }
    if holidays.contain(day) { return 0 }
    let weekday = Holidays.week(of: day).weekday
    return open(on: weekday, until: until) - open(on: weekday, until: Int64(ofDay))
  }

  /// Returns the open time until a time of the clock, up to a constant: only differences are meaningful.
  func open(until time: Int64) -> Int64 {
    let (day, ofDay) = Zone.day(of: time)
    let (week, weekday) = Holidays.week(of: day)
    let open = Int64(week) * before[7] + before[weekday]
    if holidays.isEmpty { return open + self.open(on: weekday, until: Int64(ofDay)) }
    let (past, isHoliday) = holidays.open(before: day, dayLengths)
    return open - past + (isHoliday ? 0 : self.open(on: weekday, until: Int64(ofDay)))
  }

  private func open(on weekday: Int, until time: Int64) -> Int64 {
    var open: Int64 = 0
    for index in firstSpans[weekday]..<firstSpans[weekday + 1] {
      open += max(min(spans[index].upperBound, time) - spans[index].lowerBound, 0)
    }
    return open
  }

  /// Returns the same times as disjoint spans within the week, none adjacent to the next.
  private static func union(_ spans: [Range<Int64>]) -> [Range<Int64>] {
    let wrapped = spans.flatMap { span -> [Range<Int64>] in
      guard span.upperBound > weekLength else { return [span] }
      return [span.lowerBound..<weekLength, 0..<span.upperBound - weekLength]
    }
    var union: [Range<Int64>] = []
    for span in wrapped.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = union.last, span.lowerBound <= last.upperBound {
        union[union.count - 1] = last.lowerBound..<max(last.upperBound, span.upperBound)
      } else {
        union.append(span)
      }
    }
    return union
  }
}
