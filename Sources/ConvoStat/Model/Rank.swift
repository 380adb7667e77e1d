// The order of records that decides which one wins.

/// The rank of a statement about a conversation, an inbox or an agent (Inputs: the same thing twice).
///
/// Statements of conversation and inbox records rank above those of messages; then update time, input path,
/// offset and index in a page decide. The highest rank wins.
struct Rank: Comparable {
  private let first: UInt64
  /// The path of the input.
  ///
  /// Facts store it, so that it is known in later runs.
  let input: InputName
  private let storedOffset: UInt64
  private let element: UInt32

  /// A rank below all others.
  static let lowest = Rank(isRecord: false, updated: 0, input: .none, offset: 0, index: -1)

  /// Creates a rank.
  /// - Parameters:
  ///   - isRecord: true for a conversation or inbox record, false for a message.
  ///   - updated: `updated_at` in milliseconds since 1970, 0 if the record has none.
  ///   - input: the path of the input.
  ///   - offset: the offset of the line in the input, in bytes.
  ///   - index: the number among the elements of the line's pages, -1 for a line of its own.
  @inline(__always)
  init(isRecord: Bool, updated: Int64, input: InputName, offset: Int, index: Int) {
    first = (isRecord ? 1 << 63 : 0) | UInt64(updated)
    self.input = input
    storedOffset = UInt64(offset)
    element = UInt32(truncatingIfNeeded: index + 1)
  }

  /// True for a conversation or inbox record, false for a message.
  var isRecord: Bool { first >> 63 != 0 }

  /// The time of the last change in milliseconds since 1970, 0 if unknown.
  var updated: Int64 { Int64(first & ~(1 << 63)) }

  /// Returns true if both are ranks of conversation records with the same time of the last change, so that only the
  /// position decides.
  @inline(__always)
  func isTied(with other: Rank) -> Bool { first == other.first && first > 1 << 63 }

  /// The offset of the line in the input, in bytes.
  var offset: Int { Int(storedOffset) }

  /// The number among the elements of the line's pages, -1 for a line of its own.
  var index: Int { Int(element) - 1 }

  static func < (left: Rank, right: Rank) -> Bool {
    if left.first != right.first { return left.first < right.first }
    if left.input != right.input { return left.input < right.input }
    if left.storedOffset != right.storedOffset { return left.storedOffset < right.storedOffset }
    return left.element < right.element
  }
}
