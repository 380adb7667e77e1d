// The memory of the summaries of a worker.

/// The memory of a worker's summaries.
struct SummaryUse {
  private(set) var heldBytes = 0
  /// The additional memory that the tables will need when they are made, in bytes.
  private(set) var tableBytes = 0
  /// The table that needs the most memory.
  ///
  /// A table that an option can make smaller counts twice.
  private(set) var largest: (kind: MemoryShortage.Kind, count: Int, bytes: Int) = (.queues, 0, 0)

  /// Adds the groups of a table, or the queues of the report.
  mutating func add(_ kind: MemoryShortage.Kind, _ count: Int, held: Int, table: Int) {
    heldBytes += held
    tableBytes += table
    var bytes = held + table
    if case .groups(_, isAsked: true) = kind { bytes *= 2 }
    if bytes > largest.bytes { largest = (kind, count, bytes) }
  }

  /// Adds the memory of other summaries of the worker.
  mutating func merge(_ other: SummaryUse) {
    heldBytes += other.heldBytes
    tableBytes += other.tableBytes
    if other.largest.bytes > largest.bytes { largest = other.largest }
  }
}
