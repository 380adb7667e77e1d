// How many seeds the long random tests try: all of theirs, or a share where every one takes long.

import Foundation

/// The seeds of a random test, or the batches of seeds.
enum Seeds {
  /// `CONVOSTAT_SEED_SHARE=10`, say, takes 10 of 100, and at least one.
  private static let share =
    ProcessInfo.processInfo.environment["CONVOSTAT_SEED_SHARE"].flatMap(Int.init) ?? 100

  /// So many from 0 on, or their share.
  static func upTo(_ count: Int) -> Range<UInt64> { 0..<UInt64(max(1, count * share / 100)) }

  /// All numbers below `count`, or their share, evenly spread.
  static func some(of count: Int) -> [Int] {
    Array(stride(from: 0, to: count, by: max(1, 100 / max(1, share))))
  }
}
