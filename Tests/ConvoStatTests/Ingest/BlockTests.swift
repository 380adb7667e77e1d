// A block's room: it grows, keeps and pads.

import Testing

@testable import ConvoStat

@Suite("Block")
struct BlockTests {
  @Test("A block holds what was put into it, however much that is, with zeros behind it")
  func grows() {
    let block = Block()
    var expected: [UInt8] = []
    for size in [0, 1, 1000, Block.target, 3 << 20, 5] {
      let piece = PaddedBytes([UInt8](repeating: UInt8(size % 251) + 1, count: size))
      block.append(piece.start, piece.count)
      expected += piece.text.bytes
      withExtendedLifetime(piece) {}
    }
    block.pad()
    #expect(block.copy == expected)
    #expect((0..<Block.padding).allSatisfy { block.bytes[block.count + $0] == 0 })
    block.keep(1..<3)
    #expect(block.copy == Array(expected[1..<3]))
    block.begin(sequence: 4, offset: 9)
    #expect(
      block.count == 0 && block.sequence == 4 && block.offset == 9 && !block.isLast)
  }

  @Test(
    "The last newline is found, from a place on",
    arguments: [
      ("", 0, nil), ("abc", 0, nil), ("\n", 0, 0), ("a\nb\nc", 0, 3), ("a\nb\nc", 3, 3), ("a\nb\nc", 4, nil),
      ("a\n", 2, nil),
    ] as [(String, Int, Int?)])
  func lastNewline(text: String, start: Int, expected: Int?) {
    let block = Block()
    let bytes = PaddedBytes(text)
    block.append(bytes.start, bytes.count)
    #expect(block.lastNewline(from: start) == expected)
    withExtendedLifetime(bytes) {}
  }
}
