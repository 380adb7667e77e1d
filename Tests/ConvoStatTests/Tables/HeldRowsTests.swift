// Rows that wait for the workbook: cut into pieces, in memory and in a file.

import Foundation
import Testing

@testable import ConvoStat

@Suite("Held rows")
struct HeldRowsTests {
  @Test(
    "Held rows come back in order in full pieces, however they were added",
    arguments: [[], [0], [1], [3, 0, 5], [1023], [1022, 2], [5000, 1, 4000], [1023 * 20]])
  func pieces(counts: [Int]) throws {
    let rows = HeldRows(in: NSTemporaryDirectory())
    var expected: [[Cell]] = []
    for count in counts {
      var buffer = CellBuffer(RowFormat(), capacity: 0)
      for _ in 0..<count {
        let number = expected.count
        let name = String(repeating: "n", count: number % 300)
        buffer.integer(number)
        name.withText { buffer.text($0) }
        buffer.endRow()
        expected.append([.count(number), name.isEmpty ? .empty : .text(name)])
      }
      try buffer.content.withText { try rows.add($0) }
    }
    #expect(rows.count == expected.count)
    #expect(rows.pieces == (expected.count + 1022) / 1023)
    let table = TableSchema(
      "x.csv", columns: [Column(.messages, .count, ""), Column(.source, .text, "")], keyCount: 0)
    // The pieces are given in any order, and as often as they are asked for.
    for order in [Array(0..<rows.pieces), (0..<rows.pieces).reversed()] {
      for piece in order {
        let got = try rows.give(piece) { bytes in
          var reader = CellReader(bytes, of: table)
          var got: [[Cell]] = []
          while reader.next() { got.append(reader.copies) }
          return got
        }
        #expect(got == Array(expected.dropFirst(piece * 1023).prefix(1023)))
      }
    }
  }

  @Test("A whole number of pieces fills a sheet")
  func sheets() {
    #expect((SpreadsheetLoss.maxSheetRows - 1) % HeldRows.rowsPerPiece == 0)
  }
}
