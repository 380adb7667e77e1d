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
    bytes = Array(buffer.content.bytes)
    rows = buffer.rows
    guardedCells = buffer.guardedCells
  }

  /// The table that begins with what was written to a buffer, its header, and goes on with the rows of others.
  init(name: String, _ header: borrowing CSVBuffer, _ pieces: [Table]) {
    self.name = name
    var bytes = Array(header.content.bytes)
    bytes.reserveCapacity(pieces.reduce(bytes.count) { $0 + $1.bytes.count })
    for piece in pieces { bytes += piece.bytes }
    self.bytes = bytes
    rows = pieces.reduce(0) { $0 + $1.rows }
    guardedCells = pieces.reduce(header.guardedCells) { $0 + $1.guardedCells }
  }
}
