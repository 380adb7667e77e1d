// The values inside pages and files that were met: most others are proved and read by their skeletons.

/// The skeletons of the elements of pages and of the values of files, which all of a reader's pages and files share.
final class KnownValues {
  @exclusivity(unchecked) private var skeletons = SkeletonTree()
  /// The fields of values that are only stepped over.
  private let stepped: Fields

  /// Creates an empty set.
  /// - Parameter tree: the tree of the fields that values are read into.
  init(tree: FieldTree) { stepped = Fields(tree: tree) }

  /// Reads the value at `start` if it has one of the skeletons, and notes its fields as the cursor would.
  /// - Returns: the end of the value and the tag of the skeleton, or `nil` if no skeleton fits.
  @inline(__always)
  func match(_ start: UnsafePointer<UInt8>, _ fields: borrowing Fields) -> (
    end: UnsafePointer<UInt8>, tag: UInt8
  )? {
    skeletons.match(start, limit: nil, fields)
  }

  /// Returns the end of the value at `start` if it has one of the skeletons, and so is JSON.
  ///
  /// A skeleton of a value of several lines has newlines. So it may fit beyond the end of a line, but not before it.
  /// - Parameter limit: the end of the line, value or window around it.
  @inline(__always)
  func end(of start: UnsafePointer<UInt8>, before limit: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
    guard let (end, _) = skeletons.match(start, limit: nil, stepped), end <= limit else { return nil }
    return end
  }

  /// Learns from a value in brackets that has none of the skeletons.
  func learn(_ value: Text, _ fields: borrowing Fields, tag: UInt8) {
    skeletons.learn(value, fields, tag: tag)
  }
}
