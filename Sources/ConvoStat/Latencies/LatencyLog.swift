// All latencies of a worker, each stored once: its milliseconds, and the place in the tables where it counts.

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
  /// The ages of open waits that service levels count, with `--within`: those for the first response, and
  /// all.
  case pendingFirstCreated, pendingFirstClient
  case pendingCreated, pendingClient
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

/// A latency that does not fit into 32 bits (more than 24 days), with the place or the group where it counts.
struct WideLatency {
  var place: UInt32
  var milliseconds: Int64
}

/// Latencies in the order in which they were added.
///
/// A place is a number for one row in each grouping, so that a latency is stored once for all tables. Most
/// latencies have the place of the one before: a value takes four bytes, and a change of place eight.
final class LatencyLog {
  /// The lists of latencies, in the order of `Pool.lists`.
  let lists: FixedArray<LatencyList>
  private let groupingCount: Int
  /// The rows of each place, one for each grouping.
  @exclusivity(unchecked) private var rows = Chunked<UInt32>()

  /// Creates an empty log.
  ///
  /// - Parameter groupings: the number of groupings; every place has a row in each.
  init(groupings: Int) {
    groupingCount = groupings
    lists = FixedArray(count: Pool.listCount) { _ in LatencyList() }
  }

  /// The number of places.
  @inline(__always)
  var placeCount: Int { rows.count / groupingCount }

  /// The number of latencies.
  var count: Int { (0..<Pool.listCount).reduce(0) { $0 + lists[$1].values.count + lists[$1].wide.count } }

  /// Adds the row of the newest place in the next grouping.
  ///
  /// A place is complete when it has a row in each.
  @inline(__always)
  func addRow(_ row: UInt32) { rows.append(row) }

  /// Returns the row of a place in a grouping.
  @inline(__always)
  func row(of place: UInt32, in grouping: Int) -> Int { Int(rows[Int(place) * groupingCount + grouping]) }

  /// Returns, for each place, the number to which its row in a grouping is mapped.
  func map(_ grouping: Int, _ mapped: [UInt32]) -> LargeArray<UInt32> {
    LargeArray((0..<placeCount).lazy.map { mapped[self.row(of: UInt32($0), in: grouping)] })
  }

  /// Renumbers the rows of a grouping.
  func renumber(_ grouping: Int, _ mapped: [UInt32]) {
    for place in stride(from: grouping, to: rows.count, by: groupingCount) {
      rows[place] = mapped[Int(rows[place])]
    }
  }

  /// Removes all latencies and places and keeps the memory.
  func removeAll() {
    rows.removeLast(rows.count)
    for list in 0..<Pool.listCount { lists[list].removeAll() }
  }
}

/// Latencies of one list, in stretches with the same place.
struct LatencyList: ~Copyable {
  fileprivate(set) var values = Chunked<Int32>()
  private(set) var wide: [WideLatency] = []
  private var stretches = Chunked<Stretch>()
  private var place = LatencyList.nowhere

  private static let nowhere = UInt32.max

  /// Consecutive values with the same place.
  struct Stretch {
    var place: UInt32
    var start: UInt32
  }

  /// Adds a latency.
  @inline(__always)
  mutating func append(_ milliseconds: Int64, at place: UInt32) {
    guard let value = Int32(exactly: milliseconds) else {
      return wide.append(WideLatency(place: place, milliseconds: milliseconds))
    }
    if place != self.place {
      self.place = place
      stretches.append(Stretch(place: place, start: UInt32(values.count)))
    }
    values.append(value)
  }

  fileprivate mutating func removeAll() {
    values.removeLast(values.count)
    stretches.removeLast(stretches.count)
    wide = []
    place = LatencyList.nowhere
  }

  /// Counts the values by the group of their place.
  func count(_ group: PlaceGroups, into counts: MutableBorrowedArray<UInt32>) {
    forEachStretch { place, start, end in counts[group[place]] += end - start }
  }

  /// Copies the values to the groups of their places.
  ///
  /// Nothing overflows here that did not overflow when the values were counted.
  ///
  /// - Parameters:
  ///   - next: the index of the next value of each group.
  ///   - ends: the end of the values of each group.
  func deal(
    _ group: PlaceGroups, to target: MutableBorrowedArray<Int32>, next: MutableBorrowedArray<UInt32>,
    ends: BorrowedArray<UInt32>
  ) {
    forEachStretch { place, start, end in
      let group = group[place]
      let place = next[group]
      next[group] = place &+ (end &- start)
      let copied = values.piece(of: Int(start)..<Int(start) + LatencyList.copyCount)
      if end &- start <= LatencyList.copyCount, copied.count == LatencyList.copyCount,
        ends[group] &- place >= LatencyList.copyCount
      {
        // Most stretches are short: copying a fixed number of values is faster than copying the exact number.
        // The surplus values are overwritten by the next copy into this group.
        target.update(at: Int(place), from: copied.part(0..<LatencyList.copyCount))
      } else {
        copy(Int(start)..<Int(end), to: target.part(Int(place)..<Int(place) + Int(end &- start)))
      }
    }
  }

  /// Calls `body` with the place of each stretch and with the range of its values.
  @inline(__always)
  private func forEachStretch(_ body: (_ place: UInt32, _ start: UInt32, _ end: UInt32) -> Void) {
    if stretches.count == 0 { return }
    var (before, at) = (stretches[0], 1)
    while at < stretches.count {
      let piece = stretches.piece(of: at..<stretches.count)
      for index in 0..<piece.count {
        let stretch = piece[index]
        body(before.place, before.start, stretch.start)
        before = stretch
      }
      at += piece.count
    }
    body(before.place, before.start, UInt32(values.count))
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

/// The group of each place, or one group for all places.
struct PlaceGroups {
  /// By place; empty if all places have one group.
  private let groups: BorrowedArray<UInt32>
  private let only: Int

  /// Creates groups by place.
  ///
  /// The caller keeps `groups` alive as long as this is used.
  init(_ groups: LargeArray<UInt32>) { (self.groups, only) = (groups.elements, 0) }

  /// Creates one group for all places.
  init(only group: Int) { (groups, only) = (.none, group) }

  /// Returns the group of a place.
  @inline(__always)
  subscript(place: UInt32) -> Int { groups.isEmpty ? only : Int(groups[Int(place)]) }
}
