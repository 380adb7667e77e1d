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
    for bytes in files {
      guard let lines = CSVRowReader.rows(of: bytes), lines.first == columns else { return nil }
      for cells in lines.dropFirst() {
        guard cells.count == columns.count else { return nil }
        let key = keyPlaces.map { isGuarded ? cells[$0].unguarded : cells[$0] }
        rows[key] = measurePlaces.map { cells[$0] }
      }
    }
  }
}
