// Ratings and customers in tables by groups.

import TestSupport
import Testing

@testable import ConvoStat

@Suite("Customers of groups")
struct CustomerCountTests {
  @Test("With attributes, ratings and customers count where conversations count, each customer once")
  func surveys() {
    var options = Options()
    options.attributes = true
    options.by = [Breakdown([.agent, .source])]
    options.maxGroups = 1
    func fixture(_ customer: String, _ rating: String, _ script: String, account: String = "1")
      -> ConversationFixture
    {
      ConversationFixture(
        account: account, queue: "q", customer: customer, metadata: ["", "", "", "", rating, "", ""],
        messages: ConvoStatTests.script(script))
    }
    let conversations = [
      fixture("7", "5", "ca1a2"), fixture("7", "4", "ca1"), fixture("8", "good", "ca2a3"),
      fixture("7", "2.005", "c", account: "2"), fixture("", "", "c"), fixture("9", "3", "ca3", account: "2"),
    ]
    let all = tables(of: conversations, options: options)
    func surveys(_ row: [String: String]) -> [String?] {
      ["conversations", "csat_count", "csat_mean", "customers"].map { row[$0] }
    }
    // 14.005 / 4 = 3.50125
    #expect(surveys(rows(of: all[5])[0]) == ["6", "4", "3.50", "4"])
    #expect(rows(of: all[0]).map(surveys) == [["4", "2", "4.50", "2"], ["2", "2", "2.50", "2"]])
    #expect(
      rows(of: all[1]).map { [$0["account_id"], $0["agent"]] + surveys($0) } == [
        ["1", "(none)", "1", "0", "", "0"], ["1", "a1", "2", "2", "4.50", "1"],
        ["1", "a2", "2", "1", "5.00", "2"], ["1", "a3", "1", "0", "", "1"],
        ["2", "(none)", "1", "1", "2.01", "1"], ["2", "a3", "1", "1", "3.00", "1"],
      ])
    #expect(surveys(rows(of: all[3]).first { $0["agent"] == "(others)" } ?? [:]) == ["3", "2", "4.00", "3"])
    for workers in [2, 5] {
      for (one, many) in zip(all, tables(of: conversations, workers: workers, options: options)) {
        #expect(String(decoding: one.bytes, as: UTF8.self) == String(decoding: many.bytes, as: UTF8.self))
      }
    }
  }

  @Test("Customers in a file are counted as those in memory", arguments: 1...3)
  func customersInAFile(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let file = try SpillFile(in: SystemLimits.temporaryDirectory)
    let (narrow, wide) = ([CustomerRows(in: file), CustomerRows(in: file)], CustomerRows(in: nil))
    var expected: [Int: Set<Int>] = [:]
    let hash = WideTextHash()
    for _ in 0..<400_000 {
      let (customer, row) = (
        Int.random(in: 0..<150_000, using: &generator), Int.random(in: 0..<5, using: &generator)
      )
      let wideHash = "customer \(customer)".withText { hash($0) }
      narrow[customer % 2].add(wideHash, to: customer % 2 == 0 ? row : 4 - row)
      wide.add(wideHash, to: row)
      expected[row, default: []].insert(customer)
    }
    narrow[0].merge(narrow[1], [4, 3, 2, 1, 0])
    // Rows 3 and 4 are one group, row 2 is in none.
    for rows in [narrow[0], wide] {
      let counts = try rows.counts([0, 1, 3, 2, 2], groups: 3)
      #expect(
        counts.byGroup == [expected[0]!.count, expected[1]!.count, expected[3]!.union(expected[4]!).count])
      #expect(counts.all == expected.values.reduce(Set()) { $0.union($1) }.count)
    }
  }
}
