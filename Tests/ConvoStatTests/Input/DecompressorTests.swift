// Compressed inputs through the tools of the system: whole, in pieces, truncated, and without the tool.

import Foundation
import Testing

@testable import ConvoStat

@Suite("Decompressor")
struct DecompressorTests {
  @Test(
    "A compression is recognised by its first bytes and nothing else",
    arguments: [
      ([0x1F, 0x8B], .gzip), ([0x1F, 0x8B, 0x08, 0x00], .gzip), ([0x28, 0xB5, 0x2F, 0xFD], .zstd),
      ([0x42, 0x5A, 0x68], .bzip2),
      ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], .xz), ([], nil), ([0x1F], nil), ([0x28, 0xB5, 0x2F], nil),
      ([0x42, 0x5A], nil),
      ([0xFD, 0x37, 0x7A, 0x58, 0x5A], nil), ([0x8B, 0x1F], nil), ([0x7B, 0x7D], nil),
      ([0x50, 0x4B, 0x03, 0x04], nil),
      ([0x50, 0x2A, 0x4D, 0x18, 1, 0, 0, 0, 9, 0x28, 0xB5, 0x2F, 0xFD], .zstd),
      ([0x5F, 0x2A, 0x4D, 0x18, 0, 0, 0, 0, 0x50, 0x2A, 0x4D, 0x18, 0, 0, 0, 0], .zstd),
      ([0x55, 0x2A, 0x4D, 0x18], .zstd), ([0x55, 0x2A, 0x4D, 0x18, 0xFF, 0xFF, 0xFF, 0xFF, 0], .zstd),
      ([0x55, 0x2A, 0x4D, 0x18, 0, 0, 0, 0, 0x28], .zstd), ([0x50, 0x2A, 0x4D], nil),
      ([0x60, 0x2A, 0x4D, 0x18, 0, 0, 0, 0], nil), ([0x04, 0x22, 0x4D, 0x18], nil),
      ([0x50, 0x2A, 0x4D, 0x18, 1, 0, 0, 0, 9, 0x04, 0x22, 0x4D, 0x18], nil),
      ([0x42, 0x5A, 0x69], nil), ([0xEF, 0xBB, 0xBF, 0x1F, 0x8B], nil),
    ] as [([UInt8], Compression?)])
  func magic(head: [UInt8], expected: Compression?) { #expect(Compression(head) == expected) }

  private static let lines = (0..<40_000).map { "{\"n\":\($0)}\n" }.joined()

  /// Calls `body` with a file that a shell command makes from `in`, a file with the lines.
  private func with(_ command: String, _ body: (String) throws -> Void) throws {
    try withTemporaryDirectory { directory in
      try directory.put(Self.lines, as: "in")
      try #require(system("cd '\(directory.path)' && { \(command); } > out 2> /dev/null") == 0)
      try body(directory.appendingPathComponent("out").path)
    }
  }

  private func isInstalled(_ tool: String) -> Bool { system("command -v \(tool) > /dev/null 2>&1") == 0 }

  @Test("A compressed input has the lines of the plain one", arguments: Compression.allCases)
  func whole(compression: Compression) throws {
    guard isInstalled(compression.tool) else { return }
    try with("\(compression.tool) -c < in") { path in
      let drained = try DrainedSource(InputOpener().open(path))
      #expect(firstDifference(plainLines(Array(Self.lines.utf8)), drained.lines) == nil)
    }
  }

  @Test("Concatenated members are one input", arguments: Compression.allCases)
  func members(compression: Compression) throws {
    guard isInstalled(compression.tool) else { return }
    let pack = "\(compression.tool) -c"
    try with("head -c 1000 in | \(pack); printf '' | \(pack); tail -c +1001 in | \(pack)") { path in
      let drained = try DrainedSource(InputOpener().open(path))
      #expect(firstDifference(plainLines(Array(Self.lines.utf8)), drained.lines) == nil)
    }
  }

  @Test(
    "A truncated input is an error, wherever it was cut", arguments: Compression.allCases, [6, 40, 4000])
  func truncated(compression: Compression, kept: Int) throws {
    guard isInstalled(compression.tool) else { return }
    try with("\(compression.tool) -c < in | head -c \(kept)") { path in
      let failure = #expect(throws: Failure.self) { _ = try DrainedSource(InputOpener().open(path)) }
      guard case .brokeOff(path, let detail) = failure?.cause as? InputFailure, !detail.isEmpty else {
        Issue.record("\(String(describing: failure))")
        return
      }
    }
  }

  @Test(
    "A compressed empty file, and an empty file, are inputs without lines",
    arguments: ["gzip -c < /dev/null", ":"])
  func empty(command: String) throws {
    try with(command) { path in
      let drained = try DrainedSource(InputOpener().open(path))
      #expect(drained.lines == [] && drained.blocks == 1)
    }
  }

  @Test("An array and a pretty-printed file may be compressed")
  func values() throws {
    try with("printf '[\\n{},\\n5\\n]\\n{\\n}' | gzip -c") { path in
      let drained = try DrainedSource(InputOpener().open(path))
      #expect(drained.lines.map(\.description) == ["2@2 whole {}", "3@6 whole 5", "5@10 whole {\n}"])
    }
  }
}
