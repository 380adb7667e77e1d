// How often each hour of the week came in a period, by the clock of a zone.

import ConvoStat

/// The lengths of the hours of the week within a period.
struct CoveredHours {
  /// The quarters of an hour, by weekday, Monday first, and hour: 7 times 24.
  ///
  /// When clocks are put back an hour comes twice, and when they are put forward one does not come.
  let quarters: [Int]

  private static let quarter: Int64 = 900_000

  /// Measures a period, from the beginning of the hour in which it begins to the end of that in which it ends.
  /// - Parameter zone: the zone of the hours; `nil` is UTC.
  init(_ period: ClosedRange<Int64>, in zone: Zone?) {
    func local(_ time: Int64) -> Int64 { time + (zone?.offset(at: time) ?? 0) }
    func ofHour(_ time: Int64) -> Int64 { Int64(Zone.day(of: local(time)).ofDay) % 3_600_000 }
    var quarters = [Int](repeating: 0, count: 7 * 24)
    let first = period.lowerBound - ofHour(period.lowerBound)
    let end = period.upperBound - ofHour(period.upperBound) + 3_600_000
    for time in stride(from: first, to: end, by: Int(CoveredHours.quarter)) {
      let (day, ofDay) = Zone.day(of: local(time))
      quarters[((day + 3) % 7 + 7) % 7 * 24 + Int(ofDay) / 3_600_000] += 1
    }
    self.quarters = quarters
  }
}
