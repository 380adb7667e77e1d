// Rows of typed cells as bytes: what a table is kept in on its way to a workbook, a dialect, a report or a file in parts.

/// An append-only buffer of rows: the size of each in four bytes, then its cells, each a kind and its value.
///
/// Only this process reads what it wrote.
struct CellBuffer: ~Copyable, CellSink {
  /// The rows, without a header, and room for the size of the next row.
  private var buffer: ByteBuffer
  /// The size of the finished rows in bytes.
  private(set) var count = 0
  private(set) var rows = 0
  private(set) var guardedCells = 0
  private let isRaw: Bool

  enum Kind: UInt8 {
    case empty, text, count, milliseconds, sum, tenThousandths, time, day, hundredths
  }

  @inline(__always)
  mutating func text(_ text: Text) {
    if text.isEmpty { return empty() }
    var isPlain = false
    buffer.write(atMost: StoredNumbers.mostBytes + text.count) { writer in
      let start = writer
      writer.put(Kind.text.rawValue)
      writer.put(number: text.count)
      isPlain = text.copyPlain(to: writer)
      if isPlain { writer.advance(by: text.count) } else { writer = start }
    }
    if !isPlain { special(text) }
  }

  /// Writes a text that may have guards in CSV, or controls.
  @inline(never)
  private mutating func special(_ text: Text) {
    if !isRaw, text.needsGuard { guardedCells += 1 }
    if isRaw || !text.hasControls { return put(text) }
    text.bytesWithoutControls.withText { put($0) }
  }

  private mutating func put(_ text: Text) {
    buffer.write(atMost: StoredNumbers.mostBytes + text.count) { writer in
      writer.put(Kind.text.rawValue)
      writer.put(number: text.count)
      writer.put(text)
    }
  }

  @inline(__always)
  mutating func numbers(atMost count: Int, _ body: (inout StoredNumbers) -> Void) {
    buffer.write(atMost: count * StoredNumbers.mostBytes) { writer in
      var numbers = StoredNumbers(writer: writer)
      body(&numbers)
      writer = numbers.writer
    }
  }

  @inline(__always)
  mutating func integer(_ value: Int) { numbers(atMost: 1) { $0.integer(value) } }

  @inline(__always)
  mutating func seconds(_ milliseconds: Int64?) { numbers(atMost: 1) { $0.seconds(milliseconds) } }

  mutating func ratio(_ numerator: Int, _ denominator: Int) {
    numbers(atMost: 1) { $0.ratio(numerator, denominator) }
  }

  mutating func hundredths(_ value: Int?) { put(.hundredths, value) }

  @inline(__always)
  mutating func time(_ milliseconds: Int64?) { put(.time, milliseconds.map { Int($0) }) }

  mutating func day(_ number: Int?, _ text: Text) {
    if number == nil { self.text(text) } else { put(.day, number) }
  }

  @inline(__always)
  mutating func empty() { buffer.append(Kind.empty.rawValue) }

  /// Writes a number of a kind; an empty cell for `nil`.
  @inline(__always)
  private mutating func put(_ kind: Kind, _ value: Int?) {
    guard let value else { return empty() }
    numbers(atMost: 1) { $0.put(kind, value) }
  }

  /// Writes a figure that was read from such a buffer.
  mutating func append(_ figure: Cell) {
    switch figure {
    case .empty: empty()
    case .text(let text): text.withText { self.text($0) }
    case .count(let number): integer(number)
    case .milliseconds(let length): numbers(atMost: 1) { $0.seconds(length) }
    case .tenThousandths(let number, let denominator):
      numbers(atMost: 1) { $0.tenThousandths(number, of: denominator) }
    case .hundredths(let number): hundredths(number)
    case .time(let moment): time(moment)
    case .day(let number): put(.day, number)
    }
  }

