// A finished table, ready to be written to its file and into every other form.

/// The rows of a finished table: as CSV, as cells, or both, as the run needs them.
package struct Table: Sendable {
  /// The name of the file, such as `by_queue.csv`.
  package let name: String
  /// The header line, and the rows if the run writes them as they are.
  let bytes: [UInt8]
  /// The size of the header line in bytes.
  let headerCount: Int
  /// The rows as a `CellBuffer` has them; empty if nothing but the CSV file needs them.
  package let cells: [UInt8]
  /// The number of rows without the header.
  let rows: Int
  /// The number of text cells that got a `'` in front (Outputs: guards).
  let guardedCells: Int

  /// A table with a header and rows that follow each other.
  init(name: String, columns: [Column], _ text: CSVText, _ pieces: [TableRows]) {
    self.name = name
    var header = CSVBuffer(text: text, capacity: 4096)
    header.header(columns.map(\.name))
    headerCount = header.count
    rows = pieces.reduce(0) { $0 + $1.rows }
    guardedCells = pieces.reduce(header.guardedCells) { $0 + $1.guardedCells }
    var bytes = Array(header.content.bytes)
    bytes.reserveCapacity(pieces.reduce(bytes.count) { $0 + $1.csv.count })
    for piece in pieces { bytes += piece.csv }
    self.bytes = bytes
    cells = pieces.count == 1 ? pieces[0].cells : pieces.flatMap(\.cells)
  }
}

/// The forms in which a run needs the rows of a finished table.
struct TableForms: Sendable {
  let hasCSV: Bool
  let hasCells: Bool

  /// - Parameters:
  ///   - isShown: whether the report shows figures of the table.
  ///   - isWritten: whether the table has a file.
  init(_ options: TableOptions, isShown: Bool, isWritten: Bool = true) {
    hasCSV = isWritten && !options.writesCells
    hasCells = isWritten && (options.writesCells || options.isTidy) || isShown && options.hasReport
  }
}

/// Some rows of a finished table.
struct TableRows: Sendable {
  let csv: [UInt8]
  let cells: [UInt8]
  let rows: Int
  let guardedCells: Int

  /// Rows that a function writes.
  static func written(_ forms: TableForms, _ text: CSVText, _ body: (inout RowWriter) -> Void) -> TableRows {
    var writer = RowWriter(forms, text)
    body(&writer)
    return writer.written
  }
}

/// Writes rows of a table in each form that the run needs.
struct RowWriter: ~Copyable {
  private let forms: TableForms
  private var csv: CSVBuffer
  private var cells: CellBuffer

  fileprivate init(_ forms: TableForms, _ text: CSVText) {
    self.forms = forms
    csv = CSVBuffer(text: text, capacity: forms.hasCSV ? 64 << 10 : 0)
    cells = CellBuffer(RowFormat(text: text), capacity: 0)
  }

  /// Writes a row.
  mutating func append<Row>(_ row: Row, to columns: [Columns<Row>]) {
    if forms.hasCSV { csv.append(row, to: columns) }
    if forms.hasCells { cells.append(row, to: columns) }
  }

  fileprivate var written: TableRows {
    TableRows(
      csv: Array(csv.content.bytes), cells: cells.content, rows: max(csv.rows, cells.rows),
      guardedCells: max(csv.guardedCells, cells.guardedCells))
  }
}
