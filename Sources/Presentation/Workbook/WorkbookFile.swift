// The file of the workbook while the tables of a run are written to it one after the other.

import ConvoStat
import Synchronization

/// A workbook that several threads write, one at a time.
final class WorkbookFile: TableSink {
  private let state: Mutex<Workbook>

  /// Begins the workbook.
  init(_ file: StagedFile, _ format: WorkbookFormat) {
    state = Mutex(Workbook(file, format))
  }

  /// Begins the sheet of a table.
  func begin(_ table: TableSchema) throws(Failure) {
    try state.withLock { workbook throws(Failure) in try workbook.begin(table) }
  }

  /// Adds rows of cells.
  func add(_ bytes: Text) throws(Failure) {
    try state.withLock { workbook throws(Failure) in try workbook.add(bytes) }
  }

  /// Ends the sheet.
  func end() throws(Failure) { try state.withLock { workbook throws(Failure) in try workbook.end() } }

  /// Ends the workbook.
  /// - Returns: warnings about cells that were cut.
  func finish(_ tables: [TableSchema]) throws(Failure) -> [String] {
    try state.withLock { workbook throws(Failure) in
      try workbook.finish(tables)
      return workbook.warnings
    }
  }
}
