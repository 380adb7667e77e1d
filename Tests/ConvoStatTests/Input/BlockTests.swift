// The memory of a block: growth, `keep` and padding.

import Testing

@testable import ConvoStat

@Suite("Block")
struct BlockTests {
  @Test("A block of any size holds the appended bytes, followed by zeros")
  func grows() {
    let block = Block()
    var expected: [UInt8] = []
    for size in [0, 1, 1000, Block.target, 3 << 20, 5] {
      let piece = PaddedBytes([UInt8](repeating: UInt8(size % 251) + 1, count: size))
      block.append(Text(start: piece.start, count: piece.count))
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
    "The last newline from an offset on is found",
    arguments: [
      ("", 0, nil), ("abc", 0, nil), ("\n", 0, 0), ("a\nb\nc", 0, 3), ("a\nb\nc", 3, 3), ("a\nb\nc", 4, nil),
      ("a\n", 2, nil),
    ] as [(String, Int, Int?)])
  func lastNewline(text: String, start: Int, expected: Int?) {
    let block = Block()
    let bytes = PaddedBytes(text)
    block.append(Text(start: bytes.start, count: bytes.count))
    #expect(block.lastNewline(from: start) == expected)
    withExtendedLifetime(bytes) {}
  }

  private func append(_ bytes: [UInt8], to block: Block) {
    bytes.withText { block.append($0) }
  }

  @Test(
    "A block keeps its content while it grows and after its first bytes are dropped, and `begin` empties it"
  )
  func growsInRounds() {
    let block = Block()
    for round in 0..<3 {
      block.begin(sequence: round, offset: 0)
      #expect(block.count == 0)
      var expected: [UInt8] = []
      for size in [1, 1 << 20, 3 << 20, 17, 20 << 20] {
        let more = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ size &+ round) }
        append(more, to: block)
        expected += more
        #expect(block.copy == expected)
      }
      block.keep((5 << 20)..<block.count)
      block.keep(10..<block.count - 10)
      #expect(block.copy == Array(expected[((5 << 20) + 10)..<expected.count - 10]))
      append([1, 2, 3], to: block)
      #expect(block.copy == Array(expected[((5 << 20) + 10)..<expected.count - 10]) + [1, 2, 3])
    }
  }

  @Test("A moving window does not grow beyond its content")
  func movesAlong() {
    let block = Block()
    block.begin(sequence: 0, offset: 0)
    let start = block.room(1)
    for _ in 0..<10_000 {
      _ = block.room(1000)
      block.grow(1000)
      block.keep(1000..<1000)
    }
    // The memory is the same: it did not have to grow.
    let distance = block.room(1) - start
    #expect(distance >= 0 && distance <= Block.target + (64 << 10))
  }
}
