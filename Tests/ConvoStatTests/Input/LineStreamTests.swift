// Lines from a pipe that delivers odd pieces: the same lines, whatever the pieces.

import Testing

@testable import ConvoStat

@Suite("Line stream")
struct LineStreamTests {
  private func read(_ bytes: [UInt8], pieces: [Int], start: Int = 0, maxLineBytes: Int = 64 << 20) throws
    -> DrainedSource
  {
    let input = InputDescriptor(descriptor(delivering: bytes, pieces: pieces), path: "-")
    let stream = ByteStream(input, path: "-")
    return try DrainedSource(LineStream(stream, start: start, maxLineBytes: maxLineBytes))
  }

  @Test(
    "Small inputs are read correctly, whole or byte by byte",
    arguments: [
      "", "\n", "\n\n\n", "x", "x\n", "{}\n{}", "{}\r\n{}\r\n", "{}\n\n5\n ", "\u{FEFF}{}\n1", "\u{FEFF}",
      "\u{FEFF}\n",
    ])
  func small(text: String) throws {
    let bytes = Array(text.utf8)
    let start = text.unicodeScalars.first == "\u{FEFF}" ? 3 : 0
    for piece in [1, 1000] {
      let drained = try read(bytes, pieces: Array(repeating: piece, count: bytes.count), start: start)
      #expect(firstDifference(plainLines(bytes, start: start), drained.lines) == nil, "\(piece)")
    }
  }

  private func bytes(_ lengths: [Int]) -> [UInt8] {
    var bytes: [UInt8] = []
    for (number, length) in lengths.enumerated() {
      bytes += [UInt8](repeating: UInt8(ascii: "a") + UInt8(number % 26), count: length) + [0x0A]
    }
    return bytes
  }

  @Test("Random lines in random pieces are found once each, at their offsets", arguments: Seeds.upTo(3))
  func random(seed: UInt64) throws {
    var random = RandomSource(seed: seed)
    var lengths: [Int] = []
    while lengths.reduce(0, +) < 3 << 20 {
      lengths.append(random.pick([0, 1, 100, 40_000, 1 << 20, 1_500_000]) + random.below(3000))
    }
    var bytes = bytes(lengths)
    if random.chance(50) { bytes.removeLast(1 + random.below(10)) }
    let pieces = (0..<400).map { _ in random.pick([1, 7, 4096, 65_536, 100_000]) + random.below(5000) }
    let drained = try read(bytes, pieces: pieces)
    #expect(firstDifference(plainLines(bytes), drained.lines) == nil)
    #expect(drained.blocks > 1)
  }

  @Test(
    "Lines are whole if their newline is the last byte of a block, or the first after it", arguments: -1...1)
  func borders(shift: Int) throws {
    // A block is handed out when it reaches the target size; it is read 256 KiB at a time, or as much as
    // the pipe has.
    for lengths in [
      [Block.target + shift - 1, 10], [10, Block.target - 12 + shift, 10, 10],
      [(256 << 10) + shift - 1, 900_000, 9],
    ] {
      let bytes = bytes(lengths)
      #expect(try firstDifference(plainLines(bytes), read(bytes, pieces: []).lines) == nil)
    }
  }

  @Test(
    "A long line is cut, its rest is skipped, and all other lines are found",
    arguments: [
      (2_000_000, 1000), (3_000_000, 1 << 20), (5_000_000, 2_000_000), (1 << 21, 100),
    ])
  func tooLong(length: Int, limit: Int) throws {
    var random = RandomSource(seed: UInt64(length))
    for lengths in [[length], [10, length, 20], [length, length, 5], [900_000, length, 0, 0, 7]] {
      var bytes = bytes(lengths)
      if random.chance(50) { bytes.removeLast() }
      let pieces = (0..<200).map { _ in 1 + random.below(100_000) }
      let drained = try read(bytes, pieces: pieces, maxLineBytes: limit)
      #expect(isWhole(drained.lines, plainLines(bytes), limit: limit))
    }
  }
}
