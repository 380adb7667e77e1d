// A parser for the spellings that nearly all times have. It reads words of eight bytes, and parses the date
// only when it changes.

/// Parses times as `2026-01-05T09:00:00.250Z` or `2026-01-05T09:00:00Z`, and remembers the date, because
/// times of a dump are usually close to each other.
struct LastDate {
  /// The bytes of `2026-01-` and of `05`, as words.
  ///
  /// At first those of no date.
  private var yearAndMonth = UInt64.max
  private var day = UInt64.max
  /// The beginning of the date, in milliseconds since 1970.
  private var start: Int64 = 0
  private let remembers: Bool

  /// Creates a reader that knows no date.
  /// - Parameter remembers: false if it reads the date of every time anew.
  init(remembers: Bool = true) { self.remembers = remembers }

  /// Returns milliseconds since 1970; `nil` for any other spelling, and for anything outside 1970 to 2999.
  ///
  /// A leap second is left to `Timestamp`.
  @inline(__always)
  mutating func milliseconds(_ text: Text) -> Int64? {
    if text.count == 24 { return milliseconds(text, rest: text.word(at: 16)) }
    // Without a fraction, the time is read as one with .000. Reads bytes 12 to 19, because there are no
    // bytes after them.
    guard text.count == 20, text[19] == UInt8(ascii: "Z") else { return nil }
    return milliseconds(text, rest: text.word(at: 12) >> 32 & 0xFF_FFFF | 0x5A30_3030_2E00_0000)
  }

  /// - Parameter rest: the bytes from the second's colon on, as `:00.250Z`.
  @inline(__always)
  private mutating func milliseconds(_ text: Text, rest: UInt64) -> Int64? {
    let (date, time) = (text.word(at: 0), text.word(at: 8))
    if date != yearAndMonth || time & 0xFFFF != day, !learn(date, time & 0xFFFF) { return nil }
    // 05T09:00   :00.250Z   the lowest byte first; signs at these positions, digits at all others
    let (clock, second) = (time >> 16 ^ 0x3030_3A30_3054, rest ^ 0x5A30_3030_2E30_303A)
    let signs = (clock & 0xFF00_00FF) | (second & 0xFF00_0000_FF00_00FF)
    let beyondNine =
      ((clock &+ LastDate.sixes) | (second &+ LastDate.sixes) | clock | second) & LastDate.upper
    if signs | beyondNine != 0 { return nil }
    let (clocks, seconds) = (LastDate.pairs(clock), LastDate.pairs(second))
    let (hours, minutes) = (Int64(clocks >> 8 & 0xFF), Int64(clocks >> 32 & 0xFF))
    let ofMinute = Int64(seconds >> 8 & 0xFF)
    guard hours < 24, minutes < 60, ofMinute < 60 else { return nil }
    let thousandths = Int64(seconds >> 32 & 0xFF) * 10 + Int64(second >> 48 & 0xFF)
    return start + ((hours * 60 + minutes) * 60 + ofMinute) * 1000 + thousandths
  }

  /// Remembers a date.
  /// - Returns: false if the bytes are no date.
  @inline(never)
  private mutating func learn(_ yearAndMonth: UInt64, _ day: UInt64) -> Bool {
    let (date, dayDigits) = (yearAndMonth ^ 0x2D30_302D_3030_3030, day ^ 0x3030)
    let signs = date & 0xFF00_00FF_0000_0000
    let beyondNine =
      ((date &+ LastDate.sixes) | (dayDigits &+ LastDate.sixes) | date | dayDigits) & LastDate.upper
    if signs | beyondNine != 0 { return false }
    let dates = LastDate.pairs(date)
    let year = Int(dates & 0xFF) * 100 + Int(dates >> 16 & 0xFF)
    let (month, ofMonth) = (Int(dates >> 40 & 0xFF), Int(LastDate.pairs(dayDigits) & 0xFF))
    guard 1970...2999 ~= year, 1...12 ~= month, 1...CivilDate.daysOfMonth(year, month) ~= ofMonth else {
      return false
    }
    start = Int64(CivilDate(year: year, month: month, day: ofMonth).dayNumber) * 86_400_000
    if remembers { (self.yearAndMonth, self.day) = (yearAndMonth, day) }
    return true
  }

  private static let sixes: UInt64 = 0x0606_0606_0606_0606
  private static let upper: UInt64 = 0xF0F0_F0F0_F0F0_F0F0

  /// Returns a word with ten times each byte's value plus the value of the next byte.
  @inline(__always)
  private static func pairs(_ digits: UInt64) -> UInt64 { digits &* 10 &+ digits >> 8 }
}
