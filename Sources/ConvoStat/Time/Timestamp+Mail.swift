// The date-time of RFC 5322, as mail headers have it.

extension Timestamp {
  /// Reads a text such as `Fri, 09 Jan 2026 09:00:00 +0000`.
  ///
  /// The weekday and the seconds may be absent. The zone is numeric, `GMT`, `UTC` or `Z`; a comment in parentheses
  /// may follow it.
  static func mail(_ text: Text) -> Timestamp {
    var rest = text
    var first = word(&rest)
    if first.count == 4, first[3] == UInt8(ascii: ","), number(first.prefix(3), weekdays) != nil {
      first = word(&rest)
    }
    let (month, year, clock, zone) = (word(&rest), word(&rest), word(&rest), word(&rest))
    guard let day = first.count == 1 ? digit(first) : first.count == 2 ? twoDigits(first, 0) : nil,
      let month = number(month, months), year.count == 4, let century = twoDigits(year, 0),
      let yearOfCentury = twoDigits(year, 2),
      1...CivilDate.daysOfMonth(century * 100 + yearOfCentury, month) ~= day,
      clock.count == 5 || clock.count == 8 && clock[5] == UInt8(ascii: ":"),
      clock[2] == UInt8(ascii: ":"), let hour = twoDigits(clock, 0), let minute = twoDigits(clock, 3),
      let second = clock.count == 5 ? 0 : twoDigits(clock, 6), hour < 24, minute < 60, second <= 60,
      let offset = zoneMinutes(ofMail: zone), isComment(rest)
    else { return .unreadable }
    let date = CivilDate(year: century * 100 + yearOfCentury, month: month, day: day)
    return Timestamp(date, hour: hour, minute: minute - offset, second: second)
  }

  private static let weekdays: [StaticString] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
  private static let months: [StaticString] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  /// Takes the next word off a text; an empty one at the end.
  private static func word(_ text: inout Text) -> Text {
    var start = 0
    while start < text.count, text[start] == UInt8(ascii: " ") { start += 1 }
    var end = start
    while end < text.count, text[end] != UInt8(ascii: " ") { end += 1 }
    defer { text = text.suffix(from: end) }
    return text[start..<end]
  }

  /// Returns the number of a name of three letters of any case, from 1; `nil` if it is not among the names.
  private static func number(_ text: Text, _ names: [StaticString]) -> Int? {
    guard text.count == 3 else { return nil }
    let index = names.firstIndex { name in (0..<3).allSatisfy { text[$0] | 0x20 == name.utf8Start[$0] } }
    return index.map { $0 + 1 }
  }

  private static func digit(_ text: Text) -> Int? { text[0] &- 0x30 < 10 ? Int(text[0] - 0x30) : nil }

  private static func zoneMinutes(ofMail text: Text) -> Int? {
    if text == "GMT" || text == "UTC" || text == "Z" { return 0 }
    return text.count == 5 ? numericZoneMinutes(text) : nil
  }

  /// Returns true if a text is a comment in parentheses, or blank.
  private static func isComment(_ text: Text) -> Bool {
    let solid = text.solid
    return solid.isEmpty
      || solid.count > 1 && solid[0] == UInt8(ascii: "(") && solid[solid.count - 1] == UInt8(ascii: ")")
  }
}
