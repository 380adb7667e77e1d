// A finished table, ready to be written to its file.

/// A CSV file as bytes.
struct Table: Sendable {
  /// The file's name, such as `by_queue.csv`.
  let name: String
  let bytes: [UInt8]
  /// Rows without the header.
  let rows: Int
  /// Text cells that got a `'` in front (README 3.1).
  let guardedCells: Int

  /// The table that was written to a buffer.
  init(name: String, _ buffer: borrowing CSVBuffer) {
    self.name = name
    bytes = Array(buffer.bytes)
    rows = buffer.rows
    guardedCells = buffer.guardedCells
  }
}
