// Runs in which one system call after the other fails, and the conditions that all of them must meet.

import Foundation
import Testing

extension FaultBench {
  /// Makes one call of a kind after the other fail, each in a run of its own over a new output.
  ///
  /// - Parameters:
  ///   - fault: the effect on the call, as defined in `faults.c`.
  ///   - most: the maximum number of calls, spread over the run.
  ///   - check: gets the outcome of a run, its directory, and the number of the call.
  /// - Returns: the number of calls of an undisturbed run, and the number of runs that the fault ended.
  @discardableResult
  func inject(
    _ fault: String, at kind: String, andAllAfter: Bool = false, atMost most: Int = .max,
    _ check: (_ outcome: FaultOutcome, _ out: String, _ what: String) throws -> Void
  ) throws -> (calls: Int, ended: Int) {
    let calls = try calls(of: kind)
    var ended = 0
    for number in stride(from: 1, through: max(calls, 1), by: max(1, calls / most)) {
      let out = try freshOutput()
      var faults = ["FAULT_CALL": kind, "FAULT_AT": "\(number)", "FAULT_WITH": fault]
      if andAllAfter { faults["FAULT_ALL"] = "1" }
      var (outcome, reached) = try counted(arguments(into: out), faults)
      outcome.isBeforeFault = outcome.status == 0 && reached.map { $0 < number } ?? false
      let name = Int32(fault).map { String(cString: strerror($0)) } ?? fault
      let ordinal = andAllAfter ? "all from \(number)" : "\(number)"
      try check(outcome, out, "\(command.testDescription): \(kind) \(ordinal) of \(calls) with \(name)")
      if outcome.status != 0 { ended += 1 }
    }
    return (calls, ended)
  }

  /// Returns the number of calls of a kind in a run.
  func calls(of kind: String) throws -> Int {
    let (outcome, calls) = try counted(
      arguments(into: try freshOutput()), ["FAULT_CALL": kind, "FAULT_AT": "0"])
    #expect(outcome.status == 0, "\(command.testDescription): \(outcome)")
    return calls ?? 0
  }

  /// Runs, and counts the calls of the kind that fails; `nil` if the run was killed.
  private func counted(
    _ arguments: [String], _ faults: [String: String]
  ) throws -> (FaultOutcome, calls: Int?) {
    let file = root.appendingPathComponent("calls")
    try? FileManager.default.removeItem(at: file)
    let outcome = try run(
      arguments + ["--jobs", "1"], faults: faults.merging(["FAULT_COUNT": file.path]) { $1 })
    let text = try? String(contentsOf: file, encoding: .utf8)
    return (outcome, text.flatMap { Int($0.dropLast()) })
  }

  /// Expects that nothing was replaced, with a reason, or that everything was.
  func expectWhole(
    _ outcome: FaultOutcome, _ out: String, _ what: String, leavesFiles: Bool = false, saysWhy: Bool = true
  ) throws {
    let files = outputs(out).filter { !leavesFiles || !$0.key.hasPrefix(".") }
    let isLate = outcome.standardError.contains("was written, but cannot be synced")
    if outcome.status == 0 || isLate {
      #expect(files == after, "\(what): \(differences(files, after))")
      if isLate { #expect(outcome.status == 74, "\(what): \(outcome)") }
    } else {
      #expect([65, 66, 73, 74].contains(outcome.status), "\(what): \(outcome)")
      if saysWhy { #expect(outcome.standardError.contains("convostat: "), "\(what)") }
      expectOld(files, what, isByRejects: outcome.status == 65)
    }
    #expect(try disagreement(in: out) == nil || outcome.status == 65, "\(what)")
  }

  /// Expects the outputs of the earlier run.
  ///
  /// The rejects of a single file are replaced before the file.
  func expectOld(_ files: [String: Data], _ what: String, isByRejects: Bool = false) {
    var kept = files
    let rejects = command.file.map { $0 + ".rejects" } ?? "rejects.ndjson"
    if isByRejects || (command.file != nil && kept[rejects] == after[rejects]) {
      kept[rejects] = before[rejects]
    }
    #expect(kept == before, "\(what): \(differences(files, before))")
  }

  /// Returns the damage to a directory after a run that was killed; `nil` if all outputs are old, or all are
  /// new.
  func damage(in out: String) throws -> String? {
    guard let file = command.file else { return try disagreement(in: out) }
    let files = outputs(out)
    return [file, file + ".rejects"].first { files[$0] != before[$0] && files[$0] != after[$0] }
  }

  /// The names under which two directories differ.
  private func differences(_ got: [String: Data], _ expected: [String: Data]) -> [String] {
    Set(got.keys).union(expected.keys).filter { got[$0] != expected[$0] }.sorted()
  }
}
