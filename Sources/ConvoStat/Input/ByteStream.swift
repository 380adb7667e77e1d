// A sequential input with a beginning that can be inspected, and the sources of its bytes.

/// An input that is read once, from beginning to end.
///
/// Bytes that were read to recognise the input are read again. The owner must make sure that only one worker
/// reads at a time.
// SAFETY: `LineStream` and `ValueStream` read under their lock, `RangedFile` only keeps the stream, and the thread
// that feeds a tool is the only reader of its stream.
final class ByteStream: @unchecked Sendable {
  let path: String
  private let source: any ByteSource
  /// Bytes that were inspected and will be read again.
  ///
  /// `nil` after they were read.
  private var head: Block?
  private var hasEnded = false

  /// - Parameter path: the path of the input.
  init(_ source: any ByteSource, path: String) {
    self.path = path
    self.source = source
  }

  /// Returns up to `count` bytes from the beginning.
  ///
  /// They will be read again.
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
  /// - Returns: the number of bytes; 0 at the end.
  func read(_ target: UnsafeMutableRawPointer, _ count: Int) throws(Failure) -> Int {
    if let head {
      let taken = min(count, head.count)
      // SAFETY: `taken` is at most the room at `target` and the content of `head`, which do not overlap.
      target.copyMemory(from: head.bytes, byteCount: taken)
      // Free the pages of bytes that were copied.
      head.keep(taken..<head.count)
      if head.count == 0 { self.head = nil }
      if taken > 0 { return taken }
    }
    if hasEnded { return 0 }
    let taken = try source.read(target, count)
    hasEnded = taken == 0
    return taken
  }

  /// Reads up to `count` bytes after those that were inspected, and forgets the inspected ones.
  func readPast(_ target: UnsafeMutableRawPointer, _ count: Int) throws(Failure) -> Int {
    head = nil
    return try read(target, count)
  }

  /// Starts again with all bytes that were read so far.
  func restart(with bytes: [UInt8]) {
    let block = Block()
    bytes.withText { block.append($0) }
    restart(with: block)
  }

  /// Starts again with all bytes that were read so far.
  ///
  /// The stream takes ownership of the block.
  func restart(with block: Block) { head = block }

  /// Forgets the inspected bytes, for a source that reads the file by itself.
  func forgetBeginning() { head = nil }
}

/// A file, a pipe, or a decompressor.
///
/// The owner must make sure that only one worker reads at a time.
protocol ByteSource: AnyObject {
  /// Reads up to `count` bytes into `target`.
  ///
  /// SAFETY: the caller owns at least `count` bytes at `target` until the call returns.
  ///
  /// - Returns: the number of bytes; 0 at the end, after which the method must not be called again.
  func read(_ target: UnsafeMutableRawPointer, _ count: Int) throws(Failure) -> Int
}

extension Inflater: ByteSource {
  /// Begins with a stream of compressed bytes, which begins with a member.
  convenience init(_ compressed: ByteStream) {
    let path = compressed.path
    self.init(
      { target, count throws(Failure) in try compressed.read(target, count) },
      damage: { .input(.brokeOff(path: path, detail: "gzip: \($0)")) })
  }
}
