// A walk through a value that was proved to be JSON, for readers that read all of it in order.

/// An error: the value is not of the kind that its reader needs.
struct WrongKind: Error {}

/// A position that advances from token to token.
///
/// Each step moves forward or throws `WrongKind`, so a loop over the elements of a list ends, whatever their
/// kinds are.
///
/// - Precondition: the bytes are valid JSON, or the walk is a proof that they are, and 64 bytes can be read after them.
struct ValueWalk {
  // SAFETY: the owner of the value keeps it alive while the walk is used. The bytes are valid JSON, so brackets and strings
  // end inside it, and no step leaves it that did not begin after its end.
  /// The next byte to read.
  private(set) var at: UnsafePointer<UInt8>
  private let unescaped: UnescapedTexts
  /// True if the walk itself proves that the value is JSON.
  private let isProof: Bool
  /// True if the walk has just entered an object or array.
  ///
  /// Then no comma precedes the next element.
  private var isAtFirst = false

  /// - Parameters:
  ///   - unescaped: owns the values of escaped strings.
  ///   - isProof: true if the bytes may be anything. If the caller reads every value by a method that throws, and no step
  ///     throws, then they are JSON up to `at`.
  init(_ value: Text, _ unescaped: UnescapedTexts, isProof: Bool = false) {
    at = value.start
    self.unescaped = unescaped
    self.isProof = isProof
  }

  /// Skips white space, and returns the first byte of the next token.
  private mutating func peek() -> UInt8 {
    while at.pointee == 0x20 || at.pointee == 0x0A || at.pointee == 0x0D || at.pointee == 0x09 { at += 1 }
    return at.pointee
  }

  /// Enters an object or array.
  mutating func enter(_ bracket: Unicode.Scalar) throws(WrongKind) {
    guard enters(bracket) else { throw WrongKind() }
  }

  /// Enters an object or array, if the next value is one.
  /// - Returns: true if it is one. Otherwise the walk has not moved.
  mutating func enters(_ bracket: Unicode.Scalar) -> Bool {
    guard peek() == UInt8(ascii: bracket) else { return false }
    at += 1
    isAtFirst = true
    return true
  }

  /// Advances to the next element of the array, or out of the array.
  /// - Returns: true if there is an element. The caller must read or skip it before the next step.
  /// - Throws: `WrongKind` if the caller has not read the previous element.
  mutating func nextElement() throws(WrongKind) -> Bool { try next(before: UInt8(ascii: "]")) }

  /// Advances to the value of the object's next key, or out of the object.
  /// - Returns: the key, or `nil` at the end. The caller must read or skip the value before the next step.
  /// - Throws: `WrongKind` if the caller has not read the previous value.
  mutating func nextKey() throws(WrongKind) -> Text? {
    guard let key = try nextKeyToken() else { return nil }
    return text(of: key)
  }

  /// Advances like `nextKey`, and returns the key as written.
  mutating func nextKeyAsWritten() throws(WrongKind) -> Text? {
    try nextKeyToken().map { Text(start: $0.start, count: $0.count) }
  }

  /// Steps over the comma, the key and the colon before the object's next value, if they are `written`.
  /// - Returns: true if they are. Otherwise the walk has not moved.
  @inline(__always)
  mutating func take(_ written: Text) -> Bool {
    guard !isAtFirst, haveSameBytes(at, written.start, written.count) else { return false }
    at += written.count
    return true
  }

  private mutating func nextKeyToken() throws(WrongKind) -> StringToken? {
    guard try next(before: UInt8(ascii: "}")) else { return nil }
    let key = try stringToken()
    guard peek() == UInt8(ascii: ":") else { throw WrongKind() }
    at += 1
    return key
  }

  /// Steps over a comma, or over the closing bracket.
  /// - Returns: true if an element follows.
  private mutating func next(before bracket: UInt8) throws(WrongKind) -> Bool {
    let byte = peek()
    if byte == bracket {
      at += 1
      isAtFirst = false
      return false
    }
    if isAtFirst {
      isAtFirst = false
    } else {
      guard byte == UInt8(ascii: ",") else { throw WrongKind() }
      at += 1
    }
    return true
  }

  /// Reads the next element of an array, of any kind.
  /// - Returns: the element as written, or `nil` at the end, after which the walk is out of the array.
  mutating func nextValue() -> Text? {
    guard (try? nextElement()) == true else { return nil }
    return value()
  }

  /// Reads the next member of an object, with a value of any kind.
  /// - Returns: the key and the value as written, or `nil` at the end.
  mutating func nextMember() -> (key: Text, value: Text)? {
    guard let key = try? nextKey() else { return nil }
    return (key, value())
  }

  /// Reads a string.
  mutating func string() throws(WrongKind) -> Text { try text(of: stringToken()) }

  private mutating func stringToken() throws(WrongKind) -> StringToken {
    guard peek() == UInt8(ascii: "\"") else { throw WrongKind() }
    let token = scanString(from: at + 1)
    if token.count < 0 { throw WrongKind() }
    at = token.start + token.count + 1
    return token
  }

