// Written JSON, read back by another parser; base 64 compared with another encoder.

import Foundation
import Testing

@testable import ConvoStat

@Suite("JSON bytes")
struct JSONBytesTests {
  private func written(_ string: String) -> [UInt8] {
    withText(string) { text in
      var bytes: [UInt8] = []
      bytes.append(jsonString: text)
      return bytes
    }
  }

  private func readBack(_ bytes: [UInt8]) throws -> String? {
    try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed) as? String
  }

  @Test("Every scalar comes back from another reader, and no control character is written as it is")
  func everyScalar() throws {
    let edges: [UInt32] = [
      0x7FF, 0x800, 0x2028, 0x2029, 0xD7FF, 0xE000, 0xFFFD, 0xFFFF, 0x10000, 0x1F600, 0x10FFFF,
    ]
    for scalar in (Array(0..<0x180) + edges).compactMap(Unicode.Scalar.init) {
      for string in [String(scalar), "x\(scalar)y", "\(scalar)\(scalar)"] {
        let bytes = written(string)
        #expect(try readBack(bytes)?.unicodeScalars.map(\.value) == string.unicodeScalars.map(\.value))
        #expect(!bytes.contains { $0 < 0x20 || $0 == 0x7F })
        #expect(Twin.Reader.whole(bytes).value == .string(string))
      }
    }
  }

  @Test(
    "Escapes what must be, in its shortest form",
    arguments: [
      ("", "\"\""), ("plain", "\"plain\""), ("\"", "\"\\\"\""), ("\\", "\"\\\\\""), ("/", "\"/\""),
      ("\n\r\t", "\"\\n\\r\\t\""),
      ("\0\u{1F}\u{7F}", "\"\\u0000\\u001f\\u007f\""), ("é😀", "\"é😀\""),
    ])
  func forms(string: String, expected: String) {
    #expect(String(decoding: written(string), as: UTF8.self) == expected)
  }

  @Test("Base 64 of any pieces is that of their bytes together")
  func base64() {
    var random = RandomSource(seed: 64)
    for length in 0..<100 {
      let bytes = (0..<length).map { _ in UInt8(random.below(256)) }
      var pieces: [PaddedBytes] = []
      var rest = bytes[...]
      while !rest.isEmpty || pieces.count < length % 3 {
        let taken = rest.prefix(random.below(5))
        pieces.append(PaddedBytes(Array(taken)))
        rest = rest.dropFirst(taken.count)
      }
      var written: [UInt8] = []
      written.append(base64: pieces.map(\.text))
      #expect(String(decoding: written, as: UTF8.self) == Data(bytes).base64EncodedString())
      withExtendedLifetime(pieces) {}
    }
  }

  @Test("A text cut in the middle of a character is not UTF-8, although the bytes after it would complete it")
  func cut() {
    let bytes = PaddedBytes("a😀é")
    let valid = (0...bytes.count).filter { isUTF8(Text(start: bytes.start, count: $0)) }
    #expect(valid == [0, 1, 5, 7])
    withExtendedLifetime(bytes) {}
  }

  @Test("Numbers are written in full", arguments: [0, 7, -1, 1_000_000, .max, .min])
  func decimals(number: Int) {
    var bytes: [UInt8] = []
    bytes.append(decimal: number)
    #expect(String(decoding: bytes, as: UTF8.self) == "\(number)")
  }
}
