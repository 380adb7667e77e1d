// What the system reads: a file, or a pipe.

/// A descriptor that is read to its end, and closed.
final class InputDescriptor: ByteSource {
  private let path: String
  private let descriptor: Int32
  private var checksum: StreamChecksum?
  /// Bytes that the file had when it was opened and that were not read yet; nothing is expected of a pipe.
  private var expected: Int

  /// - Parameters:
  ///   - path: the input's, for messages.
  ///   - checksum: takes the bytes along as they are read, if they are those of the input itself.
  ///   - size: how many bytes there must be at least.
  init(_ descriptor: Int32, path: String, checksum: StreamChecksum? = nil, size: Int = 0) {
    self.path = path
    self.descriptor = descriptor
    self.checksum = checksum
    expected = size
  }

  deinit { _ = systemClose(descriptor) }

  func read(_ target: UnsafeMutableRawPointer, _ count: Int) throws(Failure) -> Int {
    let taken = try readBytes(descriptor, target, count, path: path)
    checksum?.absorb(target, taken)
    expected -= taken
    if taken == 0 {
      if expected > 0 { throw .becameShorter(path) }
      checksum?.finish()
    }
    return taken
  }
}

extension Failure {
  /// A file that had more bytes when it was opened than could be read of it.
  static func becameShorter(_ path: String) -> Failure {
    .input(.brokeOff(path: path, detail: "it became shorter while it was read"))
  }
}

/// Reads from a descriptor, again when a signal came between.
func readBytes(
  _ descriptor: Int32, _ target: UnsafeMutableRawPointer, _ count: Int, path: String
) throws(Failure) -> Int {
  while true {
    let taken = systemRead(descriptor, target, count)
    if taken >= 0 { return taken }
    if errno != EINTR { throw .input(.cannotRead(path: path, errno: errno)) }
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
      throw .input(.cannotRead(path: path, errno: errno))
    }
  }
  return done
}
