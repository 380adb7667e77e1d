// backlog.csv: a sweep over the periods, with the waits of each row of keys ordered by age.

/// The waits of one row of keys, of which some are open.
///
/// A binary indexed tree counts the open ones, so that a wait begins, ends, or is found by its rank in the time of the
/// logarithm of their number.
private struct OpenWaits {
  /// The moments from which the waits are measured, in ascending order.
  private let since: [Int64]
  /// Sums of open waits, from index 1.
  private var tree: [Int32]
  private(set) var count = 0

  init(_ since: [Int64]) {
    self.since = since
    tree = [Int32](repeating: 0, count: since.count + 1)
  }

  /// Adds 1 to the open waits at an index, or takes it away.
  mutating func change(_ index: Int, by change: Int32) {
    count += Int(change)
    var place = index + 1
    while place < tree.count {
      tree[place] += change
      place += place & -place
    }
  }

  /// Returns the moment of the open wait with a rank, from 0 for the earliest.
  private func moment(ofRank rank: Int) -> Int64 {
    var step = 1
    while step * 2 < tree.count { step *= 2 }
    var (place, left) = (0, Int32(rank))
    while step > 0 {
      let next = place + step
      if next < tree.count, tree[next] <= left {
        place = next
        left -= tree[next]
      }
      step /= 2
    }
    return since[place]
  }

  /// Returns the median of the ages at a moment (Definitions: percentile); `nil` if no wait is open.
  func medianAge(at end: Int64) -> Int64? {
    count == 0 ? nil : Percentile.of(50, count: count) { end - moment(ofRank: count - 1 - $0) }
  }

  /// Returns the age of the oldest wait at a moment; `nil` if no wait is open.
  func maximumAge(at end: Int64) -> Int64? { count == 0 ? nil : end - moment(ofRank: 0) }
}

/// The backlog of all conversations, ordered for the table.
private struct SortedBacklog {
  /// The key cells of the rows, in order.
  let keys: [[Text]]
  /// All waits, by row, then by the moment from which they are measured.
  private let waits: [BacklogWait]
  /// The index of the first wait of each row, then the end.
  private let starts: [Int]
  /// All changes, by period, then by row.
  let changes: [BacklogTally.Change]

  init(_ tally: BacklogTally) {
    let cells = (0..<tally.rowCount).map { tally.cells($0) }
    let order = cells.indices.sorted { cells[$0].lexicographicallyPrecedes(cells[$1]) }
    var place = [UInt32](repeating: 0, count: order.count)
    for (index, row) in order.enumerated() { place[row] = UInt32(index) }
    keys = order.map { cells[$0] }
    let unsorted = (0..<tally.waits.count).map { index in
      var wait = tally.waits[index]
      wait.row = place[Int(wait.row)]
      return wait
    }
    let waits = unsorted.sorted { ($0.row, $0.since) < ($1.row, $1.since) }
    self.waits = waits
    var starts = [Int](repeating: 0, count: order.count + 1)
    for wait in waits { starts[Int(wait.row) + 1] += 1 }
    for row in order.indices { starts[row + 1] += starts[row] }
    self.starts = starts
    changes = tally.changes.map {
      BacklogTally.Change(row: place[Int($0.row)], period: $0.period, flow: $0.flow)
    }.sorted { ($0.period, $0.row) < ($1.period, $1.row) }
  }

  /// Returns the waits of each row, none of them open.
  var openWaits: [OpenWaits] {
    keys.indices.map { row in OpenWaits(waits[starts[row]..<starts[row + 1]].map(\.since)) }
  }

  /// Returns the waits in the order of a period of theirs, each by its row and its index there.
  func waits(by period: (BacklogWait) -> Int32) -> [(period: Int32, row: Int, index: Int)] {
    waits.enumerated().map { index, wait in
      let row = Int(wait.row)
      return (period(wait), row, index - starts[row])
    }.sorted { $0.period < $1.period }
  }
}

extension Summaries {
  /// Returns backlog.csv: a row for each period from the first message to the as-of moment and each value of the key.
  ///
  /// - Parameter asOf: the end of the last period, in milliseconds since 1970; `nil` without messages.
  func backlogTable(asOf: Int64?) -> Table? {
    guard let backlog else { return nil }
    let columns = Columns.ofBacklog(by: backlog.keys, optional.people)
    let rows = TableRows.written(TableForms(options, isShown: true), options.csvText) { writer in
      guard let asOf, let first = backlog.first.map(backlog.periods.number(of:)), let last = backlog.last
      else { return }
      let sorted = SortedBacklog(backlog)
      var open = sorted.openWaits
      var begins = sorted.waits { $0.start }[...]
      var ends = sorted.waits { $0.end }[...]
      var changes = sorted.changes[...]
      var openConversations = [Int](repeating: 0, count: sorted.keys.count)
      let labels = ByteStore()
      for period in first...max(first, last) {
        while let begin = begins.first, begin.period <= period {
          open[begin.row].change(begin.index, by: 1)
          begins.removeFirst()
        }
        while let end = ends.first, end.period <= period {
          open[end.row].change(end.index, by: -1)
          ends.removeFirst()
        }
        while let change = changes.first, change.period < period {
          openConversations[Int(change.row)] += Int(change.flow.open)
          changes.removeFirst()
        }
        let end = period >= last ? asOf : backlog.periods.start(period + 1)
        let isSkipped = backlog.periods.isSkipped(period)
        labels.reuse()
        let label = backlog.periods.cell(period).withText { labels.keep($0) }
        for row in sorted.keys.indices {
          var flow = BacklogFlow()
          if let change = changes.first, change.period == period, change.row == row {
            flow = change.flow
            changes.removeFirst()
          }
          openConversations[row] += Int(flow.open)
          if isSkipped { continue }
          writer.append(
            BacklogRow(
              period: label, keys: sorted.keys[row], waiting: open[row].count,
              medianAge: open[row].medianAge(at: end), maximumAge: open[row].maximumAge(at: end),
              open: openConversations[row], flow: flow, isObserved: backlog.isObserved),
            to: columns)
        }
      }
    }
    return Table(
      name: Backlog.fileName, columns: columns.flatMap(\.columns), options.csvText, [rows])
  }
}