  mutating func endRow() {
    buffer.store(UInt32(buffer.count - count - CellBuffer.sizeBytes).littleEndian, at: count)
    rows += 1
    count = buffer.count
    buffer.append(zeros: CellBuffer.sizeBytes)
  }

  /// The rows, without a header.
  var content: [UInt8] { Array(buffer.text[0..<count].bytes) }

  /// The number of bytes of a row's size.
  private static let sizeBytes = 4

  /// Returns the start of the cells of the row that starts at an offset.
  static func cellsOfRow(at offset: Int) -> Int { offset + sizeBytes }

  /// Returns the end of the row that starts at an offset.
  static func endOfRow(at offset: Int, in rows: Text) -> Int {
    var size = 0
    for index in 0..<sizeBytes { size |= Int(rows[offset + index]) << (8 * index) }
    return offset + sizeBytes + size
  }
}

/// A writer of adjacent cells of numbers, into memory that has room for all of them.
struct StoredNumbers: NumberSink {
  /// Where the next cell is written.
  fileprivate var writer: ByteWriter

  /// The maximum size of a cell in bytes.
  fileprivate static let mostBytes = 22

  @inline(__always)
  mutating func empty() { writer.put(CellBuffer.Kind.empty.rawValue) }

  @inline(__always)
  mutating func integer(_ value: Int) { put(.count, value) }

  @inline(__always)
  mutating func seconds(_ milliseconds: Int64) { put(.milliseconds, Int(milliseconds)) }

  @inline(__always)
  mutating func seconds(_ milliseconds: Int64?) {
    if let milliseconds { seconds(milliseconds) } else { empty() }
  }

  mutating func seconds(_ sum: ExactSum) {
    if let small = sum.small { return seconds(small) }
    let (high, low) = sum.magnitude
    put(sum: UInt(high), UInt(low), isNegative: sum.isNegative)
  }

  fileprivate mutating func seconds(_ length: Int128) {
    if let small = Int64(exactly: length) { return seconds(small) }
    let magnitude = length.magnitude
    put(sum: UInt(magnitude >> 64), UInt(truncatingIfNeeded: magnitude), isNegative: length < 0)
  }

  private mutating func put(sum high: UInt, _ low: UInt, isNegative: Bool) {
    put(.sum, isNegative ? 1 : 0)
    writer.put(number: Int(bitPattern: high))
    writer.put(number: Int(bitPattern: low))
  }

  mutating func ratio(_ numerator: Int, _ denominator: Int) {
    guard let value = NumberCells.tenThousandths(numerator, denominator) else { return empty() }
    tenThousandths(value, of: denominator)
  }

  fileprivate mutating func tenThousandths(_ value: Int, of denominator: Int) {
    put(.tenThousandths, value)
    writer.put(number: denominator)
  }

  @inline(__always)
  fileprivate mutating func put(_ kind: CellBuffer.Kind, _ value: Int) {
    writer.put(kind.rawValue)
    writer.put(number: value)
  }
}

extension ByteWriter {
  /// Writes a number in as few bytes as it takes, seven bits in each, those of small numbers of either sign first.
  @inline(__always)
  fileprivate mutating func put(number value: Int) {
    var rest = UInt(bitPattern: value << 1 ^ value >> (Int.bitWidth - 1))
    while rest >= 0x80 {
      put(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    put(UInt8(truncatingIfNeeded: rest))
  }
}

extension CellBuffer: RowBuffer {
  init(_ format: RowFormat, capacity: Int) {
    isRaw = format.text == .raw
    buffer = ByteBuffer(capacity: max(capacity, 64))
    buffer.append(zeros: CellBuffer.sizeBytes)
  }

  func give(to body: (Text) throws(Failure) -> Void) throws(Failure) {
    try body(buffer.text[0..<count])
  }

  static func writer<Row>(of columns: Columns<Row>) -> @Sendable (Row, inout CellBuffer) -> Void {
    columns.writeCells
  }
}
