// The columns that `--columns` keeps in each table.

import Testing

@testable import ConvoStat

@Suite("Selections of columns")
struct ColumnSelectionTests {
  private let tables = TableSchema.all(metadataKeys: ["tier"])

  private func names(_ table: String, _ selection: String...) throws -> [String] {
    let table = try #require(tables.first { $0.name == table })
    return table.selecting(ColumnSelection(selection)).columns.map(\.name)
  }

  @Test("Keeps the keys first, then the named columns in the order given, each once")
  func order() throws {
    let got = try names("by_queue.csv", "responses", "conversations", "queue", "responses")
    #expect(got == ["source", "account_id", "queue", "responses", "conversations"])
  }

  @Test("A family has the columns whose names begin with it, a column of that name alone comes before it")
  func families() throws {
    let block = ["count", "mean_s", "median_s", "p90_s", "p95_s", "p99_s", "max_s"]
    #expect(try names("by_day.csv", "response_created") == ["day"] + block.map { "response_created_\($0)" })
    #expect(try names("by_day.csv", "conversations") == ["day", "conversations"])
    #expect(try names("conversations.csv", "metadata.tier").dropFirst(3) == ["metadata.tier"])
    let waiting = try names("conversations.csv", "waiting").dropFirst(3)
    #expect(waiting == ["waiting_since", "waiting_s"])
  }

  @Test("The headline is that of the specification, and all columns if a table has none")
  func headline() throws {
    let conversations = """
      source account_id conversation_id first_response_created_s first_response_client_s response_created_median_s \
      response_client_median_s responses unanswered waiting_since waiting_s resolved resolved_at resolution_s
      """
    #expect(try names("conversations.csv", "headline").joined(separator: " ") == conversations)
    let day = try names("by_day.csv", "headline")
    #expect(day.count == 28 && day[1] == "conversations" && day.last == "resolution_max_s")
    let roles = try #require(tables.first { $0.name == "roles.csv" })
    #expect(try names("roles.csv", "headline") == roles.columns.map(\.name))
  }

  @Test("A table that has none of the names keeps all its columns")
  func withoutAny() throws {
    let roles = try #require(tables.first { $0.name == "roles.csv" })
    #expect(try names("roles.csv", "waiting", "role") == roles.columns.map(\.name))
  }

  @Test("Finds the first name that no table has")
  func unknown() {
    #expect(ColumnSelection(["headline", "waiting", "nope", "no"]).firstUnknown(in: tables) == "nope")
    #expect(ColumnSelection(["response", "wait"]).firstUnknown(in: tables) == nil)
    #expect(ColumnSelection(["respons"]).firstUnknown(in: tables) == "respons")
  }
}
