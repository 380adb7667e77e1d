// SHA-256 against the examples of its standard and against the system's own tool.

import Foundation
import Testing

@testable import ConvoStat

@Suite struct SHA256Tests {
  /// A message and its digest; FIPS 180-4 and NIST's example values.
  static let examples: [(message: String, digest: String)] = [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
    (
      String(repeating: "a", count: 1_000_000),
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    ),
  ]

  @Test("The standard's examples have their digests", arguments: examples)
  func example(_ message: String, _ digest: String) {
    #expect(SHA256.of(Array(message.utf8)) == digest)
  }

  @Test("The digest does not depend on the pieces", arguments: [1, 3, 55, 56, 63, 64, 65, 127])
  func pieces(_ size: Int) {
    let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    var checksum = SHA256()
    for start in stride(from: 0, to: bytes.count, by: size) {
      bytes[start..<min(start + size, bytes.count)].withUnsafeBytes { checksum.absorb($0) }
    }
    #expect(checksum.hexadecimal == SHA256.of(bytes))
  }

  @Test("A digest on the way changes nothing") func digestOnTheWay() {
    var checksum = SHA256()
    Array("ab".utf8).withUnsafeBytes { checksum.absorb($0) }
    _ = checksum.hexadecimal
    Array("c".utf8).withUnsafeBytes { checksum.absorb($0) }
    #expect(checksum.hexadecimal == SHA256Tests.examples[1].digest)
  }

  @Test("Random files have the digest that sha256sum finds", arguments: [0, 1, 63, 64, 1_000_003])
  func systemTool(_ count: Int) throws {
    let tool = "/usr/bin/sha256sum"
    guard FileManager.default.isExecutableFile(atPath: tool) else { return }
    try withTemporaryDirectory { directory in
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255) }
      try Data(bytes).write(to: directory.appendingPathComponent("random"))
      let process = Process()
      let output = Pipe()
      process.executableURL = URL(fileURLWithPath: tool)
      process.arguments = [directory.appendingPathComponent("random").path]
      process.standardOutput = output
      try process.run()
      let line = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      #expect(SHA256.of(bytes) == String(line.prefix(64)))
    }
  }
}

extension SHA256 {
  /// The digest of whole bytes.
  fileprivate static func of(_ bytes: [UInt8]) -> String {
    var checksum = SHA256()
    bytes.withUnsafeBytes { checksum.absorb($0) }
    return checksum.hexadecimal
  }
}
