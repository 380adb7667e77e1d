// An input as blocks, which any worker may take.

/// An opened input. Workers take blocks from it, each into its own block, until there are none.
protocol BlockSource: AnyObject, Sendable {
  /// Fills the next block.
  /// - Returns: false if there is none left.
  func next(_ block: Block) throws(Failure) -> Bool

  /// Whether every block was taken.
  var isExhausted: Bool { get }
}
