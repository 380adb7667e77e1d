// Text in an encoding of one byte per character, such as Latin-1: no value of the file is valid UTF-8.

extension FileHead {
  /// The number of bytes that decide whether a file is Latin-1.
  ///
  /// A shorter head of a longer file only raises the suspicion.
  static let bytesThatDecide = 4 << 20

  /// True if the kind is uncertain without more bytes.
  var needsMore: Bool { !isWhole && bytes.count < FileHead.bytesThatDecide }

  /// True if no line is valid UTF-8, or no value if values are longer or shorter than lines.
  ///
  /// A single line of ASCII is enough to read the file: then the other lines are rejected one by one.
  ///
  /// Damaged UTF-8 is not Latin-1: most of its characters of several bytes are still whole.
  var isLatin1: Bool {
    var (invalid, valid) = (0, 0)
    let isKnown = forEachValue { value in
      let counts = FileHead.charactersBeyondASCII(bytes[value])
      invalid += counts.invalid
      valid += counts.valid
      return counts.invalid > 0 || bytes[value].allSatisfy(FileHead.isBlank)
    }
    return isKnown && invalid > valid && !isBinary
  }

  /// Calls `body` with the range of each value until it returns false.
  ///
  /// The last value of a part of a file is passed only if there is no other value, and only raises the
  /// suspicion.
  ///
  /// A value begins at a line that begins with a bracket, and after a comma between the elements of an
  /// array. A line before the first such line is a value of its own.
  /// - Returns: true if `body` was called and never returned false.
  private func forEachValue(_ body: (Range<Int>) -> Bool) -> Bool {
    let isArray = start < bytes.count && bytes[start] == UInt8(ascii: "[")
    var value = isArray ? start + 1 : start
    var index = value
    var (count, isBracketed) = (0, isArray)
    var elements = ArrayElements()
    func end(at index: Int) -> Bool {
      count += 1
      return body(value..<index)
    }
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x0A {
        let opens = index + 1 < bytes.count && FileHead.opening.contains(bytes[index + 1])
        if opens || !isBracketed {
          guard end(at: index) else { return false }
          value = index + 1
          isBracketed = opens || isArray
          elements = ArrayElements()
        }
      } else if isArray, elements.isEnd(byte) {
        guard end(at: index) else { return false }
        value = index + 1
      } else if index == value {
        isBracketed = isArray || FileHead.opening.contains(byte)
      }
      index += 1
    }
    if isWhole || needsMore && count == 0 {
      guard end(at: wholeCharacters(from: value)) else { return false }
    }
    return count > 0
  }

  private static let opening = Array("{[".utf8)

  /// Returns the end of the bytes from an index, without a character that the end of the head, or of a
  /// truncated file, may have cut.
  private func wholeCharacters(from index: Int) -> Int {
    let last = bytes[max(index, bytes.count - 4)...].lastIndex { $0 & 0xC0 != 0x80 } ?? bytes.count
    return last < bytes.count && bytes[last] >= 0xC0 ? last : bytes.count
  }

  /// Counts the characters of several bytes that are valid UTF-8, and the invalid sequences: a byte with
  /// the following bytes that would continue a character.
  private static func charactersBeyondASCII(_ text: ArraySlice<UInt8>) -> (invalid: Int, valid: Int) {
    Array(text).withText { text in
      if isUTF8(text) { return (0, 1) }
      var (invalid, valid, at) = (0, 0, 0)
      while at < text.count {
        let needed = text[at] < 0x80 ? 1 : text[at] < 0xE0 ? 2 : text[at] < 0xF0 ? 3 : 4
        let length = needed == 1 ? 1 : text.count - at < needed ? 0 : lengthOfUTF8(text.start + at)
        at += max(length, 1)
        if length > 1 { valid += 1 }
        if length > 0 { continue }
        invalid += 1
        while at < text.count, text[at] & 0xC0 == 0x80 { at += 1 }
      }
      return (invalid, valid)
    }
  }
}

/// The state of a scan for the commas between the elements of an array.
private struct ArrayElements {
  private var depth = 0
  private var strings = StringTracker()

  /// Reads the next byte.
  /// - Returns: true if it is the comma after an element.
  mutating func isEnd(_ byte: UInt8) -> Bool {
    if strings.read(byte) { return false }
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
    case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
    case UInt8(ascii: ","): return depth <= 0
    default: break
    }
    return false
  }
}
