// The pipeline against its plain twin on random dumps, and what must never change its results.

import Testing

@testable import ConvoStat

@Suite struct PipelineTests {
  /// The options of a seed: each seed tries another mix.
  private func options(_ seed: UInt64) -> Twin.Options {
    var options = Twin.Options()
    options.resolveEndsWait = seed % 8 != 6
    options.sessions = [nil, .silence(20_000), nil, nil, .resolution][Int(seed / 4 % 5)]
    options.metadataKeys = seed % 3 == 0 ? ["region", "é"] : []
    options.attributes = seed % 5 == 1
    options.conversationFromFilename = seed % 2 == 0
    options.conversationFromDirectory = seed % 6 == 1
    options.account = seed % 5 == 0 ? "9" : nil
    options.asOf = seed % 7 == 0 ? 1_800_000_000_000 : nil
    options.orderByClient = seed % 4 == 1
    options.waitFromLast = seed % 4 == 2
    options.botsIgnored = seed % 6 == 5
    options.noSender = [nil, .bot, .agent, .system][Int(seed / 2 % 4)]
    options.botAgents = seed % 5 == 2 ? ["9", "nobody"] : []
    options.firstFromCreation = seed % 7 < 3
    options.rawText = seed % 8 == 3
    let bounds: [[Int64]?] = [nil, Buckets.standard.bounds, [0], [1, 2, 60_000, 5_000_000_000]]
    options.buckets = bounds[Int(seed / 3 % 4)]
    options.listsWaits = seed % 5 != 1
    let breakdowns = [
      ["source"], ["queue", "day"], ["week"], ["month", "hour"], ["weekday", "agent"], ["week", "month"],
      ["organizational_group", "subdivision"], ["metadata.region"], ["account", "hour"],
      ["agent", "queue", "hour"], ["label"], ["label", "queue", "day"], ["agent", "label"],
      ["team", "priority"],
      ["channel"], ["csat_rating", "hour"], ["quarter"], ["year", "week"], ["quarter", "week", "agent"],
      ["status"], ["assigned_agent", "status"], ["agent", "assigned_agent"],
    ]
    if seed % 3 != 0 {
      let count = UInt64(breakdowns.count)
      options.by = [breakdowns[Int(seed / 3 % count)], breakdowns[Int((seed / 7 + 3) % count)]]
      if options.by[0] == options.by[1] { options.by.removeLast() }
    }
    options.maxGroups = seed % 6 == 4 ? Int(seed % 4) + 1 : nil
    let zones = ["Europe/Berlin", "Asia/Kolkata", "America/St_Johns", "Pacific/Apia", "Asia/Tehran"]
    options.zone = seed % 4 == 3 ? zones[Int(seed / 4 % 5)] : nil
    options.maxLineBytes = seed % 9 == 4 ? 3000 : 64 << 20
    if seed % 4 == 2 {
      options.conditions = conditions[Int(seed / 4) % conditions.count].map(Twin.Condition.init)
    }
    if seed % 6 == 1 {
      let start: Int64 = 1_767_603_600_000
      options.window.since = seed % 18 == 1 ? nil : start + Int64(seed % 25) * 2000
      options.window.until = seed % 18 == 7 ? nil : start + 60_000 + Int64(seed % 7) * 90_001
      options.window.anyMessage = seed % 4 == 3
    }
    let keys = [nil, "label", "queue", "metadata.region", "assigned_agent", "team", "source", "csat_rating"]
    if seed % 16 == 12, options.sessions == nil || !options.orderByClient {
      options.backlog = Twin.Backlog(period: "week", key: keys[Int(seed / 16 % 8)])
      options.asOf = 1_800_000_000_000  // some moments are a thousand years later
    }
    if seed % 5 == 3 { options.hours = hours[Int(seed / 5 % 4)] }
    let levels: [(String, Int64)] = [("1s", 1000), ("30s", 30_000), ("5m", 300_000), ("1d", 86_400_000)]
    if seed % 4 == 3 { options.levels = levels.dropLast(Int(seed / 4 % 4)).map { ($0, $1) } }
    return options
  }

  /// Hours in several zones, some with a clock change, overlapping spans, a night, holidays and queues.
  private let hours = [
    Twin.Hours(week: ["mon": [["09:00", "12:00"], ["13:00", "17:00"]], "tue": [["00:00", "24:00"]]]),
    Twin.Hours(
      week: ["mon": [["09:00", "10:01"], ["09:30", "11:00"]], "sun": [["22:00", "09:00"]]],
      zone: "Europe/Berlin", holidays: ["2026-01-06"]),
    Twin.Hours(
      zone: "Asia/Kolkata",
      queues: [
        "Ann": Twin.Hours(week: ["mon": [["14:30", "14:31"]]], zone: "America/New_York"),
        "": Twin.Hours(week: ["mon": [["23:00", "22:00"]]], holidays: ["2026-01-05", "2027-01-01"]),
      ]),
    Twin.Hours(
      week: ["sat": [["20:00", "03:00"]], "wed": [["08:15", "16:45"]], "mon": []],
      zone: "Australia/Lord_Howe",
      queues: ["Ann": Twin.Hours(week: [:])]),
  ]

