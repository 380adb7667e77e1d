// Where bytes come from that are read one after the other.

/// A file, a pipe, or what undoes a compression. Whoever has it sees to it that one worker at a time reads.
protocol ByteSource: AnyObject {
  /// Reads up to `count` bytes.
  /// - Returns: how many; 0 at the end, and then nothing more is asked for.
  func read(_ target: UnsafeMutableRawPointer, _ count: Int) throws(Failure) -> Int
}
