// All tables of a run as files, in every form that was asked for, with datapackage.json, which describes
// them.

import Synchronization

/// The outcome of writing all tables.
struct WrittenTables {
  /// Warnings about cells that were cut and changes that a spreadsheet will make.
  let warnings: [String]
  /// The number of text cells that got a `'` in front, if tables have only some of their columns.
  let guardedCells: Int?
  /// The number of such cells in measures.csv.
  let guardedMeasures: Int
}

/// The files of the tables: conversations.csv and responses.csv are written during measuring, the other
/// tables afterwards.
final class TableFiles: Sendable {
  /// The tables in the order in which they are written.
  private let schemas: [TableSchema]
  private let directory: OutputDirectory
  private let options: TableFileOptions
  private let presentation: any TablePresentation
  private let conversations: TableFile
  private let responses: TableFile?
  /// The workbook with the rows of conversations.csv and responses.csv; `nil` if it was not asked for.
  private let workbook: HeldWorkbook?

  /// The file of a workbook, which is written when all rows are there, and the rows that come during measuring.
  private struct HeldWorkbook {
    let file: StagedFile
    let conversations, responses: HeldRows
  }

  /// Begins conversations.csv, and responses.csv and the workbook if they were asked for.
  /// - Parameter schemas: the tables, in the order in which they are written.
  init(
    _ schemas: [TableSchema], in directory: OutputDirectory, _ options: TableFileOptions,
    _ presentation: any TablePresentation
  ) throws(Failure) {
    self.presentation = presentation
    self.directory = directory
    self.options = options
    self.schemas = schemas
    conversations = try TableFile(schemas[0], in: directory, options)
    let responses = schemas.first { $0.name == TableSchema.responsesName }
    self.responses = try responses.map { schema throws(Failure) in
      try TableFile(schema, in: directory, options)
    }
    workbook =
      options.hasWorkbook
      ? HeldWorkbook(
        file: try directory.stage(OutputName.workbook),
        conversations: HeldRows(in: options.temporaryDirectory),
        responses: HeldRows(in: options.temporaryDirectory)) : nil
  }

  /// Writes rows of a table, those of each table in their order: cells if the run writes them, else CSV.
  func write(_ table: StreamedTable, _ bytes: Text, rows: Int) throws(Failure) {
    guard let file = table == .conversations ? conversations : responses else { return }
    guard options.writesCells else { return try file.write(csv: bytes, rows: rows) }
    try file.write(cells: bytes)
    switch table {
    case .conversations: try workbook?.conversations.add(bytes)
    case .responses: try workbook?.responses.add(bytes)
    }
  }

  /// Finishes the tables so far, writes all other tables and describes them.
  func finish(_ tables: [Table]) throws(Failure) -> WrittenTables {
    var files = [conversations]
    if let responses { files.append(responses) }
    for table in tables {
      guard let schema = schemas.first(where: { $0.name == table.name }) else { continue }
      files.append(try write(table, schema))
    }
    let cut = try writeWorkbook(tables)
    let measures = try writeMeasures(of: tables)
    if let measures { files.append(measures) }
    let written = files.map { (table: $0.schema, files: $0.names) }
    let package = presentation.dataPackage(
      of: written, options.dialect, zone: options.zone, options.csvText)
    try directory.stage(OutputName.dataPackage).write(package)
    if options.isTidy {
      let script = presentation.loadScript(of: written, options.dialect, zone: options.zone, options.csvText)
      try directory.stage(OutputName.loadScript).write(script)
    }
    return WrittenTables(
      warnings: files.flatMap(\.warnings) + cut,
      guardedCells: options.selectsColumns ? files.reduce(0) { $0 + $1.guardedCells } : nil,
      guardedMeasures: measures?.guardedCells ?? 0)
  }

  /// Writes measures.csv; returns `nil` if the run does not have it.
  private func writeMeasures(of tables: [Table]) throws(Failure) -> TableFile? {
    guard let own = schemas.first(where: { $0.name == TableSchema.measuresName }) else { return nil }
    let file = try TableFile(own, in: directory, options)
    for table in tables {
      guard let schema = schemas.first(where: { $0.name == table.name }), schema.isTidied else { continue }
      let rows = MeasureRows(schema)
      try table.cells.withText { (stored) throws(Failure) in
        try rows.write(stored, of: schema, RowFormat(text: options.csvText, zone: options.zone)) {
          bytes throws(Failure) in try file.write(cells: bytes)
        }
      }
    }
    return file
  }

  /// Writes the workbook, if it was asked for.
  /// - Returns: warnings about cells that were cut.
  private func writeWorkbook(_ tables: [Table]) throws(Failure) -> [String] {
    guard let workbook else { return [] }
    let format = WorkbookFormat(
      zone: options.zone, durations: options.durations, jobs: options.jobs,
      temporaryDirectory: options.temporaryDirectory)
    var sheets = presentation.workbook(in: workbook.file, format)
    try sheets.add(conversations.schema, workbook.conversations)
    if let responses { try sheets.add(responses.schema, workbook.responses) }
    for table in tables {
      guard let schema = schemas.first(where: { $0.name == table.name }) else { continue }
      let rows = HeldRows(in: options.temporaryDirectory)
      try table.cells.withText { cells throws(Failure) in try rows.add(cells) }
      try sheets.add(schema, rows)
    }
    return try sheets.finish(schemas.filter { $0.name != TableSchema.measuresName })
  }

  private func write(_ table: Table, _ schema: TableSchema) throws(Failure) -> TableFile {
    let file = try TableFile(schema, in: directory, options)
    if options.writesCells {
      try table.cells.withText { (rows) throws(Failure) in try file.write(cells: rows) }
    } else {
      try table.bytes.withText { (bytes) throws(Failure) in
        try file.write(csv: bytes.suffix(from: table.headerCount), rows: table.rows)
      }
    }
    return file
  }
}
