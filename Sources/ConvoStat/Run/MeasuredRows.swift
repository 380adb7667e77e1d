// The rows that a worker wrote for consecutive conversations, and where those of each conversation end.

/// The rows of consecutive conversations.
struct MeasuredRows {
  let text: Text
  /// The index of the first of the conversations.
  let first: Int
  /// The end of the rows of each conversation.
  ///
  /// A conversation without rows ends where the one before ends.
  let ends: [RowsEnd]

  /// The number of rows.
  var count: Int { ends.last?.rows ?? 0 }
}

/// The end of the rows of a conversation within the rows that were written.
struct RowsEnd {
  /// The number of bytes up to the end.
  let bytes: Int
  /// The number of rows up to the end.
  let rows: Int

  /// Creates the end of everything in a buffer.
  init<Rows: RowBuffer & ~Copyable>(of buffer: borrowing Rows) {
    (bytes, rows) = (buffer.count, buffer.rows)
  }
}
