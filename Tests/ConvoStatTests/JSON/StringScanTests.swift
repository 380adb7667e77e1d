// Strings at every offset of eight-byte words: their ends, their values, and invalid bytes.

import Testing

@testable import ConvoStat

@Suite("String scan")
struct StringScanTests {
  /// Returns the value of the string whose inside the bytes begin with, or `nil` if it is invalid.
  private func value(_ inside: [UInt8], alignment: Int = 0) -> [UInt8]? {
    let bytes = PaddedBytes(inside + [0x22], alignment: alignment)
    defer { withExtendedLifetime(bytes) {} }
    guard let token = try? scanString(bytes.start), token.start == bytes.start else { return nil }
    if !token.isEscaped {
      #expect(!inside.prefix(token.count).contains(0x5C))
      return Array(UnsafeBufferPointer(start: token.start, count: token.count))
    }
    var target = [UInt8](repeating: 0xAA, count: token.count + 1)
    let count = target.withUnsafeMutableBufferPointer { target in
      target.baseAddress.map { unescape(token, to: $0) } ?? 0
    }
    #expect(target[token.count] == 0xAA, "unescaped beyond the token's length")
    return Array(target.prefix(count))
  }

  /// Offsets within a word, and at the edges of vectors: 32 and 64 bytes.
  private static let leads = Array(0..<17) + Array(26...34) + Array(58...66) + Array(122...130)

  /// Calls `body` with the bytes in a string, at every offset of a word and with every alignment.
  private func everywhere(
    _ bytes: [UInt8], _ body: (_ inside: [UInt8], _ alignment: Int, _ lead: [UInt8]) -> Void
  ) {
    for lead in StringScanTests.leads {
      let before = [UInt8](repeating: UInt8(ascii: "x"), count: lead)
      for alignment in [0, 3] {
        body(before + bytes, alignment, before)
        body(before + bytes + Array("tail of it".utf8), alignment, before)
      }
    }
  }

  static let escapes: [(String, String)] = [
    ("\\\"", "\""), ("\\\\", "\\"), ("\\/", "/"), ("\\b", "\u{8}"), ("\\f", "\u{C}"), ("\\n", "\n"),
    ("\\r", "\r"),
    ("\\t", "\t"), ("\\u0000", "\0"), ("\\u001f", "\u{1F}"), ("\\u0041", "A"), ("\\u007F", "\u{7F}"),
    ("\\u0080", "\u{80}"), ("\\u00e9", "é"), ("\\u00E9", "é"), ("\\u07ff", "\u{7FF}"), ("\\u0800", "\u{800}"),
    ("\\uD7FF", "\u{D7FF}"), ("\\uE000", "\u{E000}"), ("\\uffff", "\u{FFFF}"), ("\\ud83d\\ude00", "😀"),
    ("\\uD800\\uDC00", "\u{10000}"), ("\\uDBFF\\uDFFF", "\u{10FFFF}"), ("\\ud800", "\u{FFFD}"),
    ("\\udc00", "\u{FFFD}"), ("\\udfff", "\u{FFFD}"), ("\\ud800x", "\u{FFFD}x"), ("\\ud800\\n", "\u{FFFD}\n"),
    ("\\ud800\\u0041", "\u{FFFD}A"), ("\\ud800\\ud800", "\u{FFFD}\u{FFFD}"),
    ("\\udc00\\ud800", "\u{FFFD}\u{FFFD}"),
    ("\\ud83d\\ud83d\\ude00", "\u{FFFD}😀"), ("\\ud83d\\ude00\\ude00", "😀\u{FFFD}"),
    ("\\ud83d\\\\ude00", "\u{FFFD}\\ude00"),
    ("\\u005cu0041", "\\u0041"), ("\\\\u0041", "\\u0041"), ("\\\\\\\"", "\\\""),
  ]

  @Test("Decodes every escape, at any offset", arguments: escapes)
  func escape(written: String, meant: String) {
    everywhere(Array(written.utf8)) { inside, alignment, lead in
      let tail = inside.dropFirst(lead.count + written.utf8.count)
      #expect(value(inside, alignment: alignment) == lead + Array(meant.utf8) + tail)
    }
  }

  @Test(
    "Refuses every other escape, at any offset",
    arguments: [
      "\\a", "\\x41", "\\'", "\\0", "\\U0041", "\\N", "\\ ", "\\\n", "\\u", "\\u1", "\\u12", "\\u123",
      "\\u12g4",
      "\\u 123", "\\u+123", "\\u{41}", "\\uD83D\\uDE0", "\\ud83d\\x", "\\u00é", "\\é",
    ])
  func badEscape(written: String) {
    everywhere(Array(written.utf8)) { inside, alignment, _ in
      #expect(value(inside, alignment: alignment) == nil, "\(String(decoding: inside, as: UTF8.self))")
    }
  }

