// A table that a run wrote, read back from its files.

import ConvoStat

/// The rows of a table by their keys.
struct WrittenTable: Sendable {
  /// The name of the table without `.csv`.
  let name: String
  /// The columns that identify a row.
  let keys: [String]
  /// The columns of numbers, in the order of the header.
  let measures: [String]
  /// The cells of the measures by the cells of the keys.
  private(set) var rows: [[String]: [String]] = [:]
  /// The names of agents by the cells of the keys.
  private(set) var agentNames: [[String]: String] = [:]

  /// The cell of a key that a conversation does not have.
  static let none = "(none)"

  /// A table of given rows.
  init(_ name: String, keys: [String], measures: [String], rows: [[String]: [String]]) {
    self.name = name
    self.keys = keys
    self.measures = measures
    self.rows = rows
  }

  /// Reads the files of a table; `nil` if a file is not one that convostat writes.
  ///
  /// - Parameters:
  ///   - columns: the header.
  ///   - files: the bytes of each file of the table, every one with the header.
  ///   - isGuarded: true if text cells were guarded (Outputs: guards).
  init?(
    _ name: String, columns: [String], keys: [String], measures: [String], files: [[UInt8]], isGuarded: Bool
  ) {
    self.name = name
    self.keys = keys
    self.measures = measures
    let keyPlaces = keys.compactMap(columns.firstIndex)
    let measurePlaces = measures.compactMap(columns.firstIndex)
    guard keyPlaces.count == keys.count, measurePlaces.count == measures.count else { return nil }
    let namePlace =
      keys.contains(ColumnName.agent.text) ? columns.firstIndex(of: ColumnName.agentName.text) : nil
    for bytes in files {
      guard let lines = CSVRowReader.rows(of: bytes), lines.first == columns else { return nil }
      for cells in lines.dropFirst() {
        guard cells.count == columns.count else { return nil }
        let key = keyPlaces.map { isGuarded ? cells[$0].unguarded : cells[$0] }
        rows[key] = measurePlaces.map { cells[$0] }
        if let namePlace, !cells[namePlace].isEmpty {
          agentNames[key] = isGuarded ? cells[namePlace].unguarded : cells[namePlace]
        }
      }
    }
  }
}

extension WrittenTable {
  /// True for summary.csv and the tables by groups.
  var isOfGroups: Bool { keys.isEmpty || name.hasPrefix("by_") }

  /// True if a key is a time, such as the day.
  var isByTime: Bool { keys.contains { WrittenTable.times.contains($0) } }

  /// True if a key is an agent.
  var isByAgent: Bool {
    keys.contains(ColumnName.agent.text) || keys.contains(ColumnName.key(.assignedAgent).text)
  }

  private static let times = Set(Key.named.filter(\.isTime).map { ColumnName.key($0).text })

  /// Returns a cell as a number; `nil` if the row or the column is missing or the cell is empty.
  func cell(_ key: [String], _ column: ColumnName) -> DecimalCell? {
    guard let place = measures.firstIndex(of: column.text) else { return nil }
    return rows[key].flatMap { DecimalCell($0[place]) }
  }
}
