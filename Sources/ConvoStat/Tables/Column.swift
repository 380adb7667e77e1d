// A column of a table: its name, its unit, what it means, and how its cells are written. The one source of
// headers, cells, `describe` and the documentation.

/// What a column's cells are measured in.
enum Unit: String, Sendable {
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
struct Column: Equatable, Sendable {
  let name: String
  let unit: Unit
  /// One sentence, for the reader of the table.
  let definition: String

  /// A column, described.
  init(_ name: String, _ unit: Unit, _ definition: String) {
    self.name = name
    self.unit = unit
    self.definition = definition
  }
}

/// Columns that stand side by side, and the writing of their cells from a row.
///
/// Most are a column each. Columns of one kind are written together, because a call through a closure costs as
/// much as writing a cell.
struct Columns<Row>: Sendable {
  let columns: [Column]
  let write: @Sendable (Row, inout CSVBuffer) -> Void

  /// Columns whose cells a function writes, all of them and in their order.
  init(_ columns: [Column], write: @escaping @Sendable (Row, inout CSVBuffer) -> Void) {
    self.columns = columns
    self.write = write
  }
}

extension Columns {
  /// One function that writes the cells of all columns.
  ///
  /// The functions call each other two by two: a loop over them would count references of each in every row.
  static func writer(of table: ArraySlice<Columns>) -> @Sendable (Row, inout CSVBuffer) -> Void {
    guard let first = table.first else { return { _, _ in } }
    if table.count == 1 { return first.write }
    let half = table.count / 2
    let (left, right) = (writer(of: table.prefix(half)), writer(of: table.dropFirst(half)))
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
    _ name: String, _ definition: String, _ value: @escaping @Sendable (Row) -> Text
  ) -> Columns {
    Columns([Column(name, .text, definition)]) { row, buffer in buffer.text(value(row)) }
  }

  /// A whole number.
  @inline(__always)
  static func count(
    _ name: String, _ definition: String, _ value: @escaping @Sendable (Row) -> Int
  ) -> Columns {
    Columns([Column(name, .count, definition)]) { row, buffer in buffer.integer(value(row)) }
  }

  /// Milliseconds, written as seconds; nil where there is nothing to measure.
  @inline(__always)
  static func seconds(
    _ name: String, _ definition: String, _ value: @escaping @Sendable (Row) -> Int64?
  ) -> Columns {
    Columns([Column(name, .seconds, definition)]) { row, buffer in buffer.seconds(value(row)) }
  }

  /// A number in another, or per another; empty where the second is 0, or for nil.
  @inline(__always)
  static func ratio(
    _ name: String, _ unit: Unit, _ definition: String, _ value: @escaping @Sendable (Row) -> (Int, Int)?
  ) -> Columns {
    Columns([Column(name, unit, definition)]) { row, buffer in
      if let (part, whole) = value(row) { buffer.ratio(part, whole) } else { buffer.empty() }
    }
  }
}

extension CSVBuffer {
  /// Writes the header line.
  mutating func header<Row>(of table: [Columns<Row>]) { header(table.flatMap(\.columns).map(\.name)) }

  /// Writes a row.
  @inline(__always)
  mutating func append<Row>(_ row: Row, to table: [Columns<Row>]) {
    for columns in table { columns.write(row, &self) }
    endRow()
  }

  /// A time; an empty cell where there is none.
  @inline(__always)
  mutating func time(_ milliseconds: Int64?) {
    if let milliseconds { time(milliseconds) } else { empty() }
  }
}
