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

  /// Reads RFC 3339 (with the variants in Definitions: messages and times) or a number of seconds,
  /// milliseconds or microseconds.
  @inline(never)
  init(_ text: Text) {
    if text.isEmpty {
      self = .missing
    } else if text.count >= 19, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-") {
      self = Timestamp.calendar(text)
    } else {
      self = DecimalNumber.plainTimestamp(text) ?? DecimalNumber(text)?.timestamp ?? .unreadable
    }
  }

  /// The milliseconds since 1970; `nil` if the time is missing or unreadable.
  var value: Int64? {
    if case .milliseconds(let value) = self { return value }
    return nil
  }

  private static func calendar(_ text: Text) -> Timestamp {
    let isSeparated = text[10] | 0x20 == UInt8(ascii: "t") || text[10] == UInt8(ascii: " ")
    guard isSeparated, text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"),
      let century = twoDigits(text, 0), let yearOfCentury = twoDigits(text, 2),
      let month = twoDigits(text, 5), let day = twoDigits(text, 8),
      let hour = twoDigits(text, 11), let minute = twoDigits(text, 14), let second = twoDigits(text, 17),
      1...12 ~= month, 1...CivilDate.daysOfMonth(century * 100 + yearOfCentury, month) ~= day,
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

  private static func bounded(_ milliseconds: Int64) -> Timestamp {
    milliseconds >= 0 && milliseconds < end ? .milliseconds(milliseconds) : .unreadable
  }

  @inline(__always)
  private static func twoDigits(_ text: Text, _ at: Int) -> Int? {
    let tens = text[at] &- 0x30
    let units = text[at + 1] &- 0x30
    return tens < 10 && units < 10 ? Int(tens) * 10 + Int(units) : nil
  }

  /// Reads a dot with up to nine digits, cut to milliseconds.
  ///
  /// Returns 0 without a dot, `nil` for any other number of digits.
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

  /// Returns the offset of the zone in the rest of the text, in minutes east of UTC; `nil` if it is
  /// unreadable.
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

/// Returns the time that a text denotes in any spelling of a timestamp, in milliseconds since 1970; `nil` if
/// it denotes none.
public func parseMoment(_ text: String) -> Int64? {
  var text = text
  return text.withUTF8 { bytes in
    bytes.baseAddress.flatMap { Timestamp(Text(start: $0, count: bytes.count)).value }
  }
}
