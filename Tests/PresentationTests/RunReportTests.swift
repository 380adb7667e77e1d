// The report: its JSON in run.json, its counts and its warnings.

import Testing

@testable import ConvoStat
@testable import Presentation

@Suite struct RunReportTests {
  @Test("run.json has its keys in their order, counts before outputs") func page() {
    #expect(
      RunReportTests.report.json.page == """
        {
          "tool": "convostat",
          "version": "\(convostatVersion)",
          "run": null,
          "start": "2026-01-05T09:00:00.000Z",
          "end": "2026-01-05T09:00:01.050Z",
          "seconds": 1.050,
          "stages_s": {
            "read": 0.700,
            "join": 0.100,
            "measure": 0.200,
            "tables": 0.001
          },
          "jobs": 2,
          "peak_memory_bytes": 1024,
          "options": {
            "metadata": [
              "team"
            ]
          },
          "as_of": "2026-01-05T08:00:00.000Z",
          "newest_message": null,
          "as_of_ahead_of_clock": false,
          "warnings": [],
          "counts": {
            "lines": 4,
            "records": 1,
            "blank": 1,
            "ignored": 0,
            "rejected": 2,
            "rejected_bytes": 0,
            "tolerated": 0,
            "elements": 0,
            "rejected_elements": 0,
            "messages": 1,
            "conversations": 1,
            "left_out_messages": 0,
            "left_out_conversations": 0,
            "duplicates": 0,
            "created_missing": 0,
            "senderless": 0,
            "ambiguous_references": 0,
            "ambiguous_accounts": 0,
            "conflicting_records": 0,
            "observations_event": 0,
            "observations_reporting": 0,
            "observations_activity": 0,
            "observations_record": 0,
            "observations_map": 0,
            "unmatched_events": 0,
            "activity_unmatched": 0,
            "resolved_inexact": 0,
            "later_messages": 0,
            "guarded_cells": 0
          },
          "rejects": {
            "bad_json": 1,
            "no_timestamp": 1
          },
          "rejects_omitted": 0,
          "inputs": [
            {"path": "a \\"b\\"\\n", "bytes": 88, "lines": 4, "records": 1}
          ],
          "outputs": [
            {"name": "x.csv", "rows": 1, "bytes": 4, "sha256": "00"}
          ]
        }

        """)
  }

  @Test("The line says the same as the page") func line() {
    let line = RunReportTests.report.json.line
    #expect(!line.contains("\n"))
    let strip = { (text: String) in text.filter { !$0.isWhitespace } }
    #expect(strip(line) == strip(RunReportTests.report.json.page))
  }

  @Test("Merged counts add up, one by one") func merge() {
    var counts = RunReportTests.counts
    counts.merge(RunReportTests.counts)
    var twice = Counts()
    (twice.lines, twice.records, twice.blank, twice.rejected) = (8, 2, 2, 4)
    (twice.messages, twice.conversations) = (2, 2)
    #expect(counts == twice)
    #expect(counts.areComplete)
    counts.ignored += 1
    #expect(!counts.areComplete)
  }

  @Test(
    "Limits compare lines and elements with all that are not blank",
    arguments: [
      (rejects: nil, share: nil, exceeded: false), (2, nil, false), (1, nil, true), (0, nil, true),
      (nil, 666_667, false), (nil, 666_666, true), (nil, 1_000_000, false), (nil, 0, true),
      (1, 1_000_000, true),
    ] as [(rejects: Int?, share: Int?, exceeded: Bool)])
  func limits(_ rejects: Int?, _ share: Int?, _ exceeded: Bool) {
    var options = Options()
    options.maxRejects = rejects
    options.maxRejectShareMillionths = share
    #expect(RunReportTests.counts.exceedLimits(of: options, inputBytes: 100) == exceeded)
  }

  @Test("An as-of moment ahead of the clock and an empty input give warnings") func warnings() {
    var report = RunReport(options: Options(), counts: Counts())
    report.asOfMilliseconds = 1
    report.warnings = ["a was named twice"]
    #expect(
      report.allWarnings == [
        "a was named twice", "there was nothing to read",
        "the as-of moment 1970-01-01T00:00:00.001Z is ahead of the clock",
      ])
  }

  @Test(
    "Moments read back as they were written",
    arguments: [0, 1, 999, 1_767_603_600_250, 951_782_400_000, 32_503_679_999_999] as [Int64])
  func moments(_ milliseconds: Int64) {
    let text = formatMoment(milliseconds)
    #expect(text.utf8.count == 24)
    #expect(milliseconds == 0 ? text == "1970-01-01T00:00:00.000Z" : parseMoment(text) == milliseconds)
  }

  @Test(
    "Decimals keep their places",
    arguments: [(0, "0.000"), (5, "0.005"), (-5, "-0.005"), (1500, "1.500"), (-61_000, "-61.000")]
      as [(Int64, String)])
  func decimals(_ value: Int64, _ text: String) {
    #expect(JSONValue.decimal(value, places: 3).line == text)
  }

  static let counts: Counts = {
    var counts = Counts()
    (counts.lines, counts.records, counts.blank, counts.rejected) = (4, 1, 1, 2)
    (counts.messages, counts.conversations) = (1, 1)
    return counts
  }()

  static let report: RunReport = {
    var options = Options()
    options.jobs = 2
    options.metadataKeys = ["team"]
    options.describe = { ["metadata": .array($0.metadataKeys.map(JSONValue.string))] }
    var report = RunReport(options: options, counts: counts)
    report.startMilliseconds = 1_767_603_600_000
    report.endMilliseconds = 1_767_603_601_050
    report.durationMilliseconds = 1050
    report.stages = StageTimes(now: 0)
    report.stages.end(.read, now: 700_000_000)
    report.stages.end(.join, now: 800_000_000)
    report.stages.end(.measure, now: 1_000_000_000)
    report.stages.end(.tables, now: 1_001_999_999)
    report.asOfMilliseconds = 1_767_600_000_000
    report.peakMemoryBytes = 1024
    report.rejects = [.noTimestamp: 1, .badJSON: 1]
    report.inputs = [InputReport(path: "a \"b\"\n", bytes: 88, lines: 4, records: 1)]
    report.outputs = [OutputReport(name: "x.csv", rows: 1, bytes: 4, sha256: "00")]
    return report
  }()
}