  /// Selections of conversations, some with several conditions.
  private let conditions = [
    ["source=asapp"], ["source!=asapp"], ["queue=Ann", "queue=(none)"], ["queue!=Ann", "queue!=(none)"],
    ["agent=9"], ["agent!=9"], ["agent=(none)"], ["agent!=(none)", "source=asapp"], ["agent=(unknown)"],
    ["agent=nobody", "agent=agent-9"], ["agent=agent-9", "agent!=agent-10"], ["account="], ["account!=1"],
    ["account=acc=1", "account=2"], ["metadata.region=(none)"], ["metadata.region!=(none)"],
    ["metadata.region=Zo\u{EB}", "metadata.region=/"], ["organizational_group!=Zoe\u{308}"],
    ["subdivision=(none)", "queue!=(none)"], ["day=2026-01-05"], ["day!=2026-01-05"], ["day=(none)"],
    ["label=Ann"], ["label!=Ann", "label!=(none)"], ["label=(none)", "team=(none)"], ["team!=Ann"],
    ["channel=Channel::Api", "priority!=high"], ["csat_rating=5", "csat_rating=(none)"], ["csat_rating!=5"],
    ["week=2026-W02", "hour=09"], ["month!=2026-01"], ["weekday=1", "hour!=09"], ["hour=10", "hour=14"],
    ["quarter=2026-Q1"], ["year!=2026"], ["status=open"], ["status!=(none)", "assigned_agent=(none)"],
    ["assigned_agent!=agent-9"],
  ]

