// How many seeds the random tests try: a tenth by default, so that they take a minute; all of them in `.ci/run`.

import Foundation

/// The seeds of a random test, or the batches of seeds.
///
/// `CONVOSTAT_SEED_SHARE=100 swift test` tries all seeds; another number tries that many of 100, and at least one.
enum Seeds {
  private static let share =
    ProcessInfo.processInfo.environment["CONVOSTAT_SEED_SHARE"].flatMap(Int.init) ?? 10

  /// Returns the seeds from 0 below `count`, or the first of them up to the share.
  static func upTo(_ count: Int) -> Range<UInt64> { 0..<UInt64(max(1, count * share / 100)) }

  /// Returns all numbers below `count`, or the share of them, evenly spread.
  static func some(of count: Int) -> [Int] {
    Array(stride(from: 0, to: count, by: max(1, 100 / max(1, share))))
  }
}
