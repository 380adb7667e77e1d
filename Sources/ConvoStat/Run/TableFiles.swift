// All tables of a run as files, in every form that was asked for, and datapackage.json, which describes them.

import Synchronization

/// The files of the tables: rows of conversations.csv and responses.csv as they come, then the tables that are finished.
final class TableFiles: Sendable {
  /// The tables, in the order in which they are written.
  private let schemas: [TableSchema]
  private let directory: OutputDirectory
  private let options: TableFileOptions
  private let workbook: WorkbookFile?
  private let conversations: TableFile
  private let responses: TableFile?
  /// The rows of responses.csv for the workbook, which takes one sheet at a time.
  private let heldResponses: HeldRows?

  /// Begins conversations.csv, and responses.csv and the workbook where they were asked for.
  /// - Parameter schemas: the tables, in the order in which they are written.
  init(
    _ schemas: [TableSchema], in directory: OutputDirectory, _ options: TableFileOptions
  ) throws(Failure) {
    self.directory = directory
    self.options = options
    self.schemas = schemas
    conversations = try TableFile(schemas[0], in: directory, options)
    let responses = schemas.first { $0.name == ResponsesTable.name }
    self.responses = try responses.map { schema throws(Failure) in
      try TableFile(schema, in: directory, options)
    }
    heldResponses = responses != nil && options.hasWorkbook ? HeldRows(in: options.temporaryDirectory) : nil
    workbook =
      options.hasWorkbook
      ? try WorkbookFile(in: directory, csvText: options.csvText, zone: options.zone) : nil
    try workbook?.begin(schemas[0])
  }

  /// Writes rows of a table, those of each table in their order.
  func write(_ table: StreamedTable, _ bytes: Text, rows: Int) throws(Failure) {
    switch table {
    case .conversations:
      try conversations.write(bytes, rows: rows)
      try workbook?.add(bytes)
    case .responses:
      try responses?.write(bytes, rows: rows)
      try heldResponses?.add(bytes)
    }
  }

  /// Ends what was written so far, writes all other tables and describes them.
  /// - Returns: warnings about what was cut and what a spreadsheet will spoil.
  func finish(_ tables: [Table]) throws(Failure) -> [String] {
    try workbook?.end()
    var files = [conversations]
    if let responses {
      try writeSheet(of: responses.schema)
      files.append(responses)
    }
    for table in tables {
      guard let schema = schemas.first(where: { $0.name == table.name }) else { continue }
      files.append(try write(table, schema))
    }
    let cut = try workbook?.finish(schemas) ?? []
    let package = DataPackage(
      tables: files.map { ($0.schema, $0.names) }, dialect: options.dialect, zone: options.zone,
      text: options.csvText)
    try directory.stage(DataPackage.fileName).write(package.json.page)
    return files.flatMap(\.warnings) + cut
  }

  /// Gives the workbook the rows of responses.csv.
  private func writeSheet(of schema: TableSchema) throws(Failure) {
    guard let workbook, let heldResponses else { return }
    try workbook.begin(schema)
    try heldResponses.give { bytes throws(Failure) in try workbook.add(bytes) }
    try workbook.end()
  }

  private func write(_ table: Table, _ schema: TableSchema) throws(Failure) -> TableFile {
    let file = try TableFile(schema, in: directory, options)
    try workbook?.begin(schema)
    try table.bytes.withText { (bytes) throws(Failure) in
      let rows = bytes.suffix(from: CSVRowReader.firstRowCount(bytes))
      try file.write(rows, rows: table.rows)
      try workbook?.add(rows)
    }
    try workbook?.end()
    return file
  }
}
