// A value that is longer than allowed, followed to its end without being kept.

/// Brackets and quotes are all that is looked at: whether the value is JSON does not matter any more.
struct LongValue {
  private var depth = 0
  private var isInString = false
  private var isEscaped = false

  enum Verdict {
    /// The value ends before the place that was reached.
    case ended
    /// A string holds a newline: the value has no end that could be told.
    case broken
    /// The window ends first.
    case goesOn
  }

  /// Follows the value from a place in the window; the place moves along.
  mutating func follow(_ window: Block, _ at: inout Int) -> Verdict {
    while at < window.count {
      let byte = window.bytes[at]
      if isInString {
        if byte == 0x0A { return .broken }
        at += 1
        if takeInString(byte) { return .ended }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isInString = true
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { return .ended }  // it closes the array that the value, a number, stands in
        depth -= 1
        if depth == 0 {
          at += 1
          return .ended
        }
      case UInt8(ascii: ","), 0x20, 0x09, 0x0A, 0x0D:
        if depth == 0 { return .ended }
      default: break
      }
      at += 1
    }
    return .goesOn
  }

  /// Takes a byte of a string.
  /// - Returns: whether it ends the value.
  private mutating func takeInString(_ byte: UInt8) -> Bool {
    if isEscaped {
      isEscaped = false
    } else if byte == UInt8(ascii: "\\") {
      isEscaped = true
    } else if byte == UInt8(ascii: "\"") {
      isInString = false
      return depth == 0
    }
    return false
  }
}
