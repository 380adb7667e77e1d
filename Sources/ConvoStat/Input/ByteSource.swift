// A source of bytes that are read sequentially.

/// A file, a pipe, or a decompressor.
///
/// The owner must make sure that only one worker reads at a time.
protocol ByteSource: AnyObject {
  /// Reads up to `count` bytes.
  /// - Returns: the number of bytes; 0 at the end, after which the method must not be called again.
  func read(_ target: UnsafeMutableRawPointer, _ count: Int) throws(Failure) -> Int
}
