// The twin's JSON reader: RFC 8259 to the letter, by recursive descent over bytes.

extension Twin {
  /// The reason why a value cannot be read, and the first byte that shows it.
  struct Broken: Error {
    /// The reason: `bad_json` or `too_deep`.
    var reason: String
    /// The offset from the start of the bytes.
    var offset: Int
  }

  /// Reads one value after another from a range of bytes.
  struct Reader {
    /// The bytes, of which only those before `end` are read.
    let bytes: [UInt8]
    /// The current position.
    var position: Int
    /// The position at which reading must stop.
    let end: Int

    /// The maximum nesting of arrays and objects, including the outermost brackets.
    static let depthLimit = 512

    /// The byte here, or nil at the end.
    var here: UInt8? { position < end ? bytes[position] : nil }

    /// Skips white space.
    mutating func skipSpace() {
      while let byte = here, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    /// The next value, after white space; inside `depth` brackets.
    mutating func value(depth: Int = 0) throws(Broken) -> JSON {
      skipSpace()
      guard let byte = here else { throw bad() }
      switch byte {
      case UInt8(ascii: "{"): return try object(depth: depth + 1)
      case UInt8(ascii: "["): return try array(depth: depth + 1)
      case UInt8(ascii: "\""): return .string(try string())
      case UInt8(ascii: "t"): return try word("true", .bool(true))
      case UInt8(ascii: "f"): return try word("false", .bool(false))
      case UInt8(ascii: "n"): return try word("null", .null)
      default: return .number(try number())
      }
    }

    private func bad() -> Broken { Broken(reason: "bad_json", offset: position) }

    private mutating func expect(_ character: Unicode.Scalar) throws(Broken) {
      guard here == UInt8(ascii: character) else { throw bad() }
      position += 1
    }

    private mutating func accept(_ character: Unicode.Scalar) -> Bool {
      guard here == UInt8(ascii: character) else { return false }
      position += 1
      return true
    }

    private mutating func word(_ word: String, _ value: JSON) throws(Broken) -> JSON {
      for scalar in word.unicodeScalars { try expect(scalar) }
      return value
    }

    private mutating func object(depth: Int) throws(Broken) -> JSON {
      guard depth <= Self.depthLimit else { throw Broken(reason: "too_deep", offset: position) }
      try expect("{")
      var members: [Text: JSON] = [:]
      skipSpace()
      if accept("}") { return .object(members) }
      repeat {
        skipSpace()
        let key = Text(try string())
        skipSpace()
        try expect(":")
        members[key] = try value(depth: depth)
        skipSpace()
      } while accept(",")
      try expect("}")
      return .object(members)
    }

    private mutating func array(depth: Int) throws(Broken) -> JSON {
      guard depth <= Self.depthLimit else { throw Broken(reason: "too_deep", offset: position) }
      try expect("[")
      var elements: [JSON] = []
      skipSpace()
      if accept("]") { return .array(elements) }
      repeat {
        elements.append(try value(depth: depth))
        skipSpace()
      } while accept(",")
      try expect("]")
      return .array(elements)
    }

    private mutating func digits() throws(Broken) {
      guard let byte = here, isDigit(byte) else { throw bad() }
      while let byte = here, isDigit(byte) { position += 1 }
    }

    private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    private mutating func number() throws(Broken) -> String {
      let start = position
      _ = accept("-")
      if !accept("0") {
        try digits()
      } else if let byte = here, isDigit(byte) {
        throw bad()
      }
      if accept(".") { try digits() }
      if accept("e") || accept("E") {
        if !accept("+") { _ = accept("-") }
        try digits()
      }
      return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func string() throws(Broken) -> String {
      try expect("\"")
      let start = position
      var unescaped: [UInt8] = []
      var copied = position
      while position < end {
        let byte = bytes[position]
        if byte == 0x22 { break }
        if byte < 0x20 { throw bad() }
        if byte == 0x5C {
          unescaped += bytes[copied..<position]
          unescaped += Array(String(Character(try escape())).utf8)
          copied = position
        } else {
          position += 1
        }
      }
      unescaped += bytes[copied..<position]
      guard let string = String(validating: unescaped, as: UTF8.self) else {
        throw Broken(reason: "bad_json", offset: start)
      }
      try expect("\"")
      return string
    }

    private mutating func escape() throws(Broken) -> Unicode.Scalar {
      try expect("\\")
      let plain: [UInt8: Unicode.Scalar] = [
        0x22: "\"", 0x5C: "\\", 0x2F: "/", 0x62: "\u{8}", 0x66: "\u{C}", 0x6E: "\n", 0x72: "\r", 0x74: "\t",
      ]
      if let byte = here, let scalar = plain[byte] {
        position += 1
        return scalar
      }
      let first = try unit()
      if let scalar = Unicode.Scalar(first) { return scalar }
      // A surrogate: with its other half it is one character, alone it is U+FFFD. The character after a lone
      // one is read again.
      let afterFirst = position
      if first < 0xDC00, accept("\\"), here == UInt8(ascii: "u") {
        let second = try unit()
        if second >= 0xDC00, second <= 0xDFFF {
          return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? "\u{FFFD}"
        }
      }
      position = afterFirst
      return "\u{FFFD}"
    }

    private mutating func unit() throws(Broken) -> UInt32 {
      try expect("u")
      var value: UInt32 = 0
      for _ in 0..<4 {
        guard let byte = here, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw bad() }
        value = value * 16 + UInt32(digit)
        position += 1
      }
      return value
    }
  }
}
