// The interpretation of a text by a spreadsheet that opens a CSV file, and whether the text is lost by it.

/// A reader of texts that interprets them as LibreOffice does.
///
/// `Tests/Interop` compares the two.
struct SpreadsheetReading: Sendable {
  typealias Tokens = ArraySlice<SpreadsheetToken>

  let language: SpreadsheetLanguage

  /// The maximum length of texts that a spreadsheet interprets.
  private static let maximumLength = 400
  /// The number of digits that numbers in a spreadsheet keep.
  private static let maximumDigits = 15

  init(_ language: SpreadsheetLanguage) { self.language = language }

  init(_ dialect: Dialect) { self.init(dialect == .excelSemicolon ? .german : .english) }

  /// Returns the kind of value into which a spreadsheet changes the text; `nil` if the text stays the same.
  func change(of text: Text) -> SpreadsheetChange? {
    guard text.count > 0, text.count <= SpreadsheetReading.maximumLength,
      let all = SpreadsheetToken.tokens(of: text, language)
    else { return nil }
    let tokens = trimmed(all[...])
    guard let first = tokens.first else { return nil }
    if tokens.count == 1, first.kind == .truth { return .truth }
    guard tokens.contains(where: { $0.kind == .digits }) else { return nil }
    if hasMonth(tokens) { return isDateWithMonth(tokens) ? .date : nil }
    if let change = signed(tokens, isTrimmed: tokens.count < all.count) {
      return change.isSame ? nil : change.kind
    }
    return isDateAndTime(tokens) ? .date : nil
  }

  /// The kind of value, and whether the spreadsheet would show the original text.
  private struct Reading {
    let kind: SpreadsheetChange
    var isSame = false
  }

  // MARK: Numbers and times, with signs

  private func signed(_ tokens: Tokens, isTrimmed: Bool) -> Reading? {
    if let inner = inBrackets(tokens) {
      return unsigned(inner, allowsPercent: false).map {
        Reading(kind: $0.kind == .zeros ? .number : $0.kind)
      }
    }
    if tokens.first?.kind == .currency, let inner = inBrackets(trimmed(tokens.dropFirst())), isNumber(inner) {
      return Reading(kind: .currency)
    }
    var rest = tokens
    var isPlain = !isTrimmed
    if let sign = rest.first, isSign(sign) {
      rest = trimmed(rest.dropFirst())
      isPlain = isPlain && sign.kind == .sign(UInt8(ascii: "-")) && rest.count == tokens.count - 1
    } else if let sign = rest.last, isSign(sign) {
      rest = trimmed(rest.dropLast())
      let ends = [UInt8(ascii: ":"), UInt8(ascii: "%")].map(SpreadsheetToken.Kind.sign)
      if let last = rest.last, ends.contains(last.kind) { return nil }
      isPlain = false
    }
    guard var reading = unsigned(rest, allowsPercent: true) else { return nil }
    let isNegativeZero = rest.count < tokens.count && rest.allSatisfy { $0.kind != .digits || $0.value == 0 }
    reading.isSame = reading.isSame && isPlain && !isNegativeZero
    return reading
  }

  private func unsigned(_ tokens: Tokens, allowsPercent: Bool) -> Reading? {
    if isNumber(tokens) { return number(tokens) }
    if isTime(tokens) { return Reading(kind: .time) }
    if isExponential(tokens) { return Reading(kind: .exponent) }
    if isFraction(tokens) { return allowsPercent ? Reading(kind: .fraction) : nil }
    if tokens.last?.kind == .sign(UInt8(ascii: "%")) {
      return allowsPercent && isNumber(trimmed(tokens.dropLast())) ? Reading(kind: .percent) : nil
    }
    if tokens.last?.kind == .currency, isNumber(trimmed(tokens.dropLast())) {
      return Reading(kind: .currency)
    }
    guard tokens.first?.kind == .currency else { return nil }
    var amount = trimmed(tokens.dropFirst())
    if let sign = amount.first, isSign(sign) { amount = amount.dropFirst() }
    return isNumber(amount) ? Reading(kind: .currency) : nil
  }

  /// Interprets a number.
  ///
  /// Only some spellings stay the same.
  private func number(_ tokens: Tokens) -> Reading {
    let whole = tokens.first.flatMap { $0.kind == .digits ? $0 : nil }
    let fraction = tokens.last.flatMap { $0.kind == .digits && tokens.count > 1 ? $0 : nil }
    let digits = tokens.reduce(0) { $0 + ($1.kind == .digits ? $1.count : 0) }
    if let whole, whole.count > 1, whole.isZeroLed { return Reading(kind: .zeros) }
    if digits > SpreadsheetReading.maximumDigits { return Reading(kind: .digits) }
    let isGrouped = tokens.dropFirst().first?.kind == .sign(language.groupSeparator)
    let isShort = tokens.count == 1 || (tokens.count == 3 && !isGrouped && fraction?.isZeroEnded == false)
    return Reading(kind: .number, isSame: whole != nil && isShort)
  }

