// Compression against the gzip that everybody has, and checksums against known ones.

import Foundation
import Testing

@testable import ConvoStat

@Suite struct DeflaterTests {
  static let texts: [(name: String, bytes: [UInt8])] = [
    ("nothing", []),
    ("one byte", [65]),
    ("one byte often", Array(repeating: 65, count: 1_000_000)),
    ("all bytes", Array(0...255) + Array(0...255)),
    ("noise", noise(300_000)),
    ("a block and a byte", noise(262_145)),
    ("rows", Array((0..<40_000).map { "<c r=\"A\($0)\"><v>\($0 % 977).\($0 % 7)</v></c>" }.joined().utf8)),
    ("far repeats", noise(32_768) + noise(32_768) + [1] + noise(32_769)),
    ("skewed", (0..<200_000).map { UInt8(($0 * $0).trailingZeroBitCount & 31) }),
    ("fibonacci", fibonacci),
  ]

  @Test("gzip reads back what was written", arguments: texts)
  func readBack(_ name: String, _ bytes: [UInt8]) throws {
    let compressed = compress(bytes, .gzip, pieces: 70_001)
    #expect(try gunzip(compressed) == bytes)
    // A gzip member is the raw stream with a header and the checksum and length of the bytes.
    var member: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255] + compress(bytes, .raw, pieces: 1000)
    for value in [bytes.withUnsafeBytes { crc32($0) }, UInt32(bytes.count)] {
      withUnsafeBytes(of: value.littleEndian) { member += $0 }
    }
    #expect(try gunzip(member) == bytes)
    if name == "rows" { #expect(compressed.count * 5 < bytes.count) }
    if name == "one byte often" { #expect(compressed.count < 6000) }
  }

  @Test("The compressed bytes do not depend on the pieces, nor on a stream before", arguments: texts)
  func pieces(_ name: String, _ bytes: [UInt8]) {
    let whole = compress(bytes, .raw, pieces: .max)
    for size in [777, 65_536, 100_000] {
      #expect(compress(bytes, .raw, pieces: size) == whole)
      #expect(compress(bytes, .raw, pieces: size, after: Array("another stream".utf8)) == whole)
    }
  }

  @Test(
    "Checksums are those of ZIP",
    arguments: [("", 0), ("123456789", 0xCBF4_3926), ("a", 0xE8B7_BE43)] as [(String, UInt32)])
  func checksums(_ text: String, _ value: UInt32) {
    let bytes = Array(text.utf8)
    for count in 0...bytes.count {
      let first = bytes[..<count].withUnsafeBytes { crc32($0) }
      #expect(bytes[count...].withUnsafeBytes { crc32($0, after: first) } == value)
    }
  }

  @Test(
    "Pieces of several streams and an end are a stream, and their checksums make its checksum",
    arguments: texts)
  func joined(_ name: String, _ bytes: [UInt8]) throws {
    var stream: [UInt8] = []
    var checksum: UInt32 = 0
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = rest.prefix(100_001)
      rest = rest.dropFirst(piece.count)
      let deflater = Deflater(.raw, level: 1)
      piece.withUnsafeBytes {
        deflater.add($0) { stream += $0 }
        checksum = crc32(checksum, followedBy: crc32($0), count: piece.count)
      }
      deflater.finishPiece { stream += $0 }
    }
    var member: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255] + stream + Deflater.endOfPieces
    for value in [checksum, UInt32(bytes.count)] {
      withUnsafeBytes(of: value.littleEndian) { member += $0 }
    }
    #expect(try gunzip(member) == bytes)
  }

  /// Bytes compressed in pieces of a size, by a stream that compressed others before.
  private func compress(
    _ bytes: [UInt8], _ form: Deflater.Form, pieces size: Int, after others: [UInt8]? = nil
  ) -> [UInt8] {
    let deflater = Deflater(form, level: 1)
    var compressed: [UInt8] = []
    if let others {
      others.withUnsafeBytes { deflater.add($0) { _ in } }
      deflater.finish { _ in }
      deflater.restart()
    }
    var rest = bytes[...]
    while !rest.isEmpty {
      rest.prefix(size).withUnsafeBytes { deflater.add($0) { compressed += $0 } }
      rest = rest.dropFirst(size)
    }
    deflater.finish { compressed += $0 }
    return compressed
  }

  /// What gzip makes of a file; it compares the checksum.
  private func gunzip(_ file: [UInt8]) throws -> [UInt8] {
    var output = Data()
    try withTemporaryDirectory { directory in
      let path = directory.appendingPathComponent("a.gz")
      try Data(file).write(to: path)
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = ["gzip", "-dc", path.path]
      let pipe = Pipe()
      process.standardOutput = pipe
      try process.run()
      output = pipe.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      try #require(process.terminationStatus == 0)
    }
    return Array(output)
  }

  /// Bytes without pattern, the same every time.
  private static func noise(_ count: Int) -> [UInt8] {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: state >> 56)
    }
  }

  /// Symbols so unevenly frequent that a code without bound would need more than 15 bits.
  private static var fibonacci: [UInt8] {
    var counts = [1, 1]
    while counts.count < 24 { counts.append(counts[counts.count - 1] + counts[counts.count - 2]) }
    var bytes: [UInt8] = []
    for (symbol, count) in counts.enumerated() {
      for index in 0..<count { bytes.append(index % 3 == 0 ? UInt8(symbol) : UInt8(symbol + 100)) }
    }
    return bytes
  }
}
