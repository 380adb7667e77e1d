// A sheet of the workbook: its heads, its widths, the columns that stay in view, and the XML around its rows.

import ConvoStat

/// A sheet with a table from its first row on.
struct WorkbookSheet {
  /// The name on the tab.
  let name: String
  /// The name of the Excel table, unique in the workbook without regard to case.
  let tableName: String
  /// The number of its parts in the archive, from 1: sheets are written in another order than they are shown.
  let number: Int
  /// The place of the sheet among those that are shown.
  let rank: Int
  /// The texts of the first row, each different from the others without regard to case.
  let heads: [String]
  /// The widths of the columns in digits.
  let widths: [Int]
  /// The number of leading columns that stay in view.
  let frozen: Int
  /// The number of rows, with that of the heads.
  var rows = 1
  /// True if a chart lies on the sheet.
  var hasChart = false
  /// The addresses of cells, in the last column of the table.
  var links: [(cell: String, address: String)] = []

  /// Adds rows.
  /// - Parameter linkColumn: the index of the column of links; `nil` if there are none.
  mutating func add(_ piece: SheetPiece, linkColumn: Int?) {
    if let linkColumn {
      let letters = SheetCells.letters(of: linkColumn)
      links += piece.links.map { ("\(letters)\(rows + $0.row)", $0.address) }
    }
    rows += piece.rows
  }

  /// The maximum number of links of a sheet in Excel.
  static let maxLinks = 65_530

  /// Returns the place of the sheet of a table: what people read first is first.
  static func rank(ofTable name: String) -> Int {
    let (first, last) = (
      ["summary", "by_queue", "by_day", "by_agent", "roles"], ["conversations", "responses", "definitions"]
    )
    if let index = first.firstIndex(of: name) { return index }
    return first.count + (last.firstIndex(of: name).map { $0 + 1 } ?? 0)
  }

  /// The maximum length of a head in UTF-16 code units.
  private static let maxHeadLength = 255

  /// Widest columns that stay in view, in digits: the others need room on a small screen.
  private static let maxFrozenWidth = 80

  /// The digits that fit on a page at the least size that is easy to read.
  private static let pageWidth = 230

  /// Creates a sheet.
  ///
  /// - Parameter keyCount: the number of leading columns that identify a row.
  init(_ name: String, table: String, number: Int, rank: Int, heads: [String], widths: [Int], keyCount: Int) {
    self.name = name
    tableName = table
    self.number = number
    self.rank = rank
    self.heads = WorkbookSheet.unique(heads)
    self.widths = widths
    var (frozen, width) = (0, 0)
    while frozen < min(keyCount, widths.count), width + widths[frozen] <= WorkbookSheet.maxFrozenWidth {
      width += widths[frozen]
      frozen += 1
    }
    self.frozen = frozen
  }

  /// Returns heads as an Excel table needs them: cut to its limit, and a number after one that is there already.
  private static func unique(_ heads: [String]) -> [String] {
    var taken: Set<String> = []
    return heads.map { head in
      var (text, number) = (head.cut(toUTF16: maxHeadLength), 1)
      while !taken.insert(text.lowercased()).inserted {
        number += 1
        let end = " (\(number))"
        text = head.cut(toUTF16: maxHeadLength - end.count) + end
      }
      return text
    }
  }

  /// The range of the table; an Excel table has a row at least, which may be empty.
  var range: String { "A1:\(SheetCells.letters(of: heads.count - 1))\(max(rows, 2))" }

  /// The name in references to cells.
  var reference: String { "'\(name)'" }

  /// The rows and columns that are repeated on each page.
  var printTitles: String {
    let columns = frozen == 0 ? "" : "\(reference)!$A:$\(SheetCells.letters(of: frozen - 1)),"
    return "\(columns)\(reference)!$1:$1"
  }

  /// The number of pages side by side on which all columns are easy to read.
  private var pagesAcross: Int {
    let repeated = widths.prefix(frozen).reduce(0, +)
    let room = WorkbookSheet.pageWidth - repeated
    return max(1, (widths.reduce(0, +) - repeated + room - 1) / room)
  }

