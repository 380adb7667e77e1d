// Where the cells of a row go: into the text of a CSV file, or as values into the other forms of a table.

/// Takes the cells of rows, one after the other.
///
/// Columns write their cells by functions that are generic over the sink. The compiler makes one function for each sink,
/// so that a row of CSV costs no call and no value between the figures and the buffer.
protocol CellSink: ~Copyable {
  /// Takes numbers that follow each other.
  associatedtype Numbers: NumberSink

  /// A text; an empty text is an empty cell.
  mutating func text(_ text: Text)
  /// A whole number.
  mutating func integer(_ value: Int)
  /// Milliseconds; an empty cell for `nil`.
  mutating func seconds(_ milliseconds: Int64?)
  /// A share or a ratio with four decimals; an empty cell if the denominator is 0.
  mutating func ratio(_ numerator: Int, _ denominator: Int)
  /// A mean with two decimals, in units of the last one; an empty cell for `nil`.
  mutating func hundredths(_ value: Int?)
  /// A time in milliseconds since 1970; an empty cell for `nil`.
  mutating func time(_ milliseconds: Int64?)
  /// A day by its number since 1970, with the text that the tables have for it; for `nil` the text alone.
  mutating func day(_ number: Int?, _ text: Text)
  /// A cell without content.
  mutating func empty()
  /// Numbers that follow each other, `count` at most.
  mutating func numbers(atMost count: Int, _ body: (inout Numbers) -> Void)
  /// Ends a row of at least one cell.
  mutating func endRow()
}

/// Takes cells of numbers.
protocol NumberSink {
  mutating func empty()
  mutating func integer(_ value: Int)
  mutating func seconds(_ milliseconds: Int64)
  mutating func seconds(_ milliseconds: Int64?)
  mutating func seconds(_ sum: ExactSum)
  mutating func ratio(_ numerator: Int, _ denominator: Int)
}

/// A sink that keeps the rows it takes, as bytes.
protocol RowBuffer: CellSink, ~Copyable, Sendable {
  /// An empty buffer with room for `capacity` bytes at first.
  init(_ format: RowFormat, capacity: Int)
  /// The size of the rows in bytes.
  var count: Int { get }
  /// The number of rows.
  var rows: Int { get }
  /// The number of text cells that get a `'` in front in CSV.
  var guardedCells: Int { get }
  /// Calls a function with the bytes of all rows.
  func give(to body: (Text) throws(Failure) -> Void) throws(Failure)
  /// The function of columns that writes their cells into such a buffer.
  static func writer<Row>(of columns: Columns<Row>) -> @Sendable (Row, inout Self) -> Void
}

/// What the rows of a run have in common.
struct RowFormat: Sendable {
  /// The writing of text cells: guarded or raw.
  var text = CSVText.guarded
  /// The zone whose clock times are written by; `nil` is UTC.
  var zone: Zone?
  /// Whether days and offsets are kept from one time to the next.
  var usesCaches = true
}

extension CSVBuffer: CellSink {
  /// A day, as its text.
  @inline(__always)
  mutating func day(_ number: Int?, _ text: Text) { self.text(text) }
}

extension CSVBuffer: RowBuffer {
  init(_ format: RowFormat, capacity: Int) {
    self.init(text: format.text, zone: format.zone, capacity: capacity, usesCaches: format.usesCaches)
  }

  func give(to body: (Text) throws(Failure) -> Void) throws(Failure) { try body(content) }

  static func writer<Row>(of columns: Columns<Row>) -> @Sendable (Row, inout CSVBuffer) -> Void {
    columns.writeCSV
  }
}

extension NumberCells: NumberSink {}
