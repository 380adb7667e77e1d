// Command lines as typed, and what becomes of them.

import ConvoStat
import Testing

@testable import Command

@Suite struct ArgumentsTests {
  @Test("Without options the verb has its operands and the defaults") func defaults() throws {
    let arguments = try parse("summarize a - b --out o")
    #expect(arguments.verb == .summarize)
    #expect(arguments.operands == ["a", "-", "b"])
    #expect(arguments.out == "o")
    #expect(arguments.options.maxLineBytes == 64 << 20)
    #expect(arguments.options.maxRejects == nil)
    #expect(arguments.runOptions.jobs == SystemLimits.allowedProcessors)
    #expect(!arguments.isQuiet && !arguments.isJSON && !arguments.wantsVersion && arguments.help == nil)
  }

  @Test(
    "An option stands anywhere, its value attached or in the next word",
    arguments: [
      "summarize a --out o", "summarize --out=o a", "--out o summarize a", "summarize -o o a",
      "summarize -oo a", "summarize -qoo a", "summarize --out x a --out o", "summarize --out=o -- a",
      "-o o -- summarize a",
    ])
  func places(_ line: String) throws {
    let arguments = try parse(line)
    #expect(arguments.verb == .summarize)
    #expect(arguments.operands == ["a"])
    #expect(arguments.out == "o")
  }

  @Test("Behind -- there are no options") func terminator() throws {
    #expect(try parse("check -- --json -q --").operands == ["--json", "-q", "--"])
  }

  @Test("A value may hold anything, an attached one also an option") func oddValues() throws {
    #expect(try parse("summarize a --account=--json -o a=b").options.account == "--json")
    #expect(try parse("summarize a --account -5 -o a=b").options.account == "-5")
    #expect(try parse("summarize a --account A -o a=b").out == "a=b")
  }

  @Test("Every option of a run reaches its place") func runOptions() throws {
    let options = try parse(
      """
      summarize a --out o --jobs 3 --metadata team --metadata=tier --metadata team --account 7 \
      --conversation-from-filename --as-of 2026-01-05T09:00:00Z --order client --wait-from last \
      --bots ignore --csv-text raw --xlsx --durations hms --checksums --max-rejects 0 \
      --max-reject-share 5% --max-line-bytes 1k
      """
    ).runOptions
    #expect(options.jobs == 3)
    #expect(options.metadataKeys == ["team", "tier"])
    #expect(options.account == "7")
    #expect(options.conversationNaming == .filename)
    #expect(options.asOfMilliseconds == 1_767_603_600_000)
    #expect(options.order == .client)
    #expect(options.waitFrom == .last)
    #expect(options.bots == .ignore)
    #expect(options.csvText == .raw)
    #expect(options.durations == .hms)
    #expect(options.checksums)
    #expect(options.maxRejects == 0)
    #expect(options.maxRejectShareMillionths == 50_000)
    #expect(options.maxLineBytes == 1024)
  }

  static let refused: [(line: String, error: UsageError)] = [
    ("summarise a", .unknownVerb("summarise")),
    ("--quiet a", .unknownVerb("a")),
    ("summarize a --otu o", .unknownFlag("--otu")),
    ("summarize a --otu=o", .unknownFlag("--otu")),
    ("summarize a -x", .unknownFlag("-x")),
    ("summarize a -qx", .unknownFlag("-x")),
    ("summarize a --out", .missingValue(flag: "out")),
    ("summarize a -o", .missingValue(flag: "out")),
    ("summarize a --out --json", .missingValue(flag: "out")),
    ("summarize a --quiet=1", .unexpectedValue(flag: "quiet")),
    ("check a --out o", .notForVerb(flag: "out", .check)),
    ("describe --json", .notForVerb(flag: "json", .describe)),
    ("describe --metadata K", .notForVerb(flag: "metadata", .describe)),
    ("summarize a --out o --customers pseudonyms", .noPseudonymKey(flag: "customers")),
    ("check a --link https://x/{conversation_id}", .notForVerb(flag: "link", .check)),
    ("facts a --out o --agents ids", .notForVerb(flag: "agents", .facts)),
  ]