  private func text(of token: StringToken) -> Text {
    token.isEscaped ? unescaped.text(of: token) : Text(start: token.start, count: token.count)
  }

  /// Reads a value of any kind.
  ///
  /// Returns the text of a string or a number, or an empty text.
  mutating func textOrNothing() -> Text {
    if let text = try? string() { return text }
    let start = at
    let isNumber = start.pointee == UInt8(ascii: "-") || start.pointee &- 0x30 < 10
    skip()
    return isNumber ? Text(start: start, count: at - start) : .empty
  }

  /// Reads an integer of at most 15 digits.
  mutating func integer() throws(WrongKind) -> Int64 {
    let start = peek() == UInt8(ascii: "-") ? at + 1 : at
    var (value, behind) = (Int64(0), start)
    while behind.pointee &- 0x30 < 10, behind - start < 16 {
      value = value * 10 + Int64(behind.pointee - 0x30)
      behind += 1
    }
    let isOver =
      switch behind.pointee {
      case 0x2C, 0x5D, 0x7D, 0x20, 0x0A, 0x0D, 0x09: true
      default: false
      }
    let hasLeadingZero = start.pointee == UInt8(ascii: "0") && behind - start > 1
    guard behind > start, behind - start < 16, isOver, !hasLeadingZero else { throw WrongKind() }
    defer { at = behind }
    return start == at ? value : -value
  }

  /// Reads an array, or an object whose values are arrays.
  ///
  /// If a key is repeated, only its last value counts.
  ///
  /// - Returns: the texts and numbers that are direct elements of the arrays, without empty texts, and whether one of
  ///   the arrays is empty; nothing for any other value.
  mutating func textsInArrays() -> (texts: [Text], hasEmpty: Bool) {
    if enters("[") {
      let (texts, isEmpty) = restOfTexts()
      return (texts, isEmpty)
    }
    guard enters("{") else { return ([], false) }
    var found: [(key: Text, array: (texts: [Text], isEmpty: Bool))] = []
    while let key = try? nextKey() {
      found.removeAll { $0.key == key }
      if enters("[") { found.append((key, restOfTexts())) } else { skip() }
    }
    return (found.flatMap(\.array.texts), found.contains { $0.array.isEmpty })
  }

  /// Reads the rest of an array.
  private mutating func restOfTexts() -> (texts: [Text], isEmpty: Bool) {
    var (texts, isEmpty) = ([Text](), true)
    while (try? nextElement()) == true {
      isEmpty = false
      let text = textOrNothing()
      if !text.isEmpty { texts.append(text) }
    }
    return (texts, isEmpty)
  }

  /// Returns true if the next value is a string or a number.
  mutating func isAtTextOrNumber() -> Bool {
    let byte = peek()
    return byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "-") || byte &- 0x30 < 10
  }

  /// Returns true if the next value is a string.
  mutating func isAtString() -> Bool { peek() == UInt8(ascii: "\"") }

  /// Steps over a null, if the next value is one.
  /// - Returns: true if it is one. Otherwise the walk has not moved.
  mutating func takeNull() -> Bool {
    guard peek() == UInt8(ascii: "n"), Text(start: at, count: 4) == "null" else { return false }
    at += 4
    return true
  }

  /// Skips a value of any kind.
  /// - Throws: `WrongKind` if the walk is a proof, since a skipped value may be broken.
  mutating func skipUnknown() throws(WrongKind) {
    if isProof { throw WrongKind() }
    skip()
  }

  /// Skips the next value, and returns true if it is `true`.
  mutating func takeTrue() -> Bool {
    let isTrue = peek() == UInt8(ascii: "t")
    skip()
    return isTrue
  }

  /// Returns true if the next value is null, an empty text or an empty list.
  mutating func isAtCleared() -> Bool {
    switch peek() {
    case UInt8(ascii: "n"): true
    case UInt8(ascii: "\""): at[1] == UInt8(ascii: "\"")
    case UInt8(ascii: "["):
      {
        var inside = self
        inside.at += 1
        return inside.peek() == UInt8(ascii: "]")
      }()
    default: false
    }
  }

  /// Reads a value of any kind, and returns it as written.
  mutating func value() -> Text {
    _ = peek()
    let start = at
    skip()
    return Text(start: start, count: at - start)
  }

  /// Skips a value.
  mutating func skip() {
    var depth = 0
    _ = peek()
    repeat {
      switch peek() {
      case UInt8(ascii: "\""):
        guard let token = try? scanString(at + 1) else { return }
        at = token.start + token.count + 1
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        at += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        at += 1
      case UInt8(ascii: ","), UInt8(ascii: ":"): at += 1
      default:
        while at.pointee > 0x20, ![0x2C, 0x3A, 0x5D, 0x7D].contains(at.pointee) { at += 1 }
      }
    } while depth > 0
  }
}
