// The formats of cells, and the parts of a workbook that are the same for any table.

import ConvoStat

/// The index of a cell format in the styles of the workbook.
enum WorkbookStyle: Int {
  case text, header, count, seconds, share, time, prose, mean

  /// Creates the format of a column's cells.
  init(_ unit: Unit) {
    self =
      switch unit {
      case .text: .text
      case .count, .flag: .count
      case .seconds: .seconds
      case .share, .ratio, .measure: .share
      case .mean: .mean
      case .time: .time
      }
  }

  /// Returns the width of a column in digits: for a usual cell, and for the name on two or three lines.
  static func width(of column: Column) -> Int {
    let usual =
      switch column.unit {
      case .text: 18
      case .time: 24
      case .seconds: 13
      case .count, .share, .ratio, .mean, .measure, .flag: 10
      }
    let longestWord = column.name.split(separator: "_").map(\.count).max() ?? 0
    return max(usual, min(column.name.count + 3, 16), longestWord + 3)
  }
}

/// The parts of a workbook, except its sheets.
enum WorkbookPart {
  private static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
  private static let spreadsheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  private static let package = "http://schemas.openxmlformats.org/package/2006"
  private static let document = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  private static let types = "application/vnd.openxmlformats-officedocument.spreadsheetml"

  /// Returns the name of the part of a sheet, given its number from 1.
  static func sheet(_ number: Int) -> String { "xl/worksheets/sheet\(number).xml" }

  /// Returns the XML before the rows of a sheet: the first row frozen, and the widths of the columns.
  static func sheetStart(widths: [Int]) -> String {
    let columns = widths.enumerated().map { index, width in
      "<col min=\"\(index + 1)\" max=\"\(index + 1)\" width=\"\(width)\" customWidth=\"1\"/>"
    }
    return declaration + "<worksheet xmlns=\"\(spreadsheet)\"><sheetViews><sheetView workbookViewId=\"0\">"
      + "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>"
      + "<selection pane=\"bottomLeft\"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/>"
      + "<cols>\(columns.joined())</cols><sheetData>"
  }

  /// Returns the XML after the rows of a sheet: a filter over all columns.
  static func sheetEnd(columns: Int, rows: Int) -> String {
    "</sheetData><autoFilter ref=\"\(filter(columns: columns, rows: rows))\"/></worksheet>"
  }

  private static func filter(columns: Int, rows: Int, absolute: String = "") -> String {
    let letters = SheetCells.letters(of: columns - 1)
    return "\(absolute)A\(absolute)1:\(absolute)\(letters)\(absolute)\(rows)"
  }

  /// Returns the list of the sheets, with the ranges of their filters.
  static func workbook(_ sheets: [(name: String, columns: Int, rows: Int)]) -> String {
    let list = sheets.enumerated().map { index, sheet in
      "<sheet name=\"\(sheet.name)\" sheetId=\"\(index + 1)\" r:id=\"rId\(index + 1)\"/>"
    }
    let filters = sheets.enumerated().map { index, sheet in
      "<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"\(index)\" hidden=\"1\">'\(sheet.name)'!"
        + "\(filter(columns: sheet.columns, rows: sheet.rows, absolute: "$"))</definedName>"
    }
    return declaration + "<workbook xmlns=\"\(spreadsheet)\" xmlns:r=\"\(document)\">"
      + "<bookViews><workbookView/></bookViews><sheets>\(list.joined())</sheets>"
      + "<definedNames>\(filters.joined())</definedNames></workbook>"
  }

  /// Returns the locations of the parts of the workbook.
  static func workbookRelations(sheets: Int) -> String {
    let list = (1...sheets).map { number in
      relation(number, "worksheet", "worksheets/sheet\(number).xml")
    }
    return relations(list + [relation(sheets + 1, "styles", "styles.xml")])
  }

  /// The location of the workbook.
  static var packageRelations: String { relations([relation(1, "officeDocument", "xl/workbook.xml")]) }

  private static func relations(_ list: [String]) -> String {
    declaration + "<Relationships xmlns=\"\(package)/relationships\">\(list.joined())</Relationships>"
  }

  private static func relation(_ number: Int, _ type: String, _ target: String) -> String {
    "<Relationship Id=\"rId\(number)\" Type=\"\(document)/\(type)\" Target=\"\(target)\"/>"
  }

  /// Returns the types of all parts.
  static func contentTypes(sheets: Int) -> String {
    let list = (1...sheets).map { number in
      "<Override PartName=\"/\(sheet(number))\" ContentType=\"\(types).worksheet+xml\"/>"
    }
    return declaration + "<Types xmlns=\"\(package)/content-types\">"
      + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
      + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
      + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"\(types).sheet.main+xml\"/>"
      + "<Override PartName=\"/xl/styles.xml\" ContentType=\"\(types).styles+xml\"/>\(list.joined())</Types>"
  }

  /// The formats, in the order of `WorkbookStyle`.
  static var styles: String {
    let formats = [
      "<xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>",
      "<xf numFmtId=\"49\" fontId=\"1\" fillId=\"2\" borderId=\"0\" xfId=\"0\" applyFont=\"1\" applyFill=\"1\" "
        + "applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/></xf>",
      number(1), number(164), number(165), number(166),
      "<xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyAlignment=\"1\">"
        + "<alignment vertical=\"top\" wrapText=\"1\"/></xf>", number(2),
    ]
    return declaration + "<styleSheet xmlns=\"\(spreadsheet)\"><numFmts count=\"3\">"
      + "<numFmt numFmtId=\"164\" formatCode=\"0.000\"/><numFmt numFmtId=\"165\" formatCode=\"0.0000\"/>"
      + "<numFmt numFmtId=\"166\" formatCode=\"yyyy\\-mm\\-dd\\ hh:mm:ss.000\"/></numFmts><fonts count=\"2\">"
      + "<font><sz val=\"11\"/><name val=\"Calibri\"/></font>"
      + "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
      + "<fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill>"
      + "<fill><patternFill patternType=\"gray125\"/></fill>"
      + "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFE8ECEF\"/></patternFill></fill></fills>"
      + "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
      + "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
      + "<cellXfs count=\"\(formats.count)\">\(formats.joined())</cellXfs>"
      + "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>"
  }

  private static func number(_ format: Int) -> String {
    "<xf numFmtId=\"\(format)\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>"
  }
}
