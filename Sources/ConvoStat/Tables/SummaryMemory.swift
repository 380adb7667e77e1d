// The memory of groups, counted during the run, so that the run ends with a message before the system kills
// it.

import Synchronization

/// A sum of the memory of the summaries of all workers, which ends a run that needs too much.
final class SummaryMemory: Sendable {
  /// The limit in bytes; `nil` if there is no limit.
  private let allowedBytes: Int?
  private let uses: Mutex<[SummaryUse]>

  /// - Parameters:
  ///   - boundBytes: the memory that the run may take, in bytes; `nil` if any amount.
  ///   - jobs: the number of workers.
  ///   - taken: the bytes that the run holds besides the summaries; at most half of its memory counts.
  init(boundBytes: Int?, jobs: Int, otherBytes: Int) {
    allowedBytes = boundBytes.map { max($0 / 2, $0 - otherBytes) }
    uses = Mutex(Array(repeating: SummaryUse(), count: jobs))
  }

  /// Sets the current memory of a worker.
  ///
  /// Throws if all workers together need too much.
  func note(_ use: SummaryUse, of worker: Int) throws(Failure) {
    guard allowedBytes != nil else { return }
    try check(
      uses.withLock { uses in
        uses[worker] = use
        return uses
      })
  }

  /// Throws if tables with these groups would need too much memory.
  func check(_ use: SummaryUse) throws(Failure) { try check([use]) }

  /// The groups of different workers are mostly the same: their tables are counted once.
  private func check(_ uses: [SummaryUse]) throws(Failure) {
    guard let allowedBytes, let most = uses.max(by: { $0.largest.bytes < $1.largest.bytes }) else { return }
    let needed = uses.reduce(0) { $0 + $1.heldBytes } + (uses.map(\.tableBytes).max() ?? 0)
    try MemoryShortage.check(most.largest.kind, most.largest.count, needs: needed, of: allowedBytes)
  }
}

extension Summaries {
  /// The approximate memory that a group needs when its table is made, in bytes: its cells, its latencies by
  /// pool, and its row twice.
  private static let tableBytesPerGroup = 650
  /// The approximate memory of a group that will be merged into `(others)`, in bytes.
  private static let tableBytesPerSpareGroup = 250
  /// The approximate memory of a row of backlog.csv, and of a wait in it when the table is made, in bytes.
  private static let (tableBytesPerPeriod, tableBytesPerWait) = (80, 110)
  /// The approximate additional memory of a group whose cells the report reads, in bytes.
  private static let reportBytesPerGroup = 4100
  /// The additional memory of a group if latencies were folded, in bytes.
  private static let foldedBytesPerGroup = 500

  /// The memory of the groups, and of their tables to come.
  var use: SummaryUse {
    var use = SummaryUse()
    for index in breakdowns.indices {
      let isAsked = options.isAsked(breakdowns[index])
      let perGroup =
        isAsked && mostGroups != nil
        ? Summaries.tableBytesPerSpareGroup
        : Summaries.tableBytesPerGroup + (settled == nil ? 0 : Summaries.foldedBytesPerGroup)
          + (options.hasReport ? Summaries.reportBytesPerGroup : 0)
      use.add(
        .groups(table: breakdowns[index].fileName, isAsked: isAsked && mostGroups == nil),
        groupings[index].count,
        held: groupings[index].bytesHeld + (settled?[index].reduce(0) { $0 + $1.bytesHeld } ?? 0),
        table: groupings[index].count * perGroup + (groupings[index].customers?.bytesHeld ?? 0))
    }
    if let backlog {
      use.add(
        .groups(table: Backlog.fileName, isAsked: false), backlog.tableRowCount, held: backlog.bytesHeld,
        table: backlog.tableRowCount * Summaries.tableBytesPerPeriod + backlog.waits.count
          * Summaries.tableBytesPerWait)
    }
    if let labelled { use.merge(labelled.summaries.use) }
    return use
  }
}
