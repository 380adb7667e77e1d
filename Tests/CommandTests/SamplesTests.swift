// The committed outputs of the samples against a fresh run of the built binary.

import Foundation
import Testing

@Suite struct SamplesTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  @Test("A run over the samples writes what is committed in notebooks-out")
  func samples() throws {
    let out = FileManager.default.temporaryDirectory.appendingPathComponent("convostat-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: out) }
    let process = Process()
    process.executableURL = try BuiltCommand.find()
    process.arguments = ["summarize", "samples", "--out", out.path, "--quiet"]
    process.currentDirectoryURL = SamplesTests.root
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)

    let committed = SamplesTests.root.appendingPathComponent("notebooks-out")
    let names = try FileManager.default.contentsOfDirectory(atPath: out.path).sorted()
    #expect(names.count == 9)
    for name in names where name != "run.json" {
      let fresh = try String(contentsOf: out.appendingPathComponent(name), encoding: .utf8)
      let kept = try? String(contentsOf: committed.appendingPathComponent(name), encoding: .utf8)
      #expect(fresh == kept, "\(name)")
    }
    #expect(try lasting(out) == lasting(committed))
  }

  /// Returns the content of run.json without the members that differ in every run.
  private func lasting(_ directory: URL) throws -> NSDictionary {
    let bytes = try Data(contentsOf: directory.appendingPathComponent("run.json"))
    var run = try #require(try JSONSerialization.jsonObject(with: bytes) as? [String: Any])
    for key in ["run", "start", "end", "seconds", "stages_s", "peak_memory_bytes", "jobs"] { run[key] = nil }
    return run as NSDictionary
  }
}
