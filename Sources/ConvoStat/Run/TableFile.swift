// A table that is being written to its file, or to several files if it is split.

import Synchronization

/// Takes the rows of one table, in order, and writes them in the form of the run.
final class TableFile: Sendable {
  /// The description of the table.
  let schema: TableSchema
  private let directory: OutputDirectory
  private let options: TableFileOptions
  private let state: Mutex<State>

  private struct State {
    var file: StagedFile
    var rows = 0
    /// The number of finished parts; each of them is full.
    var parts = 0
    var loss: SpreadsheetLoss?
    /// The number of text cells that got a `'` in front, of rows of cells.
    var guardedCells = 0
  }

  /// Creates the file and writes the header.
  init(_ schema: TableSchema, in directory: OutputDirectory, _ options: TableFileOptions) throws(Failure) {
    self.schema = schema
    self.directory = directory
    self.options = options
    let loss = options.dialect == .standard ? nil : SpreadsheetLoss(schema, options.dialect)
    state = Mutex(State(file: try directory.stage(schema.name), loss: loss))
    try state.withLock { state throws(Failure) in try writeHeader(&state) }
  }

  /// Writes whole rows of CSV, which are those of the file.
  func write(csv bytes: Text, rows: Int) throws(Failure) {
    try state.withLock { state throws(Failure) -> Void in
      state.rows += rows
      try state.file.write(bytes.rawBytes, rows: rows)
    }
  }

  /// Writes whole rows of cells: in the dialect, and into the next part where one is full.
  func write(cells bytes: Text) throws(Failure) {
    try state.withLock { state throws(Failure) -> Void in try writeEach(bytes, &state) }
  }

  /// The names of the files of the table.
  var names: [String] {
    let parts = state.withLock { $0.parts }
    return parts == 0 ? [schema.name] : (1...(parts + 1)).map(partName)
  }

  /// The number of text cells that got a `'` in front, if rows are written as cells.
  var guardedCells: Int { state.withLock { $0.guardedCells } }

  /// The warnings about changes that a spreadsheet will make.
  var warnings: [String] {
    state.withLock { state in
      let longest = state.parts == 0 ? state.rows : options.splitRows ?? state.rows
      return state.loss?.warnings(rowsOfLongestFile: longest) ?? []
    }
  }
}

extension TableFile {
  private func writeHeader(_ state: inout State) throws(Failure) {
    var bytes: [UInt8] = []
    if options.dialect == .standard {
      var buffer = CSVBuffer(text: options.csvText)
      buffer.header(schema.columns.map(\.name))
      bytes += buffer.content.bytes
    } else {
      DialectWriter(options.dialect, zone: options.zone, columns: schema.columns, options.csvText).header(
        into: &bytes)
    }
    try state.file.write(bytes)
  }

  private func writeEach(_ bytes: Text, _ state: inout State) throws(Failure) {
    var written = RowsInDialect(options, schema.columns)
    var reader = CellReader(bytes, of: schema)
    while reader.next() {
      if state.rows == options.splitRows {
        try written.move(into: state.file)
        try beginPart(&state)
      }
      written.append(reader, &state.loss)
      state.rows += 1
    }
    try written.move(into: state.file)
    state.guardedCells += written.guardedCells
  }

  /// Begins a part.
  ///
  /// The first file gets the name of a part only now, because until now it could be the only one.
  private func beginPart(_ state: inout State) throws(Failure) {
    if state.parts == 0 { try directory.rename(state.file, to: partName(1)) }
    try state.file.finish()
    state.parts += 1
    state.rows = 0
    state.file = try directory.stage(partName(state.parts + 1))
    try writeHeader(&state)
  }

  /// Returns a name such as `conversations-0001.csv`.
  ///
  /// Names sort in the order of the parts.
  private func partName(_ number: Int) -> String {
    "\(schema.shortName)-\(String(number).zeroPadded(to: 4)).csv"
  }
}

/// Rows of cells on their way into a file, in the dialect of the run.
private struct RowsInDialect: ~Copyable {
  private let dialect: DialectWriter?
  private var csv: CSVBuffer
  private var bytes: [UInt8] = []
  private var rows = 0
  private let countsGuards: Bool
  /// The number of text cells that got a `'` in front.
  private(set) var guardedCells = 0

  init(_ options: TableFileOptions, _ columns: [Column]) {
    dialect =
      options.dialect == .standard
      ? nil : DialectWriter(options.dialect, zone: options.zone, columns: columns, options.csvText)
    csv = CSVBuffer(text: options.csvText, zone: options.zone, capacity: 0)
    countsGuards = options.csvText == .guarded
  }

  /// Adds the row that a reader has read.
  mutating func append(_ reader: borrowing CellReader, _ loss: inout SpreadsheetLoss?) {
    rows += 1
    if let dialect {
      let cells = reader.copies
      dialect.append(cells, to: &bytes) { column, cell in loss?.absorb(cell, column) }
      if countsGuards { guardedCells += cells.count(where: \.needsGuard) }
    } else {
      csv.append(reader.cells)
    }
  }

  /// Writes all rows into a file, and forgets them.
  mutating func move(into file: StagedFile) throws(Failure) {
    if dialect == nil {
      try file.write(csv.content.rawBytes, rows: rows)
      guardedCells += csv.guardedCells
      csv.removeAll()
    } else {
      try file.write(bytes, rows: rows)
      bytes.removeAll(keepingCapacity: true)
    }
    rows = 0
  }
}

extension CSVBuffer {
  /// Writes a row of values.
  fileprivate mutating func append(_ cells: [BorrowedCell]) {
    for cell in cells {
      switch cell {
      case .empty: empty()
      case .text(let text): self.text(text)
      case .count(let number): integer(number)
      case .time(let moment): time(moment)
      case .milliseconds(let length): seconds(length)
      case .tenThousandths(let number, _): numbers(atMost: 1) { $0.tenThousandths(number) }
      case .hundredths(let number): hundredths(number)
      case .sum, .day: texts([Cell(cell).text(in: nil)])
      }
    }
    endRow()
  }
}
