// A file for data that does not fit into memory. It has no name, so it disappears however the program ends.

import Synchronization

/// A temporary file that many workers append to and read from.
final class SpillFile: Sendable {
  private let descriptor: Int32
  /// The directory, for messages.
  private let directory: String
  private let end = Atomic<Int>(0)

  /// Creates the file in a directory.
  ///
  /// A name, if the file system needs one, is removed at once.
  init(in directory: String) throws(Failure) {
    self.directory = directory
    var descriptor = openNameless(in: directory)
    if descriptor < 0 {  // not every file system supports nameless files
      var template = Array((directory + "/convostat-XXXXXX").utf8CString)
      descriptor = mkstemp(&template)
      if descriptor >= 0 {
        unlink(template)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
      }
    }
    guard descriptor >= 0 else { throw .system(.cannotSpill(directory: directory, errno: errno)) }
    self.descriptor = descriptor
  }

  deinit { _ = systemClose(descriptor) }

  /// Appends the content of a buffer, and empties the buffer.
  /// - Returns: the range of the bytes in the file; `nil` if there were none.
  func move(_ buffer: inout ByteBuffer) throws(Failure) -> Range<Int>? {
    if buffer.count == 0 { return nil }
    defer { buffer.removeAll() }
    return try append(buffer.text)
  }

  /// Appends bytes.
  /// - Returns: their range in the file.
  func append(_ bytes: Text) throws(Failure) -> Range<Int> {
    let offset = end.wrappingAdd(bytes.count, ordering: .relaxed).oldValue
    var done = 0
    while done < bytes.count {
      let written = pwrite(descriptor, bytes.start + done, bytes.count - done, off_t(offset + done))
      if written > 0 {
        done += written
      } else if errno != EINTR {
        throw .system(.cannotSpill(directory: directory, errno: written == 0 ? ENOSPC : errno))
      }
    }
    return offset..<offset + bytes.count
  }

  /// Replaces the content of `buffer` by a range of bytes that were appended, with `padding` zeros after them.
  func read(_ range: Range<Int>, into buffer: inout ByteBuffer, padding: Int = 0) throws(Failure) {
    // SAFETY: `fill` lends `target` during the call, and `pread` writes no more than the rest of it.
    try buffer.fill(range.count, padding: padding) { target throws(Failure) in
      var done = 0
      while done < target.count {
        let taken = pread(
          descriptor, target.baseAddress.map { $0 + done }, target.count - done,
          off_t(range.lowerBound + done))
        if taken > 0 {
          done += taken
        } else if taken == 0 || errno != EINTR {
          throw .system(.cannotSpill(directory: directory, errno: taken == 0 ? EIO : errno))
        }
      }
    }
  }
}
