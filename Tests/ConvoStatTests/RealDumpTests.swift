// Real dumps against the tables of a second implementation, row by row and column by column.

import Foundation
import TestSupport
import Testing

@testable import ConvoStat
@testable import Presentation

@Suite struct RealDumpTests {
  private static let real = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("shared/real")

  private static var isPresent: Bool { FileManager.default.fileExists(atPath: real.path) }

  @Test(
    "Real dumps give the expected tables and counts",
    .enabled(if: Skips.unless(isPresent, "the real dumps"), "the real dumps are not beside the package"),
    arguments: ["star-asapp", "star-chatwoot", "payloads"])
  func realDump(name: String) throws {
    let out = FileManager.default.temporaryDirectory.appendingPathComponent("convostat-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: out) }
    var options = Options()
    options.jobs = 2
    let input = RealDumpTests.real.appendingPathComponent(name).path
    let report = try Pipeline(inputs: [input], options: options).summarize(into: out.path)

    var (tables, wanted): ([String: String], [String: String]) = ([:], [:])
    for table in PipelineRun.tableNames {
      tables[table] = try String(contentsOf: out.appendingPathComponent(table), encoding: .utf8)
      wanted[table] = String(decoding: try RealDump.expected(name, table), as: UTF8.self)
    }
    if let difference = firstDifference(wanted, tables) { Issue.record("\(difference)") }
    try compareCounts(report, RealDump.expected(name, "counts.json"))
  }

  private func compareCounts(_ report: RunReport, _ file: Data) throws {
    let wanted = try JSONSerialization.jsonObject(with: file) as? [String: [String: Int]]
    let counts = report.counts
    let got = [
      "lines": counts.lines, "rejected": counts.rejected, "records": counts.records,
      "rejected_elements": counts.rejectedElements, "ignored": counts.ignored,
      "rejected_bytes": counts.rejectedBytes, "tolerated": counts.tolerated, "blank": counts.blank,
      "duplicates": counts.duplicates, "created_missing": counts.createdMissing,
      "senderless": counts.senderless.count, "ambiguous_references": counts.ambiguousReferences,
      "ambiguous_accounts": counts.ambiguousAccounts, "unmatched_events": counts.unmatchedEvents,
      "conflicting_records": counts.conflictingRecords,
      "observations_event": counts.observations(of: .event),
      "observations_reporting": counts.observations(of: .reporting),
      "observations_activity": counts.observations(of: .activity),
      "observations_record": counts.observations(of: .record),
      "activity_unmatched": counts.unmatchedActivities, "resolved_inexact": counts.inexactResolutions,
    ]
    let known = (wanted?["counts"] ?? [:]).merging(wanted?["life"] ?? [:]) { $1 }
    #expect(known.count == got.count)
    for (name, count) in known { #expect(got[name] == count, "\(name)") }
    let rejects = Dictionary(uniqueKeysWithValues: report.rejects.map { ($0.key.rawValue, $0.value) })
    #expect(rejects == wanted?["rejects"])
  }
}
