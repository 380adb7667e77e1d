// Bytes that come one after the other, whose beginning was looked at.

/// An input that is read once, from its beginning to its end; what was read to recognise it is read again. Its source
/// of blocks sees to it that one worker at a time reads.
final class ByteStream: @unchecked Sendable {
  let path: String
  private let source: any ByteSource
  /// Bytes that were read to recognise the input, and are to be read again; `nil` once that was done.
  private var head: Block?
  private var hasEnded = false

  /// - Parameter path: the input's.
  init(_ source: any ByteSource, path: String) {
    self.path = path
    self.source = source
  }

  /// What it begins with, up to so many bytes, which are read again.
  func beginning(_ count: Int) throws(Failure) -> [UInt8] {
    let block = Block()
    while block.count < count {
      let taken = try read(block.room(count), count - block.count)
      if taken == 0 { break }
      block.grow(taken)
    }
    restart(with: block)
    return block.copy
  }

  /// Reads up to `count` bytes.
  /// - Returns: how many; 0 at the end.
  func read(_ target: UnsafeMutableRawPointer, _ count: Int) throws(Failure) -> Int {
    if let head {
      let taken = min(count, head.count)
      target.copyMemory(from: head.bytes, byteCount: taken)
      // What was read again is not held twice.
      head.keep(taken..<head.count)
      if head.count == 0 { self.head = nil }
      if taken > 0 { return taken }
    }
    if hasEnded { return 0 }
    let taken = try source.read(target, count)
    hasEnded = taken == 0
    return taken
  }

  /// Reads up to `count` bytes behind those that are to be read again.
  func readPast(_ target: UnsafeMutableRawPointer, _ count: Int) throws(Failure) -> Int {
    head = nil
    return try read(target, count)
  }

  /// Begins again with bytes that were looked at: all that was read so far.
  func restart(with bytes: [UInt8]) {
    let block = Block()
    bytes.withText { block.append($0) }
    restart(with: block)
  }

  /// Begins again with bytes that were looked at: all that was read so far. The stream owns the block from then on.
  func restart(with block: Block) { head = block }

  /// Forgets what was looked at, for a source that reads the file by itself.
  func forgetBeginning() { head = nil }
}
