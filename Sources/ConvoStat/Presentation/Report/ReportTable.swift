// A table as the report reads it: the very cells of the CSV file, so that the two cannot disagree.

/// The rows of a finished table.
struct ReportTable {
  /// The file's name.
  let name: String
  private let places: [String: Int]
  private let keyCount: Int
  /// The cells as texts, without guards.
  let rows: [Row]

  /// A row of the table.
  struct Row {
    fileprivate let cells: [String]
    fileprivate let places: [String: Int]
    /// The cells of the key columns.
    let key: [String]

    /// The cell of a column as the CSV file has it; empty where there is nothing to measure.
    subscript(column: String) -> String { places[column].map { cells[$0] } ?? "" }

    /// A whole number; 0 for an empty cell.
    func count(_ column: String) -> Int { Int(self[column]) ?? 0 }

    /// Seconds with three decimals as milliseconds; nil for an empty cell.
    func milliseconds(_ column: String) -> Int64? {
      let cell = self[column]
      return cell.isEmpty ? nil : Int64(cell.replacing(".", with: ""))
    }
  }

  /// Reads a table; an empty one for nil.
  init(_ table: Table?, schema: TableSchema, isGuarded: Bool) {
    name = schema.name
    keyCount = schema.keyCount
    let places = Dictionary(
      schema.columns.enumerated().map { ($0.element.name, $0.offset) },
      uniquingKeysWith: { first, _ in first })
    self.places = places
    let isText = schema.columns.map { $0.unit == .text }
    var rows: [Row] = []
    (table?.bytes ?? []).withText { bytes in
      var reader = CSVRowReader(bytes)
      _ = reader.next()
      while reader.next() {
        let cells = zip(reader.cells, isText).map { cell, isText in
          isText && isGuarded ? cell.unguardedString : cell.string
        }
        rows.append(Row(cells: cells, places: places, key: Array(cells.prefix(schema.keyCount))))
      }
    }
    self.rows = rows
  }
}
