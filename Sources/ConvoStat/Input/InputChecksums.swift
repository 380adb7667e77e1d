// The SHA-256 of inputs as they were read, before decompression.

import Synchronization

/// The checksums of a run's inputs, by path.
final class InputChecksums: Sendable {
  private let known = Mutex<[String: String]>([:])

  /// The checksum of an input in hexadecimal; `nil` if it is unknown.
  subscript(path: String) -> String? {
    get { known.withLock { $0[path] } }
    set { known.withLock { $0[path] = newValue } }
  }

  /// Reads all inputs without a checksum once more.
  ///
  /// Streams got theirs while they were read.
  func complete(_ paths: [String], jobs: Int) throws(Failure) {
    let failure = FailureBox()
    let missing = paths.filter { self[$0] == nil }
    _ = inParallel(min(jobs, max(missing.count, 1))) { worker in
      for index in stride(from: worker, to: missing.count, by: jobs) where !failure.hasFailed {
        do throws(Failure) { try add(missing[index]) } catch { failure.report(error) }
      }
    }
    try failure.check()
  }

  private func add(_ path: String) throws(Failure) {
    let descriptor = path == "-" ? dup(0) : systemOpen(path)
    if descriptor < 0 { throw .input(.cannotOpen(path: path, errno: errno)) }
    defer { _ = systemClose(descriptor) }
    let block = Block()
    var (sum, offset) = (SHA256(), 0)
    while true {
      let room = block.room(Block.target)
      let read = try readBytes(descriptor, room, Block.target, at: offset, path: path)
      if read == 0 { break }
      // SAFETY: `read` bytes were written to the room of the block, which does not change before the next call.
      sum.absorb(UnsafeRawBufferPointer(start: room, count: read))
      offset += read
    }
    self[path] = sum.hexadecimal
  }
}

/// The checksum of a stream, computed while it is read.
///
/// Does nothing without `checksums`.
struct StreamChecksum {
  private let path: String
  private let checksums: InputChecksums?
  private var sum = SHA256()

  init(_ path: String, _ checksums: InputChecksums?) {
    self.path = path
    self.checksums = checksums
  }

  mutating func absorb(_ start: UnsafeRawPointer, _ count: Int) {
    if checksums != nil { sum.absorb(UnsafeRawBufferPointer(start: start, count: count)) }
  }

  /// Stores the checksum of the whole stream.
  func finish() { checksums?[path] = sum.hexadecimal }
}