  /// The XML before the rows: the first row and the keys frozen, and the widths of the columns.
  var start: String {
    let columns = widths.enumerated().map { index, width in
      "<col min=\"\(index + 1)\" max=\"\(index + 1)\" width=\"\(width)\" customWidth=\"1\"/>"
    }
    let corner = "\(SheetCells.letters(of: frozen))2"
    let (split, pane) =
      frozen == 0
      ? ("ySplit=\"1\"", "<selection pane=\"bottomLeft\"/>")
      : (
        "xSplit=\"\(frozen)\" ySplit=\"1\"",
        "<selection pane=\"topRight\"/><selection pane=\"bottomLeft\"/><selection pane=\"bottomRight\"/>"
      )
    return WorkbookPart.declaration
      + "<worksheet xmlns=\"\(WorkbookPart.spreadsheet)\" xmlns:r=\"\(WorkbookPart.document)\">"
      + "<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>"
      + "<sheetViews><sheetView\(rank == 0 ? " tabSelected=\"1\"" : "") workbookViewId=\"0\">"
      + "<pane \(split) topLeftCell=\"\(corner)\" activePane=\"\(frozen == 0 ? "bottomLeft" : "bottomRight")\" "
      + "state=\"frozen\"/>\(pane)</sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/>"
      + "<cols>\(columns.joined())</cols><sheetData>"
  }

  /// The XML after the rows: the page, a word that texts may look like numbers, and the table.
  var end: String {
    "</sheetData>\(hyperlinks)<pageMargins left=\"0.4\" right=\"0.4\" top=\"0.5\" bottom=\"0.6\" header=\"0.3\" footer=\"0.3\"/>"
      + "<pageSetup orientation=\"landscape\" fitToWidth=\"\(pagesAcross)\" fitToHeight=\"0\"/>"
      + "<headerFooter><oddFooter>&amp;L&amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter>"
      + "<ignoredErrors><ignoredError sqref=\"\(range)\" numberStoredAsText=\"1\"/></ignoredErrors>"
      + (hasChart ? "<drawing r:id=\"rId2\"/>" : "")
      + "<tableParts count=\"1\"><tablePart r:id=\"rId1\"/></tableParts></worksheet>"
  }

  /// The number of the relation of the first link.
  private static let firstLink = 3

  private var hyperlinks: String {
    if links.isEmpty { return "" }
    let list = links.enumerated().map { index, link in
      "<hyperlink ref=\"\(link.cell)\" r:id=\"rId\(WorkbookSheet.firstLink + index)\"/>"
    }
    return "<hyperlinks>\(list.joined())</hyperlinks>"
  }

  /// The relations of the sheet: its table, the drawing of its chart, and its links.
  var relations: String {
    WorkbookPart.relations(
      [WorkbookPart.relation(1, "table", "../tables/table\(number).xml")]
        + (hasChart ? [WorkbookPart.relation(2, "drawing", "../drawings/drawing1.xml")] : [])
        + links.enumerated().map { index, link in
          WorkbookPart.relation(
            WorkbookSheet.firstLink + index, "hyperlink", SheetText.attribute(link.address), isExternal: true
          )
        })
  }

  /// The part of the Excel table, with filters and stripes.
  var table: String {
    let columns = heads.enumerated().map { index, head in
      "<tableColumn id=\"\(index + 1)\" name=\"\(SheetText.attribute(head))\"/>"
    }
    return WorkbookPart.declaration
      + "<table xmlns=\"\(WorkbookPart.spreadsheet)\" id=\"\(number)\" name=\"\(tableName)\" "
      + "displayName=\"\(tableName)\" ref=\"\(range)\" totalsRowShown=\"0\"><autoFilter ref=\"\(range)\"/>"
      + "<tableColumns count=\"\(heads.count)\">\(columns.joined())</tableColumns>"
      + "<tableStyleInfo name=\"TableStyleLight1\" showFirstColumn=\"0\" showLastColumn=\"0\" "
      + "showRowStripes=\"1\" showColumnStripes=\"0\"/></table>"
  }
}
