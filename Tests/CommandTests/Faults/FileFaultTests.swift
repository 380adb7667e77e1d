// Facts and parts on their way into a file, and parts on their way into tables: system calls that fail, kills, stops.

import Foundation
import Testing

@Suite("Faults while files are replaced", .serialized) struct FileFaultTests {
  static let runs: [ReplacingRun] = [.facts, .gzippedFacts, .packedFacts, .part, .mergedPart, .mergedTables]

  /// The calls, each with an error that it can really fail with.
  static let faults: [(kind: String, errno: Int32)] = [
    ("open", EMFILE), ("open", EACCES), ("read", EIO), ("write", ENOSPC), ("write", EIO), ("fsync", EIO),
    ("rename", EACCES), ("close", EIO), ("unlink", EROFS), ("lock", ENOLCK), ("truncate", EIO),
    ("pipe", EMFILE), ("spawn", EAGAIN), ("spawn", ENOENT), ("read", EINTR), ("write", EINTR),
  ]

  @Test(
    "When a system call fails, the file is replaced, or it is not and the run says why", arguments: faults,
    runs)
  func oneCallFails(_ fault: (kind: String, errno: Int32), _ run: ReplacingRun) throws {
    let bench = try FaultBench(of: run)
    defer { bench.remove() }
    guard bench.faults != nil else { return skipped(without: "C compiler") }
    let (kind, code) = fault
    let (calls, failed) = try bench.inject("\(code)", at: kind) { outcome, out, what in
      try bench.expectWhole(outcome, out, what, leavesFiles: kind == "unlink")
      if code == ENOENT, outcome.status != 0 {
        #expect(outcome.standardError.contains(", which is not installed"), "\(what): \(outcome)")
      }
    }
    if code == EINTR { #expect(failed == 0) }
    if ["write", "fsync", "rename"].contains(kind), code != EINTR { #expect(failed > 0) }
    if ["spawn", "truncate"].contains(kind) { #expect(failed == calls) }
    print("faults injected while files are replaced: \(calls) of \(kind), \(failed) of them ended the run")
  }

  @Test(
    "When all calls fail from some moment on, the old file is whole",
    arguments: [("open", EMFILE), ("read", EIO), ("write", ENOSPC), ("fsync", EIO), ("close", EIO)], runs)
  func allCallsFail(_ fault: (kind: String, errno: Int32), _ run: ReplacingRun) throws {
    let bench = try FaultBench(of: run)
    defer { bench.remove() }
    guard bench.faults != nil else { return skipped(without: "C compiler") }
    let calls = try bench.inject("\(fault.errno)", at: fault.kind, andAllAfter: true) { outcome, out, what in
      try bench.expectWhole(outcome, out, what, saysWhy: fault.kind != "write")
    }.calls
    print("faults injected while files are replaced: \(calls) times all of \(fault.kind)")
  }

  @Test("Reads and writes that do only a part change nothing", arguments: ["read", "write"], runs)
  func shortCalls(_ kind: String, _ run: ReplacingRun) throws {
    let bench = try FaultBench(lines: 3000, of: run)
    defer { bench.remove() }
    guard bench.faults != nil else { return skipped(without: "C compiler") }
    try bench.inject("short", at: kind, andAllAfter: true, atMost: 1) { outcome, out, what in
      try bench.expectWhole(outcome, out, what)
      #expect(outcome.status == 0, "\(what)")
    }
  }

  @Test(
    "A run killed at any system call leaves the old file or the new one, and the next run completes",
    arguments: ["open", "write", "fsync", "rename", "close"], runs)
  func killedAt(_ kind: String, _ run: ReplacingRun) throws {
    let bench = try FaultBench(of: run)
    defer { bench.remove() }
    guard bench.faults != nil else { return skipped(without: "C compiler") }
    let calls = try bench.inject("kill", at: kind) { killed, out, what in
      #expect(killed.status == -SIGKILL || killed.isBeforeFault, "\(what): \(killed)")
      #expect(try bench.damage(in: out) == nil, "\(what)")
      // A tool that compresses ends by itself, but not before it notices.
      let next = try bench.run(bench.arguments(into: out) + ["--wait", "10"])
      #expect(next.status == 0, "\(what): \(next)")
      #expect(bench.outputs(out) == bench.after, "\(what)")
    }.calls
    print("kills survived: \(calls) at every \(kind)")
  }

  @Test(
    "A run told to stop at any system call leaves all as it was, or is done",
    arguments: ["write", "fsync", "rename", "unlink", "close"],
    [.tables, .facts, .packedFacts, .mergedTables] as [ReplacingRun])
  func stoppedAt(_ kind: String, _ run: ReplacingRun) throws {
    let bench = try FaultBench(of: run)
    defer { bench.remove() }
    guard bench.faults != nil else { return skipped(without: "C compiler") }
    var stopped = 0
    let calls = try bench.inject("term", at: kind, atMost: 12) { outcome, out, what in
      if outcome.status == 0 {
        #expect(bench.outputs(out) == bench.after, "\(what)")
      } else {
        stopped += 1
        #expect(outcome.status == 143 && outcome.standardError == "", "\(what): \(outcome)")
        bench.expectOld(bench.outputs(out), what)
      }
    }.calls
    // While the names of a directory change, the run is as good as done.
    if calls > 0, kind != "unlink", kind != "rename" || run.file != nil { #expect(stopped > 0) }
    print("stops survived: \(stopped) of \(calls) by signal \(SIGTERM)")
  }
}
