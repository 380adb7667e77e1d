// convostat.xlsx during the run: a sheet per table, written row by row, the summary upright, and a sheet of definitions.

import ConvoStat

/// The workbook of a run.
///
/// Sheets are written one after the other, and nothing of them is held, except the one row of the summary and the rows
/// of a table without a day, which follow those with one.
struct Workbook {
  /// The maximum size of a sheet in bytes, well below the limit of the archive.
  private static let maxSheetBytes = 3 << 30

  private var archive: ZipWriter
  private let format: WorkbookFormat
  /// The sheets in the order in which they are written.
  private var sheets: [WorkbookSheet] = []
  private var names = WorkbookNames()
  private var table: TableSchema?
  private var cells: SheetCells
  private var late = LateRows(dayColumn: nil)
  private var part = 1
  /// The summary and its row, for `finish`.
  private var summary: (table: TableSchema, cells: [Cell])?
  /// The chart of the days; `nil` before the sheet of days is written.
  private var chart: WorkbookChart?
  private(set) var warnings: [String] = []

  /// Begins a workbook in a file.
  init(_ file: StagedFile, _ format: WorkbookFormat) {
    self.format = format
    cells = SheetCells([WorkbookStyle](), format)
    archive = ZipWriter(file)
  }

  /// Begins the sheet of a table.
  ///
  /// The caller has ended the one before.
  mutating func begin(_ table: TableSchema) throws(Failure) {
    self.table = table
    if table.name == TableSchema.summaryName { return }
    part = 1
    cells = SheetCells(table.columns, format)
    late = LateRows(dayColumn: table.columns.firstIndex { $0.id == .day })
    try beginSheet(table)
  }

  private mutating func beginSheet(_ table: TableSchema) throws(Failure) {
    let heads = table.columns.map { $0.isByClock ? "\($0.name) (\(format.zone?.name ?? "UTC"))" : $0.name }
    // The name of an agent follows the id.
    let keyCount = table.keyCount + (table.columns.dropFirst(table.keyCount).first?.id == .agentName ? 1 : 0)
    try beginSheet(
      table.shortName, heads,
      widths: zip(table.columns, heads).map { WorkbookStyle.width(of: $0, head: $1) }, keyCount: keyCount)
  }

  private mutating func beginSheet(
    _ table: String, _ heads: [String], widths: [Int], keyCount: Int, hasChart: Bool = false
  ) throws(Failure) {
    var sheet = WorkbookSheet(
      names.sheet(of: table, part: part), table: names.table(of: table, part: part), number: sheets.count + 1,
      rank: WorkbookSheet.rank(ofTable: table), heads: heads, widths: widths, keyCount: keyCount)
    sheet.hasChart = hasChart
    sheets.append(sheet)
    try archive.begin(WorkbookPart.sheet(sheet.number))
    var xml = Array(sheet.start.utf8)
    cells.header(of: sheet, into: &xml)
    try archive.add(xml)
  }

  /// Adds rows of cells.
  ///
  /// What a sheet does not hold goes into a further one.
  mutating func add(_ bytes: Text) throws(Failure) {
    guard let table else { return }
    var xml: [UInt8] = []
    var reader = CellReader(bytes, of: table)
    while reader.next() {
      if table.name == TableSchema.summaryName {
        summary = (table, reader.cells)
        return
      }
      for row in late.due(before: reader.cells) { try append(row, table, &xml) }
      if !late.keeps(reader.cells) { try append(reader.cells, table, &xml) }
    }
    try archive.add(xml)
  }

  private mutating func append(_ row: [Cell], _ table: TableSchema, _ xml: inout [UInt8]) throws(Failure) {
    if sheets[sheets.count - 1].rows == SpreadsheetLoss.maxSheetRows
      || archive.entrySize + xml.count > Workbook.maxSheetBytes
    {
      try archive.add(xml)
      xml.removeAll(keepingCapacity: true)
      try endSheet()
      part += 1
      try beginSheet(table)
    }
    sheets[sheets.count - 1].rows += 1
    cells.append(row, number: sheets[sheets.count - 1].rows, into: &xml)
  }

  /// Ends the sheet of the table.
  mutating func end() throws(Failure) {
    guard let table, table.name != TableSchema.summaryName else { return }
    let rows = late.rest
    if table.name == Breakdown([.day]).fileName, part == 1 {
      let sheet = sheets[sheets.count - 1]
      chart = WorkbookChart(of: sheet, table.columns, lastDay: sheet.rows, format.durations)
    }
    var xml: [UInt8] = []
    for row in rows { try append(row, table, &xml) }
    try archive.add(xml)
    try endSheet()
    if cells.cutCells > 0 {
      warnings.append(
        "\(OutputName.workbook): \(cells.cutCells) cells of \(table.shortName) were cut at "
          + "\(SpreadsheetLoss.maxCellCharacters) characters, the most that a sheet holds")
    }
    self.table = nil
  }

