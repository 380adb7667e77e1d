// An input as a sequence of blocks that any worker may take.

/// An open input.
///
/// Each worker fills its own block, until the input is exhausted.
protocol BlockSource: AnyObject, Sendable {
  /// Fills the next block.
  /// - Returns: false if there is none left.
  func next(_ block: Block) throws(Failure) -> Bool

  /// True if every block was taken.
  var isExhausted: Bool { get }
}
