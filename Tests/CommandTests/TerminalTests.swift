// The texts for people: numbers, names, the summary and the messages of failures.

import ConvoStat
import Testing

@testable import Command

@Suite struct TerminalTests {
  @Test(
    "Durations are shown in the units that matter",
    arguments: [
      (0, "0.00 s"), (4, "0.00 s"), (5, "0.01 s"), (423, "0.42 s"), (9994, "9.99 s"), (9995, "10.0 s"),
      (59_949, "59.9 s"), (59_950, "1 min 0 s"), (125_000, "2 min 5 s"), (3_599_499, "59 min 59 s"),
      (3_599_500, "1 h 0 min"), (11_520_000, "3 h 12 min"), (86_400_000, "1 d 0 h"), (-1500, "-1.50 s"),
    ] as [(Int64, String)])
  func durations(_ milliseconds: Int64, _ text: String) {
    #expect(Quantity.duration(milliseconds: milliseconds) == text)
  }

  @Test(
    "Sizes are shown in decimal units",
    arguments: [
      (0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (88_123_456, "88.1 MB"), (999_949, "999.9 kB"),
      (999_950, "1.0 MB"), (5_000_000_000_000, "5.0 TB"),
    ])
  func sizes(_ bytes: Int, _ text: String) {
    #expect(Quantity.bytes(bytes) == text)
  }

  @Test("Counts have separators of thousands and the right noun") func counts() {
    let numbers = [0, 999, 1000, 1_234_567, -1000]
    #expect(numbers.map(Quantity.count) == ["0", "999", "1,000", "1,234,567", "-1,000"])
    #expect(Quantity.counted(1, "line") == "1 line")
    #expect(Quantity.counted(1204, "line") == "1,204 lines")
  }

  @Test(
    "Nothing in a name can act on a terminal",
    arguments: [
      ("plain Grüße 日本", "plain Grüße 日本"), ("\u{1b}[2J", "\\u{1b}[2J"), ("a\nb\tc\r", "a\\nb\\tc\\r"),
      ("\u{202e}abc\u{200b}", "\\u{202e}abc\\u{200b}"), ("\u{9b}x\u{7f}", "\\u{9b}x\\u{7f}"),
    ])
  func visible(_ text: String, _ shown: String) {
    #expect(text.visible == shown)
  }

  @Test("Paragraphs break between words, and words that belong together stay so") func paragraphs() {
    #expect("aa bb cc".wrapped(indent: 2, width: 7) == "  aa bb\n  cc\n")
    #expect("aa bb\u{A0}cc".wrapped(indent: 0, width: 7) == "aa\nbb cc\n")
    #expect("longer-than-that".wrapped(indent: 0, width: 7) == "longer-than-that\n")
    #expect("a longer-than-that b".wrapped(indent: 2, first: 0, width: 7) == "a longer-than-that\n  b\n")
    #expect("  aa  bb cc".wrapped(indent: 4, first: 0, width: 8) == "  aa  bb\n    cc\n")
  }

  @Test("The summary says what was read, kept, left out and written") func summary() {
    #expect(
      RunSummary(report: TerminalTests.report).text == """
        read      5 lines (1.5 kB) in 1 input; 1 blank
        kept      1 message in 1 conversation
        answered  1 response; 1 first response, median 31.1 s
        open      0 unanswered on 2026-01-05; 0 never answered
        rejected  2 lines, 1 element of pages: bad_json 2, no_timestamp 1; see
                  out/rejects.ndjson
        wrote     out: x.csv (1), run.json
        took      1.05 s with 2 workers, at most 20.0 MB of memory

        """)
  }

