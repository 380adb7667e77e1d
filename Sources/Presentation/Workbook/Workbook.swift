// convostat.xlsx during the run: a sheet per table, written row by row, the summary upright, and a sheet of definitions.

import ConvoStat

/// The workbook of a run.
///
/// Sheets are written one after the other. Workers make and compress pieces of a sheet, and of these only those are held
/// that wait for an earlier one, except the one row of the summary.
struct Workbook: TableSink {
  /// The maximum size of a sheet in bytes, well below the limit of the archive.
  private static let maxSheetBytes = 3 << 30

  private var archive: ZipWriter
  private let format: WorkbookFormat
  /// The sheets in the order in which they are written.
  private var sheets: [WorkbookSheet] = []
  private var names = WorkbookNames()
  /// The summary and its row, for `finish`.
  private var summary: (table: TableSchema, cells: [Cell])?
  /// The chart of the days; `nil` before the sheet of days is written.
  private var chart: WorkbookChart?
  private var warnings: [String] = []

  /// Begins a workbook in a file.
  init(_ file: StagedFile, _ format: WorkbookFormat) {
    self.format = format
    archive = ZipWriter(file)
  }

  /// Adds a table: a sheet, or several if one does not hold all rows.
  mutating func add(_ table: TableSchema, _ rows: HeldRows) throws(Failure) {
    if table.name == TableSchema.summaryName {
      return try rows.give(0) { bytes throws(Failure) in
        var reader = CellReader(bytes, of: table)
        if reader.next() { summary = (table, reader.copies) }
      }
    }
    var (rows, lateAtEnd) = (rows, 0)
    if let dayColumn = table.columns.firstIndex(where: { $0.id == .day }) {
      (rows, lateAtEnd) = try LateRows.ordered(
        rows, of: table, dayColumn: dayColumn, in: format.temporaryDirectory)
    }
    let first = sheets.count
    try write(table, rows)
    if table.name == Breakdown([.day]).fileName, sheets.count == first + 1 {
      let sheet = sheets[first]
      chart = WorkbookChart(of: sheet, table.columns, lastDay: sheet.rows - lateAtEnd, format.durations)
    }
  }

  /// Writes the sheets of a table.
  private mutating func write(_ table: TableSchema, _ rows: HeldRows) throws(Failure) {
    let pieces = try SheetPieces(table, rows, format)
    var (part, cutCells) = (1, 0)
    try beginSheet(table, part: part)
    try inOrder(
      rows.pieces, by: format.jobs, pieces.worker,
      make: { piece, worker throws(Failure) in try pieces.make(piece, &worker) },
      take: { piece throws(Failure) in
        let last = sheets[sheets.count - 1]
        if last.rows + piece.rows > SpreadsheetLoss.maxSheetRows
          || archive.entrySize + piece.deflated.size > Workbook.maxSheetBytes && last.rows > 1
        {
          try endSheet()
          part += 1
          try beginSheet(table, part: part)
        }
        cutCells += piece.cutCells
        sheets[sheets.count - 1].add(piece, linkColumn: pieces.linkColumn)
        try archive.add(piece.deflated)
      })
    try endSheet()
    if cutCells > 0 {
      warnings.append(
        "\(OutputName.workbook): \(cutCells) cells of \(table.shortName) were cut at "
          + "\(SpreadsheetLoss.maxCellCharacters) characters, the most that a sheet holds")
    }
  }

  private mutating func beginSheet(_ table: TableSchema, part: Int) throws(Failure) {
    let heads = table.columns.map { $0.isByClock ? "\($0.name) (\(format.zone?.name ?? "UTC"))" : $0.name }
    // The name of an agent follows the id.
    let keyCount = table.keyCount + (table.columns.dropFirst(table.keyCount).first?.id == .agentName ? 1 : 0)
    try beginSheet(
      table.shortName, part: part, heads, table.columns.map { WorkbookStyle($0.unit, format.durations) },
      widths: zip(table.columns, heads).map { WorkbookStyle.width(of: $0, head: $1) }, keyCount: keyCount)
  }

  private mutating func beginSheet(
    _ table: String, part: Int, _ heads: [String], _ styles: [WorkbookStyle], widths: [Int], keyCount: Int,
    hasChart: Bool = false
  ) throws(Failure) {
    var sheet = WorkbookSheet(
      names.sheet(of: table, part: part), table: names.table(of: table, part: part), number: sheets.count + 1,
      rank: WorkbookSheet.rank(ofTable: table), heads: heads, widths: widths, keyCount: keyCount)
    sheet.hasChart = hasChart
    sheets.append(sheet)
    try archive.begin(WorkbookPart.sheet(sheet.number))
    try archive.add(sheet.start)
    // As high as the longest head needs in a column of its width.
    let height = SheetCells.height(of: sheet.heads, widths: sheet.widths, isHead: true)
    try add([(sheet.heads.map(Cell.text), styles.map(\.head), height)])
  }

  /// Adds rows to the sheet, each with the formats of its cells and its height in points.
  private mutating func add(_ rows: [(cells: [Cell], styles: [WorkbookStyle], height: Int)]) throws(Failure) {
    var writer = SheetWriter(SheetCells.styles([]), format)
    for row in rows { writer.append(row.cells, styles: row.styles.map(\.rawValue), height: row.height) }
    try writer.give { xml throws(Failure) in try archive.add(xml) }
  }

  private mutating func endSheet() throws(Failure) {
    try archive.add(sheets[sheets.count - 1].end)
    try archive.end()
  }

  /// Ends the workbook.
  /// - Returns: warnings about cells that were cut.
  mutating func finish(_ tables: [TableSchema]) throws(Failure) -> [String] {
    try writeRest(tables)
    return warnings
  }

  /// Writes the summary, the definitions of the columns and the remaining parts of the workbook.
  private mutating func writeRest(_ tables: [TableSchema]) throws(Failure) {
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
    try beginSheet(name, part: 1, heads, styles, widths: widths, keyCount: 1, hasChart: hasChart)
    let prose = styles.indices.filter { styles[$0] == .prose }
    try add(
      rows.map { row, styles in
        let height = SheetCells.height(
          of: prose.map { row[$0].text(in: nil) }, widths: prose.map { widths[$0] }, isHead: false)
        return (row, styles, height)
      })
    sheets[sheets.count - 1].rows += rows.count
    try endSheet()
  }
}
