// A time zone as a table: looked up for every message, so without a call into the system.

import Foundation

/// The clock of a zone of the IANA time zone database (`--timezone`), from 1970 to 2999.
public final class Zone: Sendable {
  /// The name, such as `Europe/Berlin`.
  public let name: String
  /// When each offset begins, in milliseconds since 1970; the first is before all times.
  let starts: [Int64]
  /// By start: the offset east of UTC, in milliseconds, a whole number of minutes.
  let offsets: [Int64]
  /// By stretch of time: the last offset that begins before it or with it.
  private let firsts: [Int32]

  /// A stretch is 2^32 milliseconds, about seven weeks.
  private static let stretchShift: Int64 = 32
  private static let end: Int64 = 32_503_680_000_000 + 2 * 86_400_000
  /// Until 2100, in seconds, clocks are put as governments decreed or foretold; from then on by rules, twice a year.
  private static let lastDecree: Int64 = 4_102_444_800
  /// After so many seconds, 400 years, dates fall on the same days of the week again, and so do changes by rules.
  private static let cycle: Int64 = 146_097 * 86_400

  /// The zone of a name; nil if there is none.
  public init?(_ name: String) {
    guard let zone = TimeZone(identifier: name) else { return nil }
    self.name = name
    func offset(_ second: Int64) -> Int64 {
      // Before 1972 a few zones were off by seconds, which no RFC 3339 time can say.
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

  /// How far the zone's clock is ahead of UTC at a moment, in milliseconds.
  func offset(at time: Int64) -> Int64 { offsets[index(at: time)] }

  /// The offset at a moment, and from when to when it holds.
  func stretch(at time: Int64) -> (offset: Int64, times: Range<Int64>) {
    let index = index(at: time)
    return (offsets[index], starts[index]..<(index + 1 < starts.count ? starts[index + 1] : .max))
  }

  /// The place of a moment's offset among all.
  func index(at time: Int64) -> Int {
    var index = Int(firsts[max(0, min(firsts.count - 1, Int(time >> Zone.stretchShift)))])
    while index + 1 < starts.count, starts[index + 1] <= time { index += 1 }
    return index
  }

  /// Whether the offset with that place holds at a moment.
  func holds(_ index: Int, at time: Int64) -> Bool {
    starts[index] <= time && (index + 1 == starts.count || time < starts[index + 1])
  }

  /// The moment at which the zone's clock shows a time for the first time, or would have shown it had it not been
  /// put forward over it.
  /// - Parameter local: the clock's time as milliseconds since its 1970-01-01.
  func moment(of local: Int64) -> Int64 {
    // Of the two offsets around it, the earlier one puts the clock there first.
    let (early, late) = (offset(at: local - 86_400_000), offset(at: local + 86_400_000))
    if offset(at: local - early) == early { return local - early }
    if offset(at: local - late) == late { return local - late }
    return local - early
  }

  /// The day of a zone's time, since 1970-01-01, and the milliseconds of that day; rounded down also before 1970.
  static func day(of local: Int64) -> (day: Int, ofDay: Int) {
    let (day, ofDay) = Int(local).quotientAndRemainder(dividingBy: 86_400_000)
    return ofDay < 0 ? (day - 1, ofDay + 86_400_000) : (day, ofDay)
  }
}