  @Test("The summary names the first rejects by file and line") func firstRejects() {
    var report = TerminalTests.report
    report.rejectExamples = [
      RejectExample(path: "a\nb", line: 1204, reason: .badJSON, detail: "at byte 88"),
      RejectExample(path: "c", line: 2, index: 3, reason: .noTimestamp),
    ]
    let text = RunSummary(report: report).text
    #expect(
      text.contains(
        """
                  out/rejects.ndjson
        first     a\\nb:1204: bad_json at byte 88
                  c:2: no_timestamp in element 3
                  and 1 more
        wrote     out: x.csv (1), run.json

        """), "\(text)")
    #expect(!RunSummary(report: report, namesRejects: false).text.contains("first     "))
  }

  @Test("The run is few lines of at most 80 columns, also that of a year") func fewLines() {
    var counts = Counts()
    (counts.lines, counts.records, counts.ignored, counts.blank) = (2_270_000, 2_257_643, 12_345, 12)
    (counts.messages, counts.conversations, counts.duplicates) = (2_070_000, 200_000, 123_456)
    var options = Options()
    options.jobs = 16
    var report = RunReport(options: options, counts: counts)
    report.inputs = (1...365).map { InputReport(path: "\($0)", bytes: 2_050_000, lines: 1, records: 1) }
    report.asOfMilliseconds = 1_767_603_600_250
    report.durationMilliseconds = 3_599_000
    report.peakMemoryBytes = 1_237_000_000
    var figures = KeyFigures()
    (figures.responses, figures.unanswered, figures.neverAnswered) = (812_345, 40_123, 1_234)
    figures.firstResponseMedianMilliseconds = 3_599_000
    figures.firstResponseP90Milliseconds = 3_599_000
    figures.firstResponses = 190_000
    figures.longestWaitMilliseconds = 2_030_400_000
    figures.period = 1_736_067_600_250...1_767_603_600_250
    (figures.waitAges.overHour, figures.waitAges.overDay) = (12_345, 1_204)
    figures.shares = [
      KeyFigures.TargetShare(name: "1m", within: 2, decided: 3),
      KeyFigures.TargetShare(name: "1h", within: 190_000, decided: 190_000),
      KeyFigures.TargetShare(name: "7d", within: 0, decided: 0),
    ]
    report.figures = figures
    #expect(
      RunSummary(report: report).text == """
        read      2,270,000 lines (748.3 MB) in 365 inputs; 12,345 ignored, 12 blank
        kept      2,070,000 messages in 200,000 conversations; 123,456 duplicates
        period    2025-01-05 to 2026-01-05 (UTC)
        answered  812,345 responses; 190,000 first responses, median 59 min 59 s,
                  p90 59 min 59 s
        within    1m 66.7% (2 of 3), 1h 100% (190,000 of 190,000)
        open      40,123 unanswered, 12,345 over 1 h, 1,204 over 1 day, up to 23 d 12 h
                  on 2026-01-05; 1,234 never answered
        took      59 min 59 s with 16 workers, at most 1.2 GB of memory

        """)
    #expect(RunSummary(report: report).text.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test("Two or more slowest queues are printed as a table, with long names cut") func slowest() {
    var report = TerminalTests.report
    report.figures?.slowestQueues = [
      QueueFigures(
        queue: String(repeating: "x", count: 40), firstResponses: 1204, medianMilliseconds: 3_600_000,
        p90Milliseconds: 86_400_000),
      QueueFigures(queue: "a\nb", firstResponses: 1, medianMilliseconds: 1500, p90Milliseconds: 1500),
    ]
    let text = RunSummary(report: report).text
    #expect(
      text.contains(
        """
        slowest   queue                                 median      p90  first responses
                  \(String(repeating: "x", count: 32))…  1 h 0 min  1 d 0 h            1,204
                  a\\nb                                  1.50 s   1.50 s                1

        """), "\(text)")
    report.figures?.slowestQueues.removeLast()
    #expect(!RunSummary(report: report).text.contains("slowest"))
  }

  static let progressLines: [(now: RunProgress.Snapshot, seconds: Double, line: String)] = {
    var pipe = RunProgress.Snapshot()
    (pipe.bytes, pipe.records) = (12_300_000, 1204)
    var file = pipe
    (file.share, file.rejects) = (0.25, 3)
    var measuring = file
    (measuring.stage, measuring.measured, measuring.conversations) = (.measuring, 50, 200)
    var joining = pipe
    joining.stage = .joining
    var (spilled, parts) = (file, joining)
    spilled.putAway = 1_200_000_000
    (parts.stage, parts.part, parts.parts, parts.putAway) = (.measuring, 17, 64, 1_200_000_000)
    var merging = parts
    (merging.part, merging.measured) = (64, 1200)
    var writing = merging
    writing.stage = .writing
    return [
      (pipe, 2, "reading  12.3 MB  6.2 MB/s  1,204 records"),
      (file, 2, "reading 25 %  12.3 MB  6.2 MB/s  6 s left  1,204 records  3 rejects"),
      (file, 0, "reading 25 %  12.3 MB  0 s left  1,204 records  3 rejects"),
      (file, 60, "reading 25 %  12.3 MB  205.0 kB/s  3 min 0 s left  1,204 records  3 rejects"),
      (joining, 3, "joining  1,204 records"),
      (measuring, 3, "measuring 25 %  50 of 200 conversations"),
      (spilled, 2, "reading 25 %  12.3 MB  6.2 MB/s  6 s left  1,204 records  3 rejects  1.2 GB put away"),
      (parts, 3, "measuring 25 %  part 17 of 64  1.2 GB put away"),
      (merging, 3, "measuring 98 %  part 64 of 64  1,200 conversations  1.2 GB put away"),
      (writing, 3, "writing  1,200 conversations"),
    ]
  }()

  @Test("The line of progress says what is known: no share of a pipe", arguments: progressLines)
  func progressLine(_ now: RunProgress.Snapshot, _ seconds: Double, _ line: String) {
    #expect(ProgressLine.text(now, seconds: seconds) == line)
  }

  @Test("Nothing that is not there is mentioned") func shortSummary() {
    let text = RunSummary(report: RunReport(options: Options(), counts: Counts())).text
    #expect(text.split(separator: "\n").map { $0.prefix { $0 != " " } } == ["read", "kept", "took"])
  }

  @Test("The summary keeps a reason and its count in one line", arguments: 1...40)
  func reasonsWithCounts(_ length: Int) {
    var report = TerminalTests.report
    report.rejectsPath = String(repeating: "x", count: length)
    report.rejects = [.noTimestamp: 1, .badJSON: 2, .unknownShape: 3, .noConversation: 4, .apiError: 1]
    let text = RunSummary(report: report).text
    for reason in report.rejectReasons { #expect(text.contains(reason)) }
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test("Where not all rejects are shown, it says how many there are and where") func examples() {
    var report = TerminalTests.report
    #expect(report.exampleSentence == nil)
    report.rejectExamples = [RejectExample(path: "a", line: 2, reason: .badJSON)]
    #expect(report.exampleSentence == "the first 1 of 3 rejects are shown; all are in out/rejects.ndjson")
    report.rejectsPath = nil
    #expect(
      report.exampleSentence == "the first 1 of 3 rejects are shown; "
        + "convostat summarize INPUT... --out DIR writes all of them to DIR/rejects.ndjson")
    report.rejectExamples = Array(repeating: report.rejectExamples[0], count: 3)
    #expect(report.exampleSentence == nil)
  }

  @Test("What helps against too many rejects fits a run that writes nothing") func rejectHints() {
    var report = TerminalTests.report
    #expect(
      Failure.refused(.tooManyRejects(report)).hint
        == "no table was replaced; correct the rejected records, or allow more rejects; "
        + "convostat help rejects explains the reasons")
    report.rejectsPath = nil
    #expect(
      Failure.refused(.tooManyRejects(report)).hint
        == "correct the rejected records, or allow more rejects; convostat help rejects explains the reasons")
  }

  static let failures: [(failure: Failure, status: ExitCode, sentence: String)] = [
    (
      .input(.cannotOpen(path: "a\nb", errno: 2)), .input,
      "a\\nb: cannot be opened: no such file or directory"
    ),
    (.input(.brokeOff(path: "a.gz", detail: "unexpected end")), .input, "a.gz: broke off: unexpected end"),
    (.input(.otherKind(path: "a", kind: .utf16, compression: nil)), .input, "a: is UTF-16, not UTF-8"),
    (
      .input(.otherKind(path: "a.gz", kind: .tar, compression: "gzip")), .input,
      "a.gz: is a tar archive inside gzip, not NDJSON"
    ),
    (.input(.noDecompressor(path: "a", tool: "zstd")), .input, "a: needs zstd, which is not installed"),
    (
      .system(.cannotMakeDirectory(path: "o", errno: 13)), .cannotCreate,
      "o: cannot be made: permission denied"
    ),
    (.input(.cannotRead(path: "a", errno: 21)), .inputOutput, "a: reading failed: is a directory"),
    (
      .system(.cannotWrite(path: "o/x", errno: 28)), .inputOutput,
      "o/x: writing failed: no space left on device"
    ),
    (.system(.directoryHeld(path: "o")), .busy, "o: another run is writing there"),
    (.system(.directoryHeld(path: "o", process: 7)), .busy, "o: another run (process 7) is writing there"),
    (
      .refused(.tooManyRejects(report)), .data,
      "too many rejects: 2 rejected lines and 1 rejected element (bad_json 2, no_timestamp 1): "
        + "see out/rejects.ndjson"
    ),
  ]

  @Test("Every failure has its exit status and one line for people", arguments: failures)
  func sentences(_ failure: Failure, _ status: ExitCode, _ sentence: String) {
    #expect(failure.status == status)
    #expect(failure.sentence == sentence)
  }

  static let report: RunReport = {
    var counts = Counts()
    (counts.lines, counts.records, counts.blank, counts.rejected) = (5, 2, 1, 2)
    (counts.elements, counts.rejectedElements, counts.messages, counts.conversations) = (2, 1, 1, 1)
    var options = Options()
    options.jobs = 2
    var report = RunReport(options: options, counts: counts)
    report.inputs = [InputReport(path: "a", bytes: 1500, lines: 5, records: 2)]
    report.rejects = [.noTimestamp: 1, .badJSON: 2]
    report.rejectsPath = "out/rejects.ndjson"
    report.directory = "out"
    report.outputs = [OutputReport(name: "x.csv", rows: 1, bytes: 4)]
    report.asOfMilliseconds = 1_767_603_600_000
    report.durationMilliseconds = 1050
    report.peakMemoryBytes = 20_000_000
    var figures = KeyFigures()
    (figures.responses, figures.firstResponses) = (1, 1)
    figures.firstResponseMedianMilliseconds = 31_050
    report.figures = figures
    return report
  }()
}
