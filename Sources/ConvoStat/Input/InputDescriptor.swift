// A source of bytes from a file descriptor: a file, or a pipe.

/// A descriptor that is read to its end and closed.
final class InputDescriptor: ByteSource {
  private let path: String
  private let descriptor: Int32
  private var checksum: StreamChecksum?
  /// Bytes that the file had when it was opened and that were not read yet; 0 for a pipe.
  private var expected: Int

  /// - Parameters:
  ///   - path: the path of the input, for messages.
  ///   - checksum: takes the bytes as they are read. `nil` if they are not those of the input itself.
  ///   - size: the minimum number of bytes in the file.
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
  /// Returns the failure of a file that had more bytes when it was opened than could be read.
  static func becameShorter(_ path: String) -> Failure {
    .input(.brokeOff(path: path, detail: "it became shorter while it was read"))
  }
}

/// Reads from a descriptor.
///
/// Retries after a signal.
///
/// SAFETY: the caller owns at least `count` bytes at `target` until the call returns.
func readBytes(
  _ descriptor: Int32, _ target: UnsafeMutableRawPointer, _ count: Int, path: String
) throws(Failure) -> Int {
  while true {
    let taken = systemRead(descriptor, target, count)
    if taken >= 0 { return taken }
    if errno != EINTR { throw .input(.cannotRead(path: path, errno: errno)) }
  }
}

/// Reads at an offset of a file, until `count` bytes or the end of the file are reached.
///
/// SAFETY: the caller owns at least `count` bytes at `target` until the call returns.
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
