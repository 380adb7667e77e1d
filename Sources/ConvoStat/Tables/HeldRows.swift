// Rows of a table that wait for the workbook: in pieces, a few in memory, more in a file.

import Synchronization

/// The rows of a table in the order in which they were added, in pieces of a fixed number of rows.
package final class HeldRows: Sendable {
  /// The number of rows in each piece but the last.
  ///
  /// 1025 of such pieces fill a sheet below its heads.
  package static let rowsPerPiece = 1023
  /// Maximum number of bytes in memory, so that a small table needs no temporary file.
  private static let memoryBytes = 1 << 20
  private let directory: String
  private let state = Mutex(State())

  private struct State {
    /// The rows of the last piece, which is not full.
    var last: [UInt8] = []
    var rowsOfLast = 0
    /// The pieces in memory, until there is a file.
    var first: [UInt8] = []
    var file: SpillFile?
    /// The ranges of the full pieces, in `first` and then in the file.
    var inMemory: [Range<Int>] = []
    var inFile: [Range<Int>] = []
  }

  /// - Parameter directory: the directory of the temporary file, if one is needed.
  package init(in directory: String) { self.directory = directory }

  /// The number of rows.
  package var count: Int {
    state.withLock { ($0.inMemory.count + $0.inFile.count) * HeldRows.rowsPerPiece + $0.rowsOfLast }
  }

  /// The number of pieces.
  package var pieces: Int { (count + HeldRows.rowsPerPiece - 1) / HeldRows.rowsPerPiece }

  /// Adds whole rows, as `CellBuffer` has them, at the end.
  package func add(_ rows: Text) throws(Failure) {
    try state.withLock { state throws(Failure) in
      var start = 0
      while start < rows.count {
        var end = start
        while end < rows.count, state.rowsOfLast < HeldRows.rowsPerPiece {
          end = CellBuffer.endOfRow(at: end, in: rows)
          state.rowsOfLast += 1
        }
        state.last += rows[start..<end].bytes
        start = end
        if state.rowsOfLast == HeldRows.rowsPerPiece { try endPiece(&state) }
      }
    }
  }

  private func endPiece(_ state: inout State) throws(Failure) {
    if state.file == nil, state.first.count + state.last.count <= HeldRows.memoryBytes {
      state.inMemory.append(state.first.count..<state.first.count + state.last.count)
      state.first += state.last
    } else {
      let file: SpillFile
      if let known = state.file { file = known } else { file = try SpillFile(in: directory) }
      state.file = file
      state.inFile.append(try state.last.withText { bytes throws(Failure) in try file.append(bytes) })
    }
    state.last.removeAll(keepingCapacity: true)
    state.rowsOfLast = 0
  }

  /// Calls `body` with the rows of a piece, which are valid during the call.
  ///
  /// Several threads may do so at once.
  package func give<Result>(
    _ piece: Int, to body: (Text) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let (first, last, range, file) = state.withLock { state in
      let inFile = piece - state.inMemory.count
      let isInMemory = inFile < 0
      let range =
        isInMemory ? state.inMemory[piece] : inFile < state.inFile.count ? state.inFile[inFile] : nil
      return (state.first, state.last, range, isInMemory ? nil : state.file)
    }
    guard let range else { return try last.withText(body) }
    guard let file else {
      return try first.withText { rows throws(Failure) in try body(rows[range]) }
    }
    var rows = ByteBuffer(capacity: range.count)
    try file.read(range, into: &rows)
    return try body(rows.text)
  }
}
