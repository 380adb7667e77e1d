// Rows of CSV as `CSVBuffer` writes them, read back cell by cell: the way into every other form of a table.

/// Steps through whole rows of CSV in the default dialect.
///
/// Cells are borrowed: those of a row hold until the next one is read, or as long as the bytes do.
struct CSVRowReader: ~Copyable {
  private let bytes: Text
  private var offset = 0
  /// The cells in quotes of the row, without their quotes. It has room for all bytes, so that it never moves.
  private var unquoted: ByteBuffer
  /// The cells of the row, without quotes; guarded as they were (README 3.1).
  private(set) var cells: [Text] = []
  /// The row as it stands, with its newline.
  private(set) var row = Text.empty

  /// A reader of rows, the last of which ends with a newline too.
  init(_ bytes: Text) {
    self.bytes = bytes
    unquoted = ByteBuffer(capacity: bytes.count)
  }

  /// Reads the next row.
  /// - Returns: false at the end.
  mutating func next() -> Bool {
    guard offset < bytes.count else { return false }
    let start = offset
    cells.removeAll(keepingCapacity: true)
    unquoted.removeAll()
    var isLast = false
    while !isLast {
      cells.append(bytes[offset] == UInt8(ascii: "\"") ? quotedCell() : plainCell())
      isLast = bytes[offset] == UInt8(ascii: "\n")
      offset += 1
    }
    row = bytes[start..<offset]
    return true
  }

  /// The bytes of the first row, such as the header.
  static func firstRowCount(_ bytes: Text) -> Int {
    var reader = CSVRowReader(bytes)
    return reader.next() ? reader.row.count : 0
  }

  /// Reads a cell and stops at what ends it.
  private mutating func plainCell() -> Text {
    let start = offset
    while bytes[offset] != UInt8(ascii: ","), bytes[offset] != UInt8(ascii: "\n") { offset += 1 }
    return bytes[start..<offset]
  }

  private mutating func quotedCell() -> Text {
    let start = unquoted.count
    offset += 1
    while true {
      let byte = bytes[offset]
      offset += 1
      if byte == UInt8(ascii: "\"") {
        guard bytes[offset] == UInt8(ascii: "\"") else { break }
        offset += 1
      }
      unquoted.append(byte)
    }
    return unquoted.text.suffix(from: start)
  }
}
