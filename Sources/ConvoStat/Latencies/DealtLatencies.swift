// The latencies of a pool, distributed to the groups of a table by a counting sort: without comparisons and
// without an allocation per group.

/// The latencies of a pool, with those of each group next to each other.
struct DealtLatencies {
  private var values = LargeArray<Int32>.none
  /// The index of the first value of each group, then the end of the last group; empty if there are no
  /// latencies.
  private var starts: [UInt32]
  /// The starts before values are distributed, which advances them.
  ///
  /// Empty afterwards.
  private var firsts: [UInt32] = []
  /// The folded latencies by group, or empty.
  private let folded: [FoldedLatencies]
  /// The wide latencies in the order of the groups.
  private var wide: [WideLatency] = []
  /// The index of the first wide latency of each group, then the end of the last group; empty if there are
  /// none.
  private var wideStarts: [UInt32] = []

  /// Distributes the latencies of a pool.
  /// - Parameters:
  ///   - groups: the number of groups.
  ///   - groupOfRowSet: for each log, the group of each of its row sets.
  ///   - settled: more latencies, and the group of each row in which they count.
  init(
    _ pool: Pool, of logs: [LatencyLog], groups: Int, groupOfRowSet: [LargeArray<UInt32>],
    settled: (latencies: SettledLatencies, groupOfRow: [UInt32])? = nil
  ) {
    // Most pools are those of options, and empty: no memory is taken for each of their groups.
    if settled?.latencies.isEmpty ?? true, logs.allSatisfy({ $0.isEmpty(pool) }) {
      self.init(groups: 0, settled: nil)
      starts = []
      return
    }
    self.init(groups: groups, settled: settled)
    for (log, groups) in zip(logs, groupOfRowSet) {
      for list in pool.lists { count(log.lists[list], RowSetGroups(groups)) }
    }
    beginDealing()
    for (log, groups) in zip(logs, groupOfRowSet) {
      for list in pool.lists { deal(log.lists[list], RowSetGroups(groups)) }
    }
    endDealing(groups: groups)
  }

  /// Distributes the ingest lags, with each class as a group.
  init(lagsByClassOf logs: [LatencyLog], settled: SettledLatencies?) {
    let classes = MessageClass.allCases.count
    self.init(groups: classes, settled: settled.map { ($0, (0..<UInt32(classes)).map { $0 }) })
    for log in logs {
      for (kind, list) in Pool.ingestLag.lists.enumerated() {
        count(log.lists[list], RowSetGroups(only: kind))
      }
    }
    beginDealing()
    for log in logs {
      for (kind, list) in Pool.ingestLag.lists.enumerated() {
        deal(log.lists[list], RowSetGroups(only: kind))
      }
    }
    endDealing(groups: classes)
  }

  private init(groups: Int, settled: (latencies: SettledLatencies, groupOfRow: [UInt32])?) {
    // Each count is stored one group further on. After summing up, each start is the index of the next value
    // of its group; when all values are distributed, it has advanced to the start of the next group.
    starts = [UInt32](repeating: 0, count: groups + 2)
    folded = settled?.latencies.folded(groups: groups, settled?.groupOfRow ?? []) ?? []
    wide = settled?.latencies.wide(settled?.groupOfRow ?? []) ?? []
  }

  private mutating func count(_ list: borrowing LatencyList, _ groups: RowSetGroups) {
    starts.withMutableBorrowed { starts in list.count(groups, into: starts.part(2..<starts.count)) }
    for latency in list.wide {
      let group = UInt32(groups[latency.target])
      wide.append(WideLatency(target: group, milliseconds: latency.milliseconds))
    }
  }

  private mutating func beginDealing() {
    for group in 2..<starts.count { starts[group] += starts[group - 1] }
    let count = Int(starts[starts.count - 1])
    if count == 0 { return }
    firsts = starts
    values = LargeArray(unset: count)
  }

  private mutating func deal(_ list: borrowing LatencyList, _ groups: RowSetGroups) {
    if firsts.isEmpty { return }
    starts.withMutableBorrowed { starts in
      firsts.withBorrowed { firsts in
        list.deal(
          groups, to: values.borrowed, next: starts.part(1..<starts.count),
          ends: firsts.part(2..<firsts.count))
      }
    }
  }

  private mutating func endDealing(groups: Int) {
    firsts = []
    if values.isEmpty, wide.isEmpty, folded.isEmpty { starts = [] }
    if wide.isEmpty { return }
    wide.sort { $0.target < $1.target }
    wideStarts = [UInt32](repeating: 0, count: groups + 1)
    for latency in wide { wideStarts[Int(latency.target) + 1] += 1 }
    for group in 1...groups { wideStarts[group] += wideStarts[group - 1] }
  }

  /// True if there are no latencies.
  var isEmpty: Bool { starts.isEmpty }

  /// The latencies of a group.
  subscript(group: Int) -> LatencyValues {
    if isEmpty { return LatencyValues() }
    return LatencyValues(
      narrow: values[Int(starts[group])..<Int(starts[group + 1])],
      folded: folded.isEmpty ? FoldedLatencies() : folded[group],
      wide: wide.isEmpty ? [] : wide[Int(wideStarts[group])..<Int(wideStarts[group + 1])])
  }

  /// The latencies of all groups together.
  var whole: LatencyValues {
    var all = FoldedLatencies()
    for part in folded { all.append(part) }
    return LatencyValues(narrow: values[...], folded: all, wide: wide[...])
  }
}
