// Tables for people: rows in order, and cells as people read them.

import ConvoStat
import Testing

@testable import Presentation

@Suite struct ShownTableTests {
  private static let table = ShownTable(
    name: "by_queue",
    columns: [
      ShownTable.Column(name: "queue", kind: .text, isKey: true),
      ShownTable.Column(name: "conversations", kind: .count, isKey: false),
      ShownTable.Column(name: "waiting_max_s", kind: .seconds, isKey: false),
    ],
    rows: [["b", "2", ""], ["a", "10", "1,5"], ["c", "2", "30.000"], ["d", "", "-1.000"]])

  @Test(
    "Numbers come greatest first, texts ascending, empty cells last, and equal rows keep their order",
    arguments: [
      ("conversations", ["a", "b", "c", "d"]), ("-conversations", ["b", "c", "a", "d"]),
      ("queue", ["a", "b", "c", "d"]),
      ("-queue", ["d", "c", "b", "a"]), ("waiting_max_s", ["c", "a", "d", "b"]),
      ("-waiting_max_s", ["d", "a", "c", "b"]),
    ])
  func sorting(_ column: String, _ order: [String]) throws {
    var table = ShownTableTests.table
    try table.sort(by: column)
    #expect(table.rows.map { $0[0] } == order)
  }

  @Test(
    "Cells are shown as people read them",
    arguments: [
      (.text, "'=a\u{1b}", "=a\\u{1b}"), (.count, "1204", "1,204"), (.count, "", ""),
      (.seconds, "152.000", "2 min 32 s"),
      (.seconds, "0,5", "0.50 s"), (.share, "0.8571", "85.71%"), (.number, "1.2000", "1.2000"),
      (.flag, "1", "yes"),
      (.flag, "0", "no"), (.time, "2026-01-05T09:00:00.250+01:00", "2026-01-05 09:00"), (.time, "", ""),
    ] as [(ShownTable.Kind, String, String)])
  func cells(_ kind: ShownTable.Kind, _ cell: String, _ text: String) {
    let column = ShownTable.Column(name: "x", kind: kind, isKey: false)
    #expect(ShownTableTests.table.text(cell, of: column) == text)
  }
}
