// A time as the platforms write it, in all spellings (Inputs: messages and times).

/// The result of reading a timestamp.
enum Timestamp: Equatable {
  /// Absent, null, an empty string or the number 0.
  case missing
  /// Whole milliseconds since 1970, rounded down, within 1970 to 2999.
  case milliseconds(Int64)
  /// Anything else.
  case unreadable

  /// The first millisecond after the year 2999.
  static let end: Int64 = 32_503_680_000_000

  /// Reads a text like `init(_:)`, but faster if it has the usual spelling and the date of the previous
  /// time.
  @inline(__always)
  init(_ text: Text, _ lastDate: inout LastDate) {
    if let milliseconds = lastDate.milliseconds(text) {
      self = .milliseconds(milliseconds)
    } else {
      self.init(text)
    }
  }

  /// Reads RFC 3339 (with the variants in Definitions: messages and times), the date-time of RFC 5322, or a number of
  /// seconds, milliseconds, microseconds or nanoseconds.
  @inline(never)
  init(_ text: Text) {
    if text.isEmpty {
      self = .missing
    } else if text.count >= 16, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-") {
      self = Timestamp.calendar(text)
    } else {
      self = DecimalNumber.plainTimestamp(text) ?? DecimalNumber(text)?.timestamp ?? Timestamp.mail(text)
    }
  }

  /// The milliseconds since 1970; `nil` if the time is missing or unreadable.
  var value: Int64? {
    if case .milliseconds(let value) = self { return value }
    return nil
  }

  private static func calendar(_ text: Text) -> Timestamp {
    let isSeparated = text[10] | 0x20 == UInt8(ascii: "t") || text[10] == UInt8(ascii: " ")
    let hasSeconds = text.count >= 19 && text[16] == UInt8(ascii: ":")
    guard isSeparated, text[13] == UInt8(ascii: ":"), let century = twoDigits(text, 0),
      let yearOfCentury = twoDigits(text, 2),
      let month = twoDigits(text, 5), let day = twoDigits(text, 8),
      let hour = twoDigits(text, 11), let minute = twoDigits(text, 14),
      let second = hasSeconds ? twoDigits(text, 17) : 0,
      1...12 ~= month, 1...CivilDate.daysOfMonth(century * 100 + yearOfCentury, month) ~= day,
      hour < 24, minute < 60, second <= 60
    else { return .unreadable }
    let date = CivilDate(year: century * 100 + yearOfCentury, month: month, day: day)
    var at = hasSeconds ? 19 : 16
    guard let fraction = hasSeconds ? fractionMilliseconds(text, &at) : 0, let offset = zoneMinutes(text, at)
    else { return .unreadable }
    return Timestamp(date, hour: hour, minute: minute - offset, second: second, milliseconds: fraction)
  }

  /// Creates the time of a date and a clock in UTC; `unreadable` outside 1970 to 2999.
  ///
  /// The minute may be of another hour, because a zone is taken off it.
  init(_ date: CivilDate, hour: Int, minute: Int, second: Int, milliseconds: Int = 0) {
    let minutes = (date.dayNumber * 24 + hour) * 60 + minute
    let all = Int64(minutes * 60 + second) * 1000 + Int64(milliseconds)
    self = all >= 0 && all < Timestamp.end ? .milliseconds(all) : .unreadable
  }

  /// Returns the number of two digits; `nil` if there are other bytes.
  @inline(__always)
  static func twoDigits(_ text: Text, _ at: Int) -> Int? {
    let tens = text[at] &- 0x30
    let units = text[at + 1] &- 0x30
    return tens < 10 && units < 10 ? Int(tens) * 10 + Int(units) : nil
  }

  /// Reads a dot or a comma with up to nine digits, cut to milliseconds.
  ///
  /// Returns 0 without a dot or a comma, `nil` for any other number of digits.
  private static func fractionMilliseconds(_ text: Text, _ at: inout Int) -> Int? {
    guard at < text.count, text[at] == UInt8(ascii: ".") || text[at] == UInt8(ascii: ",") else { return 0 }
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

  /// Returns the offset of the zone in the rest of the text, in minutes east of UTC; `nil` if it is
  /// unreadable.
  private static func zoneMinutes(_ text: Text, _ start: Int) -> Int? {
    var at = start
    if at == text.count { return 0 }
    if text.count - at == 1 { return text[at] | 0x20 == UInt8(ascii: "z") ? 0 : nil }
    if text[at] == UInt8(ascii: " ") { at += 1 }
    let name = text.suffix(from: at)
    if name == "UTC" || name == "GMT" { return 0 }
    return numericZoneMinutes(name)
  }

  /// Returns the offset of a zone such as `+01:00`, `+0100` or `+01`, in minutes east of UTC; `nil` for other texts.
  static func numericZoneMinutes(_ text: Text) -> Int? {
    let hasColon = text.count == 6 && text[3] == UInt8(ascii: ":")
    guard hasColon || text.count == 5 || text.count == 3,
      text[0] == UInt8(ascii: "+") || text[0] == UInt8(ascii: "-"),
      let hours = twoDigits(text, 1), let minutes = text.count == 3 ? 0 : twoDigits(text, text.count - 2),
      hours < 24, minutes < 60
    else { return nil }
    return (text[0] == UInt8(ascii: "-") ? -1 : 1) * (hours * 60 + minutes)
  }
}

/// Returns the time that a text denotes in any spelling of a timestamp, in milliseconds since 1970; `nil` if
/// it denotes none.
public func parseMoment(_ text: String) -> Int64? {
  var text = text
  return text.withUTF8 { bytes in
    bytes.baseAddress.flatMap { Timestamp(Text(start: $0, count: bytes.count)).value }
  }
}
