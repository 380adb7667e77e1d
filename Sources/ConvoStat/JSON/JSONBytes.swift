// Serialisation of the JSON pieces that records consist of.

extension [UInt8] {
  package mutating func append(literal: StaticString) {
    append(contentsOf: Text(literal).bytes)
  }

  mutating func append(_ text: Text) { append(contentsOf: text.bytes) }

  package mutating func append(decimal number: Int) { append(contentsOf: String(number).utf8) }

  /// Appends the text as the inside of a JSON string, with all control characters escaped.
  /// - Parameters:
  ///   - newline: the replacement of a newline.
  ///   - escapesLineSeparators: true if U+2028 and U+2029, which end a line of JavaScript, are escaped.
  mutating func append(
    jsonEscaped text: Text, newline: StaticString = "\\n", escapesLineSeparators: Bool = false
  ) {
    for byte in text.bytes {
      switch byte {
      case UInt8(ascii: "\""): append(literal: "\\\"")
      case UInt8(ascii: "\\"): append(literal: "\\\\")
      case 0x0A: append(literal: newline)
      case 0x0D: append(literal: "\\r")
      case 0x09: append(literal: "\\t")
      case ..<0x20, 0x7F:
        append(literal: "\\u00")
        append(hexDigits[Int(byte >> 4)])
        append(hexDigits[Int(byte & 15)])
      case 0x80..<0xA0 where last == 0xC2:  // U+0080 to U+009F, which terminals may interpret
        removeLast()
        append(literal: "\\u00")
        append(hexDigits[Int(byte >> 4)])
        append(hexDigits[Int(byte & 15)])
      case 0xA8...0xA9 where escapesLineSeparators && suffix(2).elementsEqual([0xE2, 0x80]):
        removeLast(2)
        append(literal: "\\u20")
        append(hexDigits[2])
        append(hexDigits[Int(byte & 15)])
      default: append(byte)
      }
    }
  }

  /// Appends the text as a JSON string.
  mutating func append(jsonString text: Text) {
    append(UInt8(ascii: "\""))
    append(jsonEscaped: text)
    append(UInt8(ascii: "\""))
  }

  /// Appends the concatenated pieces in base 64 (RFC 4648).
  mutating func append(base64 pieces: [Text]) {
    var encoder = Base64Encoder()
    for piece in pieces { encoder.append(piece, to: &self) }
    encoder.finish(&self)
  }
}

extension ByteBuffer {
  /// Appends the digits of a number.
  @inline(__always)
  mutating func append(decimal number: Int64) {
    write(atMost: 24) { writer in
      if number < 0 { writer.put(UInt8(ascii: "-")) }
      writer.putDigits(number.magnitude)
    }
  }

  /// Appends the text as a JSON string.
  mutating func append(jsonString text: Text) {
    let isPlain = BorrowedArray(start: text.start, count: text.count).arePlainASCII
    append(UInt8(ascii: "\""))
    if isPlain {
      append(text)
    } else {
      var escaped: [UInt8] = []
      escaped.append(jsonEscaped: text)
      escaped.withText { append($0) }
    }
    append(UInt8(ascii: "\""))
  }
}

extension BorrowedArray<UInt8> {
  /// True if the bytes are ASCII that a JSON string holds as they are.
  var arePlainASCII: Bool {
    let text = Text(self)
    if count < 8 { return allSatisfy { hasSpecial(UInt64($0) | 0x2020_2020_2020_2000) == 0 } }
    var (index, found) = (0, hasSpecial(text.word(at: count - 8)))
    while index &+ 8 < count {
      found |= hasSpecial(text.word(at: index))
      index &+= 8
    }
    return found == 0
  }
}

/// Returns a number that is not 0 if one of eight bytes is a control character, a quote, a backslash, or not ASCII.
@inline(__always)
private func hasSpecial(_ word: UInt64) -> UInt64 {
  let (ones, highs) = (UInt64(0x0101_0101_0101_0101), UInt64(0x8080_8080_8080_8080))
  func hasZero(_ word: UInt64) -> UInt64 { (word &- ones) & ~word }
  let isControl = (word &- ones &* 0x20) & ~word
  let isMarked = hasZero(word ^ ones &* 0x22) | hasZero(word ^ ones &* 0x5C) | hasZero(word ^ ones &* 0x7F)
  return (isControl | isMarked | word) & highs
}

/// An encoder of base 64 (RFC 4648) for bytes that arrive in pieces.
struct Base64Encoder {
  private var group: UInt32 = 0
  private var held = 0

  /// Appends the digits that the bytes of a piece complete.
  mutating func append(_ piece: Text, to bytes: inout [UInt8]) {
    for byte in piece.bytes {
      group |= UInt32(byte) << UInt32(16 - 8 * held)
      held += 1
      if held == 3 { write(4, to: &bytes) }
    }
  }

  /// Appends the last digits and the padding.
  mutating func finish(_ bytes: inout [UInt8]) {
    if held > 0 { write(held + 1, to: &bytes) }
  }

  private mutating func write(_ digits: Int, to bytes: inout [UInt8]) {
    for index in 0..<4 {
      let digit = base64Digits[Int(group >> UInt32(18 - 6 * index) & 63)]
      bytes.append(index < digits ? digit : UInt8(ascii: "="))
    }
    (group, held) = (0, 0)
  }
}

/// Returns true if the bytes are well-formed UTF-8.
func isUTF8(_ text: Text) -> Bool {
  var at = text.start
  let end = at + text.count
  while at < end {
    if at.pointee < 0x80 {
      at += 1
      continue
    }
    let needed = at.pointee < 0xE0 ? 2 : at.pointee < 0xF0 ? 3 : 4
    if end - at < needed || lengthOfUTF8(at) == 0 { return false }
    at += needed
  }
  return true
}

private let hexDigits = Array("0123456789abcdef".utf8)
private let base64Digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