  @Test("Every control byte is refused, every other ASCII byte is itself, at any offset")
  func bytes() {
    for byte in UInt8(0)..<0x80 where byte != 0x22 && byte != 0x5C {
      everywhere([byte]) { inside, alignment, _ in
        #expect(value(inside, alignment: alignment) == (byte < 0x20 ? nil : inside), "\(byte)")
      }
    }
  }

  static let wellFormed: [[UInt8]] = [
    [0xC2, 0x80], [0xDF, 0xBF], [0xE0, 0xA0, 0x80], [0xEC, 0xBF, 0xBF], [0xED, 0x80, 0x80],
    [0xED, 0x9F, 0xBF],
    [0xEE, 0x80, 0x80], [0xEF, 0xBF, 0xBF], [0xEF, 0xBB, 0xBF], [0xF0, 0x90, 0x80, 0x80],
    [0xF3, 0xBF, 0xBF, 0xBF],
    [0xF4, 0x8F, 0xBF, 0xBF], [0xC3, 0xA9, 0xC3, 0xA9, 0xC3, 0xA9, 0xC3, 0xA9, 0xC3, 0xA9],
  ]

  @Test("Accepts well-formed UTF-8, at any offset", arguments: wellFormed)
  func utf8(bytes: [UInt8]) {
    everywhere(bytes) { inside, alignment, _ in #expect(value(inside, alignment: alignment) == inside) }
  }

  static let illFormed: [[UInt8]] = [
    [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF],
    [0xF0, 0x80, 0x80, 0x80],
    [0xF0, 0x8F, 0xBF, 0xBF], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80],
    [0xF5, 0x80, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFE], [0xFF], [0xC2], [0xC2, 0x41],
    [0xC2, 0xC2, 0x80],
    [0xE2, 0x82], [0xE2, 0x28, 0xA1], [0xE2, 0x82, 0x28], [0xF0, 0x9F, 0x98], [0xF0, 0x28, 0x8C, 0xBC],
    [0xF0, 0x90, 0x28, 0xBC], [0xF0, 0x90, 0x8C, 0x28], [0xC3, 0xA9, 0xA9],
    [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80],
  ]

  @Test("Refuses overlong, surrogate, too large and cut UTF-8, at any offset", arguments: illFormed)
  func notUTF8(bytes: [UInt8]) {
    everywhere(bytes) { inside, alignment, _ in #expect(value(inside, alignment: alignment) == nil) }
    #expect(String(validating: bytes, as: UTF8.self) == nil)
  }

  @Test("Every sequence of two bytes, and every one of three at the edges, is judged as Swift judges it")
  func allShort() {
    var wrong: [[UInt8]] = []
    func judge(_ bytes: [UInt8]) {
      let padded = PaddedBytes(bytes)
      if isUTF8(padded.text) != (String(validating: bytes, as: UTF8.self) != nil) { wrong.append(bytes) }
      withExtendedLifetime(padded) {}
    }
    let edges: [UInt8] = [
      0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC2, 0xE0, 0xED, 0xF0, 0xF4, 0xFF,
    ]
    for first in UInt8.min...UInt8.max {
      judge([first])
      for second in UInt8.min...UInt8.max { judge([first, second]) }
      for second in edges { for third in edges { judge([first, second, third]) } }
    }
    for first in UInt8(0xEF)...0xF6 {
      for second in edges {
        for third in edges { for fourth in edges { judge([first, second, third, fourth]) } }
      }
    }
    #expect(wrong.isEmpty, "\(wrong.prefix(5))")
  }

  @Test("Vectors and single bytes find the same strings")
  func byVectors() {
    let pieces: [[UInt8]] =
      StringScanTests.wellFormed + StringScanTests.illFormed
      + StringScanTests.escapes.map { Array($0.0.utf8) }
      + ["\\", "\"", "\\\\", "\u{1F}", "\\x", "\\u12"].map { Array($0.utf8) }
    var random = RandomSource(seed: 64)
    for _ in 0..<50_000 {
      var inside: [UInt8] = []
      for _ in 0..<random.below(5) {
        inside += [UInt8](repeating: UInt8(ascii: "x"), count: random.below(70))
        inside += pieces[random.below(pieces.count)]
      }
      let bytes = PaddedBytes(inside + Array("tail\"".utf8), alignment: random.below(8))
      var end = bytes.start
      let token = scanString(from: bytes.start)
      let byBytes = scanStringByBytes(bytes.start, &end)
      #expect(
        token.count == byBytes.count && token.isEscaped == byBytes.isEscaped
          && (token.count < 0 || end == bytes.start + token.count),
        "\(String(decoding: inside, as: UTF8.self))")
      withExtendedLifetime(bytes) {}
    }
  }
}
