// The pipeline against its plain twin on random dumps, and what must never change its results.

import Testing

@testable import ConvoStat

@Suite struct PipelineTests {
  /// The options of a seed: each seed tries another mix.
  private func options(_ seed: UInt64) -> Twin.Options {
    var options = Twin.Options()
    options.metadataKeys = seed % 3 == 0 ? ["region", "é"] : []
    options.conversationFromFilename = seed % 2 == 0
    options.account = seed % 5 == 0 ? "9" : nil
    options.asOf = seed % 7 == 0 ? 1_800_000_000_000 : nil
    options.orderByClient = seed % 4 == 1
    options.waitFromLast = seed % 4 == 2
    options.botsIgnored = seed % 6 == 5
    options.rawText = seed % 8 == 3
    let bounds: [[Int64]?] = [nil, Buckets.standard.bounds, [0], [1, 2, 60_000, 5_000_000_000]]
    options.buckets = bounds[Int(seed / 3 % 4)]
    let breakdowns = [
      ["source"], ["queue", "day"], ["week"], ["month", "hour"], ["weekday", "agent"], ["week", "month"],
      ["organizational_group", "subdivision"], ["metadata.region"], ["account", "hour"],
      ["agent", "queue", "hour"],
    ]
    if seed % 3 != 0 {
      options.by = [breakdowns[Int(seed / 3 % 10)], breakdowns[Int((seed / 7 + 3) % 10)]]
      if options.by[0] == options.by[1] { options.by.removeLast() }
    }
    options.maxGroups = seed % 6 == 4 ? Int(seed % 4) + 1 : nil
    let zones = ["Europe/Berlin", "Asia/Kolkata", "America/St_Johns", "Pacific/Apia", "Asia/Tehran"]
    options.zone = seed % 4 == 3 ? zones[Int(seed / 4 % 5)] : nil
    options.maxLineBytes = seed % 9 == 4 ? 3000 : 64 << 20
    return options
  }

  @Test(
    "The pipeline gives what the plain twin gives, on random dumps of all shapes",
    arguments: 0..<40)
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
      let reasons = got.report.rejects.map { ($0.key.rawValue, $0.value) }
      #expect(Dictionary(uniqueKeysWithValues: reasons) == expected.rejectsByReason, "seed \(seed)")
      #expect(counts(got.report.counts) == expected.counts, "seed \(seed)")
      #expect(sorted(rejects(expected)) == sorted(got.rejects), "seed \(seed)")
    }
  }

  private func counts(_ counts: Counts) -> [String: Int] {
    [
      "lines": counts.lines, "records": counts.records, "blank": counts.blank, "ignored": counts.ignored,
      "rejected": counts.rejected, "rejected_elements": counts.rejectedElements,
      "duplicates": counts.duplicates, "created_missing": counts.createdMissing,
      "ambiguous_references": counts.ambiguousReferences,
    ]
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

  @Test(
    "The same input in another order, other pieces or other packing gives the same bytes", arguments: 0..<30)
  func invariant(seed: UInt64) throws {
    let dump = RandomDump(seed: seed, conflictFree: true)
    var asked = options(seed)
    asked.maxLineBytes = 64 << 20
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
