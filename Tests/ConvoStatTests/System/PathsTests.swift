// Paths of any bytes, held as texts.

import Testing

@testable import ConvoStat

@Suite("Paths") struct PathsTests {
  @Test(
    "A path is shown as it is, but for bytes that are no UTF-8",
    arguments: [
      ([0x61, 0x2F, 0xC3, 0xA9], "a/é"), ([0x61, 0xFF, 0x62], "a\\xffb"), ([0xC3], "\\xc3"),
      ([0xED, 0xA0, 0x80], "\\xed\\xa0\\x80"), ([0xE2, 0x82, 0x61], "\\xe2\\x82a"), ([], ""),
      ([0xF4, 0x8F, 0xBF, 0xBF], "\\xf4\\x8f\\xbf\\xbf"),
      ([0xF0, 0x9F, 0x98, 0x80, 0x80], "😀\\x80"),
    ] as [([UInt8], String)])
  func shown(_ bytes: [UInt8], _ shown: String) {
    #expect(String(path: bytes).printablePath == shown)
    #expect(String(path: bytes).pathBytes == bytes)
  }

  @Test("Every path has a text of its own, which leads back to it") func roundTrip() {
    var random = RandomSource(seed: 4)
    let pieces: [[UInt8]] = [
      [0x61], [0x2F], [0xC3, 0xA9], [0xE2, 0x82, 0xAC], [0xF4, 0x8F, 0xBE, 0x80], [0xF4, 0x8F, 0xBF, 0xBF],
      [0xF4],
    ]
    var texts: [String: [UInt8]] = [:]
    for _ in 0..<20_000 {
      var path: [UInt8] = []
      for _ in 0..<Int.random(in: 0...5, using: &random) {
        path +=
          Bool.random(using: &random)
          ? [UInt8.random(in: 1...255, using: &random)]
          : pieces[Int.random(in: 0..<pieces.count, using: &random)]
      }
      let text = String(path: path)
      #expect(text.pathBytes == path)
      #expect(texts[text] == nil || texts[text] == path)
      texts[text] = path
    }
  }
}
