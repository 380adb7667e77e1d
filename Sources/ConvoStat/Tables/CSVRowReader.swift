// Rows of CSV in the default dialect, read cell by cell: those of another run, which somebody may have changed.

/// Steps through rows of CSV, and stops at what convostat does not write.
///
/// Cells are borrowed: those of a row hold until the next one is read, or as long as the bytes do.
package struct CSVRowReader: ~Copyable {
  private let bytes: Text
  private let separator: UInt8
  /// True if a carriage return is before each newline, as in the dialects of spreadsheets.
  private let hasCarriageReturns: Bool
  private var offset = 0
  /// The cells of the row that had quotes.
  ///
  /// It has room for all bytes, so that it never moves.
  private var unquoted: ByteBuffer
  /// The cells of the row, without quotes and with their guards (Outputs: guards).
  private(set) var cells: [Text] = []
  /// Whether the reader stopped at bytes that are no row: an open quote, a quote within a cell, text after a quoted cell,
  /// or a last row without a newline.
  private(set) var isBroken = false

  /// A reader of the bytes, which must be valid as long as it reads.
  init(_ bytes: Text, separator: UInt8 = UInt8(ascii: ","), hasCarriageReturns: Bool = false) {
    self.bytes = bytes
    self.separator = separator
    self.hasCarriageReturns = hasCarriageReturns
    unquoted = ByteBuffer(capacity: bytes.count)
  }

  /// Reads the next row.
  /// - Returns: false at the end, and at what is no row.
  mutating func next() -> Bool {
    guard offset < bytes.count, !isBroken else { return false }
    cells.removeAll(keepingCapacity: true)
    unquoted.removeAll()
    while true {
      let cell = offset < bytes.count && bytes[offset] == UInt8(ascii: "\"") ? quotedCell() : plainCell()
      guard let cell, offset < bytes.count else { break }
      cells.append(cell)
      var end = bytes[offset]
      offset += 1
      if hasCarriageReturns, end == UInt8(ascii: "\r"), offset < bytes.count {
        end = bytes[offset]
        offset += 1
      } else if hasCarriageReturns, end != separator {
        break
      }
      if end == UInt8(ascii: "\n") { return true }
      if end != separator { break }
    }
    isBroken = true
    return false
  }

  /// Returns the cell up to what ends it; `nil` if a quote is in it.
  private mutating func plainCell() -> Text? {
    let start = offset
    while offset < bytes.count, bytes[offset] != separator, bytes[offset] != UInt8(ascii: "\n") {
      if bytes[offset] == UInt8(ascii: "\"") { return nil }
      if hasCarriageReturns, bytes[offset] == UInt8(ascii: "\r") { break }
      offset += 1
    }
    return bytes[start..<offset]
  }

  /// Returns the cell between quotes; `nil` if the second quote is missing.
  private mutating func quotedCell() -> Text? {
    let start = unquoted.count
    offset += 1
    while offset < bytes.count {
      let byte = bytes[offset]
      offset += 1
      if byte == UInt8(ascii: "\"") {
        guard offset < bytes.count, bytes[offset] == byte else {
          return unquoted.text.suffix(from: start)
        }
        offset += 1
      }
      unquoted.append(byte)
    }
    return nil
  }
}

extension CSVRowReader {
  /// Calls `body` with the cells of each row until it returns false.
  /// - Returns: false if the bytes are not CSV as convostat writes it.
  package static func forEachRow(
    of bytes: [UInt8], separator: UInt8, hasCarriageReturns: Bool, _ body: ([String]) -> Bool
  ) -> Bool {
    bytes.withText { bytes in
      var reader = CSVRowReader(bytes, separator: separator, hasCarriageReturns: hasCarriageReturns)
      while reader.next() { if !body(reader.cells.map(\.string)) { return true } }
      return !reader.isBroken
    }
  }

  /// Calls `body` with some cells of each row after the header, in the order of `places`.
  /// - Returns: false if the bytes are not CSV as convostat writes it, or if a row has fewer cells.
  package static func forEachRow(of bytes: [UInt8], places: [Int], _ body: ([String]) -> Void) -> Bool {
    let least = (places.max() ?? -1) + 1
    return bytes.withText { bytes in
      var reader = CSVRowReader(bytes)
      guard reader.next() else { return false }
      while reader.next() {
        guard reader.cells.count >= least else { return false }
        body(places.map { reader.cells[$0].string })
      }
      return !reader.isBroken
    }
  }

  /// The cells of all rows; `nil` if the bytes are not CSV as convostat writes it.
  package static func rows(of bytes: [UInt8]) -> [[String]]? {
    bytes.withText { bytes in
      var rows: [[String]] = []
      var reader = CSVRowReader(bytes)
      while reader.next() { rows.append(reader.cells.map(\.string)) }
      return reader.isBroken ? nil : rows
    }
  }
}
