// Rows of CSV read back as they were written.

import Testing

@testable import ConvoStat

@Suite("CSV reader")
struct CSVRowReaderTests {
  /// Reads CSV.
  /// - Returns: the cells of each row, and whether the reader stopped at bytes that are no row.
  private func read(_ text: String) -> (cells: [[String]], isBroken: Bool) {
    Array(text.utf8).withText { bytes in
      var cells: [[String]] = []
      var reader = CSVRowReader(bytes)
      while reader.next() { cells.append(reader.cells.map(\.string)) }
      return (cells, reader.isBroken)
    }
  }

  @Test(
    "Cells are read without the quotes around them",
    arguments: [
      ("a,b\n", [["a", "b"]]),
      ("a\nb\n", [["a"], ["b"]]),
      (",\n", [["", ""]]),
      ("\n", [[""]]),
      ("\"\"\n", [[""]]),
      ("a,,c\n", [["a", "", "c"]]),
      ("\"a,b\",c\n", [["a,b", "c"]]),
      ("\"say \"\"yes\"\"\",x\n", [["say \"yes\"", "x"]]),
      ("\"\"\"\"\n", [["\""]]),
      ("\"two\nlines\",2\nnext,3\n", [["two\nlines", "2"], ["next", "3"]]),
      ("é,\"ü,ö\"\n", [["é", "ü,ö"]]),
      ("'=1,\"'=1,2\"\n", [["'=1", "'=1,2"]]),
      ("a\rb,\"c\rd\"\n", [["a\rb", "c\rd"]]),
    ])
  func cells(_ text: String, _ expected: [[String]]) {
    #expect(read(text) == (expected, false))
  }

  @Test("Every row of up to three cells of a small alphabet is read as it was written")
  func smallWorld() {
    let alphabet = ["", "a", "\"", ",", "\n", "\"\"", ",\"", "a\"b\n", "é"]
    func written(_ cell: String) -> String {
      cell.contains { "\",\n".contains($0) } ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
    }
    var rows: [[String]] = [[]]
    for _ in 0..<3 {
      rows = rows.flatMap { row in alphabet.map { row + [$0] } }
      let lines = rows.map { $0.map(written).joined(separator: ",") + "\n" }
      let got = read(lines.joined())
      #expect(got == (rows, false))
    }
  }

  @Test("Without bytes there is no row")
  func empty() {
    #expect(read("").cells == [])
  }

  @Test(
    "The reader stops at bytes that are no row, after the rows before them",
    arguments: ["a\"b,c\n", "\"a\"b\n", "\"a", "a,b", "\"a\"", "a,\"b\n"])
  func broken(_ end: String) {
    #expect(read(end) == ([], true))
    #expect(read("x,y\n" + end) == ([["x", "y"]], true))
  }
}
