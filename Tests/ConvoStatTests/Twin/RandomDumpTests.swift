// Whether random dumps are random enough to find anything, and the twin held against its promises on them.

import Foundation
import Testing

@Suite("Random dumps")
struct RandomDumpTests {
  @Test("are the same for the same seed")
  func sameSeed() {
    let dumps = (RandomDump(seed: 7), RandomDump(seed: 7), RandomDump(seed: 8))
    #expect(dumps.0.inputs.map(\.bytes) == dumps.1.inputs.map(\.bytes))
    #expect(dumps.0.inputs.map(\.path) == dumps.1.inputs.map(\.path))
    #expect(dumps.0.inputs.map(\.bytes) != dumps.2.inputs.map(\.bytes))
  }

  @Test("together hold every class, count and reason to reject")
  func lively() {
    var options = Twin.Options()
    options.maxLineBytes = 3000
    let keys = ["label", "team", "channel", "priority", "csat_rating"]
    options.by = keys.map { [$0] }
    var totals: [String: Int] = [:]
    var reasons: Set<String> = []
    var groups: [String: Set<Substring>] = [:]
    func rows(_ table: String?) -> [Substring] {
      (table ?? "").split(separator: "\n").dropFirst().map { $0.prefix { $0 != "," } }
    }
    for seed in 0..<100 {
      let outcome = Twin(options: options).run(RandomDump(seed: UInt64(seed)).inputs)
      for (name, count) in outcome.counts { totals[name, default: 0] += count }
      reasons.formUnion(outcome.rejectsByReason.keys)
      for row in (outcome.tables["roles.csv"] ?? "").split(separator: "\n").dropFirst() {
        let cells = row.split(separator: ",", omittingEmptySubsequences: false)
        totals[String(cells[0]), default: 0] += Int(cells[1]) ?? 0
      }
      for key in keys { groups[key, default: []].formUnion(rows(outcome.tables["by_\(key).csv"])) }
      let counts = outcome.counts
      let sum = ["records", "blank", "ignored", "rejected"].map { counts[$0] ?? 0 }.reduce(0, +)
      #expect(counts["lines"] == sum, "seed \(seed)")
    }
    let names = [
      "lines", "records", "blank", "ignored", "rejected", "rejected_elements", "duplicates",
      "created_missing", "rejected_bytes", "tolerated", "senderless",
      "ambiguous_references", "ambiguous_accounts", "conflicting_records", "customer", "agent", "bot",
      "system", "note", "failed",
    ]
    #expect(names.filter { (totals[$0] ?? 0) < ($0 == "tolerated" ? 1 : 10) } == [], "\(totals)")
    #expect(Set(totals.keys) == Set(names))
    #expect(keys.filter { (groups[$0]?.count ?? 0) < 3 } == [])
    #expect(
      reasons == [
        "api_error", "bad_json", "bad_timestamp", "line_too_long", "no_conversation", "no_message_id",
        "no_timestamp", "too_deep", "unknown_role", "unknown_shape",
      ])
  }

  @Test("give the same tables in any order, without conflicts", arguments: Seeds.upTo(60))
  func anyOrder(seed: UInt64) {
    let dump = RandomDump(seed: seed, conflictFree: true)
    var options = Twin.Options()
    options.metadataKeys = ["region", "é"]
    options.conversationFromFilename = seed % 2 == 0
    let whole = Twin(options: options).run(dump.inputs)
    var others = [("shuffled", dump.shuffled(seed: seed)), ("split", dump.split(seed: seed))]
    if !options.conversationFromFilename { others.append(("merged", dump.merged())) }
    for (name, inputs) in others {
      let other = Twin(options: options).run(inputs)
      #expect(other.tables == whole.tables, "\(name)")
      #expect(other.counts == whole.counts, "\(name)")
      #expect(other.rejectsByReason == whole.rejectsByReason, "\(name)")
    }
  }

  @Test("keep their metrics under every option", arguments: Seeds.upTo(12))
  func options(seed: UInt64) {
    var options = Twin.Options()
    options.orderByClient = true
    options.waitFromLast = seed % 2 == 0
    options.botsIgnored = true
    options.account = "1"
    options.asOf = 1_800_000_000_000
    options.rawText = true
    let inputs = RandomDump(seed: seed).inputs
    let outcome = Twin(options: options).run(inputs)
    let plain = Twin().run(inputs)
    #expect(outcome.counts["records"] == plain.counts["records"])
    #expect(outcome.tables["roles.csv"]?.contains("\nbot,0,") == true)
    #expect(outcome.tables["by_queue.csv"]?.contains("\nchatwoot,,") == false)
  }

  @Test("read by Foundation are the same values", arguments: Seeds.upTo(40))
  func foundation(seed: UInt64) throws {
    for line in RandomDump(seed: seed).lineFiles.flatMap(\.lines) {
      var reader = Twin.Reader(bytes: line, position: 0, end: line.count)
      let value = try? reader.value()
      reader.skipSpace()
      let text = String(decoding: line, as: UTF8.self)
      let escapes = text.lowercased().contains("\\ud")
      guard let value, reader.here == nil, !escapes else { continue }
      let object = try JSONSerialization.jsonObject(with: Data(line), options: .fragmentsAllowed)
      #expect(Self.matches(value, object), "\(text)")
    }
  }

  private static func matches(_ value: Twin.JSON, _ object: Any) -> Bool {
    switch value {
    case .null: return object is NSNull
    case .bool(let bool): return object as? Bool == bool
    case .number(let digits):
      // Foundation may miss the nearest double by a little.
      guard let number = (object as? NSNumber)?.doubleValue, let written = Double(digits) else {
        return false
      }
      return abs(number - written) <= abs(written) * 1e-15
    case .string(let string): return (object as? String).map { Twin.Text($0) } == Twin.Text(string)
    case .array(let elements):
      guard let objects = object as? [Any], objects.count == elements.count else { return false }
      return zip(elements, objects).allSatisfy { matches($0, $1) }
    case .object(let members):
      guard let objects = object as? [String: Any], objects.count == members.count else { return false }
      return members.allSatisfy { key, member in objects[key.string].map { matches(member, $0) } ?? false }
    }
  }
}
