// An output that is written whole: beside its final name, synced, and renamed when the run has succeeded.

import Ending
import Synchronization

/// An output that is written under a temporary name next to its final one, or directly to a pipe or a device.
///
/// Several workers may write to it one after the other. The bytes are in the order of the calls.
package final class StagedFile: Sendable {
  private let state: Mutex<State>
  /// Has a lock of its own: the signal thread needs it while a write waits for the reader of a pipe.
  private let place: Mutex<Place>
  /// True if it is a regular file, which can be synced and truncated.
  private let isFile: Bool

  private struct State {
    /// The descriptor; -1 after the file is closed.
    var descriptor: Int32
    var output: OutputReport
    var checksum: SHA256?
    /// `nil` if the bytes are not compressed.
    var compressor: Compressor?
  }

  /// The names of an output.
  package struct Place: Sendable {
    /// The path of the output, for messages.
    var path: String
    /// The final name, with links followed; `nil` if bytes go directly to a pipe or a device.
    package var entry: OutputEntry?
    /// The temporary name in the same directory; empty if bytes go directly to a pipe or a device.
    package var temporaryName = ""
    /// The temporary file, for a program that ends early; `nil` if nothing has to be removed.
    var leaving: Leaving?

    /// The names of an output without a temporary file.
    init(path: String) { self.path = path }

    /// The names of a temporary file, created and noted within one hold of the end.
    init(path: String, _ entry: OutputEntry, temporaryName: String) {
      (self.path, self.entry, self.temporaryName) = (path, entry, temporaryName)
      let directory = entry.directory == AT_FDCWD ? -1 : entry.directory
      leaving = .file(entry.sibling(temporaryName), in: directory)
    }
  }

  /// Takes an open descriptor, which is closed with this object.
  init(_ name: String, _ place: Place, descriptor: Int32, checksum: Bool) {
    self.place = Mutex(place)
    isFile = place.entry != nil
    state = Mutex(
      State(
        descriptor: descriptor, output: OutputReport(name: name, rows: 0, bytes: 0),
        checksum: checksum ? SHA256() : nil))
  }

  /// Creates the temporary file of an output in an output directory.
  ///
  /// - Parameters:
  ///   - output: the way to the output.
  ///   - direct: an open descriptor of a pipe or a device; `nil` for a file. It is closed with this object.
  ///   - directory: the output directory.
  ///   - checksum: true if the SHA-256 is computed.
  ///   - modeLimit: the mask of permission bits; `nil` if there is no restriction.
  package convenience init(
    _ name: String, _ output: OutputPath, direct: Int32?, in directory: LockedDirectory, checksum: Bool,
    modeLimit: mode_t? = nil
  ) throws(Failure) {
    hold_end()
    defer { release_end() }
    guard case .file(let file) = output.target else {
      self.init(name, Place(path: output.path), descriptor: direct ?? -1, checksum: checksum)
      return
    }
    let entry = file.inDirectory(directory.descriptor, path: directory.path, name: name)
    let temporaryName = TemporaryName.make(for: entry.name)
    let mode = OutputMode(replaced: file.mode, limit: modeLimit)
    guard let descriptor = try makeTemporary(temporaryName, in: entry, mode: mode, path: output.path) else {
      throw .system(.cannotWrite(path: output.path, errno: EEXIST))
    }
    let place = Place(path: output.path, entry, temporaryName: temporaryName)
    self.init(name, place, descriptor: descriptor, checksum: checksum)
  }

  deinit { close() }

  /// Compresses all bytes if the name of the output asks for it.
  func compress() throws(Failure) {
    let path = path
    try state.withLock { state throws(Failure) in
      state.compressor = try Compressor(path, output: state.descriptor)
    }
  }

  /// The path of the output, for messages.
  var path: String { place.withLock { $0.path } }

  /// The final name in the output directory.
  package var name: String { state.withLock { $0.output.name } }

  /// The final name of the file, with links followed; `nil` if bytes go directly to a pipe or a device.
  package var entry: OutputEntry? { place.withLock { $0.entry } }

  /// Removes the temporary file, if it is still there.
  package func removeTemporary() {
    place.withLock { place in
      if place.leaving != nil { place.entry?.unlink(place.temporaryName) }
      place.leaving = nil
    }
  }

  /// Leaves the temporary name to the file of somebody else that has it by now.
  func disownTemporary() { place.withLock { $0.leaving = nil } }

  /// Gives the file another final name in the same directory, and so another temporary name: by its temporary
  /// names the next run recognises what a killed run had put in place.
  package func rename(to name: String, in directory: LockedDirectory) throws(Failure) {
    let path = directory.path.appending(name: name)
    guard case .file(let file) = try OutputPath(path).target else {
      throw .system(.cannotWrite(path: path, errno: EXDEV))
    }
    try place.withLock { place throws(Failure) in
      let own = file.inDirectory(directory.descriptor, path: directory.path, name: name)
      guard let entry = place.entry, own.directory == entry.directory, own.prefix == entry.prefix else {
        throw .system(.cannotWrite(path: path, errno: EXDEV))
      }
      hold_end()
      defer { release_end() }
      let temporaryName = TemporaryName.make(for: own.name)
      guard entry.rename(place.temporaryName, to: temporaryName) else {
        throw .system(.cannotWrite(path: path, errno: errno))
      }
      place = Place(path: path, own, temporaryName: temporaryName)
    }
    state.withLock { $0.output.name = name }
  }

  /// Gives a finished file its final name, or another name in the same directory.
  ///
  /// The caller holds the end.
  package func takePlace(as name: String? = nil) throws(Failure) {
    try place.withLock { place throws(Failure) in
      guard let entry = place.entry else { return }
      if let name { place.path = place.path.splitPath.directory + name }
      guard entry.rename(place.temporaryName, to: name ?? entry.name) else {
        throw .system(.cannotWrite(path: place.path, errno: errno))
      }
      place.leaving = nil
    }
  }

  /// True if the temporary name is still that of this open file.
  var isUnderTemporaryName: Bool {
    let place = place.withLock { $0 }
    return state.withLock { place.entry?.isName(place.temporaryName, of: $0.descriptor) ?? true }
  }

  /// Brings the names to the disk, for a file that took its place.
  package func syncName() throws(Failure) {
    let place = place.withLock { $0 }
    guard place.entry?.syncNames() ?? true else {
      throw .system(.cannotSync(path: place.path, errno: errno))
    }
  }

  /// Appends bytes.
  ///
  /// After a failure the run must end.
  ///
  /// - Parameter rows: the number of rows in these bytes, for run.json; 0 for a header.
  package func write(_ bytes: UnsafeRawBufferPointer, rows: Int = 0) throws(Failure) {
    try state.withLock { state throws(Failure) in
      if state.compressor != nil {
        try state.compressor?.write(bytes)
      } else if !writeAll(state.descriptor, bytes) {
        throw .system(.cannotWrite(path: path, errno: errno))
      }
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

  /// The name, the rows and bytes so far, and the SHA-256 if it is computed, all before compression.
  package var output: OutputReport {
    state.withLock { state in
      var output = state.output
      output.sha256 = state.checksum?.hexadecimal
      return output
    }
  }

  /// Ends the compression, syncs the bytes to the disk, and closes the file.
  package func finish() throws(Failure) {
    try flush()
    let (descriptor, path) = (takeDescriptor(), path)
    guard descriptor < 0 || systemClose(descriptor) == 0 || errno == EINTR else {
      throw .system(.cannotWrite(path: path, errno: errno))
    }
  }

  /// Ends the compression, and syncs the bytes to the disk.
  ///
  /// The file stays open.
  func flush() throws(Failure) {
    try state.withLock { state throws(Failure) in
      guard state.descriptor >= 0 else { return }
      try state.compressor?.finish()
      guard !isFile || syncDescriptor(state.descriptor) else {
        throw .system(.cannotWrite(path: path, errno: errno))
      }
    }
  }

  /// Returns the bytes written so far; `nil` if they went to a pipe or a device, are compressed, or cannot be read.
  package func contents() -> [UInt8]? {
    let place = place.withLock { $0 }
    guard let entry = place.entry, state.withLock({ $0.compressor == nil }) else { return nil }
    return leftContents(of: place.temporaryName, in: entry)
  }

  /// Begins again and drops everything written so far.
  ///
  /// Bytes already written to a pipe or a device cannot be taken back and are written there again.
  package func restart() throws(Failure) {
    let path = path
    try state.withLock { state throws(Failure) in
      let isCompressed = state.compressor != nil
      if isFile { state.compressor?.abandon() } else { try state.compressor?.finish() }
      guard !isFile || ftruncate(state.descriptor, 0) == 0 && lseek(state.descriptor, 0, SEEK_SET) == 0 else {
        throw .system(.cannotWrite(path: path, errno: errno))
      }
      if isCompressed { state.compressor = try Compressor(path, output: state.descriptor) }
      state.output = OutputReport(name: state.output.name, rows: 0, bytes: 0)
      if state.checksum != nil { state.checksum = SHA256() }
    }
  }

  /// Closes the file without a sync.
  private func close() {
    state.withLock { $0.compressor?.abandon() }
    let descriptor = takeDescriptor()
    if descriptor >= 0 { _ = systemClose(descriptor) }
  }

  private func takeDescriptor() -> Int32 {
    state.withLock { state in
      defer { state.descriptor = -1 }
      return state.descriptor
    }
  }
}
