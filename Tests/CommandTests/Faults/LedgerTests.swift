// Ledgers of nights compared with the dumps of all nights, with killed runs in between.

import Foundation
import Testing

@Suite("A ledger of nights", .serialized) struct LedgerTests {
  static let tableOptions = [
    "--metadata", "night", "--attributes", "--by", "queue,day", "--by", "label", "--by", "agent,hour",
    "--timezone", "Europe/Berlin", "--buckets", "default", "--within", "1m,1h", "--responses", "--quiet",
  ]
  static let kinds = ["open", "write", "fsync", "rename", "unlink", "close", "lock", "mkdir", "read"]

  @Test(
    "of thirty nights gives the tables of all their dumps, whatever is killed, comes twice or is compacted",
    arguments: [1, 2] as [UInt64])
  func thirtyNights(seed: UInt64) throws {
    let bench = try LedgerBench(NightlyWorld(seed: seed))
    defer { bench.remove() }
    var random = SplitMix(state: seed &* 77)
    var (killed, compacted, known) = (0, 0, 0)
    var before = try bench.tables(of: "empty")
    for night in bench.world.nights.indices {
      try bench.export(night)
      let whole = try bench.tables(of: "dump")
      let input = bench.dump(night)

      // Until the night is added, its run may die at any moment; then the ledger is the one before, or
      // complete.
      for _ in 0..<random.below(4) {
        killed += try bench.kill(["facts", input, "--ledger", "ledger"], &random)
        let now = try bench.tables(of: "ledger")
        #expect(now == before || now == whole, "seed \(seed), night \(night), killed while it was added")
      }
      #expect(try bench.run(["facts", input, "--ledger", "ledger", "--quiet"]) == 0)
      #expect(try bench.tables(of: "ledger") == whole, "seed \(seed), night \(night)")

      // This night or one long ago comes again.
      let again = random.oneIn(2) ? night : random.below(night + 1)
      let names = bench.names
      #expect(
        try bench.run(["facts", bench.dump(again), "--ledger", "ledger", "--quiet", "--jobs", "3"]) == 0)
      #expect(bench.names == names, "seed \(seed), night \(again) again")
      known += 1

      if random.oneIn(4) {
        let files = try bench.files()
        for _ in 0..<random.below(4) {
          killed += try bench.kill(["facts", "--compact", "ledger"], &random)
          #expect(try bench.tables(of: "ledger") == whole, "seed \(seed), night \(night), killed compacting")
        }
        if random.oneIn(2) {
          #expect(try bench.run(["facts", "--compact", "ledger", "--quiet"]) == 0)
          #expect(try bench.tables(of: "ledger") == whole, "seed \(seed), night \(night), compacted")
          #expect(try bench.files().count == 1)
          // As if nothing had been removed yet.
          if random.oneIn(2) { try bench.put(files) }
          #expect(try bench.tables(of: "ledger") == whole, "seed \(seed), night \(night), old and new")
          compacted += 1
        }
      }
      before = whole
    }
    #expect(try bench.run(["facts", "--compact", "ledger", "--quiet"]) == 0)
    #expect(try bench.tables(of: "ledger") == before)
    #expect(try bench.run(["facts", "dump", "--out", "whole.ndjson", "--quiet"]) == 0)
    let file = try bench.files()
    #expect(Array(file.values) == [try bench.bytes("whole.ndjson")])
    #expect(bench.names.count == 2, "\(bench.names)")

