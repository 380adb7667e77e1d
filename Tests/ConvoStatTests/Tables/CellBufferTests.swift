// Cells of every kind: written, read back, and printed as CSV prints them.

import Testing

@testable import ConvoStat

@Suite("Typed cells")
struct CellBufferTests {
  private func cells(_ columns: Int, _ text: CSVText = .guarded, _ write: (inout CellBuffer) -> Void)
    -> [[Cell]]
  {
    var buffer = CellBuffer(RowFormat(text: text), capacity: 0)
    write(&buffer)
    var rows: [[Cell]] = []
    buffer.content.withText { bytes in
      let table = TableSchema(
        "x.csv", columns: Array(repeating: Column(.source, .text, ""), count: columns), keyCount: 0)
      var reader = CellReader(bytes, of: table)
      while reader.next() { rows.append(reader.copies) }
    }
    return rows
  }

  @Test("Every kind of cell comes back as it was written, row by row")
  func kinds() {
    var sum = ExactSum()
    for _ in 0..<3 { sum += Int64.min }
    let rows = cells(9) { buffer in
      for number in [0, 63, 64, -1, -64, -65, Int.max, Int.min] {
        buffer.integer(number)
        buffer.seconds(Int64(number))
        buffer.seconds(nil)
        buffer.time(Int64(number))
        buffer.ratio(1, 3)
        buffer.ratio(1, 0)
        buffer.day(20_000, Text("2024-10-04"))
        buffer.day(nil, Text("(none)"))
        buffer.numbers(atMost: 1) { $0.seconds(sum) }
        buffer.endRow()
      }
    }
    let expected = [0, 63, 64, -1, -64, -65, Int.max, Int.min].map { number -> [Cell] in
      [
        .count(number), .milliseconds(Int128(number)), .empty, .time(Int64(number)),
        .tenThousandths(3333, of: 3),
        .empty,
        .day(20_000), .text("(none)"), .milliseconds(Int128(Int64.min) * 3),
      ]
    }
    #expect(rows == expected)
  }

  @Test(
    "A cell prints as CSV prints it, guards apart",
    arguments: [
      (Cell.empty, ""), (.text("=1"), "=1"), (.count(-7), "-7"), (.milliseconds(-5), "-0.005"),
      (.milliseconds(61_005), "61.005"), (.tenThousandths(3, of: 1), "0.0003"),
      (.tenThousandths(1_234_567, of: 1), "123.4567"),
      (.time(1_767_603_600_250), "2026-01-05T09:00:00.250Z"), (.day(20_458), "2026-01-05"),
      (.milliseconds(Int128(Int64.min) * 1000), "-9223372036854775808.000"),
    ])
  func printed(cell: Cell, expected: String) {
    #expect(cell.text(in: nil) == expected)
  }

  @Test("A text has no guard and no controls, but in raw cells its very bytes; guards are counted")
  func texts() {
    let text = Text("=a\u{1B};@b")
    #expect(cells(1) { row(of: text, in: &$0) } == [[.text("=a\u{FFFD};@b")]])
    #expect(cells(1, .raw) { row(of: text, in: &$0) } == [[.text("=a\u{1B};@b")]])
    #expect(cells(1) { row(of: .empty, in: &$0) } == [[.empty]])
    var buffer = CellBuffer(RowFormat(), capacity: 0)
    buffer.text(text)
    #expect(buffer.guardedCells == 1)
  }

  private func row(of text: Text, in buffer: inout CellBuffer) {
    buffer.text(text)
    buffer.endRow()
  }

  @Test(
    "What is no CSV of convostat's is refused, wherever it begins",
    arguments: ["a,b", "a\"b\n", "\"a", "\"a\"b\n", "a,b\n\"", "a,\"b\n"])
  func brokenCSV(text: String) {
    #expect(CSVRowReader.rows(of: Array(text.utf8)) == nil)
  }

  @Test("Rows of CSV are read cell by cell")
  func wholeCSV() {
    let rows = CSVRowReader.rows(of: Array("a,\"b,\"\"c\n\",\n,\n\"\"\n".utf8))
    #expect(rows == [["a", "b,\"c\n", ""], ["", ""], [""]])
    #expect(CSVRowReader.rows(of: []) == [])
  }
}
