// Rows of CSV as `CSVBuffer` writes them, read back cell by cell: the way into every other form of a table.

/// Steps through whole rows of CSV in the default dialect.
///
/// Cells are borrowed: those of a row hold until the next one is read, or as long as the bytes do.
struct CSVRowReader: ~Copyable {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var offset = 0
  private let unquoted: UnsafeMutablePointer<UInt8>
  private var unquotedCount = 0
  /// The cells of the row, without quotes; guarded as they were (README 3.1).
  private(set) var cells: [Text] = []
  /// The row as it stands, with its newline.
  private(set) var row = Text.empty

  /// A reader of rows, the last of which ends with a newline too.
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    unquoted = .allocate(capacity: max(bytes.count, 1))
  }

  deinit { unquoted.deallocate() }

  /// Reads the next row.
  /// - Returns: false at the end.
  mutating func next() -> Bool {
    guard offset < bytes.count else { return false }
    let start = offset
    cells.removeAll(keepingCapacity: true)
    unquotedCount = 0
    var isLast = false
    while !isLast {
      cells.append(bytes[offset] == UInt8(ascii: "\"") ? quotedCell() : plainCell())
      isLast = bytes[offset] == UInt8(ascii: "\n")
      offset += 1
    }
    row = Text(UnsafeBufferPointer(rebasing: bytes[start..<offset]))
    return true
  }

  /// The bytes of the first row, such as the header.
  static func firstRowCount(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var reader = CSVRowReader(bytes)
    return reader.next() ? reader.row.count : 0
  }

  /// Reads a cell and stops at what ends it.
  private mutating func plainCell() -> Text {
    let start = offset
    while bytes[offset] != UInt8(ascii: ","), bytes[offset] != UInt8(ascii: "\n") { offset += 1 }
    return Text(UnsafeBufferPointer(rebasing: bytes[start..<offset]))
  }

  private mutating func quotedCell() -> Text {
    let start = unquotedCount
    offset += 1
    while true {
      let byte = bytes[offset]
      offset += 1
      if byte == UInt8(ascii: "\"") {
        guard bytes[offset] == UInt8(ascii: "\"") else { break }
        offset += 1
      }
      unquoted[unquotedCount] = byte
      unquotedCount += 1
    }
    return Text(start: unquoted + start, count: unquotedCount - start)
  }
}
