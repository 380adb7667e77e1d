// Runs whose facts go to a temporary file, with system calls that fail and signals: nothing half, nothing left.

import Foundation
import Testing

@Suite("Faults while facts are put away", .serialized) struct SpillFaultTests {
  static let runs: [ReplacingRun] = [.spilledTables, .spilledFacts]

  @Test(
    "When a call for the temporary file fails, the run says why and replaces nothing, or all is right",
    arguments: [
      ("pwrite", ENOSPC, false), ("pwrite", EIO, true), ("read", EIO, false), ("open", EMFILE, false),
      ("open", EACCES, false), ("pwrite", EINTR, false), ("read", EINTR, false),
    ], runs)
  func callFails(_ fault: (kind: String, code: Int32, andAllAfter: Bool), _ run: ReplacingRun) throws {
    // Lines of facts are small, and written many at a time.
    let bench = try FaultBench(lines: run.file == nil ? 200 : 12_000, of: run)
    defer { bench.remove() }
    guard bench.faults != nil else { return skipped(without: "C compiler") }
    let (kind, code) = (fault.kind, fault.code)
    var ofSpill = 0
    let (calls, failed) = try bench.inject(
      "\(code)", at: kind, andAllAfter: fault.andAllAfter, atMost: 50
    ) { outcome, out, what in
      try bench.expectWhole(outcome, out, what)
      #expect(outcome.status != 65, "\(what): \(outcome)")
      if outcome.standardError.contains("tmp: the temporary file cannot be written") {
        ofSpill += 1
        #expect(outcome.status == 74, "\(what): \(outcome)")
      } else if kind == "pwrite", code != EINTR {
        // The number of calls differs a little from run to run; the last one may not come.
        #expect(outcome.isBeforeFault, "\(what): \(outcome)")
      }
      #expect(try bench.temporaries() == [], "\(what)")
    }
    #expect(calls > 1)
    if code == EINTR { #expect(failed == 0) }
    if kind != "open", code != EINTR { #expect(ofSpill > 0) }
    print("faults injected while facts are put away: \(calls) of \(kind), \(failed) ended the run")
  }

  @Test(
    "Writes and reads of the temporary file that do only a part change nothing",
    arguments: ["pwrite", "read"], runs)
  func shortCalls(_ kind: String, _ run: ReplacingRun) throws {
    let bench = try FaultBench(lines: 3000, of: run)
    defer { bench.remove() }
    guard bench.faults != nil else { return skipped(without: "C compiler") }
    try bench.inject("short", at: kind, andAllAfter: true, atMost: 1) { (outcome, out, what) throws in
      #expect(outcome.status == 0, "\(what)")
      #expect(bench.outputs(out) == bench.after)
      #expect(try bench.temporaries() == [])
    }
  }

  @Test(
    "A run killed while it puts facts away or brings them back leaves nothing",
    arguments: ["pwrite", "read"],
    runs)
  func killedAt(_ kind: String, _ run: ReplacingRun) throws {
    let bench = try FaultBench(of: run)
    defer { bench.remove() }
    guard bench.faults != nil else { return skipped(without: "C compiler") }
    try bench.inject("kill", at: kind, atMost: 20) { (outcome, out, what) throws in
      // The number of calls differs a little from run to run; the last one may not come.
      #expect(outcome.status == -SIGKILL || outcome.isBeforeFault, "\(what)")
      #expect(try bench.temporaries() == [], "\(what)")
      #expect(try bench.damage(in: out) == nil, "\(what)")
      #expect(try bench.run(bench.arguments(into: out)).status == 0)
      #expect(bench.outputs(out) == bench.after, "\(what)")
    }
  }

  @Test("A run stopped while it puts facts away leaves what was there", arguments: [SIGTERM, SIGINT], runs)
  func stopped(_ number: Int32, _ run: ReplacingRun) throws {
    let bench = try FaultBench(of: run)
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
    let arguments = run.arguments(over: ["-"], into: out)
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
    #expect(try bench.temporaries() == [])
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
