// Blocks that grow for a long line, and go back to their usual size.

import Testing

@testable import ConvoStat

@Suite("Block")
struct BlockTests {
  private func append(_ bytes: [UInt8], to block: Block) {
    bytes.withUnsafeBufferPointer { if let base = $0.baseAddress { block.append(base, $0.count) } }
  }

  @Test(
    "A block keeps its content while it grows, after its first bytes are dropped, and is empty when it begins anew"
  )
  func grows() {
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

  @Test("A window that moves along stays as large as what is in it")
  func movesAlong() {
    let block = Block()
    block.begin(sequence: 0, offset: 0)
    let start = block.room(1)
    for _ in 0..<10_000 {
      _ = block.room(1000)
      block.grow(1000)
      block.keep(1000..<1000)
    }
    // The memory is the same: nothing had to grow.
    let distance = block.room(1) - start
    #expect(distance >= 0 && distance <= Block.target + (64 << 10))
  }
}
