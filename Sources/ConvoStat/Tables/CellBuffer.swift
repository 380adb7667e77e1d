// Rows of typed cells as bytes: what a table is kept in on its way to a workbook, a dialect, a report or a file in parts.

/// An append-only buffer of cells, each a kind and its value.
///
/// Only this process reads what it wrote.
struct CellBuffer: CellSink, NumberSink {
  /// The rows, without a header.
  private(set) var bytes: [UInt8] = []
  private(set) var rows = 0
  private(set) var guardedCells = 0
  private let isRaw: Bool

  fileprivate enum Kind: UInt8 {
    case empty, text, count, milliseconds, sum, tenThousandths, time, day, hundredths
  }

  mutating func text(_ text: Text) {
    if text.isEmpty { return empty() }
    if !isRaw, text.needsGuard { guardedCells += 1 }
    bytes.append(Kind.text.rawValue)
    if isRaw || !text.hasControls {
      put(text.count)
      bytes += text.bytes
    } else {
      let shown = text.bytesWithoutControls
      put(shown.count)
      bytes += shown
    }
  }

  mutating func integer(_ value: Int) { put(.count, value) }

  mutating func seconds(_ milliseconds: Int64) { put(.milliseconds, Int(milliseconds)) }

  mutating func seconds(_ milliseconds: Int64?) {
    if let milliseconds { seconds(milliseconds) } else { empty() }
  }

  mutating func seconds(_ sum: ExactSum) {
    if let small = sum.small { return seconds(small) }
    let (high, low) = sum.magnitude
    put(sum: UInt(high), UInt(low), isNegative: sum.isNegative)
  }

  private mutating func seconds(_ length: Int128) {
    if let small = Int64(exactly: length) { return seconds(small) }
    let magnitude = length.magnitude
    put(
      sum: UInt(magnitude >> 64), UInt(truncatingIfNeeded: magnitude), isNegative: length < 0)
  }

  private mutating func put(sum high: UInt, _ low: UInt, isNegative: Bool) {
    bytes.append(Kind.sum.rawValue)
    put(isNegative ? 1 : 0)
    put(Int(bitPattern: high))
    put(Int(bitPattern: low))
  }

  mutating func ratio(_ numerator: Int, _ denominator: Int) {
    if let value = NumberCells.tenThousandths(numerator, denominator) {
      put(.tenThousandths, value)
      put(denominator)
    } else {
      empty()
    }
  }

  mutating func hundredths(_ value: Int?) {
    if let value { put(.hundredths, value) } else { empty() }
  }

  mutating func time(_ milliseconds: Int64?) {
    if let milliseconds { put(.time, Int(milliseconds)) } else { empty() }
  }

  mutating func day(_ number: Int?, _ text: Text) {
    if let number { put(.day, number) } else { self.text(text) }
  }

  mutating func empty() { bytes.append(Kind.empty.rawValue) }

  /// Writes a figure that was read from such a buffer.
  mutating func append(_ figure: Cell) {
    switch figure {
    case .empty: empty()
    case .text(let text): text.withText { self.text($0) }
    case .count(let number): integer(number)
    case .milliseconds(let length): seconds(length)
    case .tenThousandths(let number, let denominator):
      put(.tenThousandths, number)
      put(denominator)
    case .hundredths(let number): hundredths(number)
    case .time(let moment): time(moment)
    case .day(let number): put(.day, number)
    }
  }

  mutating func numbers(atMost count: Int, _ body: (inout CellBuffer) -> Void) { body(&self) }

  mutating func endRow() { rows += 1 }

  private mutating func put(_ kind: Kind, _ value: Int) {
    bytes.append(kind.rawValue)
    put(value)
  }

  /// Writes a number in as few bytes as it takes, seven bits in each, those of small numbers of either sign first.
  private mutating func put(_ value: Int) {
    var rest = UInt(bitPattern: value << 1 ^ value >> (Int.bitWidth - 1))
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }
}

extension CellBuffer: RowBuffer {
  init(_ format: RowFormat, capacity: Int) {
    isRaw = format.text == .raw
    bytes.reserveCapacity(capacity)
  }

  var count: Int { bytes.count }

  func give(to body: (Text) throws(Failure) -> Void) throws(Failure) {
    try bytes.withText(body)
  }

  static func writer<Row>(of columns: Columns<Row>) -> @Sendable (Row, inout CellBuffer) -> Void {
    columns.writeCells
  }
}

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
  package private(set) var cells: [Cell] = []
  private let columns: Int
  private let indices: [Int]?
  private var stored: [Cell] = []
  private let bytes: Text
  private var offset = 0

  /// A reader of rows of a table; the bytes must be valid as long as it reads.
  package init(_ bytes: Text, of table: TableSchema) {
    self.bytes = bytes
    columns = table.storedColumns.count
    indices = table.storage?.indices
  }

  /// A reader of the whole stored rows of a table.
  init(_ bytes: Text, ofStored table: TableSchema) {
    self.bytes = bytes
    columns = table.storedColumns.count
    indices = nil
  }

  /// Reads the next row.
  /// - Returns: false at the end.
  package mutating func next() -> Bool {
    guard offset < bytes.count else { return false }
    stored.removeAll(keepingCapacity: true)
    for _ in 0..<columns { stored.append(cell()) }
    if let indices { cells = indices.map { stored[$0] } } else { swap(&cells, &stored) }
    return true
  }

  private mutating func cell() -> Cell {
    let kind = CellBuffer.Kind(rawValue: bytes[offset])
    offset += 1
    switch kind {
    case .text:
      let count = number()
      let text = bytes[offset..<offset + count].string
      offset += count
      return .text(text)
    case .count: return .count(number())
    case .milliseconds: return .milliseconds(Int128(number()))
    case .sum:
      let isNegative = number() == 1
      let high = UInt(bitPattern: number())
      let sum = Int128(high) << 64 | Int128(UInt(bitPattern: number()))
      return .milliseconds(isNegative ? -sum : sum)
    case .tenThousandths: return .tenThousandths(number(), of: number())
    case .hundredths: return .hundredths(number())
    case .time: return .time(Int64(number()))
    case .day: return .day(number())
    case .empty, nil: return .empty
    }
  }

  private mutating func number() -> Int {
    var (value, shift) = (UInt(0), UInt(0))
    while true {
      let byte = bytes[offset]
      offset += 1
      value |= UInt(byte & 0x7F) << shift
      if byte < 0x80 { break }
      shift += 7
    }
    return Int(bitPattern: value >> 1) ^ -Int(bitPattern: value & 1)
  }
}
