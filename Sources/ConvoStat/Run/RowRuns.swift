// Rows of a table that were measured part by part, merged into the order of the whole table.

/// Sorted runs of rows in a file, merged at the end.
final class RowRuns {
  private let file: SpillFile
  private var runs: [[Range<Int>]] = []
  private var writer = ByteBuffer(capacity: 64 << 10)

  private static let pieceBytes = 64 << 10

  init(in directory: String) throws(Failure) { file = try SpillFile(in: directory) }

  /// Begins the run of another part.
  /// - Returns: this object, which takes the rows of the run.
  func beginRun() -> RowRuns {
    runs.append([])
    return self
  }

  /// Adds rows to the run, grouped by conversation, with the key of each.
  func add(_ rows: MeasuredRows, of conversations: Conversations) throws(Failure) {
    var (start, rowsBefore) = (0, 0)
    for (index, end) in rows.ends.enumerated() where end.bytes > start {
      let key = conversations.keys[rows.first + index]
      writer.append(bytesOf: key.platform.rawValue)
      writer.append(counted: key.account)
      writer.append(counted: key.id)
      writer.append(bytesOf: UInt32(end.rows - rowsBefore))
      writer.append(counted: rows.text[start..<end.bytes])
      (start, rowsBefore) = (end.bytes, end.rows)
      if writer.count >= RowRuns.pieceBytes { try flush() }
    }
    try flush()
  }

  /// Writes the buffer as a piece of whole rows, so that a run can be read piece by piece.
  private func flush() throws(Failure) {
    if let piece = try file.move(&writer) { runs[runs.count - 1].append(piece) }
  }

  /// Calls `sink` with all rows in order, several at a time.
  func merge(into sink: (Text, _ rows: Int) throws(Failure) -> Void) throws(Failure) {
    var waiting = try WaitingRuns<KeyedRows>(runs, in: file)
    var rows = ByteBuffer(capacity: 64 << 10)
    var count = 0
    while let run = waiting.popFirst() {
      rows.append(run.entry.rows)
      count += run.entry.rowCount
      if rows.count >= RowRuns.pieceBytes {
        try sink(rows.text, count)
        rows.removeAll()
        count = 0
      }
      try waiting.goOn(run)
    }
    if count > 0 { try sink(rows.text, count) }
  }
}

/// The rows of a conversation.
struct KeyedRows: RunEntry {
  let key: ConversationKey
  let rowCount: Int
  let rows: Text

  init(_ reader: inout ByteReader) {
    let platform = Platform(rawValue: reader.read(UInt8.self)) ?? .asapp
    let account = reader.readText()
    key = ConversationKey(platform: platform, account: account, id: reader.readText())
    rowCount = Int(reader.read(UInt32.self))
    rows = reader.readText()
  }

  func precedes(_ other: KeyedRows) -> Bool { key < other.key }
}

extension ConversationKey {
  /// Compares bytewise by (source, account, conversation id).
  fileprivate static func < (left: ConversationKey, right: ConversationKey) -> Bool {
    if left.platform != right.platform { return left.source < right.source }
    if left.account != right.account { return left.account < right.account }
    return left.id < right.id
  }
}
