// A file of any size outside an output directory that is replaced as a whole.

import Ending
import Synchronization

/// A staged file with a lock of its own, or a pipe or device, until it is committed or abandoned.
///
/// The temporary file is locked and has the same name in every run, so that the next run removes the rest of
/// a killed one, and two runs cannot write the same file.
package final class ReplacedFile: Sendable {
  private let file: StagedFile
  private let isLate: Bool
  /// The path of the temporary file; `nil` if bytes go directly to a pipe or device.
  private let temporary: String?

  /// The files of this process by the paths of their temporary files, for the signal thread.
  private struct Held {
    /// The outputs of the run.
    ///
    /// They are created and renamed only under the lock.
    var files: [String: StagedFile] = [:] { didSet { noteOutputs() } }
    /// The files that are written after the end of the run, such as its metrics.
    var lateFiles: [String: StagedFile] = [:]
    /// True if a file is in place.
    var hasReplaced = false { didSet { noteOutputs() } }
    /// True if all files were abandoned and no new ones may be created.
    var isOver = false

    private func noteOutputs() { note_outputs_in_place(hasReplaced && files.isEmpty) }

    /// Forgets a file that is in place, or whose temporary name belongs to somebody else.
    /// - Returns: `nil` if it was forgotten before.
    mutating func forget(_ temporary: String) -> StagedFile? {
      files.removeValue(forKey: temporary) ?? lateFiles.removeValue(forKey: temporary)
    }
  }

  private static let held = Mutex(Held())

  /// Begins a file.
  /// - Parameters:
  ///   - path: the path; `-` is standard output. A pipe or a device is written to directly.
  ///   - wait: the seconds to wait while another run writes the same file.
  ///   - checksum: true if the SHA-256 of the bytes is computed.
  ///   - modeLimit: the mask of permission bits; `nil` if there is no restriction.
  ///   - isLate: true if the file is written after the end of the run, so that it is not an output of the
  ///     run.
  ///   - followsLinks: false if the path is not the final name of the file, so that a link there has no
  ///     meaning.
  package init(
    _ path: String, wait: Int = 0, checksum: Bool = false, modeLimit: mode_t? = nil, isLate: Bool = false,
    followsLinks: Bool = true
  ) throws(Failure) {
    self.isLate = isLate
    let output = followsLinks ? try OutputPath(path) : OutputPath(temporary: path)
    if case .file(let entry) = output.target {
      temporary = entry.temporaryPath
      let mode = OutputMode(replaced: entry.mode, limit: modeLimit)
      let file = try retry(for: .seconds(wait)) { () throws(Failure) in
        try ReplacedFile.create(entry, mode, path: output.path, checksum: checksum, isLate: isLate)
      }
      guard let file else { throw .system(.directoryHeld(path: output.path)) }
      self.file = file
    } else {
      temporary = nil
      let descriptor = try output.openDirectly(patience: isLate ? .seconds(wait) : nil) ?? -1
      file = StagedFile(output.path, .init(path: output.path), descriptor: descriptor, checksum: checksum)
    }
    if path == "-" { return }
    do throws(Failure) { try file.compress() } catch {
      abandon()
      throw error
    }
  }

  /// Creates the temporary file and removes the rest of a killed run.
  /// - Returns: `nil` while another run writes it.
  private static func create(
    _ entry: OutputEntry, _ mode: OutputMode, path: String, checksum: Bool, isLate: Bool
  ) throws(Failure) -> StagedFile? {
    let name = entry.temporaryName
    hold_end()
    defer { release_end() }
    return try held.withLock { (held) throws(Failure) in
      while true {
        if held.isOver && !isLate { throw .system(.cannotWrite(path: path, errno: ECANCELED)) }
        var leftover = Leftover(entry: entry, name: name)
        defer { leftover.close() }
        let made = try makeTemporary(name, in: entry, mode: mode, path: path) { leftover.isFree() }
        guard let descriptor = made else { return nil }
        let isLocked = flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK
        // Before the lock was taken, another run may have removed the file as a rest.
        if isLocked, entry.isName(name, of: descriptor) {
          let place = StagedFile.Place(path: path, entry, temporaryName: name)
          let file = StagedFile(path, place, descriptor: descriptor, checksum: checksum)
          if isLate {
            held.lateFiles[entry.temporaryPath] = file
          } else {
            held.files[entry.temporaryPath] = file
          }
          return file
        }
        _ = systemClose(descriptor)
      }
    }
  }

  /// The number of rows written.
  package var rows: Int { file.output.rows }

  /// The SHA-256 of the bytes before compression, in hexadecimal; `nil` if it was not asked for.
  package var sha256: String? { file.output.sha256 }

  /// Appends bytes.
  /// - Parameter rows: how many rows these bytes are.
  package func write(_ bytes: UnsafeRawBufferPointer, rows: Int = 0) throws(Failure) {
    try file.write(bytes, rows: rows)
  }

  /// Begins again and drops everything written so far.
  package func restart() throws(Failure) { try file.restart() }

  /// Syncs the bytes to the disk.
  ///
  /// The old file stays until `takePlace`.
  package func finish() throws(Failure) { try file.flush() }

  /// Renames a finished file to its final name, or to another name in the same directory.
  package func takePlace(as name: String? = nil) throws(Failure) {
    hold_end()
    defer { release_end() }
    try ReplacedFile.held.withLock { held throws(Failure) in
      if let temporary {
        guard (held.files[temporary] ?? held.lateFiles[temporary]) === file else {
          throw .system(.cannotWrite(path: file.path, errno: ECANCELED))
        }
        // On a file system without locks, the name may belong to a file of somebody else by now.
        let isOwn = file.isUnderTemporaryName
        if isOwn { try file.takePlace(as: name) } else { file.disownTemporary() }
        _ = held.forget(temporary)
        if !isOwn { throw .system(.cannotWrite(path: file.path, errno: ESTALE)) }
      }
      if !isLate { held.hasReplaced = true }
    }
  }

  /// Brings the name to the disk, for a file that took its place.
  package func syncName() throws(Failure) { try file.syncName() }

  /// Writes a small file and puts it in place; on failure the old file stays.
  package func replace(with bytes: [UInt8]) throws(Failure) {
    do throws(Failure) {
      try file.write(bytes)
      try finish()
      try takePlace()
    } catch {
      abandon()
      throw error
    }
    try syncName()
  }

  /// Removes the temporary file.
  ///
  /// Harmless after it took its place.
  package func abandon() {
    guard let temporary else { return }
    let file = ReplacedFile.held.withLock { $0.forget(temporary) }
    file?.removeTemporary()
  }

  /// Abandons every file that this process holds; from then on it makes none but for the metrics of a run that is done.
  ///
  /// - Parameter hasReplacedDirectory: whether the outputs of a directory are in place.
  /// - Returns: false if all have taken their places already: then the run is as good as done.
  package static func abandonAll(hasReplacedDirectory: Bool) -> Bool {
    held.withLock { held in
      let isUndone = !held.files.isEmpty || !held.hasReplaced
      for file in held.files.values { file.removeTemporary() }
      held.files = [:]
      held.isOver = true
      // A run that is done goes on to write its metrics.
      if isUndone, !hasReplacedDirectory {
        for file in held.lateFiles.values { file.removeTemporary() }
        held.lateFiles = [:]
      }
      return isUndone
    }
  }
}

