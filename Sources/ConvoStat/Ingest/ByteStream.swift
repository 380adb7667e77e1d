// Bytes that come one after the other, whose beginning was looked at.

/// An input that is read once, from its beginning to its end; what was read to recognise it is read again. Its source
/// of blocks sees to it that one worker at a time reads.
final class ByteStream: @unchecked Sendable {
  let path: String
  private let source: any ByteSource
  /// Bytes that were read to recognise the input, and are to be read again.
  private var head: [UInt8] = []
  private var headUsed = 0
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
    restart(with: block.copy)
    return head
  }

  /// Reads up to `count` bytes.
  /// - Returns: how many; 0 at the end.
  func read(_ target: UnsafeMutableRawPointer, _ count: Int) throws(Failure) -> Int {
    if headUsed < head.count {
      let taken = min(count, head.count - headUsed)
      head.withUnsafeBytes { bytes in
        target.copyMemory(from: bytes.baseAddress! + headUsed, byteCount: taken)
      }
      headUsed += taken
      return taken
    }
    if hasEnded { return 0 }
    let taken = try source.read(target, count)
    hasEnded = taken == 0
    return taken
  }

  /// Reads up to `count` bytes behind those that are to be read again.
  func readPast(_ target: UnsafeMutableRawPointer, _ count: Int) throws(Failure) -> Int {
    headUsed = head.count
    return try read(target, count)
  }

  /// Begins again with bytes that were looked at: all that was read so far.
  func restart(with bytes: [UInt8]) {
    head = bytes
    headUsed = 0
  }
}
