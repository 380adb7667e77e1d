// System calls that fail, one after the other: a clear error and nothing half, or the right result.

import Foundation
import TestSupport
import Testing

@Suite("Faults", .serialized) struct FaultTests {
  /// The calls, each with an error that it can really fail with.
  static let faults: [(kind: String, errno: Int32)] = [
    ("open", EMFILE), ("open", EACCES), ("read", EIO), ("write", ENOSPC), ("write", EIO), ("fsync", EIO),
    ("rename", EACCES), ("link", EPERM), ("link", EIO), ("close", EIO), ("unlink", EROFS), ("mkdir", EACCES),
    ("lock", ENOLCK), ("read", EINTR), ("write", EINTR),
  ]

  @Test("When a system call fails, all outputs are replaced, or none and the run says why", arguments: faults)
  func oneCallFails(_ kind: String, _ code: Int32) throws {
    let bench = try FaultBench()
    defer { bench.remove() }
    guard bench.faults != nil else { return skipped(without: "C compiler") }
    let (calls, failed) = try bench.inject("\(code)", at: kind) { outcome, out, what in
      try bench.expectWhole(outcome, out, what, leavesFiles: kind == "unlink")
    }
    #expect(calls > 0 || kind == "mkdir")
    if code == EINTR { #expect(failed == 0) }
    if ["write", "fsync", "rename"].contains(kind), code != EINTR { #expect(failed > 0) }
    print("faults injected: \(calls) of \(kind), \(failed) of them ended the run")
  }

  @Test(
    "When all calls fail from some moment on, nothing is half",
    arguments: [
      ("open", EMFILE), ("read", EIO), ("write", ENOSPC), ("fsync", EIO), ("close", EIO), ("link", EPERM),
    ])
  func allCallsFail(_ kind: String, _ code: Int32) throws {
    let bench = try FaultBench()
    defer { bench.remove() }
    guard bench.faults != nil else { return skipped(without: "C compiler") }
    let calls = try bench.inject("\(code)", at: kind, andAllAfter: true) { outcome, out, what in
      try bench.expectWhole(outcome, out, what, saysWhy: kind != "write")
    }.calls
    print("faults injected: \(calls) times all of \(kind)")
  }

  @Test("Reads and writes that do only a part change nothing", arguments: ["read", "write"])
  func shortCalls(_ kind: String) throws {
    let bench = try FaultBench(lines: 20_000)
    defer { bench.remove() }
    guard bench.faults != nil else { return skipped(without: "C compiler") }
    try bench.inject("short", at: kind, andAllAfter: true, atMost: 1) { outcome, out, what in
      #expect(outcome.status == 0, "\(what)")
      #expect(bench.outputs(out) == bench.after)
    }
  }

  @Test("A file that becomes shorter while it is read breaks off") func shrinks() throws {
    let bench = try FaultBench(lines: 60_000)
    defer { bench.remove() }
    guard bench.faults != nil else { return skipped(without: "C compiler") }
    var seen = 0
    try bench.inject("shrink", at: "read", andAllAfter: true) { outcome, out, what in
      if outcome.status == 66 {
        seen += 1
        #expect(
          outcome.standardError.contains("other.ndjson: broke off: it became shorter while it was read"))
      }
      #expect([0, 65, 66].contains(outcome.status), "\(what): \(outcome)")
      try bench.expectWhole(outcome, out, what)
    }
    #expect(seen > 1)
  }

  @Test(
    "A run killed at any system call leaves old or new, and the next run completes",
    arguments: ["open", "write", "fsync", "link", "rename", "unlink", "close"])
  func killedAt(_ kind: String) throws {
    let bench = try FaultBench()
    defer { bench.remove() }
    guard bench.faults != nil else { return skipped(without: "C compiler") }
    let calls = try bench.inject("kill", at: kind) { killed, out, what in
      #expect(killed.status == -SIGKILL)
      #expect(try bench.disagreement(in: out) == nil, "\(what)")

      // A run that fails afterwards leaves what was whole last.
      let failing = try bench.run([
        "summarize", "missing.ndjson", "other.ndjson", "--keep-going", "--max-rejects", "0", "--out", out,
      ])
      #expect(failing.status == 65)
      #expect(bench.leftovers(out) == [], "\(what)")
      var files = bench.outputs(out)
      files["rejects.ndjson"] = bench.before["rejects.ndjson"]
      var after = bench.after
      after["rejects.ndjson"] = bench.before["rejects.ndjson"]
      #expect(files == bench.before || files == after, "\(what)")
      #expect(
        FileManager.default.fileExists(atPath: bench.root.appendingPathComponent(out + "/run.json").path))

      #expect(try bench.run(bench.arguments(into: out)).status == 0)
      #expect(bench.outputs(out) == bench.after, "\(what)")
      #expect(bench.leftovers(out) == [], "\(what)")
    }.calls
    print("kills survived: \(calls) at every \(kind)")
  }

  @Test("The first run into a directory may be killed at any change of names too") func killedAtFirst() throws
  {
    let bench = try FaultBench()
    defer { bench.remove() }
    guard bench.faults != nil else { return skipped(without: "C compiler") }
    let calls = try bench.calls(of: "rename")
    for number in 1...calls {
      let out = "first\(number)"
      let killed = try bench.run(
        bench.arguments(into: out),
        faults: ["FAULT_CALL": "rename", "FAULT_AT": "\(number)", "FAULT_WITH": "kill"])
      #expect(killed.status == -SIGKILL)
      #expect(try bench.run(["summarize", "other.ndjson", "--max-rejects", "0", "--out", out]).status == 65)
      #expect(bench.outputs(out).keys.sorted() == ["rejects.ndjson"], "killed at rename \(number)")
    }
  }
}

/// Notes that a test was skipped because this machine has no `need`.
///
/// The last line of the run names it.
func skipped(without need: String) { Skips.note(need) }
