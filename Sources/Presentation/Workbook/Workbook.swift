// convostat.xlsx during the run: a sheet per table, written row by row, and a sheet of definitions.

import ConvoStat

/// The workbook of a run.
///
/// Sheets are written one after the other, and nothing of them is held.
struct Workbook {
  /// The maximum size of a sheet in bytes, well below the limit of the archive.
  private static let maxSheetBytes = 3 << 30

  /// The maximum length of a sheet name.
  private static let maxNameLength = 31

  private var archive: ZipWriter
  private let zone: Zone?
  private var sheets: [(name: String, columns: Int, rows: Int)] = []
  private var table: TableSchema?
  private var cells = SheetCells([], zone: nil)
  private var rows = 0
  private var part = 1
  private(set) var warnings: [String] = []

  /// Begins a workbook in a file.
  init(_ file: StagedFile, zone: Zone?) {
    self.zone = zone
    archive = ZipWriter(file)
  }

  /// Begins the sheet of a table.
  ///
  /// The caller has ended the one before.
  mutating func begin(_ table: TableSchema) throws(Failure) {
    self.table = table
    part = 1
    cells = SheetCells(table.columns, zone: zone)
    try beginSheet(table, name: sheetName(table))
  }

  private mutating func beginSheet(_ table: TableSchema, name: String) throws(Failure) {
    rows = 1
    sheets.append((name, table.columns.count, 1))
    try archive.begin(WorkbookPart.sheet(sheets.count))
    let widths = table.columns.map(WorkbookStyle.width)
    var xml = Array(WorkbookPart.sheetStart(widths: widths).utf8)
    cells.header(table.columns.map(\.name), widths: widths, into: &xml)
    try archive.add(xml)
  }

  /// Returns the name of the table, cut to the maximum length of a sheet name; a cut name ends with a number.
  private func sheetName(_ table: TableSchema, _ end: String = "") -> String {
    let limit = Workbook.maxNameLength - end.count
    if table.shortName.count <= limit { return table.shortName + end }
    return "\(table.shortName.prefix(limit - 4))~\(sheets.count + 1)\(end)"
  }

  /// Adds rows of cells.
  ///
  /// What a sheet does not hold goes into a further one.
  mutating func add(_ bytes: Text) throws(Failure) {
    guard let table else { return }
    var xml: [UInt8] = []
    var reader = CellReader(bytes, of: table)
    while reader.next() {
      if rows == SpreadsheetLoss.maxSheetRows || archive.entrySize + xml.count > Workbook.maxSheetBytes {
        try archive.add(xml)
        xml.removeAll(keepingCapacity: true)
        try endSheet()
        part += 1
        try beginSheet(table, name: sheetName(table, " (\(part))"))
      }
      rows += 1
      cells.append(reader.cells, number: rows, into: &xml)
    }
    try archive.add(xml)
  }

  /// Ends the sheet of the table.
  mutating func end() throws(Failure) {
    try endSheet()
    if let table, cells.cutCells > 0 {
      warnings.append(
        "\(OutputName.workbook): \(cells.cutCells) cells of \(table.shortName) were cut at "
          + "\(SpreadsheetLoss.maxCellCharacters) characters, the most that a sheet holds")
    }
    table = nil
  }

  private mutating func endSheet() throws(Failure) {
    sheets[sheets.count - 1].rows = rows
    let columns = sheets[sheets.count - 1].columns
    try archive.add(Array(WorkbookPart.sheetEnd(columns: columns, rows: rows).utf8))
    try archive.end()
  }

  /// Writes the definitions of the columns and the remaining parts of the workbook.
  mutating func finish(_ tables: [TableSchema]) throws(Failure) {
    try definitions(of: tables)
    try archive.entry("xl/workbook.xml", WorkbookPart.workbook(sheets))
    try archive.entry("xl/_rels/workbook.xml.rels", WorkbookPart.workbookRelations(sheets: sheets.count))
    try archive.entry("xl/styles.xml", WorkbookPart.styles)
    try archive.entry("_rels/.rels", WorkbookPart.packageRelations)
    try archive.entry("[Content_Types].xml", WorkbookPart.contentTypes(sheets: sheets.count))
    try archive.finish()
  }

  private mutating func definitions(of tables: [TableSchema]) throws(Failure) {
    let columns = [ColumnName.table, .column, .unit, .definition].map { Column($0, .text, "") }
    cells = SheetCells(columns, zone: nil)
    sheets.append(("definitions", columns.count, 1))
    rows = 1
    try archive.begin(WorkbookPart.sheet(sheets.count))
    let widths = [16, 40, 10, 110]
    var xml = Array(WorkbookPart.sheetStart(widths: widths).utf8)
    cells.header(columns.map(\.name), widths: widths, into: &xml)
    for table in tables {
      for column in table.columns {
        rows += 1
        let unit = column.unit == .time ? "time (\(zone?.name ?? "UTC"))" : column.unit.rawValue
        let texts = [table.shortName, column.name, unit, column.definition]
        cells.append(texts.map(Cell.text), number: rows, into: &xml)
      }
    }
    try archive.add(xml)
    try endSheet()
  }
}
