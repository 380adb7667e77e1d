// The rows of a table without a day, which follow those with one in the workbook.

import ConvoStat

/// Puts rows without a day after the rows with the same keys before the day.
///
/// In the tables, `(none)` sorts before all days. In a sheet the days are dates, and a chart or a filter needs them in one
/// piece.
struct LateRows {
  private let dayColumn: Int
  private let ordered: HeldRows
  /// The rows that wait for the end of those with the same keys, and these keys.
  private var waiting: [UInt8] = []
  private var keys: [Cell] = []
  private var count = 0

  /// Returns rows in the order of a sheet.
  ///
  /// - Parameter dayColumn: the index of the column of days.
  /// - Returns: also the number of rows without a day at the end.
  static func ordered(
    _ rows: HeldRows, of table: TableSchema, dayColumn: Int, in directory: String
  ) throws(Failure) -> (rows: HeldRows, lateAtEnd: Int) {
    var late = LateRows(dayColumn: dayColumn, ordered: HeldRows(in: directory))
    for piece in 0..<rows.pieces {
      try rows.give(piece) { bytes throws(Failure) in
        var reader = CellReader(bytes, of: table)
        while reader.next() { try late.add(reader) }
      }
    }
    let lateAtEnd = late.count
    try late.addWaiting()
    return (late.ordered, lateAtEnd)
  }

  private mutating func add(_ reader: CellReader) throws(Failure) {
    if count > 0, keys != reader.cells.prefix(dayColumn).map(Cell.init) { try addWaiting() }
    if case .day = reader.cells[dayColumn] { return try ordered.add(reader.row) }
    if count == 0 { keys = reader.cells.prefix(dayColumn).map(Cell.init) }
    waiting += reader.row.rawBytes
    count += 1
  }

  private mutating func addWaiting() throws(Failure) {
    try waiting.withText { rows throws(Failure) in try ordered.add(rows) }
    (waiting, count) = ([], 0)
  }
}
