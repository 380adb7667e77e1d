// Which of two records speaks later.

/// The order of what is said about a conversation, an inbox or an agent (README 1.4): what conversation and
/// inbox records say stands above what messages say; then by update time, input path, place, index in a page.
struct Rank: Comparable {
  private let first: UInt64
  /// The path of the input; facts carry it on, so that it is known in other runs too.
  let input: InputName
  private let storedOffset: UInt64
  private let element: UInt32

  /// Ranks below all others.
  static let lowest = Rank(isRecord: false, updated: 0, input: .none, offset: 0, index: -1)

  /// - Parameters:
  ///   - isRecord: whether a conversation or inbox record says it, not a message.
  ///   - updated: its `updated_at` in milliseconds, 0 for none.
  ///   - input: the path of the input.
  ///   - offset: where the line begins in the input.
  ///   - index: the index in a page, -1 for a line of its own.
  @inline(__always)
  init(isRecord: Bool, updated: Int64, input: InputName, offset: Int, index: Int) {
    first = (isRecord ? 1 << 63 : 0) | UInt64(updated)
    self.input = input
    storedOffset = UInt64(offset)
    element = UInt32(truncatingIfNeeded: index + 1)
  }

  /// Whether a conversation or inbox record says it, not a message.
  var isRecord: Bool { first >> 63 != 0 }

  /// When the record was last changed, in milliseconds, 0 if it does not say.
  var updated: Int64 { Int64(first & ~(1 << 63)) }

  /// Where the line begins in the input.
  var offset: Int { Int(storedOffset) }

  /// The index in a page, -1 for a line of its own.
  var index: Int { Int(element) - 1 }

  static func < (left: Rank, right: Rank) -> Bool {
    if left.first != right.first { return left.first < right.first }
    if left.input != right.input { return left.input < right.input }
    if left.storedOffset != right.storedOffset { return left.storedOffset < right.storedOffset }
    return left.element < right.element
  }
}
