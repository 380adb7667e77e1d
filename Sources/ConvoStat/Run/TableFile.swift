// A table on its way into its file, or into several where it is split.

import Synchronization

/// Takes the rows of one table, in order, in the default dialect, and writes them in the form of the run.
final class TableFile: Sendable {
  /// The table.
  let schema: TableSchema
  private let directory: OutputDirectory
  private let options: TableFileOptions
  private let state: Mutex<State>

  private struct State {
    var file: StagedFile
    var rows = 0
    /// Parts that are finished; each of them is full.
    var parts = 0
    var loss: SpreadsheetLoss?
  }

  /// Begins the table with its header.
  init(_ schema: TableSchema, in directory: OutputDirectory, _ options: TableFileOptions) throws(Failure) {
    self.schema = schema
    self.directory = directory
    self.options = options
    let loss = options.dialect == .standard ? nil : SpreadsheetLoss(schema, options.dialect)
    state = Mutex(State(file: try directory.stage(schema.name), loss: loss))
    try state.withLock { state throws(Failure) in try writeHeader(&state) }
  }

  /// Writes whole rows.
  func write(_ bytes: Text, rows: Int) throws(Failure) {
    try state.withLock { state throws(Failure) -> Void in
      if options.dialect == .standard && options.splitRows == nil {
        state.rows += rows
        try state.file.write(bytes.rawBytes, rows: rows)
      } else {
        try writeEach(bytes, &state)
      }
    }
  }

  /// The names of the table's files.
  var names: [String] {
    let parts = state.withLock { $0.parts }
    return parts == 0 ? [schema.name] : (1...(parts + 1)).map(partName)
  }

  /// What a spreadsheet will spoil.
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

  /// Row by row: in the dialect, and into the next part where one is full.
  private func writeEach(_ bytes: Text, _ state: inout State) throws(Failure) {
    let dialect =
      options.dialect == .standard
      ? nil : DialectWriter(options.dialect, zone: options.zone, columns: schema.columns, options.csvText)
    var written: [UInt8] = []
    var rows = 0
    var reader = CSVRowReader(bytes)
    while reader.next() {
      if state.rows == options.splitRows {
        try put(&written, rows, state)
        try beginPart(&state)
        rows = 0
      }
      if let dialect { dialect.append(reader.cells, to: &written) } else { written += reader.row.bytes }
      state.loss?.absorb(reader.cells)
      state.rows += 1
      rows += 1
    }
    try put(&written, rows, state)
  }

  private func put(_ bytes: inout [UInt8], _ rows: Int, _ state: State) throws(Failure) {
    try state.file.write(bytes, rows: rows)
    bytes.removeAll(keepingCapacity: true)
  }

  /// Only now it is known that there will be parts: the first takes its name.
  private func beginPart(_ state: inout State) throws(Failure) {
    if state.parts == 0 { try directory.rename(state.file, to: partName(1)) }
    try state.file.finish()
    state.parts += 1
    state.rows = 0
    state.file = try directory.stage(partName(state.parts + 1))
    try writeHeader(&state)
  }

  /// Returns `conversations-0001.csv`, so that names sort as the parts follow each other.
  private func partName(_ number: Int) -> String {
    let digits = String(number)
    return "\(schema.shortName)-\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits).csv"
  }
}
