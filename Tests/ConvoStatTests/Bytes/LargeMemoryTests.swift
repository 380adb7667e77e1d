// Stretches of memory do not share a byte, whatever is given back, cut, released and taken again beside them.

import Testing

@testable import ConvoStat

@Suite("Large memory")
struct LargeMemoryTests {
  @Test("What is in use stays as it is", arguments: Seeds.upTo(20))
  func disjoint(seed: UInt64) {
    var random = RandomSource(seed: seed)
    var held: [(bytes: UnsafeMutableBufferPointer<UInt8>, mark: UInt8)] = []
    for step in 0..<400 {
      let size =
        [1000, 4 << 10, 32 << 10, 96 << 10, 300 << 10, 2 << 20].randomElement(using: &random) ?? 4096
      let piece = LargeMemory.take(bytes: size).bindMemory(to: UInt8.self, capacity: size)
      let bytes = UnsafeMutableBufferPointer(start: piece, count: size)
      bytes.update(repeating: UInt8(truncatingIfNeeded: step))
      held.append((bytes, UInt8(truncatingIfNeeded: step)))
      if step % 3 == 2 {
        let given = held.remove(at: Int.random(in: held.indices, using: &random)).bytes
        if let start = given.baseAddress { LargeMemory.give(start, bytes: given.count) }
      }
      if step % 50 == 49 { LargeMemory.release() }
    }
    #expect(held.allSatisfy { held in held.bytes.allSatisfy { $0 == held.mark } })
    for (bytes, _) in held {
      if let start = bytes.baseAddress { LargeMemory.give(start, bytes: bytes.count) }
    }
  }
}
