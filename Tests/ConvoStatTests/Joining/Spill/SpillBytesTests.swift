// Values and texts that leave memory, and come back.

import Foundation
import Synchronization
import Testing

@testable import ConvoStat

@Suite("Spill file")
struct SpillBytesTests {
  @Test(
    "Values and texts are read in the order in which they were written",
    arguments: [0, 1, 7, 8, 65_535, 200_000])
  func values(length: Int) {
    let text = String(repeating: "é", count: length / 2) + String(repeating: "x", count: length % 2)
    var writer = ByteBuffer()
    // Twenty rounds grow the writer, and the odd length moves every value off its alignment.
    for round in 0..<20 {
      writer.append(bytesOf: UInt8(round))
      withText(text) { writer.append(counted: $0) }
      writer.append(bytesOf: Int64.min + Int64(round))
      writer.append(bytesOf: round % 2 == 0)
      writer.append(bytesOf: UInt32.max - UInt32(round))
    }
    #expect(writer.count == 20 * (1 + 4 + length + 8 + 1 + 4))
    var reader = ByteReader(writer.text)
    for round in 0..<20 {
      #expect(reader.read(UInt8.self) == UInt8(round))
      #expect(reader.readText().string == text)
      #expect(reader.read(Int64.self) == Int64.min + Int64(round))
      #expect(reader.read(Bool.self) == (round % 2 == 0))
      #expect(reader.read(UInt32.self) == UInt32.max - UInt32(round))
    }
    #expect(reader.isAtEnd)
    writer.removeAll()
    #expect(writer.count == 0)
  }

  /// Returns bytes that tell the pieces of a test apart.
  private func bytes(_ number: Int, count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number &* 31 &+ $0) }
  }

  private func read(_ range: Range<Int>, of file: SpillFile) throws -> [UInt8] {
    var bytes = ByteBuffer()
    try file.read(range, into: &bytes)
    return Array(bytes.text.bytes)
  }

  @Test("A file returns every range that several threads appended")
  func file() throws {
    let file = try SpillFile(in: NSTemporaryDirectory())
    let ranges = Mutex<[Int: Range<Int>]>([:])
    DispatchQueue.concurrentPerform(iterations: 40) { number in
      let bytes = bytes(number, count: 1 + number * 997)
      let range = bytes.withText { try? file.append($0) }
      ranges.withLock { $0[number] = range }
    }
    let all = ranges.withLock { $0 }
    #expect(all.count == 40)
    for (number, range) in all { #expect(try read(range, of: file) == bytes(number, count: range.count)) }
    // The ranges fill the file without a gap.
    let sorted = all.values.sorted { $0.lowerBound < $1.lowerBound }
    #expect(sorted.first?.lowerBound == 0)
    #expect(zip(sorted, sorted.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound })
  }

  @Test("A file in a directory that does not exist cannot be made, and reading past the end fails")
  func failures() throws {
    #expect(throws: (any Error).self) { try SpillFile(in: "/nonexistent/\(UUID().uuidString)") }
    let file = try SpillFile(in: NSTemporaryDirectory())
    #expect(throws: (any Error).self) { try read(0..<1, of: file) }
  }

  @Test("A file leaves no name in its directory")
  func nameless() throws {
    try withTemporaryDirectory { directory in
      let file = try SpillFile(in: directory.path)
      _ = try bytes(1, count: 10).withText { try file.append($0) }
      #expect(directory.entries == [])
    }
  }
}
