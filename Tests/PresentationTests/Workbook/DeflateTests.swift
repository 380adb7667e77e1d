// Compression against the gzip that everybody has, and checksums against known ones.

import Foundation
import Testing

@testable import Presentation

@Suite struct DeflateTests {
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
    var deflate = Deflate()
    var compressed: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 70_001) {
      try bytes[start..<min(start + 70_001, bytes.count)].withUnsafeBufferPointer {
        (piece) throws(Failure) in try deflate.write(piece) { compressed += $0 }
      }
    }
    try deflate.finish { compressed += $0 }
    #expect(try gunzip(compressed, of: bytes) == bytes)
    if name == "rows" { #expect(compressed.count * 5 < bytes.count) }
    if name == "one byte often" { #expect(compressed.count < 6000) }
  }

  @Test(
    "Checksums are those of ZIP",
    arguments: [("", 0), ("123456789", 0xCBF4_3926), ("a", 0xE8B7_BE43)] as [(String, UInt32)])
  func checksums(_ text: String, _ value: UInt32) {
    var checksum = CRC32()
    checksum.absorb(Array(text.utf8))
    #expect(checksum.value == value)
  }

  /// The stream as a gzip file, opened by gzip, which also compares its checksum.
  private func gunzip(_ compressed: [UInt8], of bytes: [UInt8]) throws -> [UInt8] {
    var checksum = CRC32()
    checksum.absorb(bytes)
    var file: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255] + compressed
    for value in [checksum.value, UInt32(bytes.count)] {
      withUnsafeBytes(of: value.littleEndian) { file += $0 }
    }
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
