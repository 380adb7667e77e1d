// Sorted runs in a file, of which always the first entry of all is taken.

/// What lies in a run, as it was written; its texts hold until the run goes on.
protocol RunEntry {
  /// Reads an entry.
  init(_ reader: inout ByteReader)
  /// Whether it stands before another one.
  func precedes(_ other: Self) -> Bool
}

/// A run at one of its entries.
struct WaitingRun<Entry: RunEntry> {
  let entry: Entry
  fileprivate let reader: RunReader

  fileprivate init?(_ reader: RunReader) throws(Failure) {
    guard try reader.hasMore() else { return nil }
    entry = Entry(&reader.values)
    self.reader = reader
  }
}

/// The runs that are not read to their end, each at its next entry.
struct WaitingRuns<Entry: RunEntry> {
  /// The first in order stands last.
  private var runs: [WaitingRun<Entry>] = []

  /// - Parameter runs: where the pieces of each lie; a piece holds whole entries.
  init(_ runs: [[Range<Int>]], in file: SpillFile) throws(Failure) {
    for pieces in runs {
      if let run = try WaitingRun<Entry>(RunReader(pieces, in: file)) { self.runs.append(run) }
    }
    self.runs.sort { $1.entry.precedes($0.entry) }
  }

  /// The first entry of all; nil at the end.
  var first: Entry? { runs.last?.entry }

  /// Takes the run with the first entry of all out; nil at the end.
  mutating func popFirst() -> WaitingRun<Entry>? { runs.popLast() }

  /// Steps a run on that was taken out, and has it wait again unless it is at its end.
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
  /// What is left of a piece.
  var values = ByteReader(.empty)

  init(_ pieces: [Range<Int>], in file: SpillFile) {
    self.file = file
    self.pieces = pieces[...]
  }

  /// Brings the next piece in where one is at its end.
  /// - Returns: whether there is anything more.
  func hasMore() throws(Failure) -> Bool {
    if !values.isAtEnd { return true }
    guard let piece = pieces.popFirst() else { return false }
    try file.read(piece, into: &bytes)
    values = ByteReader(bytes.text)
    return true
  }
}
