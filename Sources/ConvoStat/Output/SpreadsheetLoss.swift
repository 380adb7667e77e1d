// What a spreadsheet will spoil when it opens a CSV file: counted while the rows pass, told as warnings.

/// Counts the cells of a table that a spreadsheet changes or cuts (README 3.2).
struct SpreadsheetLoss {
  /// The most rows of a sheet, its header among them.
  static let maxSheetRows = 1_048_576
  /// The most characters of a cell, in units of UTF-16.
  static let maxCellCharacters = 32_767

  private let table: TableSchema
  private let textColumns: [Int]
  private var columns: [Spoilt]
  private var longCells = 0

  private struct Spoilt {
    var count = 0
    var example = ""
  }

  /// Counts for a table.
  init(_ table: TableSchema) {
    self.table = table
    textColumns = table.columns.indices.filter { table.columns[$0].unit == .text }
    columns = Array(repeating: Spoilt(), count: table.columns.count)
  }

  /// Looks at a row.
  mutating func absorb(_ cells: [Text]) {
    for column in textColumns {
      let cell = cells[column]
      if cell.isSpoiltAsNumber {
        if columns[column].count == 0 { columns[column].example = cell.string }
        columns[column].count += 1
      }
      if cell.count > SpreadsheetLoss.maxCellCharacters,
        cell.string.utf16.count > SpreadsheetLoss.maxCellCharacters
      {
        longCells += 1
      }
    }
  }

  /// Sentences about what was found.
  ///
  /// - Parameter rowsOfLongestFile: without the header.
  func warnings(rowsOfLongestFile: Int) -> [String] {
    var warnings: [String] = []
    let spoilt = columns.indices.filter { columns[$0].count > 0 }.map { index in
      "\(table.columns[index].name) (\(columns[index].count), such as \(columns[index].example))"
    }
    if !spoilt.isEmpty {
      warnings.append(
        "\(table.name): a spreadsheet takes ids for numbers and changes them, by leading zeros, an E, or more "
          + "than 15 digits: \(spoilt.joined(separator: ", ")); import these columns as text, or use --xlsx")
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

extension Text {
  /// Whether a spreadsheet reads the text as another number than its digits say: `007`, `12e5`, 16 digits.
  fileprivate var isSpoiltAsNumber: Bool {
    guard count > 1, count <= 400, isDigit(self[0]) else { return false }
    var digits = 0
    while digits < count, isDigit(self[digits]) { digits += 1 }
    if digits == count { return self[0] == UInt8(ascii: "0") || count > 15 }
    guard self[digits] | 0x20 == UInt8(ascii: "e"), digits + 1 < count else { return false }
    return bytes[(digits + 1)...].allSatisfy(isDigit)
  }

  private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
