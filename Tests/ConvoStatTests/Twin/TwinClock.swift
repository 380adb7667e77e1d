// Points in time: how they are read from dumps and written to tables.

extension Twin {
  /// The value of a timestamp field.
  enum Moment: Equatable {
    /// No key, null, an empty string or zero.
    case missing
    /// A value that is not a timestamp.
    case bad
    /// A time in whole milliseconds since 1970.
    case at(Int64)

    /// The milliseconds; `nil` if there are none.
    var milliseconds: Int64? {
      guard case .at(let milliseconds) = self else { return nil }
      return milliseconds
    }
  }

  /// Reads and writes timestamps.
  enum Clock {
    /// Returns the timestamp of a field.
    static func read(_ value: JSON?) -> Moment {
      switch value {
      case nil, .null?: return .missing
      case .number(let text)?: return bounded(number(Array(text.utf8)))
      case .string(let text)?:
        if text.isEmpty { return .missing }
        let bytes = Array(text.utf8)
        let moment = number(bytes)
        if moment != .bad { return bounded(moment) }
        let date = calendar(bytes)
        return bounded(date == .bad ? mail(String(decoding: bytes, as: UTF8.self)) : date)
      default: return .bad
      }
    }

    private static func bounded(_ moment: Moment) -> Moment {
      guard case .at(let milliseconds) = moment else { return moment }
      return milliseconds >= 0 && milliseconds < days(before: 3000) * 86_400_000 ? moment : .bad
    }

    /// A number in JSON's grammar: seconds, milliseconds, microseconds or nanoseconds by its size, exact.
    private static func number(_ bytes: [UInt8]) -> Moment {
      var reader = Reader(bytes: bytes, position: 0, end: bytes.count)
      guard let first = bytes.first, first == 0x2D || (first >= 0x30 && first <= 0x39),
        case .number(let text)? = try? reader.value(), reader.here == nil
      else { return .bad }
      let parts = text.lowercased().split(separator: "e")
      let mantissa = parts[0].drop(while: { $0 == "-" }).split(separator: ".")
      var digits = mantissa.joined().map { Int64(String($0)) ?? 0 }
      if digits.count > 30 { return .bad }
      if digits.allSatisfy({ $0 == 0 }) { return .missing }
      // Too many zeros are as bad as too many digits.
      let exponent = parts.count > 1 ? Double(parts[1]) ?? .infinity : 0
      guard abs(exponent) <= 30, text.first != "-" else { return .bad }
      let power = Int(exponent)

      // The value is 0.d1d2d3... times ten to the `whole`, which is the number of digits before the point.
      var whole = mantissa[0].count + power
      while digits.first == 0 {
        digits.removeFirst()
        whole -= 1
      }
      let shift = whole <= 11 ? 3 : whole <= 14 ? 0 : whole <= 17 ? -3 : -6
      let kept = whole + shift
      if kept > 18 { return .bad }
      var milliseconds: Int64 = 0
      for place in 0..<max(kept, 0) {
        milliseconds = milliseconds * 10 + (place < digits.count ? digits[place] : 0)
      }
      return .at(milliseconds)
    }