  @Test(
    "The pipeline gives what the plain twin gives, on random dumps of all shapes",
    arguments: Seeds.upTo(40))
  func likeTwin(batch: UInt64) throws {
    for seed in batch * 50..<batch * 50 + 50 {
      let dump = RandomDump(seed: seed)
      let options = options(seed)
      let expected = Twin(options: options).run(dump.inputs)
      var asked = options.pipelineOptions(jobs: Int(seed % 3) + 1)
      if seed % 5 == 2 { asked.memoryBytes = 1 }  // facts are put away after every block
      let got = try PipelineRun(dump.inputs, asked)
      let difference = firstDifference(expected.tables, got.tables)
      if let difference, !got.tables.isEmpty { Issue.record("seed \(seed), \(difference)") }
      if !got.tables.isEmpty {
        #expect(LifeIdentities(got.tables).violations == [], "seed \(seed)")
      }
      let reasons = got.report.rejects.map { ($0.key.rawValue, $0.value) }
      #expect(Dictionary(uniqueKeysWithValues: reasons) == expected.rejectsByReason, "seed \(seed)")
      #expect(counts(got.report.counts) == expected.counts, "seed \(seed)")
      #expect(
        lifeCounts(got.report.counts) == expected.lifeCounts.filter { $0.key != "later_messages" },
        "seed \(seed)")
      #expect(got.report.counts.laterMessages == expected.lifeCounts["later_messages"] ?? 0, "seed \(seed)")
      #expect(sorted(rejects(expected)) == sorted(got.rejects), "seed \(seed)")
    }
  }

  @Test(
    "Folded groups are those of the plain twin, whatever the keys and the limit", arguments: Seeds.upTo(20))
  func folded(batch: UInt64) throws {
    let breakdowns = [
      ["label"], ["agent", "label"], ["label", "queue"], ["agent", "day"], ["label", "priority", "agent"],
      ["agent", "status"], ["assigned_agent", "label", "weekday"],
    ]
    for seed in batch * 10..<batch * 10 + 10 {
      let dump = RandomDump(seed: seed)
      var options = Twin.Options()
      options.by = [breakdowns[Int(seed % 7)], breakdowns[Int((seed + 3) % 7)]]
      options.maxGroups = Int(seed % 5) + 1
      options.attributes = seed % 2 == 0
      let expected = Twin(options: options).run(dump.inputs)
      var asked = options.pipelineOptions(jobs: Int(seed % 3) + 1)
      if seed % 4 == 1 { asked.memoryBytes = 1 }
      let got = try PipelineRun(dump.inputs, asked)
      let difference = firstDifference(expected.tables, got.tables)
      if let difference, !got.tables.isEmpty { Issue.record("seed \(seed), \(difference)") }
    }
  }

  private func counts(_ counts: Counts) -> [String: Int] {
    let leftOut = [
      "left_out_conversations": counts.leftOut.conversations, "left_out_messages": counts.leftOut.messages,
    ]
    let always = [
      "lines": counts.lines, "records": counts.records, "blank": counts.blank, "ignored": counts.ignored,
      "rejected": counts.rejected, "rejected_elements": counts.rejectedElements,
      "duplicates": counts.duplicates, "created_missing": counts.createdMissing,
      "ambiguous_references": counts.ambiguousReferences, "ambiguous_accounts": counts.ambiguousAccounts,
      "conflicting_records": counts.conflictingRecords,
      "rejected_bytes": counts.rejectedBytes,
      "tolerated": counts.tolerated, "senderless": counts.senderless.count,
    ]
    return counts.leftOut == LeftOut() ? always : always.merging(leftOut) { $1 }
  }

  private func lifeCounts(_ counts: Counts) -> [String: Int] {
    var all = [
      "unmatched_events": counts.unmatchedEvents, "activity_unmatched": counts.unmatchedActivities,
      "resolved_inexact": counts.inexactResolutions,
    ]
    for origin in StatusObservation.Origin.allCases where origin != .map {
      all["observations_\(origin)"] = counts.observations(of: origin)
    }
    return all
  }

  private func rejects(_ outcome: Twin.Outcome) -> [[String: String]] {
    outcome.rejects.map { reject in
      var fields = ["path": reject.path, "line": "\(reject.line)", "offset": "\(reject.offset)"]
      fields["index"] = reject.index.map { "\($0)" }
      fields["reason"] = reject.reason
      return fields
    }
  }

  /// The rejects as lines; within nested pages the twin orders them otherwise.
  private func sorted(_ rejects: [[String: String]]) -> [String] {
    rejects.map { reject in
      reject.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
    }
    .sorted()
  }

  @Test("Windows that follow each other count each conversation exactly once", arguments: Seeds.upTo(20))
  func windows(seed: UInt64) throws {
    let dump = RandomDump(seed: seed)
    var asked = options(seed)
    asked.window = Twin.Window()
    asked.conditions = []
    asked.asOf = 1_800_000_000_000
    func rows(_ options: Options) throws -> [Substring] {
      let table = try PipelineRun(dump.inputs, options).tables["conversations.csv"] ?? ""
      return Array(Array(records(table)).dropFirst())
    }
    // A conversation in which nobody wrote lies in no window; it has neither a first nor a last message.
    asked.conditions = [Twin.Condition("day!=(none)")]
    let whole = try rows(asked.pipelineOptions(jobs: 2))
    let start: Int64 = 1_767_603_600_000
    let cuts = [1000, start, start + 5000, start + 20_000, start + 21_001, start + 60_000, start + 3_600_000]
    asked.conditions = []
    var parts: [Substring] = []
    for index in 0...cuts.count {
      asked.window.since = index == 0 ? nil : cuts[index - 1]
      asked.window.until = index == cuts.count ? nil : cuts[index]
      parts += try rows(asked.pipelineOptions(jobs: Int(seed % 2) + 1))
    }
    #expect(parts.sorted() == whole.sorted())
  }

  /// Returns the records of a CSV text.
  ///
  /// Quoted cells may contain newlines.
  private func records(_ table: String) -> [Substring] {
    var records: [Substring] = []
    var isQuoted = false
    var start = table.unicodeScalars.startIndex
    for index in table.unicodeScalars.indices {
      if table.unicodeScalars[index] == "\"" { isQuoted.toggle() }
      if table.unicodeScalars[index] == "\n", !isQuoted {
        records.append(table[start..<index])
        start = table.unicodeScalars.index(after: index)
      }
    }
    return records
  }

  @Test(
    "The same input in another order, other pieces or other packing gives the same bytes",
    arguments: Seeds.upTo(30))
  func invariant(seed: UInt64) throws {
    let dump = RandomDump(seed: seed, conflictFree: true)
    var asked = options(seed)
    asked.maxLineBytes = 64 << 20
    asked.conversationFromDirectory = false  // pieces are in other directories
    let options = asked.pipelineOptions(jobs: 2)
    let whole = try PipelineRun(dump.inputs, options).tables
    var others: [(String, [(path: String, bytes: [UInt8])], Options, Bool)] = [
      ("shuffled lines", dump.shuffled(seed: seed), options, false),
      ("split inputs", dump.split(seed: seed), options, false),
      ("inputs reversed", dump.inputs.reversed(), options, false),
      ("gzipped", dump.inputs, options, true),
      ("one worker", dump.inputs, asked.pipelineOptions(jobs: 1), false),
      ("seven workers", dump.inputs, asked.pipelineOptions(jobs: 7), false),
    ]
    if !asked.conversationFromFilename { others.append(("merged inputs", dump.merged(), options, false)) }
    var uncached = options
    uncached.usesCaches = false
    others.append(("every cache off", dump.inputs, uncached, false))
    for workers in [1, 3] {
      var narrow = asked.pipelineOptions(jobs: workers)
      narrow.memoryBytes = 1
      others.append(("facts put away by \(workers)", dump.split(seed: seed), narrow, false))
    }
    for (name, inputs, options, gzipped) in others {
      let other = try PipelineRun(inputs, options, gzipped: gzipped)
      #expect(firstDifference(whole, other.tables) == nil, "\(name)")
    }
  }
}
