// Lives of all kinds: the twin against its identities, then the program against the twin.

import Testing

@testable import ConvoStat

@Suite("Random lives")
struct RandomLivesTests {
  /// The options of a seed: each seed tries another mix.
  private func options(_ seed: UInt64) -> Twin.Options {
    var options = Twin.Options()
    options.orderByClient = seed % 4 == 1
    options.waitFromLast = seed % 5 == 2
    options.botsIgnored = seed % 7 == 5
    options.firstFromCreation = seed % 3 == 1
    options.resolveEndsWait = seed % 6 != 4
    let breaks: [Twin.SessionStart?] = [
      nil, .resolution, nil, .silence(10_000), .resolution, .silence(3_600_000), nil,
    ]
    options.sessions = breaks[Int(seed % 7)]
    options.listsWaits = seed % 2 == 0
    options.asOf = seed % 4 == 2 ? RandomLives(seed: seed).asOf : nil
    options.levels = seed % 3 == 2 ? [("1s", 1000), ("1m", 60_000), ("1d", 86_400_000)] : []
    options.buckets = seed % 5 == 1 ? [0, 1000, 60_000] : nil
    options.zone = seed % 4 == 3 ? "Europe/Berlin" : nil
    options.maxGroups = seed % 9 == 4 ? 2 : nil
    let breakdowns = [
      ["day", "agent"], ["hour"], ["week", "queue"], ["assigned_agent", "day"], ["agent", "hour"],
      ["account"],
    ]
    if seed % 2 == 1 { options.by = [breakdowns[Int(seed / 2 % UInt64(breakdowns.count))]] }
    let backlogs = [
      Twin.Backlog(period: "day", key: "queue"), Twin.Backlog(period: "hour"),
      Twin.Backlog(period: "week", key: "account"), Twin.Backlog(period: "hour", key: "account"),
      Twin.Backlog(period: "day"), Twin.Backlog(period: "week", key: "assigned_agent"),
    ]
    // Sessions count the latest message from their own beginning.
    let isMixed = options.sessions != nil && options.orderByClient
    if seed % 5 < 3, !isMixed { options.backlog = backlogs[Int(seed / 5 % UInt64(backlogs.count))] }
    if seed % 8 == 6 {
      options.conditions = [Twin.Condition(seed % 16 == 6 ? "account=1" : "agent!=(none)")]
    }
    if seed % 10 == 3 {
      options.hours = Twin.Hours(week: ["mon": [["09:00", "09:02"]], "tue": [["08:00", "20:00"]]])
    }
    return options
  }

  /// The options of a seed for the twin alone.
  private func wholeOptions(_ seed: UInt64) -> Twin.Options {
    var options = options(seed)
    options.resolveEndsWait = seed % 6 != 4
    options.listsWaits = true
    options.by = [["day", "agent"], ["hour"], ["week", "queue"]]
    options.backlog = Twin.Backlog(
      period: seed % 2 == 0 ? "day" : "week", key: seed % 3 == 0 ? "queue" : nil)
    options.conditions = []
    return options
  }

  @Test("are lively", arguments: [0])
  func lively(first: UInt64) {
    var (counts, ends): ([String: Int], [String: Int]) = ([:], [:])
    for seed in first..<first + 40 {
      var options = wholeOptions(seed)
      options.asOf = seed % 2 == 0 ? RandomLives(seed: seed).asOf : nil
      let outcome = Twin(options: options).run(RandomLives(seed: seed).inputs)
      #expect(outcome.rejects.isEmpty)
      for (name, count) in outcome.lifeCounts { counts[name, default: 0] += count }
      let rows = csvRows(outcome.tables["summary.csv"] ?? "")
      for (name, cell) in zip(rows[0], rows[1]) { ends[name, default: 0] += Int(cell) ?? 0 }
    }
    #expect(counts.filter { $0.value < 10 }.isEmpty, "\(counts)")
    let names = [
      "waits_ended_by_resolve", "waits_ended_by_bot", "unanswered", "responses", "resolved", "reopens",
      "handover_count", "first_resolution_count",
    ]
    #expect(names.filter { (ends[$0] ?? 0) < 10 } == [])
  }

  @Test("hold the identities of waits, resolutions and sums", arguments: Seeds.upTo(40))
  func identities(batch: UInt64) {
    for seed in batch * 20..<batch * 20 + 20 {
      var options = wholeOptions(seed)
      options.asOf = seed % 3 == 0 ? RandomLives(seed: seed).asOf : nil
      let lives = Twin(options: options).run(RandomLives(seed: seed).inputs)
      #expect(LifeIdentities(lives.tables).violations == [], "lives \(seed)")
      if seed % 4 == 0 {
        let dump = Twin(options: options).run(RandomDump(seed: seed).inputs)
        #expect(LifeIdentities(dump.tables).violations == [], "dump \(seed)")
      }
    }
  }

  @Test("are the same in any order of records", arguments: Seeds.upTo(40))
  func anyOrder(batch: UInt64) {
    for seed in batch * 20..<batch * 20 + 20 {
      let lives = RandomLives(seed: seed)
      let twin = Twin(options: wholeOptions(seed))
      let (whole, other) = (twin.run(lives.inputs), twin.run(lives.shuffled(seed: seed)))
      let difference = firstDifference(undated(whole.tables), undated(other.tables))
      #expect(difference == nil, "seed \(seed)")
      #expect(whole.lifeCounts == other.lifeCounts, "seed \(seed)")
    }
  }

  @Test("at a given as-of are those without what came after", arguments: Seeds.upTo(40))
  func asOf(batch: UInt64) {
    for seed in batch * 20..<batch * 20 + 20 {
      let lives = RandomLives(seed: seed)
      var options = wholeOptions(seed)
      options.asOf = lives.asOf
      let then = Twin(options: options).run(lives.inputs).tables
      options.asOf = nil
      let earlier = Twin(options: options).run(lives.earlier).tables
      #expect(firstDifference(undated(earlier), undated(then)) == nil, "seed \(seed)")
    }
  }

  @Test("are measured by the program as by the twin", arguments: Seeds.upTo(40))
  func likeTwin(batch: UInt64) throws {
    for seed in batch * 20..<batch * 20 + 20 {
      let lives = RandomLives(seed: seed)
      let options = options(seed)
      let expected = Twin(options: options).run(lives.inputs)
      let got = try PipelineRun(lives.inputs, options.pipelineOptions(jobs: Int(seed % 3) + 1))
      let difference = firstDifference(expected.tables, got.tables)
      if let difference { Issue.record("seed \(seed), \(difference)") }
      #expect(LifeIdentities(got.tables).violations == [], "seed \(seed)")
      var then = options
      then.asOf = lives.asOf
      var now = options
      now.asOf = nil
      let tables = try PipelineRun(lives.inputs, then.pipelineOptions(jobs: 2)).tables
      let earlier = try PipelineRun(lives.earlier, now.pipelineOptions(jobs: 2)).tables
      let wrong = firstDifference(undated(earlier), undated(tables))
      if let wrong { Issue.record("seed \(seed) at as-of, \(wrong)") }
    }
  }

  /// Returns tables without the column of a record's status, which is no observation and has no date.
  private func undated(_ tables: [String: String]) -> [String: String] {
    tables.mapValues { table in
      let rows = csvRows(table)
      let status = rows.first?.firstIndex(of: "status")
      return rows.map { row in
        row.indices.filter { $0 != status }.map { row[$0] }.joined(separator: ",") + "\n"
      }
      .joined()
    }
  }
}
