// An output during the run: a temporary file next to its final name, which it gets when the whole run has
// succeeded.

import Ending
import Synchronization

/// An output that is written under a temporary name next to its final one, or directly to a pipe or a device.
///
/// Several workers may write to it one after the other. The bytes are in the order of the calls.
package final class StagedFile: Sendable {
  private let path: String
  private let state: Mutex<State>
  /// Has a lock of its own: the signal thread needs it while a write waits for the reader of a pipe.
  private let place: Mutex<OutputEntry?>
  /// The entry of the temporary file, for a program that ends early; `nil` if there is none.
  private let leaving: Mutex<Leaving?>
  /// True if it is a regular file, which can be synced and truncated.
  private let isFile: Bool

  private struct State {
    /// The descriptor; -1 after the file is closed.
    var descriptor: Int32
    var output: OutputReport
    var checksum: SHA256?
  }

  /// Creates the temporary file.
  ///
  /// - Parameters:
  ///   - output: the way to the output.
  ///   - direct: an open descriptor of a pipe or a device; `nil` for a file. It is closed with this object.
  ///   - directory: an open descriptor of the output directory, which `path` names for messages.
  ///   - checksum: true if the SHA-256 is computed.
  ///   - modeLimit: the mask of permission bits; `nil` if there is no restriction.
  package init(
    _ name: String, _ output: OutputPath, direct: Int32?, in directory: Int32, path: String, checksum: Bool,
    modeLimit: mode_t? = nil
  ) throws(Failure) {
    self.path = output.path
    var descriptor = direct
    var entry: OutputEntry?
    hold_end()
    defer { release_end() }
    if case .file(let file) = output.target {
      let own = file.inDirectory(directory, path: path, name: name)
      let mode = OutputMode(replaced: file.mode, limit: modeLimit)
      descriptor = try makeTemporary(
        TemporaryName.make(for: own.name), in: own, mode: mode, path: output.path)
      entry = own
    }
    guard let descriptor else { throw .system(.cannotWrite(path: output.path, errno: EEXIST)) }
    place = Mutex(entry)
    leaving = Mutex(entry.map(StagedFile.leaving))
    isFile = entry != nil
    state = Mutex(
      State(
        descriptor: descriptor, output: OutputReport(name: name, rows: 0, bytes: 0),
        checksum: checksum ? SHA256() : nil))
  }

  deinit { close() }

  private static func leaving(_ entry: OutputEntry) -> Leaving {
    let directory = entry.directory == AT_FDCWD ? -1 : entry.directory
    return .file(entry.sibling(TemporaryName.make(for: entry.name)), in: directory)
  }

  /// The final name in the output directory.
  package var name: String { state.withLock { $0.output.name } }

  /// The final name of the file, with links followed; `nil` if bytes go directly to a pipe or a device.
  package var entry: OutputEntry? { place.withLock { $0 } }

  /// The temporary name; empty if there is none.
  package var temporaryName: String { entry.map { TemporaryName.make(for: $0.name) } ?? "" }

  /// Removes the temporary file, if it is still there.
  package func removeTemporary() {
    guard let entry else { return }
    _ = entry.sibling(TemporaryName.make(for: entry.name)).withPath { unlinkat(entry.directory, $0, 0) }
  }

  /// Gives the file another final name in the same directory, and so another temporary name: by its temporary
  /// names the next run recognises what a killed run had put in place.
  package func rename(to name: String, in directory: Int32, path: String) throws(Failure) {
    let path = path.appending(name: name)
    guard case .file(let file) = try OutputPath(path).target else {
      throw .system(.cannotWrite(path: path, errno: EXDEV))
    }
    try place.withLock { place throws(Failure) in
      let own = file.inDirectory(directory, path: path.splitPath.directory, name: name)
      guard let entry = place, own.directory == entry.directory, own.prefix == entry.prefix else {
        throw .system(.cannotWrite(path: path, errno: EXDEV))
      }
      hold_end()
      defer { release_end() }
      let isRenamed = entry.sibling(TemporaryName.make(for: entry.name)).withPath { old in
        own.sibling(TemporaryName.make(for: own.name)).withPath {
          renameat(entry.directory, old, own.directory, $0)
        }
      }
      guard isRenamed == 0 else { throw .system(.cannotWrite(path: path, errno: errno)) }
      place = own
      leaving.withLock { $0 = StagedFile.leaving(own) }
    }
    state.withLock { $0.output.name = name }
  }

  /// Appends bytes.
  ///
  /// After a failure the run must end.
  ///
  /// - Parameter rows: the number of rows in these bytes, for run.json; 0 for a header.
  package func write(_ bytes: UnsafeRawBufferPointer, rows: Int = 0) throws(Failure) {
    try state.withLock { state throws(Failure) in
      guard writeAll(state.descriptor, bytes) else { throw .system(.cannotWrite(path: path, errno: errno)) }
      state.checksum?.absorb(bytes)
      state.output.bytes += bytes.count
      state.output.rows += rows
    }
  }

  /// Appends a text in UTF-8.
  package func write(_ text: String, rows: Int = 0) throws(Failure) {
    try write(Array(text.utf8), rows: rows)
  }

  /// Appends bytes.
  package func write(_ bytes: [UInt8], rows: Int = 0) throws(Failure) {
    try bytes.withUnsafeBufferPointer { bytes throws(Failure) in
      try write(UnsafeRawBufferPointer(bytes), rows: rows)
    }
  }

  /// The name, rows and bytes so far, and the SHA-256 if it is computed.
  package var output: OutputReport {
    state.withLock { state in
      var output = state.output
      output.sha256 = state.checksum?.hexadecimal
      return output
    }
  }

  /// Syncs the bytes to the disk and closes the file.
  package func finish() throws(Failure) {
    try state.withLock { state throws(Failure) in
      guard state.descriptor >= 0 else { return }
      guard !isFile || fsync(state.descriptor) == 0 || errno == EINVAL else {
        throw .system(.cannotWrite(path: path, errno: errno))
      }
      let descriptor = state.descriptor
      state.descriptor = -1
      guard systemClose(descriptor) == 0 || errno == EINTR else {
        throw .system(.cannotWrite(path: path, errno: errno))
      }
    }
  }

  /// Begins again and drops everything written so far.
  package func restart() throws(Failure) {
    try state.withLock { state throws(Failure) in
      // Bytes already written to a pipe or a device cannot be taken back and are written there again.
      guard !isFile || ftruncate(state.descriptor, 0) == 0 && lseek(state.descriptor, 0, SEEK_SET) == 0 else {
        throw .system(.cannotWrite(path: path, errno: errno))
      }
      state.output = OutputReport(name: state.output.name, rows: 0, bytes: 0)
      if state.checksum != nil { state.checksum = SHA256() }
    }
  }

  /// Closes the file without a sync.
  package func close() {
    state.withLock { state in
      guard state.descriptor >= 0 else { return }
      _ = systemClose(state.descriptor)
      state.descriptor = -1
    }
  }
}
