// Changes that a spreadsheet will make when it opens a CSV file: counted while rows are written, and reported
// as warnings.

/// Counts of the cells of a table that a spreadsheet changes or cuts (Outputs: dialects).
package struct SpreadsheetLoss {
  /// The maximum number of rows of a sheet, including the header.
  package static let maxSheetRows = 1_048_576
  /// The maximum length of a cell in UTF-16 code units.
  package static let maxCellCharacters = 32_767

  private let table: TableSchema
  private let reading: SpreadsheetReading
  /// The columns of days, which are meant to become dates.
  private let dayColumns: Set<Int>
  /// The counts by column and kind of change.
  private var columns: [[Spoilt]]
  private var longCells = 0

  /// The changes of one kind in one column.
  private struct Spoilt {
    var count = 0
    var example = ""
  }

  /// Creates counts for a table.
  init(_ table: TableSchema, _ dialect: Dialect) {
    self.table = table
    reading = SpreadsheetReading(dialect)
    dayColumns = Set(table.columns.indices.filter { table.columns[$0].id == .day })
    let none = Array(repeating: Spoilt(), count: SpreadsheetChange.allCases.count)
    columns = Array(repeating: none, count: table.columns.count)
  }

  /// Looks at a text cell as the file has it, without quotes.
  mutating func absorb(_ cell: Text, _ column: Int) {
    if let change = reading.change(of: cell), change != .date || !dayColumns.contains(column) {
      if columns[column][change.rawValue].count == 0 {
        columns[column][change.rawValue].example = cell.string
      }
      columns[column][change.rawValue].count += 1
    }
    if cell.count > SpreadsheetLoss.maxCellCharacters,
      cell.string.utf16.count > SpreadsheetLoss.maxCellCharacters
    {
      longCells += 1
    }
  }

  /// Returns sentences about the changes.
  ///
  /// - Parameter rowsOfLongestFile: the number of rows without the header.
  func warnings(rowsOfLongestFile: Int) -> [String] {
    var warnings: [String] = []
    let spoilt = columns.indices.compactMap { index -> String? in
      let kinds = SpreadsheetChange.allCases.compactMap { kind -> String? in
        let found = columns[index][kind.rawValue]
        let example =
          found.example.hasPrefix(" ") || found.example.hasSuffix(" ")
          ? "\"\(found.example)\"" : found.example
        return found.count == 0 ? nil : "\(kind.name): \(found.count), such as \(example)"
      }
      return kinds.isEmpty ? nil : "\(table.columns[index].name) (\(kinds.joined(separator: "; ")))"
    }
    if !spoilt.isEmpty {
      warnings.append(
        "\(table.name): a spreadsheet reads these texts as numbers, dates or other values and changes them: \(spoilt.joined(separator: ", ")); import these columns as text, or use --xlsx"
      )
    }
    if longCells > 0 {
      warnings.append(
        "\(table.name): a spreadsheet cuts cells at \(SpreadsheetLoss.maxCellCharacters) characters: "
          + "\(longCells) are longer")
    }
    if rowsOfLongestFile >= SpreadsheetLoss.maxSheetRows {
      warnings.append(
        "\(table.name): a spreadsheet shows \(SpreadsheetLoss.maxSheetRows) lines of a file and drops the rest "
          + "of \(rowsOfLongestFile + 1); use --split-rows 1000000")
    }
    return warnings
  }
}
