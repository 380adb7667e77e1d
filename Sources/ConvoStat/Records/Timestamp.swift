// A moment as the platforms write it, in all its forms (README 1.3).

/// What a timestamp's value turned out to be.
enum Timestamp: Equatable {
  /// Absent, null, an empty string or the number 0.
  case missing
  /// Whole milliseconds since 1970, rounded down; within 1970 to 2999.
  case milliseconds(Int64)
  /// Anything else.
  case unreadable

  /// The first millisecond after the year 2999.
  static let end: Int64 = 32_503_680_000_000

  /// Reads the value of a field.
  init(_ fields: borrowing Fields, _ field: Field) {
    switch fields.kind(field) {
    case .absent, .null: self = .missing
    case .string, .escapedString, .number: self.init(fields.text(field))
    default: self = .unreadable
    }
  }

  /// Reads RFC 3339 (with the liberties of README 1.3) or a number of seconds, milliseconds or microseconds.
  init(_ text: Text) {
    if text.isEmpty {
      self = .missing
    } else if text.count >= 19, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-") {
      self = Timestamp.calendar(text)
    } else {
      self = DecimalNumber.plainTimestamp(text) ?? DecimalNumber(text)?.timestamp ?? .unreadable
    }
  }

  /// The milliseconds, or nil where there is nothing readable.
  var value: Int64? {
    if case .milliseconds(let value) = self { return value }
    return nil
  }

  private static func calendar(_ text: Text) -> Timestamp {
    if text.count == 24, let milliseconds = UsualTime.milliseconds(text) { return bounded(milliseconds) }
    let isSeparated = text[10] | 0x20 == UInt8(ascii: "t") || text[10] == UInt8(ascii: " ")
    guard isSeparated, text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"),
      let century = twoDigits(text, 0), let yearOfCentury = twoDigits(text, 2),
      let month = twoDigits(text, 5), let day = twoDigits(text, 8),
      let hour = twoDigits(text, 11), let minute = twoDigits(text, 14), let second = twoDigits(text, 17),
      1...12 ~= month, 1...daysOfMonth(century * 100 + yearOfCentury, month) ~= day,
      hour < 24, minute < 60, second <= 60
    else { return .unreadable }
    let date = CivilDate(year: century * 100 + yearOfCentury, month: month, day: day)
    var at = 19
    guard let fraction = fractionMilliseconds(text, &at), let offset = zoneMinutes(text, at) else {
      return .unreadable
    }
    let minutes = (date.dayNumber * 24 + hour) * 60 + minute - offset
    return bounded(Int64(minutes * 60 + second) * 1000 + Int64(fraction))
  }

  fileprivate static func daysOfMonth(_ year: Int, _ month: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func bounded(_ milliseconds: Int64) -> Timestamp {
    milliseconds >= 0 && milliseconds < end ? .milliseconds(milliseconds) : .unreadable
  }

  @inline(__always)
  private static func twoDigits(_ text: Text, _ at: Int) -> Int? {
    let tens = text[at] &- 0x30
    let units = text[at + 1] &- 0x30
    return tens < 10 && units < 10 ? Int(tens) * 10 + Int(units) : nil
  }

  /// Up to nine digits behind a dot, cut to milliseconds; 0 without a dot.
  private static func fractionMilliseconds(_ text: Text, _ at: inout Int) -> Int? {
    guard at < text.count, text[at] == UInt8(ascii: ".") else { return 0 }
    at += 1
    let start = at
    var value = 0
    while at < text.count, text[at] &- 0x30 < 10 {
      if at - start < 3 { value = value * 10 + Int(text[at] - 0x30) }
      at += 1
    }
    switch at - start {
    case 1: return value * 100
    case 2: return value * 10
    case 3...9: return value
    default: return nil
    }
  }

  /// The offset of the zone that the rest of the text names, in minutes east of UTC.
  private static func zoneMinutes(_ text: Text, _ start: Int) -> Int? {
    var at = start
    if at == text.count { return 0 }
    if text.count - at == 1 { return text[at] | 0x20 == UInt8(ascii: "z") ? 0 : nil }
    if text[at] == UInt8(ascii: " ") { at += 1 }
    let rest = text.count - at
    if rest == 3 {
      let isUTC =
        text[at] == UInt8(ascii: "U") && text[at + 1] == UInt8(ascii: "T")
        && text[at + 2] == UInt8(ascii: "C")
      return isUTC ? 0 : nil
    }
    guard rest == 5 || (rest == 6 && text[at + 3] == UInt8(ascii: ":")),
      text[at] == UInt8(ascii: "+") || text[at] == UInt8(ascii: "-"),
      let hours = twoDigits(text, at + 1), let minutes = twoDigits(text, text.count - 2),
      hours < 24, minutes < 60
    else { return nil }
    return (text[at] == UInt8(ascii: "-") ? -1 : 1) * (hours * 60 + minutes)
  }
}

/// The spelling that nearly all dumps use, `2026-01-05T09:00:00.250Z`, read by words of eight bytes.
private enum UsualTime {
  /// The milliseconds since 1970, or nil for any other spelling, and for what is no time.
  @inline(__always)
  static func milliseconds(_ text: Text) -> Int64? {
    let bytes = UnsafeRawPointer(text.start)
    func word(_ offset: Int) -> UInt64 {
      UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
    // 2026-01-   05T09:00   :00.250Z   the first byte lowest; signs at these places, digits at all others
    let (date, clock, rest) = (
      word(0) ^ 0x2D30_302D_3030_3030, word(8) ^ 0x3030_3A30_3054_3030, word(16) ^ 0x5A30_3030_2E30_303A
    )
    let signs =
      (date & 0xFF00_00FF_0000_0000) | (clock & 0x0000_FF00_00FF_0000) | (rest & 0xFF00_0000_FF00_00FF)
    let beyondNine =
      ((date &+ sixes) | (clock &+ sixes) | (rest &+ sixes) | date | clock | rest) & 0xF0F0_F0F0_F0F0_F0F0
    if signs | beyondNine != 0 { return nil }
    let (dates, clocks, rests) = (pairs(date), pairs(clock), pairs(rest))
    let year = Int(dates & 0xFF) * 100 + Int(dates >> 16 & 0xFF)
    let (month, day) = (Int(dates >> 40 & 0xFF), Int(clocks & 0xFF))
    let (hour, minute) = (Int(clocks >> 24 & 0xFF), Int(clocks >> 48 & 0xFF))
    let second = Int(rests >> 8 & 0xFF)
    let fraction = Int(rests >> 32 & 0xFF) * 10 + Int(rest >> 48 & 0xFF)
    guard month &- 1 < 12, month > 0, day > 0, hour < 24, minute < 60, second <= 60,
      day <= 28 || day <= Timestamp.daysOfMonth(year, month)
    else { return nil }
    let days = CivilDate(year: year, month: month, day: day).dayNumber
    return Int64(((days * 24 + hour) * 60 + minute) * 60 + second) * 1000 + Int64(fraction)
  }

  private static let sixes: UInt64 = 0x0606_0606_0606_0606

  /// At each byte ten times its value and the next one's.
  @inline(__always)
  private static func pairs(_ digits: UInt64) -> UInt64 { digits &* 10 &+ digits >> 8 }
}

/// The moment that a text names in any of the forms of README 1.3, in milliseconds since 1970; nil if none.
public func parseMoment(_ text: String) -> Int64? {
  var text = text
  return text.withUTF8 { bytes in
    bytes.baseAddress.flatMap { Timestamp(Text(start: $0, count: bytes.count)).value }
  }
}
