// Rows that wait for their turn: a few in memory, more in a file.

import Synchronization

/// Rows of a table in the order in which they were added.
final class HeldRows: Sendable {
  /// Maximum number of bytes in memory, so that a small table needs no temporary file.
  private static let memoryBytes = 1 << 20
  private let directory: String
  private let state = Mutex(State())

  private struct State {
    /// The rows in memory, as long as there is no file.
    var first: [UInt8] = []
    var file: SpillFile?
    var pieces: [Range<Int>] = []
  }

  /// - Parameter directory: the directory of the temporary file, if one is needed.
  init(in directory: String) { self.directory = directory }

  /// Adds whole rows at the end.
  ///
  /// Must not be called from two threads at the same time.
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
      state.pieces.append(try file.append(rows))
    }
  }

  /// Calls `sink` with all rows in order, several at a time.
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
