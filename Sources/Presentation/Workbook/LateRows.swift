// The rows of a table without a day, which follow those with one in the workbook.

import ConvoStat

/// Rows that wait for the end of the rows with the same keys before the day.
///
/// In the tables, `(none)` sorts before all days. In a sheet the days are dates, and a chart or a filter needs them in one
/// piece.
struct LateRows {
  private let dayColumn: Int?
  private var rows: [[Cell]] = []

  /// Creates an empty list.
  ///
  /// - Parameter dayColumn: the index of the column of days; `nil` if the table has none, and so no late rows.
  init(dayColumn: Int?) { self.dayColumn = dayColumn }

  /// Returns and forgets the rows that must be written before a row.
  mutating func due(before row: [Cell]) -> [[Cell]] {
    guard let dayColumn, let first = rows.first, first.prefix(dayColumn) != row.prefix(dayColumn) else {
      return []
    }
    return rest
  }

  /// Keeps a row that has no day.
  /// - Returns: false if it has one.
  mutating func keeps(_ row: [Cell]) -> Bool {
    guard let dayColumn, row[dayColumn].day == nil else { return false }
    rows.append(row)
    return true
  }

  /// Returns and forgets all rows.
  var rest: [[Cell]] {
    mutating get {
      defer { rows = [] }
      return rows
    }
  }
}