  /// Returns true for `12`, `1,234`, `1.5`, `.5` and `5.`.
  private func isNumber(_ tokens: Tokens) -> Bool {
    var rest = tokens
    let hasWhole = rest.first?.kind == .digits
    if hasWhole { rest.removeFirst() }
    while hasWhole, rest.first?.kind == .sign(language.groupSeparator), let group = rest.dropFirst().first,
      group.kind == .digits, group.count == 3
    {
      rest = rest.dropFirst(2)
    }
    if rest.isEmpty { return hasWhole }
    guard rest.removeFirst().kind == .sign(language.decimalPoint) else { return false }
    return rest.isEmpty ? hasWhole : rest.count == 1 && rest.first?.kind == .digits
  }

  /// Returns true for `1e5` and `1.5 E-3`.
  private func isExponential(_ tokens: Tokens) -> Bool {
    guard let mark = tokens.firstIndex(where: { $0.kind == .exponent }) else { return false }
    var power = trimmed(tokens[(mark + 1)...])
    if let sign = power.first, isSign(sign) { power = power.dropFirst() }
    return isNumber(trimmed(tokens[..<mark])) && power.count == 1 && power.first?.kind == .digits
  }

  /// Returns true for `1 1/2`.
  private func isFraction(_ tokens: Tokens) -> Bool {
    let kinds = tokens.map(\.kind)
    return kinds == [.digits, .blank, .digits, .sign(UInt8(ascii: "/")), .digits]
      && (tokens.last?.value ?? 0) > 0
  }

  /// Returns true for `1:30`, `1:`, `1:30:15.5`, `1:05.5` and `1 PM`.
  ///
  /// Blanks around a colon are ignored.
  func isTime(_ tokens: Tokens) -> Bool {
    var rest = tokens
    let hasClock = rest.last?.kind == .clock
    if hasClock { rest = trimmed(rest.dropLast()) }
    let colon = SpreadsheetToken.Kind.sign(UInt8(ascii: ":"))
    if rest.contains(where: { $0.kind == colon }) { rest = withColons(rest, colon) }
    guard let hour = rest.popFirst(), hour.kind == .digits, !hasClock || hour.value <= 12 else {
      return false
    }
    if rest.isEmpty { return hasClock }
    var parts = 0
    while rest.first?.kind == colon, parts < 2 {
      rest.removeFirst()
      parts += 1
      guard let part = rest.first, part.kind == .digits else { return rest.isEmpty && !hasClock }
      guard part.value < 60 || hour.value == 0 && part.count > 2 else { return false }
      rest.removeFirst()
    }
    if rest.isEmpty { return parts > 0 }
    return parts > 0 && rest.map(\.kind) == [.sign(language.decimalPoint), .digits]
  }

  /// Returns the tokens of a time without blanks around colons, and with colons for the separators between
  /// digits.
  private func withColons(_ tokens: Tokens, _ colon: SpreadsheetToken.Kind) -> Tokens {
    var plain: [SpreadsheetToken] = []
    for (index, token) in zip(tokens.indices, tokens) {
      if token.kind == .blank, index > tokens.startIndex, index + 1 < tokens.endIndex {
        let beside = [tokens[index - 1].kind, tokens[index + 1].kind]
        if beside.contains(colon) { continue }
        plain.append(beside == [.digits, .digits] ? SpreadsheetToken(kind: colon) : token)
      } else {
        plain.append(token)
      }
    }
    return plain[...]
  }

  private func isSign(_ token: SpreadsheetToken) -> Bool {
    token.kind == .sign(UInt8(ascii: "+")) || token.kind == .sign(UInt8(ascii: "-"))
  }

  /// Returns the tokens between an opening bracket at the beginning and a closing one at the end.
  private func inBrackets(_ tokens: Tokens) -> Tokens? {
    guard tokens.count > 2, tokens.first?.kind == .sign(UInt8(ascii: "(")),
      tokens.last?.kind == .sign(UInt8(ascii: ")"))
    else { return nil }
    return trimmed(tokens.dropFirst().dropLast())
  }

  private func trimmed(_ tokens: Tokens) -> Tokens {
    var tokens = tokens
    if tokens.first?.kind == .blank { tokens.removeFirst() }
    if tokens.last?.kind == .blank { tokens.removeLast() }
    return tokens
  }
}
