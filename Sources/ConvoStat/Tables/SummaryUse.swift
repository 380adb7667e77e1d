// The memory of the summaries of a worker.

/// What the summaries of a worker hold.
struct SummaryUse {
  private(set) var heldBytes = 0
  /// What the tables will take beyond that when they are made.
  private(set) var tableBytes = 0
  /// The table that takes most; one that was asked for, and that an option makes smaller, counts twice.
  private(set) var largest: (kind: MemoryShortage.Kind, count: Int, bytes: Int) = (.queues, 0, 0)

  /// Adds the groups of a table, or the queues of the report.
  mutating func add(_ kind: MemoryShortage.Kind, _ count: Int, held: Int, table: Int) {
    heldBytes += held
    tableBytes += table
    var bytes = held + table
    if case .groups(_, isAsked: true) = kind { bytes *= 2 }
    if bytes > largest.bytes { largest = (kind, count, bytes) }
  }

  /// Adds what other summaries of the worker hold.
  mutating func merge(_ other: SummaryUse) {
    heldBytes += other.heldBytes
    tableBytes += other.tableBytes
    if other.largest.bytes > largest.bytes { largest = other.largest }
  }
}
