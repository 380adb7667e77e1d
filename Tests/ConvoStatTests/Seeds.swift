// The number of seeds of the long random tests.

import Foundation

/// The seeds of a random test, or the batches of seeds.
enum Seeds {
  /// The variable `CONVOSTAT_SEED_SHARE=10`, for example, takes 10 of 100, and at least one.
  private static let share =
    ProcessInfo.processInfo.environment["CONVOSTAT_SEED_SHARE"].flatMap(Int.init) ?? 100

  /// Returns the numbers from 0 to `count`, exclusive, or their share.
  static func upTo(_ count: Int) -> Range<UInt64> { 0..<UInt64(max(1, count * share / 100)) }

  /// Returns all numbers below `count`, or their share, evenly spread.
  static func some(of count: Int) -> [Int] {
    Array(stride(from: 0, to: count, by: max(1, 100 / max(1, share))))
  }
}