  @Test("run.json shows the options in their order, one place each") func reportedOptions() throws {
    let options = try parse("summarize a --out o --metadata team --max-reject-share 5%").runOptions
    #expect(
      options.reported.page == """
        {
          "metadata": [
            "team"
          ],
          "attributes": false,
          "by": [],
          "where": null,
          "since": null,
          "until": null,
          "anchor": null,
          "max_groups": null,
          "timezone": null,
          "conversation_from_filename": false,
          "account": null,
          "map": null,
          "shard": null,
          "as_of": null,
          "order": "created",
          "wait_from": "first",
          "first_response_from": "message",
          "bots": "respond",
          "buckets": null,
          "within": null,
          "hours": null,
          "responses": false,
          "csv_text": "guarded",
          "dialect": "default",
          "split_rows": null,
          "xlsx": false,
          "report": false,
          "checksums": false,
          "max_rejects": null,
          "max_reject_share": 0.050000,
          "max_reject_bytes": 1073741824,
          "max_line_bytes": 67108864,
          "keep_going": false,
          "no_facts": false,
          "min_records": null,
          "newest_within": null,
          "max_drop": null,
          "columns": [],
          "bot_agent": [],
          "no_sender": null,
          "conversation_from_directory": false,
          "resolve_ends_wait": true,
          "activities": null,
          "sessions": null,
          "backlog": null,
          "durations": "seconds",
          "title": null,
          "agents": "names",
          "customers": "names",
          "pseudonym_key": null,
          "link": null,
          "tidy": false,
          "against": null
        }

        """)
    #expect(Flag.all.compactMap(\.reported?.place).sorted() == Array(1...53))
  }

  @Test("What cannot be meant is refused", arguments: refused)
  func refusal(_ line: String, _ error: UsageError) {
    #expect(throws: error) { try parse(line) }
  }

  static let badValues = [
    "--jobs 0", "--jobs 1025", "--jobs two", "--jobs=", "--jobs +1", "--jobs 1.0", "--out=", "--metadata=",
    "--account=", "--as-of tomorrow", "--as-of 2026-02-30T00:00:00Z", "--order Created", "--bots=",
    "--wait-from second", "--csv-text cooked", "--durations minutes", "--max-rejects -1",
    "--max-rejects 99999999999999999999",
    "--max-line-bytes 0", "--max-line-bytes 2G", "--max-line-bytes 9999999999G", "--max-line-bytes K",
    "--max-reject-share 5", "--max-reject-share 101%", "--max-reject-share %", "--max-reject-share .5",
    "--max-reject-share 0.", "--max-reject-share -5%", "--max-reject-share 0.0000001",
    "--max-reject-share 0.5.5", "--backlog month", "--backlog=", "--backlog hour:", "--backlog day:agent",
    "--backlog hour:day", "--backlog day:queu", "--backlog day:queue,team",
  ]

  @Test("Values that an option cannot take are refused with what it takes", arguments: badValues)
  func badValue(_ flag: String) throws {
    let error = try #require(throws: UsageError.self) { try parse("summarize a \(flag)") }
    guard case .badValue = error else {
      Issue.record("\(error)")
      return
    }
    #expect(!error.hint.isEmpty)
  }

  @Test(
    "A share is exact to a millionth",
    arguments: [
      ("0", 0), ("0%", 0), ("1", 1_000_000), ("100%", 1_000_000), ("0.05", 50_000), ("5%", 50_000),
      ("0.000001", 1), ("0.0001%", 1), ("33.3333%", 333_333), ("00.5", 500_000),
    ])
  func share(_ text: String, _ millionths: Int) throws {
    #expect(try FlagValue(flag: "max-reject-share", text: text).shareMillionths() == millionths)
  }

  @Test(
    "Bytes come with the units of 1024",
    arguments: [
      ("1024", 1024), ("1K", 1024), ("64m", 64 << 20), ("1G", 1 << 30), ("2147483647", 2_147_483_647),
    ])
  func bytes(_ text: String, _ count: Int) throws {
    #expect(try FlagValue(flag: "max-line-bytes", text: text).bytes() == count)
  }

  @Test("Help and version need nothing else and excuse what is missing") func helpAndVersion() throws {
    #expect(try parse("-h").help == .short)
    #expect(try parse("--help").help == .long)
    #expect(try parse("summarize -qh").help == .short)
    #expect(try parse("describe --out o --help").help == .long)
    #expect(try parse("summarize --version").wantsVersion)
  }

  @Test("A run without input or output directory is refused") func incomplete() throws {
    #expect(throws: UsageError.noInput(.summarize)) { _ = try Summarize(parse("summarize --out o")) }
    #expect(throws: UsageError.noOutputDirectory(.summarize)) { _ = try Summarize(parse("summarize a")) }
    #expect(throws: UsageError.noInput(.check)) { _ = try Check(parse("check")) }
    #expect(throws: UsageError.tooManyOperands(.describe, "b")) { _ = try Describe(parse("describe a b")) }
    #expect(throws: UsageError.unknownTopic("a")) { _ = try Help(parse("help a")) }
    #expect(throws: UsageError.noVerb) { _ = try carryOut(parse("")) }
  }

  private func parse(_ line: String) throws -> Arguments {
    try Arguments(line.split(separator: " ").map(String.init))
  }
}
