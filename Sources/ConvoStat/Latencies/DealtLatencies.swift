// The latencies of a pool dealt to the groups of a table, by counting: no comparison, no allocation per group.

/// Latencies of a pool, those of each group side by side.
struct DealtLatencies {
  private var values = LargeArray<Int32>.none
  /// By group: where its values begin; then where the last one's end. Empty if there are no latencies.
  private var starts: [UInt32]
  /// The starts as they were before values were dealt, which moves them on; empty afterwards.
  private var firsts: [UInt32] = []
  /// By group, or empty.
  private let folded: [FoldedLatencies]
  /// In the order of groups.
  private var wide: [WideLatency] = []
  /// By group, where there are any: where its wide latencies begin; then where the last one's end.
  private var wideStarts: [UInt32] = []

  /// The latencies of a pool.
  /// - Parameters:
  ///   - groups: how many groups there are.
  ///   - groupOfPlace: by log: the group of each place.
  ///   - settled: more of the latencies, and the group of each row in which they count.
  init(
    _ pool: Pool, of logs: [LatencyLog], groups: Int, groupOfPlace: [LargeArray<UInt32>],
    settled: (latencies: SettledLatencies, groupOfRow: [UInt32])? = nil
  ) {
    self.init(groups: groups, settled: settled)
    for (log, groups) in zip(logs, groupOfPlace) {
      for list in pool.lists { count(log.lists[list], PlaceGroups(groups)) }
    }
    beginDealing()
    for (log, groups) in zip(logs, groupOfPlace) {
      for list in pool.lists { deal(log.lists[list], PlaceGroups(groups)) }
    }
    endDealing(groups: groups)
  }

  /// The ingest lags, each class a group.
  init(lagsByClassOf logs: [LatencyLog], settled: SettledLatencies?) {
    let classes = MessageClass.allCases.count
    self.init(groups: classes, settled: settled.map { ($0, (0..<UInt32(classes)).map { $0 }) })
    for log in logs {
      for (kind, list) in Pool.ingestLag.lists.enumerated() {
        count(log.lists[list], PlaceGroups(only: kind))
      }
    }
    beginDealing()
    for log in logs {
      for (kind, list) in Pool.ingestLag.lists.enumerated() {
        deal(log.lists[list], PlaceGroups(only: kind))
      }
    }
    endDealing(groups: classes)
  }

  private init(groups: Int, settled: (latencies: SettledLatencies, groupOfRow: [UInt32])?) {
    // Counted one group further on, and summed up, each start is where the group's next value goes; when all are
    // dealt it has moved to where the next group's values begin.
    starts = [UInt32](repeating: 0, count: groups + 2)
    folded = settled?.latencies.folded(groups: groups, settled?.groupOfRow ?? []) ?? []
    wide = settled?.latencies.wide(settled?.groupOfRow ?? []) ?? []
  }

  private mutating func count(_ list: borrowing LatencyList, _ groups: PlaceGroups) {
    starts.withMutableBorrowed { starts in list.count(groups, into: starts.part(2..<starts.count)) }
    for latency in list.wide {
      let group = UInt32(groups[latency.place])
      wide.append(WideLatency(place: group, milliseconds: latency.milliseconds))
    }
  }

  private mutating func beginDealing() {
    for group in 2..<starts.count { starts[group] += starts[group - 1] }
    let count = Int(starts[starts.count - 1])
    if count == 0 { return }
    firsts = starts
    values = LargeArray(unset: count)
  }

  private mutating func deal(_ list: borrowing LatencyList, _ groups: PlaceGroups) {
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
    wide.sort { $0.place < $1.place }
    wideStarts = [UInt32](repeating: 0, count: groups + 1)
    for latency in wide { wideStarts[Int(latency.place) + 1] += 1 }
    for group in 1...groups { wideStarts[group] += wideStarts[group - 1] }
  }

  /// Whether there are no latencies.
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