extension OutputEntry {
  /// The hidden name `.NAME.tmp`, which no dump has.
  package var temporaryName: String { "." + name + ".tmp" }

  /// The path of the temporary file.
  package var temporaryPath: String { sibling(temporaryName) }
}

/// An existing file with the name of a temporary one: of a killed run, of a running one, or of somebody else.
private struct Leftover {
  let entry: OutputEntry
  let name: String
  private var descriptor: Int32 = -1

  init(entry: OutputEntry, name: String) { (self.entry, self.name) = (entry, name) }

  /// Locks the file if it may be one of ours: a regular file of this user with one name.
  ///
  /// It stays locked until `close`, so that no other run takes it for a leftover meanwhile.
  ///
  /// - Returns: false if a run has it locked; true if it can be removed.
  mutating func isFree() -> Bool {
    close()
    guard let status = entry.status(of: name), status.st_mode & S_IFMT == S_IFREG,
      status.st_uid == geteuid(), status.st_nlink == 1
    else { return true }
    let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
    descriptor = entry.sibling(name).withPath { openat(entry.directory, $0, flags) }
    if descriptor < 0 { return true }
    if flock(descriptor, LOCK_EX | LOCK_NB) != 0 { return errno != EWOULDBLOCK }
    // Another run may have renamed the file to its final name just now, and the name may belong to a new
    // file.
    return entry.isName(name, of: descriptor) || isFree()
  }

  mutating func close() {
    if descriptor >= 0 { _ = systemClose(descriptor) }
    descriptor = -1
  }
}
