// The twin held against real dumps with known results, and against the worked example of the specification.

import Foundation
import TestSupport
import Testing

/// The location of the real dumps, and how they are read.
enum RealDump {
  /// The folder next to the package that has the real dumps.
  static var folder: URL {
    var root = URL(filePath: #filePath)
    for _ in 0..<5 { root.deleteLastPathComponent() }
    return root.appending(path: "shared/real")
  }

  /// True if the real dumps exist.
  static var isPresent: Bool { FileManager.default.fileExists(atPath: folder.path + "/expected") }

  /// The inputs of a dump in the order of their names, decompressed.
  static func inputs(_ name: String) throws -> [(path: String, bytes: [UInt8])] {
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/" + name).sorted()
    return try files.filter { !$0.hasPrefix("LICENSE") }.map { file in
      let url = folder.appending(path: name + "/" + file)
      let data = file.hasSuffix(".gz") ? try decompressed(url) : try Data(contentsOf: url)
      return (file, Array(data))
    }
  }

  private static func decompressed(_ file: URL) throws -> Data {
    let gzip = Process()
    gzip.executableURL = URL(filePath: "/usr/bin/env")
    gzip.arguments = ["gzip", "-dc", file.path]
    let pipe = Pipe()
    gzip.standardOutput = pipe
    try gzip.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    gzip.waitUntilExit()
    return data
  }

  /// A file of the expected results.
  static func expected(_ name: String, _ file: String) throws -> Data {
    try Data(contentsOf: folder.appending(path: "expected-0.2/" + name + "/" + file))
  }
}

/// The counts next to the expected tables.
private struct ExpectedCounts: Decodable {
  var counts: [String: Int]
  var life: [String: Int]
  var rejects: [String: Int]
}

@Suite("The twin")
struct TwinTests {
  @Test(
    "reproduces the tables and counts of a real dump",
    .enabled(
      if: Skips.unless(RealDump.isPresent, "the real dumps"), "the real dumps are not beside the package"),
    arguments: ["payloads", "star-asapp", "star-chatwoot"])
  func realDump(name: String) throws {
    let outcome = Twin().run(try RealDump.inputs(name))

    for (file, table) in outcome.tables {
      let expected = String(decoding: try RealDump.expected(name, file), as: UTF8.self)
      #expect(firstDifference([file: expected], [file: table]) == nil)
    }
    #expect(outcome.tables.count == 6)

    let expected = try JSONDecoder().decode(ExpectedCounts.self, from: RealDump.expected(name, "counts.json"))
    for (counts, wanted) in [(outcome.counts, expected.counts), (outcome.lifeCounts, expected.life)] {
      for (name, count) in wanted where counts[name] != nil { #expect(counts[name] == count, "\(name)") }
    }
    #expect(Set(expected.life.keys).isSubset(of: outcome.lifeCounts.keys))
    #expect(outcome.rejectsByReason == expected.rejects)
  }

  @Test("measures the worked example cell by cell")
  func workedExample() {
    let row = conversation(Self.workedExample)
    let expected = [
      "source": "asapp", "account_id": "", "conversation_id": "C1", "queue": "billing",
      "customer_id": "c", "first_message_at": "2026-01-05T09:00:00.250Z",
      "last_message_at": "2026-01-05T09:03:20.100Z", "duration_s": "199.850", "messages": "8",
      "customer_messages": "4", "agent_messages": "3", "bot_messages": "0", "system_messages": "1",
      "note_messages": "0", "failed_messages": "0", "customer_turns": "3", "agent_turns": "2",
      "bot_turns": "0", "waits": "3", "waits_ended_by_bot": "0", "waits_ended_by_resolve": "0", "agents": "2",
      "agent_initiated": "0", "responses": "2", "bot_responses": "0",
      "unanswered": "1", "never_answered": "0", "waiting_since": "2026-01-05T09:03:20.100Z",
      "waiting_s": "0.000", "first_response_created_s": "30.850", "response_created_total_s": "44.450",
      "response_created_mean_s": "22.225", "response_created_median_s": "22.225",
      "response_created_p90_s": "29.125", "response_created_max_s": "30.850",
      "first_response_client_s": "31.000", "response_client_total_s": "43.500",
      "response_client_mean_s": "21.750", "response_client_median_s": "21.750",
      "response_client_p90_s": "29.150", "response_client_max_s": "31.000",
      "responses_client_negative": "0", "customer_responses": "2",
      "customer_response_created_mean_s": "73.000", "customer_response_created_median_s": "73.000",
      "customer_response_client_mean_s": "73.750", "customer_response_client_median_s": "73.750",
      "ingest_lags": "8", "ingest_lag_mean_s": "0.044", "ingest_lag_min_s": "-1.000",
      "ingest_lag_max_s": "0.500", "ingest_lags_negative": "1",
    ]
    #expect(row.filter { expected[$0.key] != nil || !$0.value.isEmpty } == expected)
  }

  /// The example's cases of bots: times and classes, then responses with their latencies.
  static let botCases: [(String, [String: String])] = [
    (
      "customer 0, bot 10, agent 100",
      ["responses": "1", "bot_responses": "1", "unanswered": "0", "response_created_max_s": "100.000"]
    ),
    (
      "customer 0, bot 10, customer 1000, agent 1060",
      ["responses": "1", "bot_responses": "1", "unanswered": "0", "response_created_max_s": "60.000"]
    ),
    (
      "customer 0, bot 10, bot 20",
      ["responses": "0", "bot_responses": "1", "unanswered": "0", "never_answered": "0"]
    ),
    (
      "customer 0, bot 10, customer 1000",
      ["bot_responses": "1", "unanswered": "1", "waiting_since": "2026-01-05T09:16:40.000Z"]
    ),
  ]

  @Test("sees bots as the worked example does", arguments: botCases)
  func bots(messages: String, expected: [String: String]) {
    let lines = messages.split(separator: ", ").enumerated().map { index, message in
      let words = message.split(separator: " ")
      return Self.message("m\(index)", String(words[0]), created: Double(words[1]) ?? 0)
    }
    let row = conversation(lines)
    #expect(row.filter { expected[$0.key] != nil } == expected)
  }

  private func conversation(_ lines: [String]) -> [String: String] {
    Twin.cells(Array(lines.joined(separator: "\n").utf8))
  }

  private static func message(
    _ id: String, _ role: String, by sender: String? = nil, created: Double, client: Double? = nil
  ) -> String {
    func time(_ seconds: Double) -> Int { 1_767_603_600_000 + Int((seconds * 1000).rounded()) }
    let clock = client.map { ",\"clientTimestamp\":\(time($0))" } ?? ""
    let name = sender.map { ",\"externalId\":\"\($0)\"" } ?? ""
    return """
      {"conversationId":"C1","messageId":"\(id)","sender":{"role":"\(role)"\(name)},\
      "createdTimestamp":\(time(created))\(clock)}
      """
  }

  private static let workedExample = [
    #"{"id":"C1","customer":{"externalId":"c"},"metadata":{"queue":"billing"}}"#,
    message("m1", "customer", created: 0.250, client: 0),
    message("m2", "customer", created: 5.300, client: 5),
    message("m3", "agent", by: "a1", created: 31.100, client: 31),
    message("m4", "system", created: 32, client: 32),
    message("m5", "agent", by: "a2", created: 40.500, client: 40),
    message("m6", "customer", created: 99, client: 100),
    message("m7", "agent", by: "a1", created: 112.600, client: 112.500),
    message("m8", "customer", created: 200.100, client: 200),
  ]
}
