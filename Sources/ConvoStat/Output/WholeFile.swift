// A single file that is replaced at once: written beside its name, synced, then renamed.

import Ending

/// A file outside an output directory.
struct WholeFile {
  let path: String

  /// Gives the file this content, or leaves it as it was.
  func replace(with bytes: [UInt8]) throws(Failure) {
    hold_end()
    defer { release_end() }
    let temporary = "\(path).\(getpid()).tmp"
    let descriptor = temporary.withPath { open($0, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644) }
    guard descriptor >= 0 else { throw .cannotWrite(path: path, errno: errno) }
    let isWritten = bytes.withUnsafeBytes { writeAll(descriptor, $0) } && fsync(descriptor) == 0
    var code = errno
    let isClosed = systemClose(descriptor) == 0
    if isWritten {
      if isClosed, temporary.withPath({ old in path.withPath { rename(old, $0) } }) == 0 { return }
      code = errno
    }
    _ = temporary.withPath { unlink($0) }
    throw .cannotWrite(path: path, errno: code)
  }
}
