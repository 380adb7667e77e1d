// Latencies that were moved out of the log row by row, if memory is scarce.

/// The latencies of a pool in a grouping, in one or two bytes each.
struct SettledLatencies {
  private var rows: [FoldedLatencies] = []
  private var wide: [WideLatency] = []
  /// The number of bytes of the folded latencies.
  private var foldedBytes = 0

  /// The memory that the latencies take, in bytes.
  var bytesHeld: Int {
    rows.capacity * MemoryLayout<FoldedLatencies>.stride + foldedBytes
      + wide.capacity * MemoryLayout<WideLatency>.stride
  }

  /// True if there are no latencies.
  var isEmpty: Bool { rows.isEmpty && wide.isEmpty }

  /// Adds latencies that were distributed to the rows.
  mutating func append(_ dealt: DealtLatencies, rows count: Int) {
    if dealt.isEmpty { return }
    grow(to: count)
    for row in 0..<count {
      let values = dealt[row]
      if !values.narrow.isEmpty {
        let before = rows[row].bytesHeld
        rows[row].append(values.narrow)
        foldedBytes += rows[row].bytesHeld - before
      }
      wide += values.wide
    }
  }

  /// Adds the latencies of another worker.
  /// - Parameter mapped: for each row of `other`, the row of `self`.
  mutating func merge(_ other: SettledLatencies, _ mapped: [UInt32]) {
    for (row, values) in zip(mapped, other.rows) {
      grow(to: Int(row) + 1)
      rows[Int(row)].append(values)
    }
    foldedBytes += other.foldedBytes
    wide += other.wide(mapped)
  }

  private mutating func grow(to count: Int) {
    if count > rows.count { rows += repeatElement(FoldedLatencies(), count: count - rows.count) }
  }

  /// Returns the values of the rows of each group; empty if there are none.
  func folded(groups: Int, _ groupOfRow: [UInt32]) -> [FoldedLatencies] {
    if rows.allSatisfy({ $0.count == 0 }) { return [] }
    var folded = [FoldedLatencies](repeating: FoldedLatencies(), count: groups)
    for (group, values) in zip(groupOfRow, rows) { folded[Int(group)].append(values) }
    return folded
  }

  /// Returns the wide latencies with their groups.
  func wide(_ groupOfRow: [UInt32]) -> [WideLatency] {
    wide.map { WideLatency(target: groupOfRow[Int($0.target)], milliseconds: $0.milliseconds) }
  }
}
