// All latencies of a worker, each kept once: its milliseconds, and the place in the tables where it counts.

/// The latencies that are pooled in a row.
enum Pool: Int, CaseIterable {
  /// The ages of unanswered waits.
  case waiting
  case firstResponseCreated, firstResponseClient
  case responseCreated, responseClient
  case customerResponseCreated, customerResponseClient
  /// The same in business time, with `--hours`.
  case waitingBusiness
  case firstResponseCreatedBusiness, firstResponseClientBusiness
  case responseCreatedBusiness, responseClientBusiness
  /// The ages of open waits that a service level counts, with `--within`: those for the first response, and all.
  case pendingFirstCreated, pendingFirstClient
  case pendingCreated, pendingClient
  /// The last one, since it has a list for each class.
  case ingestLag

  /// The lists of a log that make up the pool: one, or one for each class of messages.
  var lists: Range<Int> {
    rawValue..<(self == .ingestLag ? rawValue + MessageClass.allCases.count : rawValue + 1)
  }

  /// The list of the ingest lags of a class.
  @inline(__always)
  static func lags(of kind: MessageClass) -> Int { Pool.ingestLag.rawValue + Int(kind.rawValue) }

  /// The number of all lists.
  static var listCount: Int { Pool.ingestLag.lists.upperBound }
}

/// A latency that 32 bits do not hold, beyond 24 days, and the place or the group where it counts.
struct WideLatency {
  var place: UInt32
  var milliseconds: Int64
}

/// Latencies in the order in which they came.
///
/// A place is a number that stands for one row in each grouping, so that a latency is kept once for all tables.
/// Most latencies have the place of the one before: a value takes four bytes, and a change of place eight.
final class LatencyLog {
  /// The latencies of each kind (`Pool.lists`).
  let lists: FixedArray<LatencyList>
  private let groupingCount: Int
  /// By place, then by grouping.
  @exclusivity(unchecked) private var rows = Chunked<UInt32>()

  /// - Parameter groupings: in how many groupings every place has a row.
  init(groupings: Int) {
    groupingCount = groupings
    lists = FixedArray(count: Pool.listCount) { _ in LatencyList() }
  }

  /// How many places there are.
  @inline(__always)
  var placeCount: Int { rows.count / groupingCount }

  /// How many latencies there are.
  var count: Int { (0..<Pool.listCount).reduce(0) { $0 + lists[$1].values.count + lists[$1].wide.count } }

  /// Adds the row of the newest place in the next grouping; a place is whole when it has one in each.
  @inline(__always)
  func addRow(_ row: UInt32) { rows.append(row) }

  /// The row of a place in a grouping.
  @inline(__always)
  func row(of place: UInt32, in grouping: Int) -> Int { Int(rows[Int(place) * groupingCount + grouping]) }

  /// By place: what its row in a grouping is mapped to.
  func map(_ grouping: Int, _ mapped: [UInt32]) -> LargeArray<UInt32> {
    LargeArray((0..<placeCount).lazy.map { mapped[self.row(of: UInt32($0), in: grouping)] })
  }

  /// Gives the rows of a grouping other numbers.
  func renumber(_ grouping: Int, _ mapped: [UInt32]) {
    for place in stride(from: grouping, to: rows.count, by: groupingCount) {
      rows[place] = mapped[Int(rows[place])]
    }
  }

  /// Forgets everything, places too, and keeps the memory.
  func removeAll() {
    rows.removeLast(rows.count)
    for list in 0..<Pool.listCount { lists[list].removeAll() }
  }
}

/// Latencies of one kind, by stretches that have one place.
struct LatencyList: ~Copyable {
  fileprivate(set) var values = Chunked<Int32>()
  private(set) var wide: [WideLatency] = []
  private var stretches = Chunked<Stretch>()
  private var place = LatencyList.nowhere

  private static let nowhere = UInt32.max

  /// Values that follow each other and have the same place.
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

  /// Deals the values to the groups of their places. Nothing overflows here that did not when they were counted.
  /// - Parameters:
  ///   - next: by group: where its next value goes.
  ///   - ends: by group: where its last value ends.
  func deal(
    _ group: PlaceGroups, to target: MutableBorrowedArray<Int32>, next: MutableBorrowedArray<UInt32>,
    ends: BorrowedArray<UInt32>
  ) {
    forEachStretch { place, start, end in
      let group = group[place]
      let place = next[group]
      next[group] = place &+ (end &- start)
      let some = BorrowedArray(values.piece(of: Int(start)..<Int(start) + LatencyList.some))
      if end &- start <= LatencyList.some, some.count == LatencyList.some,
        ends[group] &- place >= LatencyList.some
      {
        // Most stretches are short: it is faster to move always so many than just enough. Those behind are written
        // again when their turn comes.
        target.update(at: Int(place), from: some.part(0..<LatencyList.some))
      } else {
        copy(Int(start)..<Int(end), to: target.part(Int(place)..<Int(place) + Int(end &- start)))
      }
    }
  }

  /// Calls `body` with the place of each stretch, and with the first of its values and the one behind its last.
  @inline(__always)
  private func forEachStretch(_ body: (_ place: UInt32, _ start: UInt32, _ end: UInt32) -> Void) {
    if stretches.count == 0 { return }
    var (before, at) = (stretches[0], 1)
    while at < stretches.count {
      let piece = stretches.piece(of: at..<stretches.count)
      for stretch in piece {
        body(before.place, before.start, stretch.start)
        before = stretch
      }
      at += piece.count
    }
    body(before.place, before.start, UInt32(values.count))
  }

  private static let some = 8

  /// The rare case: a long stretch, or one at the end of a chunk or a group.
  @inline(never)
  private func copy(_ range: Range<Int>, to target: MutableBorrowedArray<Int32>) {
    var from = range.lowerBound
    while from < range.upperBound {
      let piece = values.piece(of: from..<range.upperBound)
      target.update(at: from - range.lowerBound, from: BorrowedArray(piece))
      from += piece.count
    }
  }
}

/// The group of each place, or one for all.
struct PlaceGroups {
  /// By place; empty if all places have one group.
  private let groups: BorrowedArray<UInt32>
  private let only: Int

  /// Groups by place, that live as long as this is used.
  init(_ groups: LargeArray<UInt32>) { (self.groups, only) = (groups.elements, 0) }

  /// One group for all places.
  init(only group: Int) { (groups, only) = (.none, group) }

  /// The group of a place.
  @inline(__always)
  subscript(place: UInt32) -> Int { groups.isEmpty ? only : Int(groups[Int(place)]) }
}
