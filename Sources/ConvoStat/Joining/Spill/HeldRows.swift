// Rows that are kept until it is their turn: a few in memory, more in a file.

import Synchronization

/// Rows of a table in the order in which they came.
final class HeldRows: Sendable {
  /// The most bytes that are kept in memory; a small table needs no temporary file.
  private static let memoryBytes = 1 << 20
  private let directory: String
  private let state = Mutex(State())

  private struct State {
    /// The rows so far, before there is a file.
    var first: [UInt8] = []
    var file: SpillFile?
    var pieces: [Range<Int>] = []
  }

  /// - Parameter directory: of the temporary file, if it takes one.
  init(in directory: String) { self.directory = directory }

  /// Adds whole rows behind those before; one thread at a time.
  func add(_ rows: Text) throws(Failure) {
    if rows.isEmpty { return }
    try state.withLock { state throws(Failure) in
      if state.file == nil, state.first.count + rows.count <= HeldRows.memoryBytes {
        state.first += rows.bytes
        return
      }
      let file: SpillFile
      if let known = state.file { file = known } else { file = try SpillFile(in: directory) }
      state.file = file
      let start = try file.append(rows)
      state.pieces.append(start..<start + rows.count)
    }
  }

  /// Gives all rows in order to a function, some at a time.
  func give(to body: (Text) throws(Failure) -> Void) throws(Failure) {
    let (first, file, pieces) = state.withLock { ($0.first, $0.file, $0.pieces) }
    try first.withText(body)
    var rows = ByteBuffer()
    for piece in pieces {
      try file?.read(piece, into: &rows)
      try body(rows.text)
    }
  }
}
