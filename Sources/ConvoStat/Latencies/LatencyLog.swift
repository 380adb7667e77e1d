// All latencies of a worker, each stored once: its milliseconds, and the rows of the tables in which it counts.

/// The latencies that are pooled in a row.
enum Pool: Int, CaseIterable {
  /// The ages of unanswered waits.
  case waiting
  case firstResponseCreated, firstResponseClient
  case responseCreated, responseClient
  case customerResponseCreated, customerResponseClient
  /// The ages of unanswered waits in business time, with `--hours`.
  case waitingBusiness
  case firstResponseCreatedBusiness, firstResponseClientBusiness
  case responseCreatedBusiness, responseClientBusiness
  /// Those of the waits that opened within hours, with `--hours`.
  case waitingInHours
  case firstResponseCreatedInHours, firstResponseClientInHours
  case responseCreatedInHours, responseClientInHours
  /// Zeros of waits that lay outside hours, with `--hours`; only their number matters.
  ///
  /// A count in each row's tally would take memory in every run.
  case waitingOutside
  case firstResponseCreatedOutside, firstResponseClientOutside
  case responseCreatedOutside, responseClientOutside
  /// The ages of open waits that service levels count, with `--within`: those for the first response, and
  /// all.
  case pendingFirstCreated, pendingFirstClient
  case pendingCreated, pendingClient
  case firstResolution, resolution, handover
  /// The last pool, because it has a list for each class.
  case ingestLag

  /// The indices of the lists that make up the pool: one, or one for each class of messages.
  var lists: Range<Int> {
    rawValue..<(self == .ingestLag ? rawValue + MessageClass.allCases.count : rawValue + 1)
  }

  /// Returns the index of the list of the ingest lags of a class.
  @inline(__always)
  static func lags(of kind: MessageClass) -> Int { Pool.ingestLag.rawValue + Int(kind.rawValue) }

  /// The number of all lists.
  static var listCount: Int { Pool.ingestLag.lists.upperBound }
}

/// A latency that does not fit into 32 bits (more than 24 days).
struct WideLatency {
  /// The number of the row set, row or group in which it counts.
  var target: UInt32
  var milliseconds: Int64
}

/// Latencies in the order in which they were added.
///
/// A row set is a number for one row in each grouping, so that a latency is stored once for all tables. Most
/// latencies have the row set of the one before: a value takes four bytes, and a change of row set eight.
final class LatencyLog {
  /// The lists of latencies, in the order of `Pool.lists`.
  let lists: FixedArray<LatencyList>
  private let groupingCount: Int
  /// The rows of each row set, one for each grouping.
  @exclusivity(unchecked) private var rows = Chunked<UInt32>()

  /// Creates an empty log.
  ///
  /// - Parameter groupings: the number of groupings; every row set has a row in each.
  init(groupings: Int) {
    groupingCount = groupings
    lists = FixedArray(count: Pool.listCount) { _ in LatencyList() }
  }

  /// The number of row sets.
  @inline(__always)
  var rowSetCount: Int { rows.count / groupingCount }

  /// The number of latencies.
  var count: Int { (0..<Pool.listCount).reduce(0) { $0 + lists[$1].values.count + lists[$1].wide.count } }

  /// Returns true if there are no latencies of a pool.
  func isEmpty(_ pool: Pool) -> Bool { pool.lists.allSatisfy { lists[$0].isEmpty } }

  /// Adds the row of the newest row set in the next grouping.
  ///
  /// A row set is complete when it has a row in each.
  @inline(__always)
  func addRow(_ row: UInt32) { rows.append(row) }

  /// Returns the row of a row set in a grouping.
  @inline(__always)
  func row(of rowSet: UInt32, in grouping: Int) -> Int { Int(rows[Int(rowSet) * groupingCount + grouping]) }

  /// Returns, for each row set, the number to which its row in a grouping is mapped.
  func map(_ grouping: Int, _ mapped: [UInt32]) -> LargeArray<UInt32> {
    LargeArray((0..<rowSetCount).lazy.map { mapped[self.row(of: UInt32($0), in: grouping)] })
  }

  /// Renumbers the rows of a grouping.
  func renumber(_ grouping: Int, _ mapped: [UInt32]) {
    for index in stride(from: grouping, to: rows.count, by: groupingCount) {
      rows[index] = mapped[Int(rows[index])]
    }
  }

  /// Removes all latencies and row sets and keeps the memory.
  func removeAll() {
    rows.removeLast(rows.count)
    for list in 0..<Pool.listCount { lists[list].removeAll() }
  }
}

