// The texts that a spreadsheet takes for dates.

extension SpreadsheetReading {
  /// Returns true for a date, or a date and a time.
  func isDateAndTime(_ tokens: Tokens) -> Bool {
    if isDate(tokens) || isISODate(tokens) { return true }
    guard let gap = tokens.firstIndex(where: { $0.kind == .blank || $0.kind == .timeMark }) else {
      return false
    }
    let (date, time) = (tokens[..<gap], tokens[(gap + 1)...])
    guard time.contains(where: { $0.kind == .sign(UInt8(ascii: ":")) }) else { return false }
    if tokens[gap].kind == .blank { return (isDate(date) || isISODate(date)) && isTime(time) }
    // After a T, the decimal separator of seconds is a point in every language.
    let plain = SpreadsheetReading(.english)
    return isISODate(date) && time.last?.kind != .clock && plain.isTime(time)
  }

  /// Returns true for `3/4` and `3/4/2026`; in languages with the day first, for `4.3.` and `4.3.2026`.
  private func isDate(_ tokens: Tokens) -> Bool {
    let separator = UInt8(ascii: language.isMonthFirst ? "/" : ".")
    let numbers = tokens.filter { $0.kind == .digits }
    let signs = tokens.filter { $0.kind != .digits }
    guard numbers.count == 2 || numbers.count == 3, signs.allSatisfy({ $0.kind == .sign(separator) }),
      zip(tokens, tokens.dropFirst()).allSatisfy({ ($0.kind == .digits) != ($1.kind == .digits) }),
      tokens.first?.kind == .digits,
      signs.count == (numbers.count == 2 && !language.isMonthFirst ? 2 : numbers.count - 1)
    else { return false }
    let (month, day) = language.isMonthFirst ? (numbers[0], numbers[1]) : (numbers[1], numbers[0])
    guard month.count <= 2, day.count <= 2, numbers.count == 2 || numbers[2].count <= 5 else { return false }
    let year = numbers.count == 3 ? SpreadsheetReading.year(numbers[2]) : 2000
    return SpreadsheetReading.isDay(day.value, month.value, year)
  }

  /// Returns true for `2026-01-05`.
  ///
  /// A short year must not look like the first part of a date in the language.
  private func isISODate(_ tokens: Tokens) -> Bool {
    let dash = SpreadsheetToken.Kind.sign(UInt8(ascii: "-"))
    guard tokens.map(\.kind) == [.digits, dash, .digits, dash, .digits] else { return false }
    let numbers = tokens.filter { $0.kind == .digits }
    let (year, month, day) = (numbers[0], numbers[1], numbers[2])
    let others = language.isMonthFirst ? 1...12 : 1...31
    guard month.count <= 2, day.count <= 2, year.count <= 5, year.count > 2 || !others.contains(year.value)
    else {
      return false
    }
    return SpreadsheetReading.isDay(day.value, month.value, SpreadsheetReading.year(year))
  }

  func hasMonth(_ tokens: Tokens) -> Bool {
    tokens.contains { if case .month = $0.kind { true } else { false } }
  }

  /// Returns true for `Jan-26`, `5-Jan-26` and `January 5, 2026`; in languages with the day first, for `5.
  /// Januar 2026`.
  func isDateWithMonth(_ tokens: Tokens) -> Bool {
    var form = ""
    var month = 0
    var numbers: [SpreadsheetToken] = []
    for token in tokens {
      switch token.kind {
      case .digits:
        numbers.append(token)
        form += "n"
      case .month(let number):
        month = number
        form += "m"
      case .blank: form += " "
      case .sign(let byte): form += String(UnicodeScalar(byte))
      case .weekday: form += "W"
      case .shortWeekday: form += "w"
      default: return false
      }
    }
    if ["m n", "m-n", "m/n", "m.n", "m. n"].contains(form) {
      let number = numbers[0]
      if language.isMonthFirst, 1...31 ~= number.value {
        return SpreadsheetReading.isDay(number.value, month, 2000)
      }
      return number.count <= 5
    }
    let (english, german): (Set, Set) = (
      ["n-m-n", "m n n", "m n, n", "m/n/n", "m. n, n", "m. n n", "W, m n, n", "w m n n", "mn n", "mn/n"],
      ["n m", "n. m", "n-m-n", "n m n", "n.m.n", "n. m n", "m n n", "m n,n"]
    )
    guard (language.isMonthFirst ? english : german).contains(form) else { return false }
    let days = form == "n m n" ? numbers.prefix(1) : numbers[...]
    return days.contains { SpreadsheetReading.isDay($0.value, month, 2000) }
  }

  /// Returns the year.
  ///
  /// One or two digits are a year from 1930 to 2029.
  private static func year(_ token: SpreadsheetToken) -> Int {
    token.count > 2 ? token.value : token.value + (token.value < 30 ? 2000 : 1900)
  }

  private static func isDay(_ day: Int, _ month: Int, _ year: Int) -> Bool {
    1...12 ~= month && day >= 1 && day <= CivilDate.daysOfMonth(year, month)
  }
}
