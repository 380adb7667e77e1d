// The headers and rows of the tables as the specification prints them.

import Foundation
import Testing

@testable import ConvoStat

@Suite("Tables")
struct TablesTests {
  private let conversationsHeader = """
    source,account_id,conversation_id,external_id,status,queue,organizational_group,subdivision,\
    metadata.tier,metadata.a b,assigned_agent_id,assigned_agent_name,customer_id,first_message_at,\
    last_message_at,duration_s,first_response_created_s,first_response_client_s,response_created_median_s,\
    response_client_median_s,responses,unanswered,waiting_since,waiting_s,resolved,resolved_at,resolution_s,\
    messages,customer_messages,\
    agent_messages,bot_messages,system_messages,note_messages,failed_messages,customer_turns,agent_turns,\
    bot_turns,agents,agent_initiated,never_answered,waits,bot_responses,waits_ended_by_bot,waits_ended_by_resolve,\
    resolutions,reopens,first_resolution_s,handover_s,response_created_total_s,\
    response_created_mean_s,response_created_p90_s,response_created_max_s,response_client_total_s,\
    response_client_mean_s,response_client_p90_s,response_client_max_s,responses_client_negative,\
    customer_responses,customer_response_created_mean_s,customer_response_created_median_s,\
    customer_response_client_mean_s,customer_response_client_median_s,ingest_lags,ingest_lag_mean_s,\
    ingest_lag_min_s,ingest_lag_max_s,ingest_lags_negative
    """

  private var options: Options {
    var options = Options()
    options.metadataKeys = ["tier", "a b"]
    return options
  }

  private var header: [UInt8] {
    var buffer = CSVBuffer()
    buffer.header(of: Columns.ofConversations(metadataKeys: options.metadataKeys))
    return Array(buffer.content.bytes)
  }

  private func conversationsLine(_ fixture: ConversationFixture) -> String {
    var buffer = CSVBuffer()
    fixture.with(TextFixture()) {
      let asOf = nineOClock + 300_000
      let service = ServiceMeasures(hours: options.hours, levels: options.levels, asOf: asOf)
      ConversationsTable(options.tables).append($0, $1, service, asOf: asOf, to: &buffer)
    }
    return String(decoding: buffer.content.bytes, as: UTF8.self)
  }

  @Test("conversations.csv has the columns of the specification, metadata in their place")
  func conversationsColumns() {
    let header = String(decoding: self.header, as: UTF8.self)
    #expect(header == conversationsHeader + "\n")
    var buffer = CSVBuffer()
    buffer.header(
      of: Columns.ofConversations(metadataKeys: options.metadataKeys, OptionalColumns(hasAttributes: true)))
    let longer = String(decoding: buffer.content.bytes, as: UTF8.self)
    let added = "labels,team,channel,priority,csat_rating,csat_comment,customer_name,agent_ids,agent_names"
    #expect(longer == conversationsHeader + ",\(added)\n")
  }

  @Test("The worked example is the row that the specification works out")
  func workedExampleRow() {
    let fixture = ConversationFixture(
      id: "C1", externalID: "=x", queue: "billing", metadata: ["gold", ""], messages: workedExample)
    let expected = """
      asapp,,C1,'=x,,billing,,,gold,,,,,2026-01-05T09:00:00.250Z,2026-01-05T09:03:20.100Z,199.850,\
      30.850,31.000,22.225,21.750,2,1,2026-01-05T09:03:20.100Z,99.900,,,,8,4,3,0,1,0,0,3,2,0,2,0,0,3,0,0,0,,,,,\
      44.450,22.225,29.125,30.850,43.500,21.750,29.150,31.000,0,2,73.000,73.000,73.750,73.750,8,0.044,-1.000,0.500,1

      """
    #expect(conversationsLine(fixture) == expected)
  }

  @Test("A conversation without messages has zeros for counts and nothing for measures")
  func emptyRow() {
    let expected = """
      chatwoot,3,9,,,,,,,,,,,,,,,,,,0,0,,,,,,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,,,,,,,,,,,,,0,0,,,,,0,,,,0

      """
    let fixture = ConversationFixture(
      platform: .chatwoot, account: "3", id: "9", metadata: ["", ""], messages: [])
    #expect(conversationsLine(fixture) == expected)
  }

  @Test("The tables come in their order, with as many cells in each row as in the header")
  func shapes() {
    let all = tables(of: [ConversationFixture(queue: "q", messages: workedExample)])
    #expect(all.map(\.name) == ["by_queue.csv", "by_agent.csv", "by_day.csv", "roles.csv", "summary.csv"])
    #expect(all.map(\.rows) == [1, 3, 1, 6, 1])
    for table in all {
      let widths = Set(
        String(decoding: table.bytes, as: UTF8.self).split(separator: "\n").map { cells($0).count })
      #expect(widths.count == 1, "\(table.name)")
    }
  }

