// A table as the report reads it: the values of its cells, by columns that the compiler knows.

import ConvoStat

/// The rows of a finished table.
struct ReportTable {
  /// The file's name.
  let name: String
  let rows: [Row]
  /// The columns that identify a row.
  let keys: [ColumnName]
  private let columns: Set<ColumnName>

  /// A row of the table.
  struct Row {
    fileprivate let cells: [Cell]
    fileprivate let indices: [ColumnName: Int]
    /// The cells of the key columns.
    let key: [String]

    /// The cell of a column.
    ///
    /// - Precondition: the table has the column.
    subscript(column: ColumnName) -> Cell {
      guard let index = indices[column] else { preconditionFailure("no column \(column.text)") }
      return cells[index]
    }

    /// The cell as CSV has it, without guard and quotes; empty if there is nothing to measure.
    func text(_ column: ColumnName) -> String { self[column].text(in: nil) }

    /// Returns a whole number; 0 for an empty cell.
    func count(_ column: ColumnName) -> Int { self[column].count ?? 0 }

    /// Milliseconds; `nil` for an empty cell.
    func milliseconds(_ column: ColumnName) -> Int64? { self[column].milliseconds }
  }

  /// A sentence about the groups that `--max-groups` merges and that a chart leaves out; empty if there are none.
  /// - Parameter noun: the noun for the groups, in the plural.
  func foldedNote(_ noun: String) -> String {
    rows.contains { $0.key.contains(Key.others) }
      ? " The \(noun) that <code>--max-groups</code> merges into \(Key.others) are not drawn." : ""
  }

  /// Returns true if the table has a column.
  func has(_ column: ColumnName) -> Bool { columns.contains(column) }

  /// Reads a table; an empty one for `nil`.
  init(_ table: Table?, schema: TableSchema) {
    name = schema.name
    keys = schema.columns.prefix(schema.keyCount).map(\.id)
    columns = Set(schema.columns.map(\.id))
    let indices = Dictionary(
      schema.columns.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { first, _ in first })
    var rows: [Row] = []
    (table?.cells ?? []).withText { bytes in
      var reader = CellReader(bytes, of: schema)
      while reader.next() {
        let cells = reader.copies
        rows.append(
          Row(
            cells: cells, indices: indices,
            key: cells.prefix(schema.keyCount).map { $0.text(in: nil) }))
      }
    }
    self.rows = rows
  }
}
