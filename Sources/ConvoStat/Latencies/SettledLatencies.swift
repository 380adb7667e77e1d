// Latencies that were taken out of the log by row, where memory is scarce.

/// The latencies of a pool in a grouping, in a byte or two each.
struct SettledLatencies {
  private var rows: [FoldedLatencies] = []
  private var wide: [WideLatency] = []
  /// Bytes of the folded latencies themselves.
  private var foldedBytes = 0

  /// The memory that the latencies take, in bytes.
  var bytesHeld: Int {
    rows.capacity * MemoryLayout<FoldedLatencies>.stride + foldedBytes
      + wide.capacity * MemoryLayout<WideLatency>.stride
  }

  /// Takes latencies that were dealt to the rows.
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

  /// Takes those of another part.
  /// - Parameter mapped: the row here of each row there.
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

  /// By group: the values of its rows; empty if there are none.
  func folded(groups: Int, _ groupOfRow: [UInt32]) -> [FoldedLatencies] {
    if rows.allSatisfy({ $0.count == 0 }) { return [] }
    var folded = [FoldedLatencies](repeating: FoldedLatencies(), count: groups)
    for (group, values) in zip(groupOfRow, rows) { folded[Int(group)].append(values) }
    return folded
  }

  /// The wide latencies, with their groups.
  func wide(_ groupOfRow: [UInt32]) -> [WideLatency] {
    wide.map { WideLatency(place: groupOfRow[Int($0.place)], milliseconds: $0.milliseconds) }
  }
}
