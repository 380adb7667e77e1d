// Syncs and their order: a file before its rename, and its directory after it.

import Foundation
import Testing

@Suite("Syncs", .serialized) struct SyncTests {
  /// The commands, each with the numbers of names that must have been synced before and after their renames.
  static let commands: [(words: String, renames: Int)] = [
    ("summarize one.ndjson --out out", 9), ("summarize one.ndjson --out out --xlsx --report --responses", 12),
    ("summarize one.ndjson --out out --split-rows 3 --metrics-file m.prom", 12),
    ("summarize one.ndjson --out out --max-rejects 0", 1),
    ("facts one.ndjson --out f.ndjson --metrics-file m.prom", 3), ("facts one.ndjson --out f.ndjson.gz", 2),
    ("summarize one.ndjson --partial p.ndjson", 2), ("facts one.ndjson --ledger ledger", 2),
    ("compare before before --out changes.csv", 1),
  ]

  @Test("Every output is synced before it takes its name, and the name after that", arguments: commands)
  func inOrder(_ command: (words: String, renames: Int)) throws {
    let bench = try FaultBench(lines: 50)
    defer { bench.remove() }
    guard bench.faults != nil else { return skipped(without: "C compiler") }
    let file = bench.root.appendingPathComponent("trace")
    let words = command.words.split(separator: " ").map(String.init) + ["--quiet"]
    _ = try bench.run(words, faults: ["FAULT_TRACE": file.path])
    let trace = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
      .map { $0.split(separator: " ").map(String.init) }
    var renames = 0
    for (place, step) in trace.enumerated() where step[0] == "rename" {
      // A kept old file does not change its bytes, and a file may get another temporary name.
      if step[1].hasSuffix(".was") || step[2].hasSuffix(".was") || step[2].hasSuffix(".tmp") { continue }
      renames += 1
      let name = URL(fileURLWithPath: step[1]).lastPathComponent
      let isSynced = trace[..<place].contains { $0[0] == "sync" && $0[1].hasSuffix("/" + name) }
      #expect(isSynced, "\(command.words): \(step[2]) took its name unsynced: \(trace)")
      let directories = trace[place...].filter { $0[0] == "sync" }.map { $0[1] }
      let isNameSynced = directories.contains { path in
        var isDirectory: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
          && isDirectory.boolValue
      }
      #expect(isNameSynced, "\(command.words): the name \(step[2]) is not synced: \(trace)")
    }
    #expect(renames >= command.renames, "\(command.words): \(trace)")
  }

  @Test(
    "A run that fails after it replaced something says what is in place",
    arguments: [
      ("facts one.ndjson --out f.ndjson", "rename", 2, "f.ndjson.rejects is in place already, nothing else"),
      ("facts one.ndjson --ledger ledger", "rename", 2, "ledger.rejects is in place already, nothing else"),
      (
        "facts one.ndjson --ledger ledger", "fsync", 3,
        "ndjson: was written, but cannot be synced to disk"
      ),
      (
        "facts one.ndjson --out f.ndjson", "fsync", 3,
        "f.ndjson: was written, but cannot be synced to disk"
      ),
      ("facts one.ndjson --out f.ndjson", "fsync", 4, "f.ndjson is in place already"),
      (
        "summarize one.ndjson --out out --max-rejects 0", "fsync", 2,
        "rejects.ndjson: was written, but cannot be synced"
      ),
      (
        "summarize one.ndjson --out out --metrics-file m", "rename", 11, "the outputs of the run are in place"
      ),
    ] as [(String, String, Int, String)])
  func saysWhatIsInPlace(_ words: String, _ kind: String, _ number: Int, _ says: String) throws {
    let bench = try FaultBench(lines: 50)
    defer { bench.remove() }
    guard bench.faults != nil else { return skipped(without: "C compiler") }
    let outcome = try bench.run(
      words.split(separator: " ").map(String.init) + ["--quiet", "--jobs", "1"],
      faults: ["FAULT_CALL": kind, "FAULT_AT": "\(number)", "FAULT_WITH": "\(EIO)"])
    #expect(outcome.status == 74, "\(words): \(outcome)")
    #expect(outcome.standardError.contains(says), "\(words): \(outcome)")
    #expect(!outcome.standardError.contains("hint: nothing was replaced"), "\(words): \(outcome)")
  }

  @Test("What cannot be put back when a step fails, the next run puts back") func putBackLater() throws {
    let bench = try FaultBench(lines: 50)
    defer { bench.remove() }
    guard bench.faults != nil else { return skipped(without: "C compiler") }
    var halves = 0
    try bench.inject("\(EIO)", at: "rename", andAllAfter: true) { outcome, out, what in
      if outcome.status == 0 { return }
      #expect(outcome.status == 74, "\(what): \(outcome)")
      if outcome.standardError.contains("some outputs are new and some are old") { halves += 1 }
      let next = try bench.run(["summarize", "other.ndjson", "--out", out, "--min-records", "1000000"])
      #expect(next.status == 65, "\(what): \(next)")
      bench.expectOld(bench.outputs(out), what)
      #expect(bench.leftovers(out) == [], "\(what)")
    }
    #expect(halves > 0)
  }
}
