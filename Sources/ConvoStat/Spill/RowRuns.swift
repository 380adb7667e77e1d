// Rows of a table that were measured part by part, brought into the order of the whole.

/// Runs of rows, each in order, in a file; merged at the end.
final class RowRuns {
  private let file: SpillFile
  private var runs: [[Range<Int>]] = []
  private var writer = SpillWriter()

  private static let pieceBytes = 64 << 10

  init(in directory: String) throws(Failure) { file = try SpillFile(in: directory) }

  /// Begins the run of another part.
  /// - Returns: the runs, for its rows.
  func beginRun() -> RowRuns {
    runs.append([])
    return self
  }

  /// Adds rows to the run, those of each conversation with its key.
  func add(_ rows: MeasuredRows, of conversations: Conversations) throws(Failure) {
    var (start, rowsBefore) = (0, 0)
    for (index, end) in rows.ends.enumerated() where end.bytes > start {
      let key = conversations.keys[rows.first + index]
      writer.put(key.platform.rawValue)
      writer.put(key.account)
      writer.put(key.id)
      writer.put(UInt32(end.rows - rowsBefore))
      writer.put(Text(UnsafeBufferPointer(rebasing: rows.bytes[start..<end.bytes])))
      (start, rowsBefore) = (end.bytes, end.rows)
      if writer.count >= RowRuns.pieceBytes { try flush() }
    }
    try flush()
  }

  /// A piece holds whole rows, so that a run can be read piece by piece.
  private func flush() throws(Failure) {
    if writer.count == 0 { return }
    let offset = try file.append(writer.bytes)
    runs[runs.count - 1].append(offset..<offset + writer.count)
    writer.removeAll()
  }

  /// Gives all rows in order to a function, many at a time.
  func merge(into sink: (UnsafeBufferPointer<UInt8>, _ rows: Int) throws(Failure) -> Void) throws(Failure) {
    let cursors = runs.map { RunCursor(file, $0) }
    var waiting: [RunCursor] = []
    for cursor in cursors where try cursor.next() { waiting.append(cursor) }
    waiting.sort { $1.key < $0.key }  // the first in order stands last
    var rows = SpillWriter()
    var count = 0
    while let cursor = waiting.popLast() {
      rows.put(bytesOf: cursor.rows)
      count += cursor.rowCount
      if rows.count >= RowRuns.pieceBytes {
        try sink(rows.bytes, count)
        rows.removeAll()
        count = 0
      }
      if try cursor.next() { waiting.insert(cursor, at: RowRuns.place(of: cursor, in: waiting)) }
    }
    if count > 0 { try sink(rows.bytes, count) }
  }

  private static func place(of cursor: RunCursor, in waiting: [RunCursor]) -> Int {
    var (low, high) = (0, waiting.count)
    while low < high {
      let middle = (low + high) / 2
      if cursor.key < waiting[middle].key { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// A place in a run.
private final class RunCursor {
  private let file: SpillFile
  private var pieces: ArraySlice<Range<Int>>
  private var bytes = UnsafeMutableBufferPointer<UInt8>(start: nil, count: 0)
  private var reader = SpillReader(Text.empty.start)
  private var left = 0
  private(set) var key = ConversationKey(platform: .asapp, account: .empty, id: .empty)
  /// The rows of that conversation.
  private(set) var rows = Text.empty
  private(set) var rowCount = 0

  init(_ file: SpillFile, _ pieces: [Range<Int>]) {
    self.file = file
    self.pieces = pieces[...]
  }

  deinit { bytes.deallocate() }

  /// Steps to the rows of the next conversation.
  /// - Returns: whether there are any.
  func next() throws(Failure) -> Bool {
    if left == 0 {
      guard let piece = pieces.popFirst() else { return false }
      if bytes.count < piece.count {
        bytes.deallocate()
        bytes = .allocate(capacity: piece.count)
      }
      guard let start = bytes.baseAddress else { return false }
      try file.read(piece, into: start)
      reader = SpillReader(start)
      left = piece.count
    }
    let platform = Platform(rawValue: reader.take(UInt8.self)) ?? .asapp
    let account = reader.takeText()
    key = ConversationKey(platform: platform, account: account, id: reader.takeText())
    rowCount = Int(reader.take(UInt32.self))
    rows = reader.takeText()
    left -= 1 + 4 * 4 + key.account.count + key.id.count + rows.count
    return true
  }
}

extension ConversationKey {
  /// Bytewise by (source, account, conversation id); the platforms stand in the order of their names.
  fileprivate static func < (left: ConversationKey, right: ConversationKey) -> Bool {
    if left.platform != right.platform { return left.platform.rawValue < right.platform.rawValue }
    if left.account != right.account { return left.account < right.account }
    return left.id < right.id
  }
}