  @Test("Without conversations there are headers, six roles and a summary of zeros")
  func nothing() {
    let all = tables(of: [])
    #expect(all.map(\.rows) == [0, 0, 0, 6, 1])
    let summary = rows(of: all[4])[0]
    #expect(summary["conversations"] == "0" && summary["ingest_lag_mean_s"] == "")
    let customer = rows(of: all[3])[0]
    #expect(
      customer["message_share"] == "" && customer["turns"] == "0" && customer["ingest_lag_count"] == "0")
  }

  @Test("summary.csv has the columns of by_queue.csv after its keys, seven or five per latency")
  func summaryColumns() {
    let all = tables(of: [])
    func header(_ table: Table) -> [String] {
      cells(String(decoding: table.bytes, as: UTF8.self).split(separator: "\n")[0])
    }
    func block(_ names: String...) -> [String] {
      names.flatMap { name in
        ["count", "mean_s", "median_s", "p90_s", "p95_s", "p99_s", "max_s"].map { "\(name)_\($0)" }
      }
    }
    func life(_ names: String...) -> [String] {
      names.flatMap { name in ["count", "mean_s", "median_s", "p90_s", "max_s"].map { "\(name)_\($0)" } }
    }
    let counts = """
      messages,customer_messages,agent_messages,bot_messages,system_messages,note_messages,failed_messages,\
      customer_turns,agent_turns,bot_turns,waits,responses,bot_responses,waits_ended_by_bot,waits_ended_by_resolve
      """
    let headline =
      ["conversations"] + block("first_response_created", "response_created")
      + [
        "unanswered", "never_answered", "waiting_median_s", "waiting_max_s", "resolved", "resolutions",
        "reopens",
      ]
      + life("resolution")
    let others = ["first_response_client", "response_client", "customer_response_created"]
    let expected =
      headline + cells(counts) + others.flatMap { block($0) }
      + block("customer_response_client") + life("first_resolution", "handover") + block("ingest_lag")
      + ["ingest_lags_negative"]
    #expect(header(all[4]) == expected)
    #expect(header(all[0]) == ["source", "account_id", "queue"] + expected)
    #expect(header(all[1]) == ["source", "account_id", "agent", "agent_name"] + expected)
    #expect(header(all[2]) == ["day"] + expected)
  }

  @Test("roles.csv has shares of the participants, and counts alone for the others")
  func roles() {
    var messages = script("ccabsnf")
    messages[0].client = messages[0].created - 70
    messages[6].client = messages[6].created - 50
    let table = tables(of: [
      ConversationFixture(messages: messages), ConversationFixture(messages: script("cs")),
    ])[3]
    let expected = """
      role,messages,message_share,turns,turn_share,conversations,messages_per_turn,turns_per_conversation,\
      ingest_lag_count,ingest_lag_mean_s,ingest_lag_median_s,ingest_lag_p95_s,ingest_lag_max_s,\
      ingest_lags_negative
      customer,3,0.6000,2,0.5000,2,1.5000,1.0000,1,0.070,0.070,0.070,0.070,0
      agent,1,0.2000,1,0.2500,1,1.0000,1.0000,0,,,,,0
      bot,1,0.2000,1,0.2500,1,1.0000,1.0000,0,,,,,0
      system,2,,,,2,,,0,,,,,0
      note,1,,,,1,,,0,,,,,0
      failed,1,,,,1,,,0,,,,,0

      """
    #expect(String(decoding: table.bytes, as: UTF8.self) == expected)
  }

  @Test("Every column of every table is described once per meaning, in one sentence")
  func descriptions() throws {
    let all = describeColumns(metadataKeys: ["tier"], levels: ["TIME"])
    var options = options
    options.hours = try BusinessHours(json: Data(#"{"week": {}}"#.utf8))
    options.levels = ServiceLevels(names: ["TIME"])
    options.attributes = true
    var buffer = CSVBuffer()
    let columns = Columns.ofConversations(
      metadataKeys: options.metadataKeys,
      OptionalColumns(
        hasHours: true, levels: ["TIME"], hasAttributes: true, hasCreation: true,
        hasSessions: true, hasLink: true))
    buffer.header(of: columns)
    let header = cells(String(decoding: buffer.content.bytes.dropLast(), as: UTF8.self))
    let described = all.filter { $0.tables.contains("conversations.csv") }.map(\.name)
    #expect(described == header.filter { $0 != "metadata.a b" })
    for table in tables(of: [], options: options) {
      let names = cells(String(decoding: table.bytes, as: UTF8.self).split(separator: "\n")[0])
      let described = all.filter { $0.tables.contains(table.name) }.map(\.name)
      #expect(Set(described).symmetricDifference(names) == [], "\(table.name)")
    }
    for column in all {
      #expect(column.definition.hasSuffix("."), "\(column.name)")
      #expect(column.unit == "seconds" || !column.name.hasSuffix("_s"), "\(column.name)")
    }
    #expect(all.first { $0.name == "responses" }?.tables.count == 6)
  }
}
