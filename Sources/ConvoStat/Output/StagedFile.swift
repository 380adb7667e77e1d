// An output on its way: a temporary file beside its final name, which it takes when the whole run has succeeded.

import Ending
import Intrinsics
import Synchronization

/// What takes the lines of rejects as they come.
protocol RejectSink: Sendable {
  /// Appends bytes, so many rows.
  func write(_ bytes: UnsafeRawBufferPointer, rows: Int) throws(Failure)
  /// Begins anew: what was written is dropped.
  func restart() throws(Failure)
}

/// A file that is written under a temporary name in the output directory.
///
/// Several workers may write to it, one after the other; the bytes stand in the order of the calls.
final class StagedFile: RejectSink {
  /// The name until the run commits, begun with a dot and the process id.
  let temporaryName: String
  private let path: String
  private let state: Mutex<State>
  private let leaving: Leaving

  private struct State {
    /// -1 once the file is closed.
    var descriptor: Int32
    var output: OutputReport
    var checksum: SHA256?
    /// The bytes that the system was asked to bring to the disk.
    var begunBytes = 0
  }

  /// So many bytes are brought to the disk while others are made, that little is left to wait for at the end.
  private static let writebackBytes = 8 << 20

  /// Makes the temporary file.
  ///
  /// - Parameters:
  ///   - directory: an open descriptor of the output directory, which `path` names for messages.
  ///   - checksum: whether the SHA-256 is kept along.
  init(_ name: String, in directory: Int32, path: String, checksum: Bool) throws(Failure) {
    self.path = path + "/" + name
    temporaryName = TemporaryName.make(for: name)
    hold_end()
    defer { release_end() }
    leaving = .file(temporaryName, in: directory)
    let descriptor = openat(directory, temporaryName, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .cannotWrite(path: self.path, errno: errno) }
    state = Mutex(
      State(
        descriptor: descriptor, output: OutputReport(name: name, rows: 0, bytes: 0),
        checksum: checksum ? SHA256() : nil))
  }

  deinit { close() }

  /// The final name in the output directory.
  var name: String { state.withLock { $0.output.name } }

  /// Gives the file another final name.
  func rename(to name: String) { state.withLock { $0.output.name = name } }

  /// Appends bytes, all of them or none that count: after a failure the run is over.
  ///
  /// - Parameter rows: how many rows these bytes are, for run.json; a header is none.
  func write(_ bytes: UnsafeRawBufferPointer, rows: Int = 0) throws(Failure) {
    try state.withLock { state throws(Failure) in
      guard writeAll(state.descriptor, bytes) else { throw .cannotWrite(path: path, errno: errno) }
      state.checksum?.absorb(bytes)
      state.output.bytes += bytes.count
      state.output.rows += rows
      if state.output.bytes - state.begunBytes >= StagedFile.writebackBytes { beginWriteback(&state) }
    }
  }

  private func beginWriteback(_ state: inout State) {
    guard state.descriptor >= 0 else { return }
    begin_writeback(state.descriptor, Int64(state.begunBytes), 0)
    state.begunBytes = state.output.bytes
  }

  /// Asks the system to bring all bytes to the disk; to ask for every file first spares each the wait for the others.
  func beginFinish() { state.withLock { beginWriteback(&$0) } }

  /// Appends a text in UTF-8.
  func write(_ text: String, rows: Int = 0) throws(Failure) {
    try write(Array(text.utf8), rows: rows)
  }

  /// Appends bytes.
  func write(_ bytes: [UInt8], rows: Int = 0) throws(Failure) {
    try bytes.withUnsafeBufferPointer { bytes throws(Failure) in
      try write(UnsafeRawBufferPointer(bytes), rows: rows)
    }
  }

  /// Name, rows, bytes and, where it is kept, the SHA-256 of what was written so far.
  var output: OutputReport {
    state.withLock { state in
      var output = state.output
      output.sha256 = state.checksum?.hexadecimal
      return output
    }
  }

  /// Brings the bytes to the disk and closes the file.
  func finish() throws(Failure) {
    try state.withLock { state throws(Failure) in
      guard state.descriptor >= 0 else { return }
      guard fsync(state.descriptor) == 0 || errno == EINVAL else {
        throw .cannotWrite(path: path, errno: errno)
      }
      let descriptor = state.descriptor
      state.descriptor = -1
      guard systemClose(descriptor) == 0 || errno == EINTR else {
        throw .cannotWrite(path: path, errno: errno)
      }
    }
  }

  /// Begins anew: what was written is dropped.
  func restart() throws(Failure) {
    try state.withLock { state throws(Failure) in
      guard ftruncate(state.descriptor, 0) == 0, lseek(state.descriptor, 0, SEEK_SET) == 0 else {
        throw .cannotWrite(path: path, errno: errno)
      }
      state.output = OutputReport(name: state.output.name, rows: 0, bytes: 0)
      state.begunBytes = 0
      if state.checksum != nil { state.checksum = SHA256() }
    }
  }

  /// Closes the file as it is.
  func close() {
    state.withLock { state in
      guard state.descriptor >= 0 else { return }
      _ = systemClose(state.descriptor)
      state.descriptor = -1
    }
  }
}