/// Latencies of one list, in stretches with the same row set.
struct LatencyList: ~Copyable {
  fileprivate(set) var values = Chunked<Int32>()
  private(set) var wide: [WideLatency] = []
  private var stretches = Chunked<Stretch>()
  private var rowSet = LatencyList.nowhere

  private static let nowhere = UInt32.max

  /// Consecutive values with the same row set.
  struct Stretch {
    var rowSet: UInt32
    var start: UInt32
  }

  /// Adds a latency.
  @inline(__always)
  mutating func append(_ milliseconds: Int64, at rowSet: UInt32) {
    guard let value = Int32(exactly: milliseconds) else {
      return wide.append(WideLatency(target: rowSet, milliseconds: milliseconds))
    }
    if rowSet != self.rowSet {
      self.rowSet = rowSet
      stretches.append(Stretch(rowSet: rowSet, start: UInt32(values.count)))
    }
    values.append(value)
  }

  /// True if there are no latencies.
  var isEmpty: Bool { values.count == 0 && wide.isEmpty }

  fileprivate mutating func removeAll() {
    values.removeLast(values.count)
    stretches.removeLast(stretches.count)
    wide = []
    rowSet = LatencyList.nowhere
  }

  /// Counts the values by the group of their row set.
  func count(_ group: RowSetGroups, into counts: MutableBorrowedArray<UInt32>) {
    forEachStretch { rowSet, start, end in counts[group[rowSet]] += end - start }
  }

  /// Copies the values to the groups of their row sets.
  ///
  /// Nothing overflows here that did not overflow when the values were counted.
  ///
  /// - Parameters:
  ///   - next: the index of the next value of each group.
  ///   - ends: the end of the values of each group.
  @inline(__always)
  func deal(
    _ group: RowSetGroups, to target: MutableBorrowedArray<Int32>, next: MutableBorrowedArray<UInt32>,
    ends: BorrowedArray<UInt32>
  ) {
    forEachStretch { rowSet, start, end in
      let group = group[rowSet]
      let index = next[group]
      next[group] = index &+ (end &- start)
      let copied = values.piece(of: Int(start)..<Int(start) + LatencyList.copyCount)
      if end &- start <= LatencyList.copyCount, copied.count == LatencyList.copyCount,
        ends[group] &- index >= LatencyList.copyCount
      {
        // Most stretches are short: copying a fixed number of values is faster than copying the exact number.
        // The surplus values are overwritten by the next copy into this group.
        target.update(at: Int(index), from: copied.part(0..<LatencyList.copyCount))
      } else {
        copy(Int(start)..<Int(end), to: target.part(Int(index)..<Int(index) + Int(end &- start)))
      }
    }
  }

  /// Calls `body` with the row set of each stretch and with the range of its values.
  @inline(__always)
  private func forEachStretch(_ body: (_ rowSet: UInt32, _ start: UInt32, _ end: UInt32) -> Void) {
    if stretches.count == 0 { return }
    var (before, at) = (stretches[0], 1)
    while at < stretches.count {
      let piece = stretches.piece(of: at..<stretches.count)
      for index in 0..<piece.count {
        let stretch = piece[index]
        body(before.rowSet, before.start, stretch.start)
        before = stretch
      }
      at += piece.count
    }
    body(before.rowSet, before.start, UInt32(values.count))
  }

  private static let copyCount = 8

  /// Handles the rare case: a long stretch, or one at the end of a chunk or a group.
  @inline(never)
  private func copy(_ range: Range<Int>, to target: MutableBorrowedArray<Int32>) {
    var from = range.lowerBound
    while from < range.upperBound {
      let piece = values.piece(of: from..<range.upperBound)
      target.update(at: from - range.lowerBound, from: piece)
      from += piece.count
    }
  }
}

/// The group of each row set, or one group for all row sets.
struct RowSetGroups {
  /// By row set; empty if all row sets have one group.
  private let groups: BorrowedArray<UInt32>  // SAFETY: see `init(_:)`
  private let only: Int

  /// Creates groups by row set.
  ///
  /// The caller keeps `groups` alive as long as this is used.
  init(_ groups: LargeArray<UInt32>) { (self.groups, only) = (groups.elements, 0) }

  /// Creates one group for all row sets.
  init(only group: Int) { (groups, only) = (.none, group) }

  /// Returns the group of a row set.
  @inline(__always)
  subscript(rowSet: UInt32) -> Int { groups.isEmpty ? only : Int(groups[Int(rowSet)]) }
}
