// The tokens by which a spreadsheet decides whether a text is a number, a date or another value.

/// The rules of one language for numbers, dates and other values in spreadsheets.
struct SpreadsheetLanguage: Sendable {
  let decimalPoint: UInt8
  let groupSeparator: UInt8
  /// True if 3/4 is a date with the month first; false if 3.4.
  ///
  /// is a date with the day first.
  let isMonthFirst: Bool
  let currency: String
  /// The words with a meaning, in lower case.
  let words: [String: SpreadsheetToken.Kind]

  /// English (USA), for the dialect `excel`.
  static let english = SpreadsheetLanguage(
    decimalPoint: UInt8(ascii: "."), groupSeparator: UInt8(ascii: ","), isMonthFirst: true, currency: "$",
    truth: ["true", "false"], clock: ["am", "pm"],
    months: [
      ["jan", "january"], ["feb", "february"], ["mar", "march"], ["apr", "april"], ["may"], ["jun", "june"],
      ["jul", "july"], ["aug", "august"], ["sep", "sept", "september"], ["oct", "october"],
      ["nov", "november"],
      ["dec", "december"],
    ],
    shortWeekdays: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
    weekdays: ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])

  /// German, for the dialect `excel-semicolon` and all languages with decimal commas.
  static let german = SpreadsheetLanguage(
    decimalPoint: UInt8(ascii: ","), groupSeparator: UInt8(ascii: "."), isMonthFirst: false, currency: "€",
    truth: ["wahr", "falsch"], clock: [],
    months: [
      ["jan", "januar"], ["feb", "februar"], ["mär", "märz"], ["apr", "april"], ["mai"], ["jun", "juni"],
      ["jul", "juli"], ["aug", "august"], ["sep", "sept", "september"], ["okt", "oktober"],
      ["nov", "november"],
      ["dez", "dezember"],
    ], shortWeekdays: [], weekdays: [])

  private init(
    decimalPoint: UInt8, groupSeparator: UInt8, isMonthFirst: Bool, currency: String, truth: [String],
    clock: [String], months: [[String]], shortWeekdays: [String], weekdays: [String]
  ) {
    self.decimalPoint = decimalPoint
    self.groupSeparator = groupSeparator
    self.isMonthFirst = isMonthFirst
    self.currency = currency
    var words: [String: SpreadsheetToken.Kind] = ["e": .exponent, "t": .timeMark]
    for word in truth { words[word] = .truth }
    for word in clock { words[word] = .clock }
    for (index, names) in months.enumerated() { for name in names { words[name] = .month(index + 1) } }
    for word in shortWeekdays { words[word] = .shortWeekday }
    for word in weekdays { words[word] = .weekday }
    self.words = words
  }
}

/// A token of a text: digits, a word with a meaning, blanks, or a sign.
struct SpreadsheetToken: Equatable {
  enum Kind: Equatable {
    case digits, blank
    case sign(UInt8)
    case currency, exponent, timeMark, truth, clock
    case month(Int)
    case shortWeekday, weekday
  }

  let kind: Kind
  /// The value of the digits, at most a billion.
  var value = 0
  /// The length in bytes.
  var count = 1
  /// True if the digits begin with a zero.
  var isZeroLed = false
  var isZeroEnded = false

  /// The maximum number of tokens that a spreadsheet interprets.
  private static let maximumCount = 24
  private static let longestWord = 12
  private static let signs = Set("+-.,:/%()".utf8)

  /// Returns the tokens of a text; `nil` if a part of it has no meaning for a spreadsheet.
  static func tokens(of text: Text, _ language: SpreadsheetLanguage) -> [SpreadsheetToken]? {
    var tokens: [SpreadsheetToken] = []
    let currency = Array(language.currency.utf8)
    var index = 0
    while index < text.count {
      if tokens.count == maximumCount { return nil }
      let start = index
      let byte = text[index]
      var token = SpreadsheetToken(kind: .digits)
      if isDigit(byte) {
        while index < text.count, isDigit(text[index]) {
          token.value = min(token.value * 10 + Int(text[index] - 0x30), 1_000_000_000)
          index += 1
        }
        (token.isZeroLed, token.isZeroEnded) = (byte == 0x30, text[index - 1] == 0x30)
      } else if byte == 0x20 {
        token = SpreadsheetToken(kind: .blank)
        while index < text.count, text[index] == 0x20 { index += 1 }
      } else if text.bytes[index...].starts(with: currency) {
        token = SpreadsheetToken(kind: .currency)
        index += currency.count
      } else if signs.contains(byte) {
        token = SpreadsheetToken(kind: .sign(byte))
        index += 1
      } else if isLetter(byte) {
        while index < text.count, isLetter(text[index]) { index += 1 }
        guard index - start <= longestWord else { return nil }
        let word = Text(start: text.start + start, count: index - start).string.lowercased()
        guard let kind = language.words[word] else { return nil }
        token = SpreadsheetToken(kind: kind)
      } else {
        return nil
      }
      token.count = index - start
      tokens.append(token)
    }
    return tokens
  }

  static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte & 0xDF) || byte >= 0x80 }
}