  private mutating func endSheet() throws(Failure) {
    if let column = table?.columns.firstIndex(where: { $0.id == .link }) {
      let letters = SheetCells.letters(of: column)
      sheets[sheets.count - 1].links = cells.links.map { ("\(letters)\($0.row)", $0.address) }
      cells.links = []
    }
    try archive.add(Array(sheets[sheets.count - 1].end.utf8))
    try archive.end()
  }

  /// Writes the summary, the definitions of the columns and the remaining parts of the workbook.
  mutating func finish(_ tables: [TableSchema]) throws(Failure) {
    if let summary { try write(summary: summary.table, summary.cells) }
    try definitions(of: tables)
    for sheet in sheets {
      try archive.entry("xl/worksheets/_rels/sheet\(sheet.number).xml.rels", sheet.relations)
      try archive.entry("xl/tables/table\(sheet.number).xml", sheet.table)
    }
    if let chart, let sheet = sheets.first(where: \.hasChart) {
      try archive.entry("xl/drawings/drawing1.xml", WorkbookChart.drawing(at: sheet.heads.count + 1))
      try archive.entry("xl/drawings/_rels/drawing1.xml.rels", WorkbookChart.drawingRelations)
      try archive.entry("xl/charts/chart1.xml", chart.part)
    }
    let shown = sheets.sorted { ($0.rank, $0.number) < ($1.rank, $1.number) }
    try archive.entry("xl/workbook.xml", WorkbookPart.workbook(shown))
    try archive.entry("xl/_rels/workbook.xml.rels", WorkbookPart.workbookRelations(sheets: sheets.count))
    try archive.entry("xl/styles.xml", WorkbookStyle.part)
    try archive.entry("_rels/.rels", WorkbookPart.packageRelations)
    try archive.entry(
      "[Content_Types].xml",
      WorkbookPart.contentTypes(sheets: sheets.count, hasChart: sheets.contains(where: \.hasChart)))
    try archive.finish()
  }

  /// Writes the summary upright: a row for each of its columns.
  private mutating func write(summary table: TableSchema, _ row: [Cell]) throws(Failure) {
    let widths = [40, 16, 64]
    try writeSheet(
      table.shortName, ["measure", "value", "meaning"], [.text, .count, .prose], widths: widths,
      hasChart: chart != nil,
      zip(table.columns, row).map { column, cell in
        (
          [.text(column.name), cell, .text(column.definition)],
          [.text, WorkbookStyle(column.unit, format.durations), .prose]
        )
      })
  }

  private mutating func definitions(of tables: [TableSchema]) throws(Failure) {
    let inOrder = tables.enumerated().sorted {
      let (left, right) = (
        WorkbookSheet.rank(ofTable: $0.element.shortName), WorkbookSheet.rank(ofTable: $1.element.shortName)
      )
      return (left, $0.offset) < (right, $1.offset)
    }.map(\.element)
    try writeSheet(
      "definitions", ["column", "unit", "definition", "sheets"], [.text, .text, .prose, .prose],
      widths: [40, 16, 90, 40],
      describe(inOrder).map { column in
        let isByClock = column.unit == Unit.time.rawValue
        let unit =
          isByClock
          ? "time (\(format.zone?.name ?? "UTC"))"
          : column.unit == Unit.seconds.rawValue && format.durations == .hms ? "h:mm:ss" : column.unit
        let sheets = column.tables.map { $0.hasSuffix(".csv") ? String($0.dropLast(4)) : $0 }
        return (
          [.text(column.name), .text(unit), .text(column.definition), .text(sheets.joined(separator: ", "))],
          [.text, .text, .prose, .prose]
        )
      })
  }

  /// Writes a sheet of few rows, each with the styles of its cells and as high as its texts.
  ///
  /// - Parameter styles: the styles of the columns.
  private mutating func writeSheet(
    _ name: String, _ heads: [String], _ styles: [WorkbookStyle], widths: [Int], hasChart: Bool = false,
    _ rows: [([Cell], [WorkbookStyle])]
  ) throws(Failure) {
    part = 1
    cells = SheetCells(styles, format)
    try beginSheet(name, heads, widths: widths, keyCount: 1, hasChart: hasChart)
    let prose = styles.indices.filter { styles[$0] == .prose }
    var xml: [UInt8] = []
    for (row, styles) in rows {
      sheets[sheets.count - 1].rows += 1
      var cells = SheetCells(styles, format)
      let height = SheetCells.height(
        of: prose.map { row[$0].text(in: nil) }, widths: prose.map { widths[$0] }, isHead: false)
      cells.append(row, number: sheets[sheets.count - 1].rows, height: height, into: &xml)
    }
    try archive.add(xml)
    try endSheet()
  }
}
