// responses.csv compared with the other tables of the same run: their figures follow from its rows.

import Testing

@testable import ConvoStat

@Suite("responses.csv")
struct ResponsesTableTests {
  typealias Row = [String: String]

  /// A table of a run, row by row.
  ///
  /// Bytes beyond ASCII are written out: texts are the same where their bytes are.
  private func rows(_ table: String?) -> [Row] {
    var rows: [[String]] = []
    (table ?? "").withText { bytes in
      var reader = CSVRowReader(bytes)
      while reader.next() { rows.append(reader.cells.map(ResponsesTableTests.spelled)) }
    }
    return rows.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(rows[0], $0)) }
  }

  private static func spelled(_ cell: Text) -> String {
    cell.bytes.reduce(into: "") { $0 += $1 < 0x80 ? String(UnicodeScalar($1)) : "<\($1)>" }
  }

  private func milliseconds(_ rows: [Row], _ column: String) -> [Int64] {
    rows.compactMap { Int64(($0[column] ?? "").filter { $0 != "." }) }
  }

  /// Returns the figures of a group in a table, computed from the waits of the group.
  private func figures(_ waits: [Row], bots: [Row], open: [Row]) -> Row {
    var cells = [
      "responses": "\(waits.count)", "bot_responses": "\(bots.count)", "unanswered": "\(open.count)",
    ]
    let ages = milliseconds(open, "waiting_s")
    var statistics = Twin.Statistics.cells("waiting", ages, ["median", "max"])
    for clock in ["created", "client"] {
      let latencies = milliseconds(waits, "latency_\(clock)_s")
      statistics += Twin.Statistics.cells(
        "response_\(clock)", latencies, ["count", "mean", "median", "p90", "p95", "p99", "max"])
    }
    for cell in statistics { cells[cell.column] = cell.content }
    return cells
  }

  private func expect(_ row: Row, has cells: Row, _ place: String) {
    let got = row.filter { cells[$0.key] != nil }
    #expect(got == cells, "\(place)")
  }

  private func options(_ seed: UInt64) -> Options {
    var asked = Twin.Options()
    asked.listsWaits = true
    asked.orderByClient = seed % 4 == 1
    asked.waitFromLast = seed % 3 == 2
    asked.botsIgnored = seed % 7 == 5
    asked.buckets = [0, 5000, 60_000]
    asked.asOf = seed % 5 == 0 ? 1_800_000_000_000 : nil
    if seed % 6 == 3 { asked.conditions = [Twin.Condition("source!=asapp")] }
    return asked.pipelineOptions(jobs: 2)
  }

  @Test("adds up to the figures of all other tables", arguments: Seeds.upTo(60))
  func sums(seed: UInt64) throws {
    let tables = try PipelineRun(RandomDump(seed: seed).inputs, options(seed)).tables
    let waits = rows(tables["responses.csv"])
    let agents = waits.filter { $0["closed_by"] == "agent" }
    let bots = waits.filter { $0["bot_message_id"] != "" }
    let open = waits.filter { $0["closed_by"] == "open" }

    expect(rows(tables["summary.csv"])[0], has: figures(agents, bots: bots, open: open), "summary.csv")
    let names = ["source", "account_id"]
    for row in rows(tables["by_queue.csv"]) {
      func isHere(_ wait: Row) -> Bool {
        names.allSatisfy { wait[$0] == row[$0] }
          && (wait["queue"] == row["queue"] || wait["queue"] == "" && row["queue"] == "(none)")
      }
      let figures = figures(agents.filter(isHere), bots: bots.filter(isHere), open: open.filter(isHere))
      expect(row, has: figures, "by_queue.csv \(row["queue"] ?? "")")
    }
    for row in rows(tables["by_agent.csv"]) {
      let agent = row["agent"]
      func isHere(_ wait: Row) -> Bool { names.allSatisfy { wait[$0] == row[$0] } }
      let own = agents.filter { wait in
        isHere(wait) && (wait["agent"] == agent || wait["agent"] == "" && agent == "(unknown)")
      }
      #expect(own.allSatisfy { $0["agent"] == "" || $0["agent_name"] == row["agent_name"] })
      func ofNobody(_ waits: [Row]) -> [Row] { agent == "(none)" ? waits.filter(isHere) : [] }
      let figures = figures(own, bots: ofNobody(bots), open: ofNobody(open))
      expect(row, has: figures, "by_agent.csv \(agent ?? "")")
    }
    for row in rows(tables["by_day.csv"]) {
      func ofDay(_ waits: [Row], _ column: String) -> [Row] {
        waits.filter { ($0[column] ?? "").prefix(10) == row["day"] ?? "" }
      }
      let figures = figures(
        ofDay(agents, "closing_created_at"), bots: ofDay(bots, "bot_created_at"),
        open: ofDay(open, "opening_created_at"))
      expect(row, has: figures, "by_day.csv \(row["day"] ?? "")")
    }
    expectConversations(tables, waits)
    expectBuckets(tables, waits)
  }

  /// Compares each row of conversations.csv with the waits of the conversation.
  private func expectConversations(_ tables: [String: String], _ waits: [Row]) {
    let keys = ["source", "account_id", "conversation_id"]
    let byConversation = Dictionary(grouping: waits) { wait in keys.map { wait[$0] ?? "" } }
    let conversations = rows(tables["conversations.csv"])
    #expect(Set(byConversation.keys).isSubset(of: conversations.map { row in keys.map { row[$0] ?? "" } }))
    for row in conversations {
      let own = byConversation[keys.map { row[$0] ?? "" }] ?? []
      #expect(own.map { $0["wait"] } == own.indices.map { "\($0 + 1)" })
      let answered = own.filter { $0["closed_by"] == "agent" }
      let open = own.first { $0["closed_by"] == "open" }
      var cells = [
        "queue": own.first?["queue"] ?? row["queue"] ?? "", "responses": "\(answered.count)",
        "bot_responses": "\(own.count { $0["bot_message_id"] != "" })",
        "unanswered": open == nil ? "0" : "1", "waiting_since": open?["opening_created_at"] ?? "",
        "waiting_s": open?["waiting_s"] ?? "",
        "responses_client_negative": "\(milliseconds(answered, "latency_client_s").count { $0 < 0 })",
      ]
      let first = own.filter { $0["is_first_response"] == "1" }
      #expect(first.count == min(answered.count, 1))
      for clock in ["created", "client"] {
        cells["first_response_\(clock)_s"] = first.first?["latency_\(clock)_s"] ?? ""
        let latencies = milliseconds(answered, "latency_\(clock)_s")
        let statistics = Twin.Statistics.cells(
          "response_\(clock)", latencies, ["total", "mean", "median", "p90", "max"])
        for cell in statistics { cells[cell.column] = cell.content }
      }
      expect(row, has: cells, "conversations.csv \(row["conversation_id"] ?? "")")
    }
  }

  /// Compares each bucket of distribution.csv with the waits that it counts.
  private func expectBuckets(_ tables: [String: String], _ waits: [Row]) {
    for row in rows(tables["distribution.csv"]) {
      let own = waits.filter { wait in
        wait["closed_by"] == "agent" && wait["source"] == row["source"]
          && wait["account_id"] == row["account_id"]
          && (wait["queue"] == row["queue"] || wait["queue"] == "" && row["queue"] == "(none)")
      }
      let from = milliseconds([row], "from_s").first ?? .min
      let below = milliseconds([row], "below_s").first ?? .max
      for clock in ["created", "client"] {
        func count(_ waits: [Row]) -> String {
          "\(milliseconds(waits, "latency_\(clock)_s").count { $0 >= from && $0 < below })"
        }
        #expect(row["responses_\(clock)"] == count(own))
        #expect(row["first_responses_\(clock)"] == count(own.filter { $0["is_first_response"] == "1" }))
      }
    }
  }

  @Test("has enough rows of each kind in random dumps to say so") func lively() throws {
    var counts: [String: Int] = [:]
    for seed in 0..<120 {
      let table = try PipelineRun(RandomDump(seed: UInt64(seed)).inputs, options(UInt64(seed))).tables
      for row in rows(table["responses.csv"]) {
        counts["closed by \(row["closed_by"] ?? "")", default: 0] += 1
        let hasBot = row["bot_message_id"] != ""
        if row["closed_by"] == "agent", hasBot { counts["bot and agent", default: 0] += 1 }
        if row["latency_client_s"]?.hasPrefix("-") ?? false { counts["negative", default: 0] += 1 }
        if row["agent_name"] != "" { counts["named", default: 0] += 1 }
      }
    }
    #expect(counts.filter { $0.value >= 5 }.count == 7, "\(counts)")
  }

  @Test("describes a column that conversations.csv has too with the same words") func sameWords() {
    let conversations = Columns.ofConversations(metadataKeys: []).flatMap(\.columns)
    for column in Columns.ofResponses().flatMap(\.columns) {
      guard let other = conversations.first(where: { $0.name == column.name }) else { continue }
      #expect(column == other)
    }
  }
}
