// The memory of groups: counted while tables are made, so that a run ends with a message before the system ends it.

import Synchronization

/// Adds up what the summaries of all workers hold, and ends a run in which that is too much.
final class SummaryMemory: Sendable {
  /// `nil`: any amount.
  private let allowedBytes: Int?
  private let uses: Mutex<[SummaryUse]>

  /// - Parameters:
  ///   - boundBytes: the memory that the run may take, in bytes; `nil` if any amount.
  ///   - jobs: the number of workers.
  ///   - taken: bytes that the run holds beside the summaries, at most half of what it may take.
  init(boundBytes: Int?, jobs: Int, taken: Int) {
    allowedBytes = boundBytes.map { max($0 / 2, $0 - taken) }
    uses = Mutex(Array(repeating: SummaryUse(), count: jobs))
  }

  /// Notes what a worker holds now.
  func note(_ use: SummaryUse, of worker: Int) throws(Failure) {
    guard allowedBytes != nil else { return }
    try check(
      uses.withLock { uses in
        uses[worker] = use
        return uses
      })
  }

  /// Throws if tables with these groups would need too much.
  func check(_ use: SummaryUse) throws(Failure) { try check([use]) }

  /// Groups of several workers are mostly the same: their tables are counted once.
  private func check(_ uses: [SummaryUse]) throws(Failure) {
    guard let allowedBytes, let most = uses.max(by: { $0.largest.bytes < $1.largest.bytes }) else { return }
    let needed = uses.reduce(0) { $0 + $1.heldBytes } + (uses.map(\.tableBytes).max() ?? 0)
    try MemoryShortage.check(most.largest.kind, most.largest.count, needs: needed, of: allowedBytes)
  }
}

extension Summaries {
  /// About what a group takes when its table is made, in bytes: its cells, its latencies by pool, and its row, twice.
  private static let tableBytesPerGroup = 650
  /// The same if all groups but a few are put together before.
  private static let tableBytesPerSpareGroup = 250
  /// About what it takes more if latencies were folded.
  private static let foldedBytesPerGroup = 500

  /// What the groups hold, and what their tables will take.
  var use: SummaryUse {
    var use = SummaryUse()
    for index in breakdowns.indices {
      let isAsked = !Breakdown.always.contains(breakdowns[index])
      let perGroup =
        isAsked && mostGroups != nil
        ? Summaries.tableBytesPerSpareGroup
        : Summaries.tableBytesPerGroup + (settled == nil ? 0 : Summaries.foldedBytesPerGroup)
      use.add(
        .groups(table: breakdowns[index].fileName, isAsked: isAsked && mostGroups == nil),
        groupings[index].count,
        held: groupings[index].bytesHeld + (settled?[index].reduce(0) { $0 + $1.bytesHeld } ?? 0),
        table: groupings[index].count * perGroup)
    }
    if let labelled { use.merge(labelled.summaries.use) }
    return use
  }
}
