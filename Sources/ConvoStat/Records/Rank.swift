// Which of two records speaks later.

/// The order of what is said about a conversation, an inbox or an agent (README 1.4): what conversation and
/// inbox records say stands above what messages say; then by update time, input path, place, index in a page.
struct Rank: Comparable {
  private let first: UInt64
  private let second: UInt64
  private let index: UInt32

  /// - Parameters:
  ///   - isRecord: whether a conversation or inbox record says it, not a message.
  ///   - updated: its `updated_at` in milliseconds, 0 for none.
  ///   - input: the place of the input among all inputs, sorted by path.
  ///   - offset: where the line begins in the input.
  ///   - index: the index in a page, -1 for a line of its own.
  init(isRecord: Bool, updated: Int64, input: Int, offset: Int, index: Int) {
    first = (isRecord ? 1 << 63 : 0) | UInt64(updated)
    second = UInt64(input) << 40 | UInt64(offset)
    self.index = UInt32(truncatingIfNeeded: index + 1)
  }

  static func < (left: Rank, right: Rank) -> Bool {
    if left.first != right.first { return left.first < right.first }
    if left.second != right.second { return left.second < right.second }
    return left.index < right.index
  }
}
