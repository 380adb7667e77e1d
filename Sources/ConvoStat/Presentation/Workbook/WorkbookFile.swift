// The workbook's file while the tables of a run are written to it, one after the other.

import Synchronization

/// A workbook that is written from several threads, one at a time.
final class WorkbookFile: Sendable {
  private let state: Mutex<Workbook>
  private let file: StagedFile

  /// Begins the workbook.
  init(in directory: OutputDirectory, csvText: CSVText, zone: Zone?) throws(Failure) {
    file = try directory.stage(Workbook.fileName)
    state = Mutex(Workbook(file, csvText: csvText, zone: zone))
  }

  /// Begins the sheet of a table.
  func begin(_ table: TableSchema) throws(Failure) {
    try state.withLock { workbook throws(Failure) in try workbook.begin(table) }
  }

  /// Adds rows in the default dialect.
  func add(_ bytes: Text) throws(Failure) {
    try state.withLock { workbook throws(Failure) in try workbook.add(bytes) }
  }

  /// Ends the sheet.
  func end() throws(Failure) { try state.withLock { workbook throws(Failure) in try workbook.end() } }

  /// Ends the workbook.
  /// - Returns: what had to be cut.
  func finish(_ tables: [TableSchema]) throws(Failure) -> [String] {
    try state.withLock { workbook throws(Failure) in
      try workbook.finish(tables)
      return workbook.warnings
    }
  }
}