    /// A date and time of RFC 3339 and its relatives.
    private static func calendar(_ text: [UInt8]) -> Moment {
      var position = 0
      func peek(_ characters: [Unicode.Scalar]) -> Bool {
        position < text.count && characters.contains(Unicode.Scalar(text[position]))
      }
      func take(_ characters: Unicode.Scalar...) -> Bool {
        guard peek(characters) else { return false }
        position += 1
        return true
      }
      func digit() -> Int64? {
        guard position < text.count, text[position] >= 0x30, text[position] <= 0x39 else { return nil }
        position += 1
        return Int64(text[position - 1] - 0x30)
      }
      func digits(_ count: Int) -> Int64? {
        var value: Int64 = 0
        for _ in 0..<count {
          guard let digit = digit() else { return nil }
          value = value * 10 + digit
        }
        return value
      }

      guard let year = digits(4), take("-"), let month = digits(2), take("-"), let day = digits(2),
        take("T", "t", " "), let hour = digits(2), take(":"), let minute = digits(2), month >= 1, month <= 12,
        day >= 1, day <= lengths(year)[Int(month) - 1],
        hour <= 23, minute <= 59
      else { return .bad }
      var second: Int64 = 0
      var fraction: Int64 = 0
      let hasSeconds = take(":")
      if hasSeconds {
        guard let written = digits(2), written <= 60 else { return .bad }
        second = written
      }
      if hasSeconds, take(".", ",") {
        var written: [Int64] = []
        while let digit = digit() { written.append(digit) }
        guard written.count >= 1, written.count <= 9 else { return .bad }
        for digit in (written + [0, 0]).prefix(3) { fraction = fraction * 10 + digit }
      }

      var offset: Int64 = 0
      let hasBlank = take(" ")
      if !hasBlank, position == text.count || take("Z", "z") {
        offset = 0
      } else if take("U") {
        guard take("T"), take("C") else { return .bad }
      } else if take("G") {
        guard take("M"), take("T") else { return .bad }
      } else {
        let isBehind = peek(["-"])
        guard take("+", "-"), let hours = digits(2) else { return .bad }
        let minutes = take(":") || position < text.count ? digits(2) : 0
        guard let minutes, hours <= 23, minutes <= 59 else { return .bad }
        offset = (hours * 60 + minutes) * (isBehind ? -1 : 1)
      }
      guard position == text.count else { return .bad }

      let dayNumber = days(before: year) + lengths(year).prefix(Int(month) - 1).reduce(0, +) + day - 1
      let minutes = (dayNumber * 24 + hour) * 60 + minute - offset
      return .at((minutes * 60 + second) * 1000 + fraction)
    }

    /// A date and time of RFC 5322, such as `Fri, 09 Jan 2026 09:00:00 +0000 (comment)`.
    private static func mail(_ text: String) -> Moment {
      var words = text.split(separator: " ").map(String.init)
      let weekdays = ["MON,", "TUE,", "WED,", "THU,", "FRI,", "SAT,", "SUN,"]
      if let first = words.first, weekdays.contains(first.uppercased()) { words.removeFirst() }
      guard words.count >= 5, 1...2 ~= words[0].utf8.count else { return .bad }
      let comment = words.dropFirst(5).joined(separator: " ")
      guard comment.isEmpty || comment.count > 1 && comment.hasPrefix("(") && comment.hasSuffix(")") else {
        return .bad
      }
      let names = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
      guard let month = names.firstIndex(of: words[1].uppercased()) else { return .bad }
      let isNamed = ["GMT", "UTC", "Z"].contains(words[4])
      guard isNamed || words[4].utf8.count == 5, words[3].utf8.count == 5 || words[3].utf8.count == 8 else {
        return .bad
      }
      let day = String(repeating: "0", count: 2 - words[0].utf8.count) + words[0]
      let date = "\(words[2])-\(padded(Int64(month) + 1))-\(day)T\(words[3])"
      return calendar(Array((date + (isNamed ? "Z" : words[4])).utf8))
    }

    /// Returns the days from 1970 to the first of January of a year.
    private static func days(before year: Int64) -> Int64 {
      func leaps(_ year: Int64) -> Int64 { year / 4 - year / 100 + year / 400 }
      // Year 0 is a leap year itself, and the divisions above round towards zero below it.
      if year == 0 { return days(before: 1) - 366 }
      return 365 * (year - 1970) + leaps(year - 1) - leaps(1969)
    }

    private static func lengths(_ year: Int64) -> [Int64] {
      let isLeap = year % 4 == 0 && year % 100 != 0 || year % 400 == 0
      return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    }

    /// A time as RFC 3339 in UTC with milliseconds.
    static func write(_ milliseconds: Int64) -> String {
      let time = milliseconds % 86_400_000
      let clock = [padded(time / 3_600_000), padded(time / 60_000 % 60), padded(time / 1000 % 60)]
      return day(milliseconds) + "T" + clock.joined(separator: ":") + "." + padded(time % 1000, 3) + "Z"
    }

    /// The day of a time in UTC.
    static func day(_ milliseconds: Int64) -> String {
      var rest = milliseconds / 86_400_000
      var year = 1970 + rest / 366
      while days(before: year + 1) <= rest { year += 1 }
      rest -= days(before: year)
      var month = 0
      while rest >= lengths(year)[month] {
        rest -= lengths(year)[month]
        month += 1
      }
      return padded(year, 4) + "-" + padded(Int64(month) + 1) + "-" + padded(rest + 1)
    }

    private static func padded(_ number: Int64, _ width: Int = 2) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
  }
}
