// The parts of a workbook that are the same for any table: the list of sheets, the relations and the types.

import ConvoStat

/// The parts of a workbook, except its sheets, styles and charts.
enum WorkbookPart {
  static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
  static let spreadsheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  static let document = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  private static let package = "http://schemas.openxmlformats.org/package/2006"
  private static let types = "application/vnd.openxmlformats-officedocument"

  /// Returns the name of the part of a sheet, given its number from 1.
  static func sheet(_ number: Int) -> String { "xl/worksheets/sheet\(number).xml" }

  /// Returns the list of the sheets in the order in which they are shown, with the heads that each page repeats.
  static func workbook(_ sheets: [WorkbookSheet]) -> String {
    let list = sheets.enumerated().map { index, sheet in
      "<sheet name=\"\(sheet.name)\" sheetId=\"\(index + 1)\" r:id=\"rId\(sheet.number)\"/>"
    }
    let titles = sheets.enumerated().map { index, sheet in
      "<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"\(index)\">\(sheet.printTitles)</definedName>"
    }
    return declaration + "<workbook xmlns=\"\(spreadsheet)\" xmlns:r=\"\(document)\">"
      + "<bookViews><workbookView/></bookViews><sheets>\(list.joined())</sheets>"
      + "<definedNames>\(titles.joined())</definedNames></workbook>"
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

  static func relations(_ list: [String]) -> String {
    declaration + "<Relationships xmlns=\"\(package)/relationships\">\(list.joined())</Relationships>"
  }

  static func relation(_ number: Int, _ type: String, _ target: String, isExternal: Bool = false) -> String {
    "<Relationship Id=\"rId\(number)\" Type=\"\(document)/\(type)\" Target=\"\(target)\""
      + "\(isExternal ? " TargetMode=\"External\"" : "")/>"
  }

  /// Returns the types of all parts.
  static func contentTypes(sheets: Int, hasChart: Bool) -> String {
    let list = (1...sheets).map { number in
      type(sheet(number), "spreadsheetml.worksheet")
        + type("xl/tables/table\(number).xml", "spreadsheetml.table")
    }
    let chart =
      hasChart
      ? type("xl/drawings/drawing1.xml", "drawing") + type("xl/charts/chart1.xml", "drawingml.chart") : ""
    return declaration + "<Types xmlns=\"\(package)/content-types\">"
      + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
      + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
      + type("xl/workbook.xml", "spreadsheetml.sheet.main") + type("xl/styles.xml", "spreadsheetml.styles")
      + "\(list.joined())\(chart)</Types>"
  }

  private static func type(_ part: String, _ type: String) -> String {
    "<Override PartName=\"/\(part)\" ContentType=\"\(types).\(type)+xml\"/>"
  }
}
