// gzip files, whole and damaged, compared with the output of gzip itself.

import Foundation
import Testing

@testable import ConvoStat

@Suite("Inflater")
struct InflaterTests {
  /// Makes members of many sizes, some of incompressible bytes, as files `0.gz` and so on.
  private static func members(in directory: URL, _ random: inout RandomSource) throws -> [[UInt8]] {
    let sizes = [0, 1, 2, 100, 5000, 70_000, 131_000, 400_000]
    for (number, size) in sizes.enumerated() {
      let isRandom = number % 2 == 1
      let bytes = (0..<size).map { isRandom ? UInt8(truncatingIfNeeded: random.next()) : UInt8($0 % 251) }
      try Data(bytes).write(to: directory.appendingPathComponent("\(number)"))
    }
    try #require(system("cd '\(directory.path)' && gzip -k -1 [0-3] && gzip -kn [4-7]") == 0)
    return try sizes.indices.map { Array(try Data(contentsOf: directory.appendingPathComponent("\($0).gz"))) }
  }

  /// Returns one to three members, mostly with an error.
  private static func archive(of members: [[UInt8]], _ random: inout RandomSource) -> [UInt8] {
    var archive: [UInt8] = []
    for _ in 0...random.below(3) {
      archive += random.pick(members)
      if random.chance(5) { archive += Array(repeating: 0, count: random.below(600)) }
    }
    switch random.below(6) {
    case 0: archive.removeLast(random.below(archive.count - 2))
    case 1: archive[random.below(archive.count)] ^= 1 << random.below(8)
    case 2: archive[random.below(min(archive.count, 30))] ^= 1 << random.below(8)
    case 3: archive += (0..<1 + random.below(20)).map { _ in UInt8(random.below(3)) }
    case 4: archive += Array(repeating: 0, count: random.below(300_000))
    default: break
    }
    return archive
  }

  /// Returns all bytes of an archive, read in pieces of any size; `nil` if it is damaged.
  private static func inflated(_ path: String, _ random: inout RandomSource) -> [UInt8]? {
    let compressed = ByteStream(InputDescriptor(systemOpen(path), path: path), path: path)
    let inflater = Inflater(compressed)
    let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 + random.below(70_000), alignment: 1)
    defer { piece.deallocate() }
    var bytes: [UInt8] = []
    while true {
      guard let start = piece.baseAddress, let count = try? inflater.read(start, piece.count) else {
        return nil
      }
      if count == 0 { return bytes }
      bytes += piece[..<count]
    }
  }

  @Test("Archives that gzip accepts are read as gzip reads them, and no others")
  func likeGzip() throws {
    var random = RandomSource(seed: 1)
    try withTemporaryDirectory { directory in
      let members = try Self.members(in: directory, &random)
      let names = (0..<300).map { "a\($0)" }
      for name in names {
        try Data(Self.archive(of: members, &random)).write(to: directory.appendingPathComponent(name))
      }
      try #require(
        system(
          "cd '\(directory.path)' && for a in a*; do gzip -dc < $a > $a.out 2> /dev/null || rm $a.out; done; true"
        )
          == 0)
      var wholeCount = 0
      for name in names {
        let file = directory.appendingPathComponent(name)
        let expected = try? Data(contentsOf: file.appendingPathExtension("out"))
        #expect(Self.inflated(file.path, &random) == expected.map(Array.init), "\(name)")
        wholeCount += expected == nil ? 0 : 1
      }
      #expect(50..<250 ~= wholeCount)
    }
  }
}
