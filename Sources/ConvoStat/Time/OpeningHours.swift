// When a team works: how much of any stretch of time lies in its hours.

/// A week of open hours by the clock of a zone, less holidays.
///
/// What is open until a time of the clock is a number of weeks, a part of one, and the holidays before it taken off:
/// no day is looked at by itself, however long a stretch is. Where the clock is changed the stretches on both sides
/// are summed up, so that what is counted is time that went by while the clock showed open hours.
final class OpeningHours: Sendable {
  private let zone: Zone
  private let week: OpenWeek
  /// By stretch of the zone with one offset: what is open before it, less what the week counts until there.
  private let before: [Int64]

  static let dayLength: Int64 = 86_400_000

  /// - Parameters:
  ///   - spans: in milliseconds from Monday on, in any order; they may overlap, and run on into the next week.
  ///   - holidays: by the clock of the zone.
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

  /// How much of the time from one moment to another is open, in milliseconds; below zero where the second is
  /// earlier.
  func length(from start: Int64, to end: Int64) -> Int64 {
    let index = zone.index(at: start)
    if zone.holds(index, at: end) {
      return week.length(from: start + zone.offsets[index], to: end + zone.offsets[index])
    }
    return open(until: end, zone.index(at: end)) - open(until: start, index)
  }

  /// What is open until a moment; only differences mean anything.
  private func open(until time: Int64, _ index: Int) -> Int64 {
    before[index] + week.open(until: time + zone.offsets[index])
  }
}

/// The open hours of every week by some clock.
private struct OpenWeek {
  /// Those of each day in milliseconds of the day, rising, none touching the next; Monday's first.
  private let spans: [Range<Int64>]
  /// Where the spans of each day begin, and where the last ones end.
  private let firstSpans: [Int]
  /// How much of a week is open before each day of it, and in all.
  private let before: [Int64]
  /// How much of each day of a week is open, from Monday on.
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

  /// What is open from one time of the clock to another; below zero where the second is earlier. Mostly both are of
  /// one day.
  func length(from start: Int64, to end: Int64) -> Int64 {
    let (day, ofDay) = Zone.day(of: start)
    let until = Int64(ofDay) + (end - start)
    guard until >= 0, until <= OpeningHours.dayLength else { return open(until: end) - open(until: start) }
    if holidays.contain(day) { return 0 }
    let weekday = Holidays.week(of: day).weekday
    return open(on: weekday, until: until) - open(on: weekday, until: Int64(ofDay))
  }

  /// What is open until a time of the clock; only differences mean anything.
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

  /// The same times as spans within the week of which none touches the next.
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
