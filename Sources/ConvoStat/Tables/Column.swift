// A column of a table: its name, its unit, its definition, and the writing of its cells. The one source of
// headers, cells, `describe` and the documentation.

/// The unit and format of a column's cells.
package enum Unit: String, Sendable {
  /// UTF-8 text, guarded (Outputs: guards).
  case text
  /// Creates a column of whole numbers.
  case count
  /// Seconds with three decimals.
  case seconds
  /// A part of a whole, from 0 to 1, with four decimals.
  case share
  /// A quotient of two numbers, with four decimals.
  case ratio
  /// A mean of numbers that people gave, with two decimals.
  case mean
  /// A number in the unit of the measure that the row names.
  case measure
  /// A time in RFC 3339, in the zone of the run.
  case time
  /// 0 or 1.
  case flag
}

/// The description of a column for readers of the table.
package struct Column: Equatable, Sendable {
  package let id: ColumnName
  package let unit: Unit
  /// One sentence for readers of the table.
  package let definition: String

  /// Creates a column.
  package init(_ id: ColumnName, _ unit: Unit, _ definition: String) {
    self.id = id
    self.unit = unit
    self.definition = definition
  }

  /// The name in the header line.
  package var name: String { id.text }

  /// True if the cells depend on the zone of the run: times, and days, hours and other periods by its clock.
  package var isByClock: Bool { unit == .time || Column.periods.contains(id) }

  private static let periods = Set(Key.named.filter(\.isTime).map(ColumnName.key) + [.period])
}

/// Columns that follow each other, and the writing of their cells from a row.
///
/// Most are a column each. Columns of one kind are written together, because a call through a closure costs as
/// much as writing a cell.
struct Columns<Row>: Sendable {
  let columns: [Column]
  /// Writes the cells into the text of a CSV file.
  let writeCSV: @Sendable (Row, inout CSVBuffer) -> Void
  /// Writes the cells as values, for all other forms of the table.
  let writeCells: @Sendable (Row, inout CellBuffer) -> Void
}

/// What writes the cells of columns that follow each other, all of them and in their order.
protocol RowCells<Row>: Sendable {
  associatedtype Row
  func write<Sink: CellSink & ~Copyable>(_ row: Row, to sink: inout Sink)
}

extension Columns {
  /// Columns with what writes their cells.
  @inline(__always)
  init<Cells: RowCells>(_ columns: [Column], _ cells: Cells) where Cells.Row == Row {
    self.columns = columns
    writeCSV = { row, buffer in cells.write(row, to: &buffer) }
    writeCells = { row, buffer in cells.write(row, to: &buffer) }
  }

  /// Returns one function that writes the cells of all columns.
  ///
  /// The functions form a binary tree: a loop over an array of closures would retain and release each of them
  /// for every row.
  static func writer<Rows: RowBuffer & ~Copyable>(
    of table: ArraySlice<Columns>
  ) -> @Sendable (Row, inout Rows) -> Void {
    guard let first = table.first else { return { _, _ in } }
    if table.count == 1 { return Rows.writer(of: first) }
    let half = table.count / 2
    let left: @Sendable (Row, inout Rows) -> Void = writer(of: table.prefix(half))
    let right: @Sendable (Row, inout Rows) -> Void = writer(of: table.dropFirst(half))
    return { row, buffer in
      left(row, &buffer)
      right(row, &buffer)
    }
  }
}

// One constructor for each unit, so that unit and format cannot disagree.
extension Columns {
  /// Creates a column of texts of any origin, guarded if a spreadsheet would run them.
  @inline(__always)
  static func text(
    _ id: ColumnName, _ definition: String, _ value: @escaping @Sendable (Row) -> Text
  ) -> Columns {
    Columns(
      columns: [Column(id, .text, definition)],
      writeCSV: { row, buffer in buffer.text(value(row)) },
      writeCells: { row, buffer in buffer.text(value(row)) })
  }

  /// A whole number.
  @inline(__always)
  static func count(
    _ id: ColumnName, _ definition: String, _ value: @escaping @Sendable (Row) -> Int
  ) -> Columns {
    count(Column(id, .count, definition), value)
  }

  /// Creates a column of whole numbers from an existing description.
  @inline(__always)
  static func count(_ column: Column, _ value: @escaping @Sendable (Row) -> Int) -> Columns {
    Columns(
      columns: [column],
      writeCSV: { row, buffer in buffer.integer(value(row)) },
      writeCells: { row, buffer in buffer.integer(value(row)) })
  }

  /// Creates a column of durations in milliseconds, written as seconds; an empty cell for `nil`.
  @inline(__always)
  static func seconds(
    _ id: ColumnName, _ definition: String, _ value: @escaping @Sendable (Row) -> Int64?
  ) -> Columns {
    Columns(
      columns: [Column(id, .seconds, definition)],
      writeCSV: { row, buffer in buffer.seconds(value(row)) },
      writeCells: { row, buffer in buffer.seconds(value(row)) })
  }

  /// Creates a column of quotients; an empty cell if the denominator is 0 or the value is `nil`.
  @inline(__always)
  static func ratio(
    _ id: ColumnName, _ unit: Unit, _ definition: String, _ value: @escaping @Sendable (Row) -> (Int, Int)?
  ) -> Columns {
    Columns(
      columns: [Column(id, unit, definition)],
      writeCSV: { row, buffer in buffer.ratio(value(row)) },
      writeCells: { row, buffer in buffer.ratio(value(row)) })
  }
}

extension Columns {
  /// Creates a column of means in hundredths; an empty cell for `nil`.
  static func mean(
    _ id: ColumnName, _ definition: String, _ value: @escaping @Sendable (Row) -> Int?
  ) -> Columns {
    Columns(
      columns: [Column(id, .mean, definition)],
      writeCSV: { row, buffer in buffer.hundredths(value(row)) },
      writeCells: { row, buffer in buffer.hundredths(value(row)) })
  }
}

extension CellSink where Self: ~Copyable {
  /// A number in another, or per another; an empty cell for `nil`.
  fileprivate mutating func ratio(_ value: (Int, Int)?) {
    if let (part, whole) = value { ratio(part, whole) } else { empty() }
  }
}

extension RowBuffer where Self: ~Copyable {
  /// Writes a row.
  mutating func append<Row>(_ row: Row, to table: [Columns<Row>]) {
    for columns in table { Self.writer(of: columns)(row, &self) }
    endRow()
  }
}

extension CSVBuffer {
  /// Writes the header line.
  mutating func header<Row>(of table: [Columns<Row>]) { header(table.flatMap(\.columns).map(\.name)) }

  /// Writes a time; an empty cell for `nil`.
  @inline(__always)
  mutating func time(_ milliseconds: Int64?) {
    if let milliseconds { time(milliseconds) } else { empty() }
  }
}
