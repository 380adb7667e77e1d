// A table that a run wrote, read back from its files.

/// The rows of a table by their keys.
struct WrittenTable: Sendable {
  /// The name without `.csv`.
  let name: String
  /// The columns that tell a row from all others.
  let keys: [String]
  /// The columns that hold numbers, in the order of the header.
  let measures: [String]
  /// The cells of the measures by those of the keys.
  private(set) var rows: [[String]: [String]] = [:]

  /// - Parameters:
  ///   - columns: the header.
  ///   - files: the bytes of each file of the table, every one with the header.
  ///   - isGuarded: whether text cells were guarded (README 3.1).
  /// - Returns: nil where a file is not what convostat writes.
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
      guard let lines = WrittenTable.cells(of: bytes), lines.first == columns else { return nil }
      for cells in lines.dropFirst() {
        guard cells.count == columns.count else { return nil }
        let key = keyPlaces.map { isGuarded ? WrittenTable.unguarded(cells[$0]) : cells[$0] }
        rows[key] = measurePlaces.map { cells[$0] }
      }
    }
  }

  private static func unguarded(_ cell: String) -> String {
    cell.withText(\.unguardedString)
  }

  /// The cells of CSV that may have been changed since, line by line; nil where a quote is left open.
  private static func cells(of bytes: [UInt8]) -> [[String]]? {
    var lines: [[String]] = []
    var line: [String] = []
    var cell: [UInt8] = []
    var isQuoted = false
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "\""):
        // The second of two quotes opens again, and stands for itself.
        if !isQuoted, cell.last == nil || cell.last == 0 {
          if cell.last == 0 { cell[cell.count - 1] = byte }
          isQuoted = true
        } else if isQuoted {
          isQuoted = false
          cell.append(0)
        } else {
          return nil
        }
      case UInt8(ascii: ","), UInt8(ascii: "\n"):
        if isQuoted {
          cell.append(byte)
          continue
        }
        if cell.last == 0 { cell.removeLast() }
        line.append(String(decoding: cell, as: UTF8.self))
        cell.removeAll(keepingCapacity: true)
        if byte == UInt8(ascii: "\n") {
          lines.append(line)
          line.removeAll(keepingCapacity: true)
        }
      default: cell.append(byte)
      }
    }
    return isQuoted || !line.isEmpty || !cell.isEmpty ? nil : lines
  }
}
