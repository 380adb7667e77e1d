// Bytes that come one after the other: from a file, a pipe or a decompressor.

/// A descriptor that is read to its end. Closes it, and asks a decompressor how it went. Its source sees to it
/// that one worker at a time reads.
final class ByteStream: @unchecked Sendable {
  let path: String
  private let descriptor: Int32
  private let decompressor: Decompressor?
  private var checksum: StreamChecksum?
  /// Bytes that were read to recognise the input, and are to be read again.
  private var head: [UInt8]
  private var headUsed = 0
  private var hasEnded = false
  /// Bytes that the file had when it was opened and that were not read yet; nothing is expected of a pipe.
  private var expected: Int

  /// - Parameters:
  ///   - head: bytes that were already taken from the descriptor.
  ///   - checksum: takes the bytes along as they are read, if they are those of the input itself.
  ///   - size: how many bytes there must be at least.
  init(
    path: String, descriptor: Int32, head: [UInt8] = [], decompressor: Decompressor? = nil,
    checksum: StreamChecksum? = nil, size: Int = 0
  ) {
    self.path = path
    expected = size - head.count
    self.descriptor = descriptor
    self.head = head
    self.decompressor = decompressor
    self.checksum = checksum
    self.checksum?.absorb(head)
  }

  deinit { _ = systemClose(descriptor) }

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
    let taken = try readBytes(descriptor, target, count, path: path)
    checksum?.absorb(target, taken)
    expected -= taken
    if taken == 0 {
      hasEnded = true
      if expected > 0 { throw .becameShorter(path) }
      checksum?.finish()
      try decompressor?.finish()
    }
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

extension Failure {
  /// A file that had more bytes when it was opened than could be read of it.
  static func becameShorter(_ path: String) -> Failure {
    .brokeOff(path: path, detail: "it became shorter while it was read")
  }
}

/// Reads from a descriptor, again when a signal came between.
func readBytes(
  _ descriptor: Int32, _ target: UnsafeMutableRawPointer, _ count: Int, path: String
) throws(Failure) -> Int {
  while true {
    let taken = systemRead(descriptor, target, count)
    if taken >= 0 { return taken }
    if errno != EINTR { throw .cannotRead(path: path, errno: errno) }
  }
}

/// Reads at a place of a file, until the count or the end of the file is reached.
func readBytes(
  _ descriptor: Int32, _ target: UnsafeMutableRawPointer, _ count: Int, at offset: Int, path: String
) throws(Failure) -> Int {
  var done = 0
  while done < count {
    let taken = pread(descriptor, target + done, count - done, off_t(offset + done))
    if taken == 0 { break }
    if taken > 0 {
      done += taken
    } else if errno != EINTR {
      throw .cannotRead(path: path, errno: errno)
    }
  }
  return done
}
