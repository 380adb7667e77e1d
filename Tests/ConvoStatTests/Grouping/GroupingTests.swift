// The row of each event of a conversation, and the sums of rows.

import TestSupport
import Testing

@testable import ConvoStat

@Suite("Groupings")
struct GroupingTests {
  private func row(_ table: Table, _ column: String, _ value: String) -> [String: String] {
    rows(of: table).first { $0[column] == value } ?? [:]
  }

  @Test("By day, each event stands at its own day")
  func days() {
    // Nine o'clock is 15 hours before midnight.
    let midnight: Int64 = 15 * 3_600_000
    let table = tables(of: [
      ConversationFixture(messages: [
        message(.customer, midnight - 2000), message(.bot, midnight - 1000), message(.customer, midnight - 1),
        message(.agent, midnight + 4999, agent: 1), message(.customer, midnight + 10_000),
        message(.note, midnight + 86_400_000),
      ])
    ])[2]
    let first = row(table, "day", "2026-01-05")
    let second = row(table, "day", "2026-01-06")
    let third = row(table, "day", "2026-01-07")
    #expect(table.rows == 3)
    #expect(first["conversations"] == "1" && second["conversations"] == "0" && third["conversations"] == "0")
    #expect(first["messages"] == "3" && second["messages"] == "2" && third["messages"] == "1")
    #expect(first["customer_turns"] == "2" && second["customer_turns"] == "1" && second["agent_turns"] == "1")
    #expect(first["bot_responses"] == "1" && second["bot_responses"] == "0")
    #expect(first["first_response_created_count"] == "1" && first["first_response_created_max_s"] == "5.000")
    #expect(first["responses"] == "0" && second["responses"] == "1")
    #expect(second["customer_response_created_max_s"] == "5.001")
    #expect(first["unanswered"] == "0" && second["unanswered"] == "1")
  }

  @Test(
    "The last millisecond of a day belongs to it",
    arguments: [(-1, "2026-01-05"), (0, "2026-01-06")] as [(Int64, String)])
  func midnight(offset: Int64, day: String) {
    let table = tables(of: [ConversationFixture(messages: [message(.customer, 54_000_000 + offset)])])[2]
    #expect(rows(of: table).map { $0["day"] } == [day])
  }

  @Test(
    "By day, an unanswered wait stands at its opening, a never answered conversation at its first message")
  func waitsByDay() {
    let day: Int64 = 86_400_000
    let table = tables(of: [ConversationFixture(messages: [message(.agent, 0), message(.customer, day)])])[2]
    #expect(row(table, "day", "2026-01-05")["never_answered"] == "1")
    #expect(row(table, "day", "2026-01-05")["unanswered"] == "0")
    #expect(row(table, "day", "2026-01-06")["unanswered"] == "1")
  }

  @Test("By day, a conversation without participants is in (none), its notes are at their days")
  func noParticipants() {
    let table = tables(of: [
      ConversationFixture(messages: [message(.note, 0)]), ConversationFixture(messages: []),
    ])[2]
    #expect(rows(of: table).map { $0["day"] } == ["(none)", "2026-01-05"])
    #expect(rows(of: table).map { $0["conversations"] } == ["2", "0"])
    #expect(rows(of: table).map { $0["messages"] } == ["0", "1"])
  }

  @Test("By agent, the sender gets messages, turns and responses, and (none) all else")
  func agentCredit() {
    let table = tables(of: [ConversationFixture(account: "7", messages: workedExample)])[1]
    let (none, first, second) = (
      row(table, "agent", "(none)"), row(table, "agent", "a1"), row(table, "agent", "a2")
    )
    #expect(rows(of: table).map { $0["agent"] } == ["(none)", "a1", "a2"])
    #expect(rows(of: table).map { $0["conversations"] } == ["0", "1", "1"])
    #expect(rows(of: table).map { $0["agent_name"] } == ["", "asapp 7 a1", "asapp 7 a2"])
    #expect(none["messages"] == "5" && first["messages"] == "2" && second["messages"] == "1")
    #expect(none["agent_turns"] == "0" && first["agent_turns"] == "2" && second["agent_turns"] == "0")
    #expect(none["customer_turns"] == "3" && first["customer_turns"] == "0")
    #expect(none["responses"] == "0" && first["responses"] == "2" && second["responses"] == "0")
    #expect(first["first_response_client_mean_s"] == "31.000")
    #expect(none["first_response_created_count"] == "0")
    #expect(none["customer_response_created_count"] == "2")
    #expect(none["unanswered"] == "1" && none["waiting_max_s"] == "99.900")
    #expect(none["ingest_lag_count"] == "5" && second["ingest_lag_max_s"] == "0.500")
    #expect(none["ingest_lags_negative"] == "1")
  }

