// A column of a table: its name, what it means, and how to get its cell. The one source of headers, cells,
// `describe` and the documentation.

/// What a column's cells are measured in.
enum Unit: String, Sendable {
  /// UTF-8 text, guarded (SPEC 3.1).
  case text
  /// A whole number.
  case count
  /// Seconds with three decimals.
  case seconds
  /// A part of a whole, 0 to 1 with four decimals.
  case share
  /// A number per another, with four decimals.
  case ratio
  /// A time of RFC 3339 in UTC.
  case time
  /// 0 or 1.
  case flag
}

/// A cell as a value, before it becomes bytes.
enum Cell {
  case empty
  case text(Text)
  case count(Int)
  case flag(Bool)
  /// Milliseconds, written as seconds.
  case seconds(Int64)
  /// A sum of milliseconds, written as seconds.
  case total(ExactSum)
  /// Milliseconds since 1970.
  case time(Int64)
  /// A share or ratio; empty where the second number is 0.
  case ratio(Int, Int)

  /// Milliseconds as seconds; empty where there is nothing to measure.
  @inline(__always)
  static func seconds(_ milliseconds: Int64?) -> Cell {
    if let milliseconds { .seconds(milliseconds) } else { .empty }
  }

  /// A time; empty where there is none.
  @inline(__always)
  static func time(_ milliseconds: Int64?) -> Cell {
    if let milliseconds { .time(milliseconds) } else { .empty }
  }
}

/// A column of the tables whose rows are made of `Row`.
struct Column<Row>: Sendable {
  let name: String
  let unit: Unit
  /// One sentence, for the reader of the table.
  let definition: String
  let cell: @Sendable (Row) -> Cell

  init(_ name: String, _ unit: Unit, _ definition: String, cell: @escaping @Sendable (Row) -> Cell) {
    self.name = name
    self.unit = unit
    self.definition = definition
    self.cell = cell
  }
}

extension CSVBuffer {
  /// Writes the header line of columns.
  mutating func header<Row>(of columns: [Column<Row>]) { header(columns.map(\.name)) }

  /// Writes a row.
  @inline(__always)
  mutating func append<Row>(_ row: Row, columns: [Column<Row>]) {
    for column in columns { append(column.cell(row)) }
    endRow()
  }

  @inline(__always)
  private mutating func append(_ cell: Cell) {
    switch cell {
    case .empty: empty()
    case .text(let value): text(value)
    case .count(let value): integer(value)
    case .flag(let value): integer(value ? 1 : 0)
    case .seconds(let value): seconds(value)
    case .total(let value): seconds(value)
    case .time(let value): time(value)
    case .ratio(let numerator, let denominator): ratio(numerator, denominator)
    }
  }
}
