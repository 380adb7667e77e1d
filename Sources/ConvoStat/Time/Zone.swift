// A time zone as a table of offsets, because it is looked up for every message and must not call the
// system.

import Foundation

/// The clock of a zone of the IANA time zone database (`--timezone`), from 1970 to 2999.
public final class Zone: Sendable {
  /// The name, such as `Europe/Berlin`.
  public let name: String
  /// The beginning of each offset, in milliseconds since 1970.
  ///
  /// The first one is before all times.
  let starts: [Int64]
  /// By index of `starts`: the offset east of UTC in milliseconds, a whole number of minutes.
  let offsets: [Int64]
  /// By stretch of time: the index of the last offset that begins at or before its start.
  private let firsts: [Int32]

  /// A stretch has 2^32 milliseconds, about seven weeks.
  private static let stretchShift: Int64 = 32
  private static let end: Int64 = 32_503_680_000_000 + 2 * 86_400_000
  /// The second since 1970 until which (2100) offsets follow decrees of governments.
  ///
  /// Later ones follow rules, twice a year.
  private static let lastDecree: Int64 = 4_102_444_800
  /// A number of seconds, 400 years, after which dates have the same weekdays again, and changes by rules
  /// the same dates.
  private static let cycle: Int64 = 146_097 * 86_400

  /// Creates the zone with a name; `nil` if there is none.
  public init?(_ name: String) {
    guard let zone = TimeZone(identifier: name) else { return nil }
    self.name = name
    func offset(_ second: Int64) -> Int64 {
      // Before 1972 a few zones had offsets with seconds, which RFC 3339 cannot express.
      Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second)))) / 60 * 60_000
    }
    var starts = [Int64.min]
    var offsets = [offset(0)]
    var second: Int64 = 0
    let last = Zone.lastDecree + Zone.cycle
    while second < last {
      let step = min((second < Zone.lastDecree ? 2 : 14) * 86_400, last - second)
      defer { second += step }
      let next = offset(second + step)
      if next == offsets[offsets.count - 1] { continue }
      var (before, after) = (second, second + step)
      while after - before > 1 {
        let middle = (before + after) / 2
        if offset(middle) == offsets[offsets.count - 1] { before = middle } else { after = middle }
      }
      starts.append(after * 1000)
      offsets.append(next)
    }
    var again = starts.firstIndex { $0 > Zone.lastDecree * 1000 } ?? starts.count
    while again < starts.count, starts[again] + Zone.cycle * 1000 < Zone.end {
      starts.append(starts[again] + Zone.cycle * 1000)
      offsets.append(offsets[again])
      again += 1
    }
    var firsts: [Int32] = []
    var index = 0
    for stretch in 0...(Zone.end >> Zone.stretchShift) + 1 {
      while index + 1 < starts.count, starts[index + 1] <= stretch << Zone.stretchShift { index += 1 }
      firsts.append(Int32(index))
    }
    self.starts = starts
    self.offsets = offsets
    self.firsts = firsts
  }

  /// Returns the offset of the zone's clock from UTC at a moment, in milliseconds, positive if it is ahead.
  package func offset(at time: Int64) -> Int64 { offsets[index(at: time)] }

  /// Returns the offset at a moment, and the interval during which it is valid.
  func stretch(at time: Int64) -> (offset: Int64, times: Range<Int64>) {
    let index = index(at: time)
    return (offsets[index], starts[index]..<(index + 1 < starts.count ? starts[index + 1] : .max))
  }

  /// Returns the index of the offset at a moment.
  func index(at time: Int64) -> Int {
    var index = Int(firsts[max(0, min(firsts.count - 1, Int(time >> Zone.stretchShift)))])
    while index + 1 < starts.count, starts[index + 1] <= time { index += 1 }
    return index
  }

  /// Returns true if the offset with an index is valid at a moment.
  func holds(_ index: Int, at time: Int64) -> Bool {
    starts[index] <= time && (index + 1 == starts.count || time < starts[index + 1])
  }

  /// Returns the moment at which the zone's clock first shows a time, or would have shown it if it had not
  /// been put forward over it.
  /// - Parameter local: the clock's time as milliseconds since its 1970-01-01.
  package func moment(of local: Int64) -> Int64 {
    // Of the two offsets around the time, the clock reaches it earlier with the earlier one.
    let (early, late) = (offset(at: local - 86_400_000), offset(at: local + 86_400_000))
    if offset(at: local - early) == early { return local - early }
    if offset(at: local - late) == late { return local - late }
    return local - early
  }

  /// Returns the day of a clock's time since 1970-01-01, and the milliseconds of that day.
  ///
  /// Rounds down, also before 1970.
  package static func day(of local: Int64) -> (day: Int, ofDay: Int) {
    let (day, ofDay) = Int(local).quotientAndRemainder(dividingBy: 86_400_000)
    return ofDay < 0 ? (day - 1, ofDay + 86_400_000) : (day, ofDay)
  }
}