  @Test("An agent without an id is (unknown), per source and account; without agents there is only (none)")
  func unknownAgents() {
    let table = tables(of: [
      ConversationFixture(account: "1", messages: script("ca")),
      ConversationFixture(account: "2", messages: script("ca1")),
      ConversationFixture(platform: .chatwoot, account: "1", messages: script("c")),
      ConversationFixture(platform: .chatwoot, account: "2", messages: script("a")),
    ])[1]
    let got = rows(of: table).map {
      [$0["source"], $0["account_id"], $0["agent"], $0["conversations"]].compactMap(\.self).joined(
        separator: " ")
    }
    #expect(
      got == [
        "asapp 1 (none) 0", "asapp 1 (unknown) 1", "asapp 2 (none) 0", "asapp 2 a1 1", "chatwoot 1 (none) 1",
        "chatwoot 2 (unknown) 1",
      ])
  }

  @Test("What is really named (none) or (unknown) shares the row")
  func realLabels() {
    let texts = TextFixture(agentIDs: ["(unknown)", "(none)"])
    let all = tables(
      of: [
        ConversationFixture(queue: "(none)", messages: script("ca0")),
        ConversationFixture(queue: "", messages: script("caca1")),
      ], texts: texts)
    #expect(rows(of: all[0]).map { $0["queue"] } == ["(none)"])
    #expect(rows(of: all[0]).map { $0["conversations"] } == ["2"])
    #expect(rows(of: all[1]).map { $0["agent"] } == ["(none)", "(unknown)"])
    #expect(rows(of: all[1]).map { $0["messages"] } == ["4", "2"])
  }

  @Test("Rows are sorted by key cells one by one, bytewise, before the guard")
  func sorting() {
    let keys = [
      ("b", ""), ("", "z"), ("", "=a"), ("", "Z"), ("b", "\u{1}"), ("ab", "q"), ("a", "zz"), ("", "é"),
    ]
    let table = tables(of: keys.map { ConversationFixture(account: $0, queue: $1, messages: []) })[0]
    let got = rows(of: table).map { "\($0["account_id"]!)|\($0["queue"]!)" }
    #expect(got == ["|'=a", "|Z", "|z", "|é", "a|zz", "ab|q", "b|\u{FFFD}", "b|(none)"])
    #expect(table.guardedCells == 1)
  }

  @Test("Counts over the rows of every grouping are those of the summary", arguments: 1...20)
  func sums(seed: UInt64) {
    let all = tables(of: randomConversations(seed: seed, count: 60))
    let summary = rows(of: all[4])[0]
    let counts = summary.keys.filter { !$0.hasSuffix("_s") }
    #expect(counts.count == 15 + 7 + 9 + 1)
    for table in all[..<3] {
      let rows = rows(of: table)
      // By agent, a conversation counts for each agent who wrote in it.
      for column in counts where table.name != "by_agent.csv" || column != "conversations" {
        // Without a status observation the cells of the life of a conversation are empty.
        let numbers = rows.compactMap { Int($0[column]!) }
        #expect(
          numbers.isEmpty == summary[column]!.isEmpty && (numbers.isEmpty || numbers.count == rows.count))
        #expect(numbers.reduce(0, +) == Int(summary[column]!) ?? 0, "\(table.name) \(column)")
      }
    }
    #expect(Int(summary["messages"]!)! > 100)
  }

  @Test("The greatest of a grouping's rows is that of the summary", arguments: 1...5)
  func maxima(seed: UInt64) {
    let all = tables(of: randomConversations(seed: seed, count: 60))
    let summary = rows(of: all[4])[0]
    for table in all[..<3] {
      let rows = rows(of: table)
      for column in summary.keys where column.hasSuffix("_max_s") {
        let greatest = rows.compactMap { Double($0[column]!) }.max()
        #expect(greatest == Double(summary[column]!), "\(table.name) \(column)")
      }
    }
  }

  @Test("The tables of many workers are those of one, byte for byte", arguments: 1...5)
  func workers(seed: UInt64) {
    let conversations = randomConversations(seed: seed, count: 80)
    let one = tables(of: conversations)
    for workers in [2, 3, 7] {
      let many = tables(of: conversations.reversed(), workers: workers)
      for (left, right) in zip(one, many) {
        #expect(String(decoding: left.bytes, as: UTF8.self) == String(decoding: right.bytes, as: UTF8.self))
        #expect(left.rows == right.rows)
      }
    }
  }

  @Test("Folded groups of many workers are those of one, and count each conversation once", arguments: 1...5)
  func folded(seed: UInt64) {
    let conversations = randomConversations(seed: seed, count: 80)
    var options = Options()
    options.by = [Breakdown([.agent, .day])]
    options.maxGroups = 1
    let one = tables(of: conversations, options: options)[3]
    for workers in [2, 3, 7] {
      let many = tables(of: conversations.reversed(), workers: workers, options: options)[3]
      #expect(String(decoding: one.bytes, as: UTF8.self) == String(decoding: many.bytes, as: UTF8.self))
    }
    let written = conversations.count { $0.messages.contains { $0.kind == .agent } }
    let ofAgents = rows(of: one).filter { $0["agent"] != "(none)" }
    let others = row(one, "agent", "(others)")
    #expect(Int(others["conversations"]!)! <= written)
    #expect(ofAgents.reduce(0) { $0 + Int($1["conversations"]!)! } >= written)
  }

  @Test(
    "A rating is a decimal number; the mean has two decimals, half up",
    arguments: [
      (["4", "5"], "4.50"), (["4.0"], "4.00"), (["1", "2", "2"], "1.67"), (["0.005"], "0.01"),
      (["-0.005"], "0.00"),
      (["-0.015"], "-0.01"), (["1e1"], "10.00"), (["100000"], "100000.00"), (["100001", "3"], "3.00"),
      (["", "good", "05", "+5", " 5", "5 ", "1.", "NaN"], ""), (["4.99999"], "5.00"),
      (["0.00005", "0.0001"], "0.00"),
    ] as [([String], String)])
  func ratings(texts: [String], mean: String) {
    var sum = RatingSum()
    for text in texts { sum.merge(text.withText { RatingSum($0) }) }
    #expect(sum.meanHundredths.map { Cell.hundredths($0).text(in: nil) } ?? "" == mean)
  }

  @Test("A row by agent and day is where both say", arguments: 1...5)
  func agentAndDay(seed: UInt64) {
    var options = Options()
    options.by = [Breakdown([.agent, .day])]
    let all = tables(of: randomConversations(seed: seed, count: 40), options: options)
    let (ofAgents, table) = (all[1], all[3])
    #expect(
      cells(String(decoding: table.bytes.prefix { $0 != 10 }, as: UTF8.self)).prefix(5) == [
        "source", "account_id", "agent", "day", "agent_name",
      ])
    let rowsOfBoth = rows(of: table)
    for row in rows(of: ofAgents) {
      let parts = rowsOfBoth.filter {
        $0["agent"] == row["agent"] && $0["source"] == row["source"] && $0["account_id"] == row["account_id"]
      }
      for column in ["conversations", "messages", "agent_turns", "responses", "first_response_created_count"]
      {
        #expect(
          parts.reduce(0) { $0 + Int($1[column]!)! } == Int(row[column]!)!, "\(row["agent"]!) \(column)")
      }
    }
    #expect(table.rows > ofAgents.rows)
  }

  private func randomConversations(seed: UInt64, count: Int) -> [ConversationFixture] {
    var generator = SeededGenerator(seed: seed)
    func pick<Value>(_ values: [Value]) -> Value {
      values[Int.random(in: 0..<values.count, using: &generator)]
    }
    return (0..<count).map { _ in
      ConversationFixture(
        platform: pick(Platform.allCases), account: pick(["", "1", "2"]),
        queue: pick(["", "billing", "=sales", "(none)"]),
        messages: randomMessages(&generator))
    }
  }
}
