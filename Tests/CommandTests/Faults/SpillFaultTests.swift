// Runs whose facts go to a temporary file, with system calls that fail and signals: nothing half, nothing left.

import Foundation
import Testing

@Suite("Faults while facts are put away", .serialized) struct SpillFaultTests {
  static let arguments = [
    "summarize", "other.ndjson", "--checksums", "--quiet", "--jobs", "1", "--memory", "1", "--tmp", "tmp",
  ]

  /// A bench with an empty directory for facts; nil where nothing can be preloaded.
  private func bench(lines: Int = 200) throws -> FaultBench? {
    let bench = try FaultBench(lines: lines)
    guard bench.faults != nil else {
      bench.remove()
      skipped("no C compiler")
      return nil
    }
    try FileManager.default.createDirectory(
      at: bench.root.appendingPathComponent("tmp"), withIntermediateDirectories: false)
    return bench
  }

  private func left(_ bench: FaultBench) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: bench.root.appendingPathComponent("tmp").path)
  }

  @Test(
    "When a call for the temporary file fails, the run says why and replaces nothing, or all is right",
    arguments: [
      ("pwrite", ENOSPC, false), ("pwrite", EIO, true), ("read", EIO, false), ("open", EMFILE, false),
      ("open", EACCES, false), ("pwrite", EINTR, false), ("read", EINTR, false),
    ])
  func callFails(_ kind: String, _ code: Int32, _ andAllAfter: Bool) throws {
    guard let bench = try bench() else { return }
    defer { bench.remove() }
    let calls = try bench.calls(of: kind, Self.arguments)
    #expect(calls > 1)
    var (failed, ofSpill) = (0, 0)
    // Some 50 moments, spread over the run.
    for number in stride(from: 1, through: calls, by: max(1, calls / 50)) {
      let out = try bench.freshOutput()
      var faults = ["FAULT_CALL": kind, "FAULT_AT": "\(number)", "FAULT_WITH": "\(code)"]
      // How many calls a run makes differs a little from run to run; the last may not come.
      let count = bench.root.appendingPathComponent("reached")
      faults["FAULT_COUNT"] = count.path
      if andAllAfter { faults["FAULT_ALL"] = "1" }
      let outcome = try bench.run(Self.arguments + ["--out", out], faults: faults)
      let what = "\(kind) \(number) of \(calls) with \(String(cString: strerror(code))): \(outcome)"
      if outcome.status == 0 {
        #expect(bench.outputs(out) == bench.after, "\(what)")
      } else {
        failed += 1
        #expect([66, 73, 74].contains(outcome.status), "\(what)")
        #expect(outcome.standardError.contains("convostat: "), "\(what)")
        #expect(bench.outputs(out) == bench.before, "\(what)")
        if outcome.standardError.contains("tmp: cannot take what does not fit into memory") {
          ofSpill += 1
          #expect(outcome.status == 74, "\(what)")
        }
      }
      let reached = Int(try String(contentsOf: count, encoding: .utf8).dropLast()) ?? 0
      if kind == "pwrite", code != EINTR, reached >= number {
        #expect(outcome.status == 74 && outcome.standardError.contains("tmp: cannot take"), "\(what)")
      }
      #expect(try bench.disagreement(in: out) == nil, "\(what)")
      #expect(try left(bench) == [], "\(what)")
    }
    if code == EINTR { #expect(failed == 0) }
    if kind != "open", code != EINTR { #expect(ofSpill > 0) }
    print("faults injected while facts are put away: \(calls) of \(kind), \(failed) ended the run")
  }

  @Test(
    "Writes and reads of the temporary file that do only a part change nothing",
    arguments: ["pwrite", "read"])
  func shortCalls(_ kind: String) throws {
    guard let bench = try bench(lines: 3000) else { return }
    defer { bench.remove() }
    let out = try bench.freshOutput()
    let outcome = try bench.run(
      Self.arguments + ["--out", out],
      faults: ["FAULT_CALL": kind, "FAULT_AT": "1", "FAULT_WITH": "short", "FAULT_ALL": "1"])
    #expect(outcome.status == 0)
    #expect(bench.outputs(out) == bench.after)
    #expect(try left(bench) == [])
  }

  @Test(
    "A run killed while it puts facts away or brings them back leaves nothing", arguments: ["pwrite", "read"])
  func killedAt(_ kind: String) throws {
    guard let bench = try bench() else { return }
    defer { bench.remove() }
    let calls = try bench.calls(of: kind, Self.arguments)
    for number in stride(from: 1, through: calls, by: max(1, calls / 20)) {
      let out = try bench.freshOutput()
      let count = bench.root.appendingPathComponent("reached")
      try? FileManager.default.removeItem(at: count)
      let killed = try bench.run(
        Self.arguments + ["--out", out],
        faults: [
          "FAULT_CALL": kind, "FAULT_AT": "\(number)", "FAULT_WITH": "kill", "FAULT_COUNT": count.path,
        ])
      let what = "killed at \(kind) \(number) of \(calls)"
      if killed.status == 0 {  // how many calls a run makes differs a little; this one did not come
        let reached = Int(try String(contentsOf: count, encoding: .utf8).dropLast()) ?? number
        #expect(reached < number, "\(what)")
      } else {
        #expect(killed.status == -SIGKILL, "\(what)")
      }
      #expect(try left(bench) == [], "\(what)")
      #expect(try bench.disagreement(in: out) == nil, "\(what)")
      #expect(try bench.run(Self.arguments + ["--out", out]).status == 0)
      #expect(bench.outputs(out) == bench.after && bench.leftovers(out) == [], "\(what)")
    }
  }

  @Test("A run stopped while it puts facts away leaves what was there", arguments: [SIGTERM, SIGINT])
  func stopped(_ number: Int32) throws {
    guard let bench = try bench() else { return }
    defer { bench.remove() }
    let out = try bench.freshOutput()
    // Every worker's facts are put away after each block of an input that does not end.
    let (source, pipe) = (Process(), Pipe())
    source.executableURL = URL(fileURLWithPath: "/bin/sh")
    source.arguments = ["-c", "while cat other.ndjson; do :; done 2> /dev/null"]
    source.currentDirectoryURL = bench.root
    source.standardOutput = pipe
    try source.run()
    defer { source.terminate() }
    let arguments = ["summarize", "-", "--out", out, "--quiet", "--memory", "1", "--tmp", "tmp"]
    let outcome = try bench.run(arguments, input: pipe.fileHandleForReading) { process in
      try waitForTemporaryFile(of: process, in: bench)
      kill(process.processIdentifier, number)
    }
    #expect(outcome.status == 128 + number)
    var times = StopTimes()
    times.absorb(outcome, "while facts are put away")
    times.tell("while facts are put away by signal \(number)")
    #expect(bench.outputs(out) == bench.before)
    #expect(bench.leftovers(out) == [])
    #expect(try left(bench) == [])
  }

  /// Returns once a process has its temporary file open and bytes in it.
  private func waitForTemporaryFile(of process: Process, in bench: FaultBench) throws {
    #if os(Linux)
      let descriptors = "/proc/\(process.processIdentifier)/fd"
      for _ in 0..<1000 {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: descriptors)) ?? [] {
          let path = descriptors + "/" + name
          let target = (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) ?? ""
          var status = stat()
          if target.contains("/tmp/"), target.hasSuffix("(deleted)"),
            target.contains(bench.root.lastPathComponent),
            stat(path, &status) == 0, status.st_size > 0
          {
            return
          }
        }
        usleep(10_000)
      }
      Issue.record("no facts were put away")
    #else
      usleep(1_000_000)
    #endif
  }
}
