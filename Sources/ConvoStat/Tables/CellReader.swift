// Rows of typed cells, read back from the bytes of a `CellBuffer`.

/// The cells of a stored row that a table has.
package struct CellStorage: Sendable {
  /// The columns of a stored row.
  let columns: [Column]
  /// The index of each cell of the table among them.
  let indices: [Int]
}

/// Steps through whole rows that a `CellBuffer` wrote.
package struct CellReader {
  /// The cells of the row, one for each column of the table.
  ///
  /// Their texts are valid as long as the bytes are.
  package private(set) var cells: [BorrowedCell] = []
  /// The bytes of the row, as the buffer has them.
  package private(set) var row: Text
  private let columns: Int
  private let indices: [Int]?
  private var stored: [BorrowedCell] = []
  private let bytes: Text
  private var offset = 0

  /// A reader of rows of a table; the bytes must be valid as long as it reads.
  package init(_ bytes: Text, of table: TableSchema) {
    self.init(bytes, columns: table.storedColumns.count, indices: table.storage?.indices)
  }

  /// A reader of the whole stored rows of a table.
  init(_ bytes: Text, ofStored table: TableSchema) {
    self.init(bytes, columns: table.storedColumns.count, indices: nil)
  }

  private init(_ bytes: Text, columns: Int, indices: [Int]?) {
    self.bytes = bytes
    self.columns = columns
    self.indices = indices
    row = bytes[0..<0]
  }

  /// Copies of the cells of the row.
  package var copies: [Cell] { cells.map(Cell.init) }

  /// Reads the next row.
  /// - Returns: false at the end.
  package mutating func next() -> Bool {
    guard offset < bytes.count else { return false }
    row = bytes[offset..<CellBuffer.endOfRow(at: offset, in: bytes)]
    offset = CellBuffer.cellsOfRow(at: offset)
    stored.removeAll(keepingCapacity: true)
    for _ in 0..<columns { stored.append(cell()) }
    if let indices {
      cells.removeAll(keepingCapacity: true)
      for index in indices { cells.append(stored[index]) }
    } else {
      swap(&cells, &stored)
    }
    return true
  }

  @inline(__always)
  private mutating func cell() -> BorrowedCell {
    let kind = CellBuffer.Kind(rawValue: bytes[offset])
    offset += 1
    switch kind {
    case .text:
      let count = number()
      let text = bytes[offset..<offset + count]
      offset += count
      return .text(text)
    case .count: return .count(number())
    case .milliseconds: return .milliseconds(Int64(number()))
    case .sum:
      let isNegative = number() == 1
      let high = UInt(bitPattern: number())
      let sum = Int128(high) << 64 | Int128(UInt(bitPattern: number()))
      return .sum(isNegative ? -sum : sum)
    case .tenThousandths: return .tenThousandths(number(), of: number())
    case .hundredths: return .hundredths(number())
    case .time: return .time(Int64(number()))
    case .day: return .day(number())
    case .empty, nil: return .empty
    }
  }

  @inline(__always)
  private mutating func number() -> Int {
    var byte = bytes[offset]
    var value = UInt(byte & 0x7F)
    var shift: UInt = 7
    offset += 1
    while byte >= 0x80 {
      byte = bytes[offset]
      offset += 1
      value |= UInt(byte & 0x7F) << shift
      shift += 7
    }
    return Int(bitPattern: value >> 1) ^ -Int(bitPattern: value & 1)
  }
}
