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

    let expected = RealDumpTests.real.appendingPathComponent("expected/\(name)")
    var (tables, wanted): ([String: String], [String: String]) = ([:], [:])
    for table in PipelineRun.tableNames {
      let expectedTable = try RealDump.table(name, table)
      let got = try String(contentsOf: out.appendingPathComponent(table), encoding: .utf8)
      // The expected tables have their columns in the order of version 0.1.
      tables[table] = try reordered(got, as: expectedTable)
      wanted[table] = expectedTable
    }
    if let difference = firstDifference(wanted, tables) { Issue.record("\(difference)") }
    try compareCounts(report, expected.appendingPathComponent("counts.json"))
  }

  private func compareCounts(_ report: RunReport, _ file: URL) throws {
    let wanted = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: [String: Int]]
    let counts = report.counts
    let got = [
      "lines": counts.lines, "rejected": counts.rejected, "records": counts.records,
      "rejected_elements": counts.rejectedElements, "ignored": counts.ignored,
      "duplicates": counts.duplicates,
    ]
    for (name, count) in wanted?["counts"] ?? [:] { #expect(got[name] == count, "\(name)") }
    let rejects = Dictionary(uniqueKeysWithValues: report.rejects.map { ($0.key.rawValue, $0.value) })
    #expect(rejects == wanted?["rejects"])
  }
}
