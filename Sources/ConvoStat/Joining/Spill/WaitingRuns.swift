// Sorted runs in a file, merged by always taking the first entry of all.

/// An entry of a run.
///
/// Its texts are valid until the run advances.
protocol RunEntry {
  /// Reads an entry.
  init(_ reader: inout ByteReader)
  /// Returns true if the entry precedes `other`.
  func precedes(_ other: Self) -> Bool
}

/// A run, positioned at one of its entries.
struct WaitingRun<Entry: RunEntry> {
  let entry: Entry
  fileprivate let reader: RunReader

  fileprivate init?(_ reader: RunReader) throws(Failure) {
    guard try reader.hasMore() else { return nil }
    entry = Entry(&reader.values)
    self.reader = reader
  }
}

/// The runs that are not read to their end, each positioned at its next entry.
struct WaitingRuns<Entry: RunEntry> {
  /// The runs in descending order, so that the first one can be popped from the end.
  private var runs: [WaitingRun<Entry>] = []

  /// - Parameter runs: the ranges of the pieces of each run. A piece holds whole entries.
  init(_ runs: [[Range<Int>]], in file: SpillFile) throws(Failure) {
    for pieces in runs {
      if let run = try WaitingRun<Entry>(RunReader(pieces, in: file)) { self.runs.append(run) }
    }
    self.runs.sort { $1.entry.precedes($0.entry) }
  }

  /// The first entry of all; `nil` at the end.
  var first: Entry? { runs.last?.entry }

  /// Removes and returns the run with the first entry of all; `nil` at the end.
  mutating func popFirst() -> WaitingRun<Entry>? { runs.popLast() }

  /// Advances a removed run, and adds it again unless it is at its end.
  mutating func goOn(_ run: WaitingRun<Entry>) throws(Failure) {
    guard let next = try WaitingRun<Entry>(run.reader) else { return }
    runs.insert(next, at: runs.partitioningIndex { !next.entry.precedes($0.entry) })
  }
}

/// Reads a run piece by piece.
private final class RunReader {
  private let file: SpillFile
  private var pieces: ArraySlice<Range<Int>>
  private var bytes = ByteBuffer()
  /// The unread rest of the current piece.
  var values = ByteReader(.empty)

  init(_ pieces: [Range<Int>], in file: SpillFile) {
    self.file = file
    self.pieces = pieces[...]
  }

  /// Reads the next piece if the current one is at its end.
  /// - Returns: false at the end of the run.
  func hasMore() throws(Failure) -> Bool {
    if !values.isAtEnd { return true }
    guard let piece = pieces.popFirst() else { return false }
    try file.read(piece, into: &bytes)
    values = ByteReader(bytes.text)
    return true
  }
}
