// A column of a table: its name, its unit, what it means, and how its cells are written. The one source of
// headers, cells, `describe` and the documentation.

/// What a column's cells are measured in.
package enum Unit: String, Sendable {
  /// UTF-8 text, guarded (README 3.1).
  case text
  /// A whole number.
  case count
  /// Seconds with three decimals.
  case seconds
  /// A part of a whole, 0 to 1 with four decimals.
  case share
  /// A number per another, with four decimals.
  case ratio
  /// A number in the unit of the measure that its row names.
  case measure
  /// A time of RFC 3339, by the clock of the run's zone.
  case time
  /// 0 or 1.
  case flag
}

/// A column as a reader of the table sees it.
package struct Column: Equatable, Sendable {
  package let id: ColumnName
  package let unit: Unit
  /// One sentence, for the reader of the table.
  package let definition: String

  /// A column, described.
  package init(_ id: ColumnName, _ unit: Unit, _ definition: String) {
    self.id = id
    self.unit = unit
    self.definition = definition
  }

  /// The name in the header line.
  package var name: String { id.text }
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

  /// One function that writes the cells of all columns.
  ///
  /// The functions call each other two by two: a loop over them would count references of each in every row.
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

// A constructor for each unit, so that unit and format cannot disagree.
extension Columns {
  /// A text of any origin, guarded where a spreadsheet would run it.
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

  /// A whole number in a column that is described elsewhere.
  @inline(__always)
  static func count(_ column: Column, _ value: @escaping @Sendable (Row) -> Int) -> Columns {
    Columns(
      columns: [column],
      writeCSV: { row, buffer in buffer.integer(value(row)) },
      writeCells: { row, buffer in buffer.integer(value(row)) })
  }

  /// Milliseconds, written as seconds; nil where there is nothing to measure.
  @inline(__always)
  static func seconds(
    _ id: ColumnName, _ definition: String, _ value: @escaping @Sendable (Row) -> Int64?
  ) -> Columns {
    Columns(
      columns: [Column(id, .seconds, definition)],
      writeCSV: { row, buffer in buffer.seconds(value(row)) },
      writeCells: { row, buffer in buffer.seconds(value(row)) })
  }

  /// A number in another, or per another; empty where the second is 0, or for nil.
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

  /// A time; an empty cell where there is none.
  @inline(__always)
  mutating func time(_ milliseconds: Int64?) {
    if let milliseconds { time(milliseconds) } else { empty() }
  }
}
