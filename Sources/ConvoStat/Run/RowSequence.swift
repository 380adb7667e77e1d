// The rows that workers make, in the order of the conversations.

import Synchronization

/// The rows of a table that a worker made, kept until all earlier rows are written.
final class ShardRows<Rows: RowBuffer & ~Copyable>: GivenRows {
  let table: StreamedTable
  let buffer: Rows
  let first: Int
  let ends: [RowsEnd]

  init(_ table: StreamedTable, _ buffer: consuming Rows, first: Int, ends: [RowsEnd]) {
    self.table = table
    self.buffer = buffer
    self.first = first
    self.ends = ends
  }

  func give(
    to sink: (StreamedTable, MeasuredRows) throws(Failure) -> Void
  ) throws(Failure) {
    try buffer.give { (text) throws(Failure) in
      try sink(table, MeasuredRows(text: text, first: first, ends: ends))
    }
  }
}

/// Rows of one table, whatever they are written into.
protocol GivenRows: AnyObject, Sendable {
  func give(to sink: (StreamedTable, MeasuredRows) throws(Failure) -> Void) throws(Failure)
}

/// The rows of a range of conversations, by table.
struct Shard: Sendable { let tables: [any GivenRows] }

/// A queue that writes shards in order, whatever the order in which they are finished.
final class RowSequence: Sendable {
  private let state = Mutex(Sequencer<Shard>())
  private let sink: @Sendable (StreamedTable, MeasuredRows) throws(Failure) -> Void

  init(sink: @escaping @Sendable (StreamedTable, MeasuredRows) throws(Failure) -> Void) { self.sink = sink }

  func deliver(_ shard: Shard, at index: Int) throws(Failure) {
    try state.withLock { (state) throws(Failure) in
      for shard in state.deliver(shard, at: index) {
        for rows in shard.tables { try rows.give(to: sink) }
      }
    }
  }
}
