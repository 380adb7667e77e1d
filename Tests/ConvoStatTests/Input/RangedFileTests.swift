// A file in ranges: every line once and at its offset, wherever the ranges cut it.

import Foundation
import Testing

@testable import ConvoStat

@Suite("Ranged file")
struct RangedFileTests {
  /// Returns lines of the given lengths, including the newline, that begin with a brace.
  private func file(_ lengths: [Int], end: [UInt8] = [0x0A]) -> [UInt8] {
    var bytes: [UInt8] = []
    for (number, length) in lengths.enumerated() {
      let text = Array("{\"n\":\(number)}".utf8.prefix(max(length - end.count, 0)))
      bytes += text + [UInt8](repeating: 0x20, count: max(length - end.count - text.count, 0)) + end
    }
    return bytes
  }

  private func read(_ bytes: [UInt8], maxLineBytes: Int = 64 << 20) throws -> DrainedSource {
    var drained: DrainedSource?
    try withTemporaryDirectory { directory in
      let file = directory.appendingPathComponent("x.ndjson")
      try Data(bytes).write(to: file)
      let source = try InputOpener(maxLineBytes: maxLineBytes).open(file.path)
      #expect(source is RangedFile || bytes.isEmpty)
      drained = try DrainedSource(source)
    }
    return try #require(drained)
  }

  @Test("A line may end or begin at any offset around the border of two ranges", arguments: -1...1)
  func borders(shift: Int) throws {
    let target = Block.target + shift
    let worlds = [
      [target, 20, 30], [10, target - 10, 20], [target], [target * 2, 10],

      [10, target * 2 - 10, 1, 1, 1], [1, target - 2, 1, 1],
    ]
    for lengths in worlds {
      let bytes = lengths.count % 2 == 0 ? file(lengths) : file(lengths).dropLast()
      let drained = try read(bytes)
      #expect(firstDifference(plainLines(bytes), drained.lines) == nil, "\(lengths)")
      #expect(drained.blocks == (bytes.count + Block.target - 1) / Block.target)
    }
  }

  @Test("Random line lengths, ends and marks give every line once", arguments: Seeds.upTo(4))
  func random(seed: UInt64) throws {
    var random = RandomSource(seed: seed)
    var lengths = [50]
    while lengths.reduce(0, +) < 5 << 20 {
      lengths.append(random.pick([1, 2, 50, 3000, 200_000, 1 << 20, (1 << 20) + 1]) + random.below(40_000))
    }
    let mark: [UInt8] = random.chance(50) ? [0xEF, 0xBB, 0xBF] : []
    var bytes = mark + file(lengths, end: random.pick([[0x0A], [0x0D, 0x0A]]))
    if random.chance(50) { bytes.removeLast(1 + random.below(30)) }
    #expect(try firstDifference(plainLines(bytes, start: mark.count), read(bytes).lines) == nil)
  }

  @Test(
    "Small and unusual files are read correctly",
    arguments: [
      "", "\n", "\n\n\n", "x", "x\n", "{}\n{}", "{}\r\n{}\r\n", "\u{FEFF}", "\u{FEFF}\n", "\u{FEFF}{}\n",
      "\u{FEFF}\u{FEFF}", " ", "{}\n\0\0\0",
      "{}\u{FEFF}\n\u{FEFF}{}", "]\n", "\"\n\"",
    ])
  func small(text: String) throws {
    let bytes = Array(text.utf8)
    let start = text.unicodeScalars.first == "\u{FEFF}" ? 3 : 0
    #expect(try firstDifference(plainLines(bytes, start: start), read(bytes).lines) == nil)
  }

  @Test(
    "A long line is cut or left whole, and all others are found, whichever ranges it spans",
    arguments: [
      (1 << 20) + 1, 2_000_000, 5_000_000,
    ])
  func tooLong(length: Int) throws {
    for before in [[], [30], [(1 << 20) - 5], [1 << 20], [(1 << 20) + 5]] as [[Int]] {
      for after in [[], [40, 50]] as [[Int]] {
        let bytes = file(before + [length] + after)
        let drained = try read(bytes, maxLineBytes: 1000)
        #expect(isWhole(drained.lines, plainLines(bytes), limit: 1000))
      }
    }
  }

  @Test("Workers that take ranges in parallel take each one exactly once")
  func sideBySide() throws {
    let bytes = file((0..<3000).map { 1500 + $0 % 700 })
    try withTemporaryDirectory { directory in
      let file = directory.appendingPathComponent("x.ndjson")
      try Data(bytes).write(to: file)
      let source = try InputOpener().open(file.path)
      let taken = inParallel(4) { _ in
        let block = Block()
        var taken: [Int: (offset: Int, count: Int)] = [:]
        while (try? source.next(block)) == true { taken[block.sequence] = (block.offset, block.count) }
        return taken
      }
      let all = taken.flatMap { $0 }.sorted { $0.key < $1.key }
      #expect(all.map(\.key) == Array(0..<all.count))
      var next = 0
      for (_, range) in all {
        #expect(range.offset == next)
        next += range.count
      }
      #expect(next == bytes.count)
    }
  }
}