    let world = bench.world
    print(
      "ledger, seed \(seed): \(killed) runs killed, \(compacted) compactions, \(known) nights came again; "
        + "\(world.late) late, \(world.repeated) repeated, \(world.corrected) corrected messages, "
        + "\(world.saidAgain) records, \(world.acrossMidnight) waits across midnight")
    #expect(compacted > 0 && killed > 0 && bench.hasTables)
    #expect(
      min(world.late, world.repeated, world.corrected, world.saidAgain) > 20 && world.acrossMidnight > 5)
  }

  @Test(
    "is the same before and after a run that is killed, or fails, at any system call",
    arguments: [
      ("open", "kill"), ("write", "kill"), ("fsync", "kill"), ("rename", "kill"), ("unlink", "kill"),
      ("write", "\(ENOSPC)"), ("fsync", "\(EIO)"), ("rename", "\(EACCES)"), ("unlink", "\(EROFS)"),
    ])
  func everyCall(_ kind: String, _ fault: String) throws {
    let bench = try LedgerBench(NightlyWorld(seed: 9, nights: 4))
    defer { bench.remove() }
    guard bench.hasFaults else { return skipped(without: "C compiler") }
    for night in 0..<4 { try bench.export(night) }
    let whole = try bench.tables(of: "dump")
    var ended = 0
    for isCompacting in [false, true] {
      let words =
        isCompacting ? ["facts", "--compact", "ledger"] : ["facts", bench.dump(3), "--ledger", "ledger"]
      try bench.clear()
      for night in 0..<(isCompacting ? 4 : 3) {
        #expect(try bench.run(["facts", bench.dump(night), "--ledger", "ledger", "--quiet"]) == 0)
      }
      let files = try bench.files()
      let before = try bench.tables(of: "ledger")
      let calls = try bench.calls(of: kind, words)
      #expect(try bench.tables(of: "ledger") == whole)
      // Files are opened many times, and names changed a few.
      for number in stride(from: 1, through: calls, by: kind == "open" ? 3 : 1) {
        try bench.clear()
        try bench.put(files)
        // A run that was killed between two removals left a list without its file.
        let list = "." + String(repeating: "0", count: 64) + ".ndjson.of"
        if isCompacting { try bench.put([list: Data()]) }
        let status = try bench.run(
          words + ["--quiet", "--jobs", "1"],
          faults: ["FAULT_CALL": kind, "FAULT_AT": "\(number)", "FAULT_WITH": fault])
        let what = "\(words), \(kind) \(number) of \(calls) with \(fault), ended with \(status)"
        #expect(fault == "kill" ? status == -SIGKILL : [0, 66, 73, 74].contains(status), "\(what)")
        if status != 0 { ended += 1 }
        let now = try bench.tables(of: "ledger")
        #expect(status == 0 ? now == whole : now == before || now == whole, "\(what)")
        #expect(try bench.run(words + ["--quiet"]) == 0, "\(what)")
        #expect(try bench.tables(of: "ledger") == whole, "\(what)")
        #expect(!bench.names.contains { $0.hasSuffix(".tmp") }, "\(what)")
        if isCompacting { #expect(bench.names.count == 2, "\(what), \(bench.names)") }
      }
    }
    // A file that cannot be removed is reported as a warning.
    if (kind, fault) != ("unlink", "\(EROFS)") { #expect(ended > 0) }
    print("ledger, every \(kind) with \(fault): \(ended) runs ended by it")
  }
}

/// A directory with the dumps of nights and a ledger.
final class LedgerBench {
  let world: NightlyWorld
  private let bench: FaultBench
  private let ledger: URL
  /// True if a comparison had conversations on both sides.
  private(set) var hasTables = false

  init(_ world: NightlyWorld) throws {
    self.world = world
    bench = try FaultBench(lines: 1)
    ledger = bench.root.appendingPathComponent("ledger")
    for name in ["empty", "ledger", "dump"] {
      try FileManager.default.createDirectory(
        at: bench.root.appendingPathComponent(name), withIntermediateDirectories: true)
    }
  }

  func remove() { bench.remove() }

  /// True if system calls can be made to fail.
  var hasFaults: Bool { bench.faults != nil }

  /// The directory of a night's dump; the later night has the greater path.
  func dump(_ night: Int) -> String { "dump/2026-\(100 + night)" }

  /// Writes a night's dump.
  func export(_ night: Int) throws {
    let directory = bench.root.appendingPathComponent(dump(night))
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    let lines = world.nights[night]
    for (name, part) in [
      ("a", lines.prefix(lines.count / 2)), ("b", lines.suffix(lines.count - lines.count / 2)),
    ] {
      try Data(part.map { $0 + "\n" }.joined().utf8).write(
        to: directory.appendingPathComponent(name + ".ndjson"))
    }
  }

  /// The exit status of a run.
  func run(_ arguments: [String], faults: [String: String] = [:]) throws -> Int32 {
    try bench.run(arguments, faults: faults).status
  }

  /// Runs, and ends the run at a system call of its own or after a moment.
  /// - Returns: how many runs were killed.
  func kill(_ arguments: [String], _ random: inout SplitMix) throws -> Int {
    let arguments = arguments + ["--quiet"]
    let kind = LedgerTests.kinds[random.below(LedgerTests.kinds.count)]
    let (number, pause) = (1 + random.below(12), UInt32(random.below(60_000)))
    let outcome =
      hasFaults && !random.oneIn(4)
      ? try bench.run(
        arguments, faults: ["FAULT_CALL": kind, "FAULT_AT": "\(number)", "FAULT_WITH": "kill"])
      : try bench.run(arguments) { process in
        usleep(pause)
        stop(process.processIdentifier, SIGKILL)
      }
    #expect(outcome.status == 0 || outcome.status == -SIGKILL, "\(arguments): \(outcome)")
    return outcome.status == 0 ? 0 : 1
  }

  /// Returns the number of calls of a kind in a run.
  func calls(of kind: String, _ arguments: [String]) throws -> Int {
    let file = bench.root.appendingPathComponent("calls")
    let faults = ["FAULT_CALL": kind, "FAULT_AT": "0", "FAULT_COUNT": file.path]
    #expect(try run(arguments + ["--quiet", "--jobs", "1"], faults: faults) == 0)
    let text = try String(contentsOf: file, encoding: .utf8)
    return Int(text.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
  }

  /// Returns all outputs of a summary of a directory except run.json.
  func tables(of input: String) throws -> [String: Data] {
    let out = "out"
    try? FileManager.default.removeItem(at: bench.root.appendingPathComponent(out))
    let outcome = try bench.run(["summarize", input, "--out", out] + LedgerTests.tableOptions)
    #expect(outcome.status == 0, "\(input): \(outcome)")
    let tables = bench.outputs(out)
    #expect(tables.count > 10)
    if (tables["conversations.csv"]?.count { $0 == 0x0A } ?? 0) > 20 { hasTables = true }
    return tables
  }

  /// All names in the ledger, including hidden ones.
  var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: ledger.path)) ?? []).sorted()
  }

  /// The files of facts.
  func files() throws -> [String: Data] {
    var files: [String: Data] = [:]
    for name in names where !name.hasPrefix(".") {
      files[name] = try Data(contentsOf: ledger.appendingPathComponent(name))
    }
    return files
  }

  /// Restores missing files.
  func put(_ files: [String: Data]) throws {
    for (name, bytes) in files { try bytes.write(to: ledger.appendingPathComponent(name)) }
  }

  /// Empties the ledger.
  func clear() throws {
    for name in names { try FileManager.default.removeItem(at: ledger.appendingPathComponent(name)) }
  }

  func bytes(_ name: String) throws -> Data {
    try Data(contentsOf: bench.root.appendingPathComponent(name))
  }
}

/// Ends a process immediately.
private func stop(_ process: pid_t, _ signal: Int32) { kill(process, signal) }
