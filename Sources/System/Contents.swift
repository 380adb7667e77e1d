// Whole contents of files, and error numbers.

/// An error number of the system.
package struct Errno: Error, Equatable {
  package var code: Int32

  /// The message about a file that failed with it: `cannot be read: permission denied`.
  package var sentence: String {
    let message = describe(errno: code)
    return "cannot be read: " + message.prefix(1).lowercased() + message.dropFirst()
  }
}

/// Returns all bytes of a small file, or the first `most` bytes; `nil` if it cannot be read.
package func contents(of path: String, atMost most: Int = .max) -> [UInt8]? {
  try? read(path, atMost: most).get()
}

/// Returns the bytes of a file that an earlier run left, such as its run.json, or the first `most` bytes of
/// it.
/// - Returns: `nil`, with the reason in `errno`, if it cannot be read, is not a regular file, or is larger
///   than any file
///   that a run leaves. The function does not wait for a pipe under that name.
package func leftContents(of path: String, atMost most: Int? = nil) -> [UInt8]? {
  let descriptor = path.withPath { open($0, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC) }
  guard descriptor >= 0 else { return nil }
  var status = stat()
  var code: Int32 = 0
  var bytes: [UInt8]?
  if fstat(descriptor, &status) != 0 {
    code = errno
  } else if status.st_mode & S_IFMT != S_IFREG {
    code = EINVAL
  } else if most == nil, status.st_size > largestLeftFile {
    code = EFBIG
  } else {
    switch read(descriptor, atMost: most ?? .max) {
    case .success(let read): bytes = read
    case .failure(let error): code = error.code
    }
  }
  _ = systemClose(descriptor)
  errno = code
  return bytes
}

/// Reads another file in the directory of an output.
/// - Returns: the bytes; `nil` if the file cannot be read.
func leftContents(of name: String, in entry: OutputEntry) -> [UInt8]? {
  let descriptor = entry.sibling(name).withPath { openat(entry.directory, $0, O_RDONLY | O_CLOEXEC) }
  guard descriptor >= 0 else { return nil }
  defer { _ = systemClose(descriptor) }
  return try? read(descriptor, atMost: .max).get()
}

/// The maximum size of a run.json, in bytes: with more it would have a million inputs.
private let largestLeftFile = 256 << 20

/// Reads a small file, or the first `most` bytes.
/// - Returns: the bytes, or the `errno` of the failure.
package func read(_ path: String, atMost most: Int = .max) -> Result<[UInt8], Errno> {
  let descriptor = systemOpen(path)
  guard descriptor >= 0 else { return .failure(Errno(code: errno)) }
  defer { _ = systemClose(descriptor) }
  return read(descriptor, atMost: most)
}

private func read(_ descriptor: Int32, atMost most: Int) -> Result<[UInt8], Errno> {
  var bytes: [UInt8] = []
  var piece = [UInt8](repeating: 0, count: 64 << 10)
  while true {
    let taken = piece.withUnsafeMutableBytes { systemRead(descriptor, $0.baseAddress, $0.count) }
    if taken == 0 || bytes.count >= most { return .success(bytes) }
    if taken > 0 {
      bytes += piece.prefix(taken)
    } else if errno != EINTR {
      return .failure(Errno(code: errno))
    }
  }
}

/// Writes all bytes to a descriptor.
/// - Returns: true on success; otherwise `errno` has the reason.
package func writeAll(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Bool {
  var done = 0
  while done < bytes.count, let base = bytes.baseAddress {
    // SAFETY: the caller keeps the bytes during the call; `done` stays below their number.
    let written = write(descriptor, base + done, bytes.count - done)
    if written >= 0 {
      done += written
    } else if errno != EINTR {
      return false
    }
  }
  return true
}

/// Brings the bytes of a file, or the names in a directory, to the disk.
///
/// Some file systems do not support that.
///
/// - Returns: false with the reason in `errno` on failure.
package func syncDescriptor(_ descriptor: Int32) -> Bool { fsync(descriptor) == 0 || errno == EINVAL }
