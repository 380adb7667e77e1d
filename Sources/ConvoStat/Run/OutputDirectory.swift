// The transaction: outputs are written next to their final names and renamed together, or not at all.

import Ending
import Synchronization

/// The output directory, locked by this run until it commits or abandons.
///
/// The caller stages and writes every output, then calls `commit`, `commitRejectsOnly` or `abandon` once. A
/// failure before the first file gets its final name leaves the directory unchanged.
public final class OutputDirectory: Sendable {
  private let directory: LockedDirectory
  private let replacement: Replacement
  private let checksums: Bool
  /// The mask of permission bits for outputs with texts of inputs; `nil` if there is no restriction.
  private let textMode: mode_t?
  /// The files in the directory that this run may replace.
  private let owned: OwnedOutputs
  private let state = Mutex(State())

  private struct State {
    var files: [StagedFile] = []
    var isOver = false
  }

  /// The directories that this process has locked, so that the signal thread can remove their temporary
  /// files.
  private static let held = Mutex<[OutputDirectory]>([])

  /// Locks a directory for this run, and removes the temporary files of runs that were killed.
  ///
  /// - Parameters:
  ///   - path: the directory. It is created, with missing parents.
  ///   - checksums: true if outputs are reported with their SHA-256.
  ///   - wait: the seconds to wait while another run holds the lock.
  ///   - textMode: the mask of permission bits for outputs with texts of inputs; `nil` if there is no
  ///     restriction.
  ///   - force: true if files are replaced that run.json does not list.
  init(
    _ path: String, checksums: Bool = false, wait: Int = 0, textMode: mode_t? = nil, force: Bool = false
  ) throws(Failure) {
    directory = try LockedDirectory(path, wait: wait)
    replacement = Replacement(directory: directory.descriptor, path: path, account: WrittenRun.fileName)
    self.checksums = checksums
    self.textMode = textMode
    guard faccessat(directory.descriptor, ".", W_OK | X_OK, 0) == 0 else {
      throw .system(.cannotWrite(path: path, errno: errno))
    }
    if directory.isLocked { replacement.undoInterrupted { WrittenRun($0)?.outputNames } }
    owned = OwnedOutputs(path, isEverything: force)
    OutputDirectory.held.withLock { $0.append(self) }
  }

  /// The directory as given on the command line.
  var path: String { directory.path }

  /// Throws if a name belongs to a directory or to a file that convostat did not write.
  func requireReplaceable(_ names: [String]) throws(Failure) {
    for name in names { try owned.requireReplaceable(name) }
  }

  /// True if tables that this run would replace or remove have rows.
  var hasRows: Bool { owned.haveRows }

  /// Begins an output, which appears under its name when the run commits.
  /// - Parameter hasTexts: true if the output has texts of inputs, so that it must not be readable by more
  ///   users than the inputs.
  func stage(_ name: String, hasTexts: Bool = false) throws(Failure) -> StagedFile {
    try owned.requireReplaceable(name)
    // Outside of the lock, which the signal thread needs: opening a named pipe waits for its reader.
    let output = try OutputPath(name, in: path)
    let direct = try output.openDirectly()
    do throws(Failure) {
      return try state.withLock { state throws(Failure) in
        guard !state.isOver else { throw .system(.cannotWrite(path: output.path, errno: ECANCELED)) }
        let file = try StagedFile(
          name, output, direct: direct, in: directory, checksum: checksums,
          modeLimit: hasTexts ? textMode : nil)
        state.files.append(file)
        return file
      }
    } catch {
      if let direct { _ = systemClose(direct) }
      throw error
    }
  }

  /// Renames a staged file.
  func rename(_ file: StagedFile, to name: String) throws(Failure) {
    try owned.requireReplaceable(name)
    try file.rename(to: name, in: directory)
  }

  /// Returns the bytes of a staged output; `nil` if no output has the name, or if its bytes cannot be read back.
  func contents(of name: String) -> [UInt8]? {
    state.withLock { state in state.files.first { $0.name == name } }?.contents()
  }

  /// The staged outputs as run.json lists them, complete when everything is written.
  var outputs: [OutputReport] { state.withLock { $0.files.map(\.output) } }

  /// Puts all outputs in place, run.json last, and removes what the run before wrote and this one did not.
  ///
  /// - Parameters:
  ///   - report: its `outputs` are expected to be those of this directory.
  ///   - account: the content of run.json.
  func commit(_ report: RunReport, account: String) throws(Failure) {
    let file = try stage(WrittenRun.fileName)
    try file.write(account)
    let written = Set(report.outputs.map(\.name))
    try replace(removing: owned.obsolete(without: written)) { _ in true }
  }

  /// Puts only rejects.ndjson in place, for a run that was stopped by its rejects.
  func commitRejectsOnly() throws(Failure) {
    try replace(removing: []) { $0.name == OutputName.rejects }
  }

  /// Removes every trace of this run.
  ///
  /// Harmless after a commit.
  func abandon() {
    state.withLock { state in
      guard !state.isOver else { return }
      state.isOver = true
      // run.json is removed first: the next run would take it as a sign that names had begun to change.
      for file in state.files.reversed() { file.removeTemporary() }
      directory.removeCreated()
    }
    release()
  }

  /// Abandons every directory that this process holds.
  ///
  /// Waits for a commit that is already renaming files.
  ///
  /// - Returns: false if outputs were in place already, so that the run is as good as done.
  public static func abandonAll() -> Bool {
    for directory in held.withLock({ $0 }) { directory.abandon() }
    return !hasReplaced.load(ordering: .acquiring)
  }

  private static let hasReplaced = Atomic(false)
}

extension OutputDirectory {
  /// Syncs the chosen files and renames them to their final names; removes the others.
  ///
  /// The lock is held while names change, so that the signal thread finds either nothing replaced or
  /// everything.
  private func replace(
    removing obsolete: [String], _ isChosen: (StagedFile) -> Bool
  ) throws(Failure) {
    hold_end()
    defer { release_end() }
    let chosen = state.withLock { $0.files }.filter(isChosen)
    for file in chosen {
      try file.finish()
      // A directory under the name of an output would make its rename fail after others have succeeded.
      try owned.requireReplaceable(file.name)
    }
    try state.withLock { state throws(Failure) in
      guard !state.isOver else { throw .system(.cannotWrite(path: path, errno: ECANCELED)) }
      do throws(Failure) {
        try replacement.replace(chosen, removing: obsolete)
      } catch {
        // The next run undoes it with the files that exist now.
        if case .halfReplaced = error.cause as? SystemFailure { state.isOver = true }
        throw error
      }
      OutputDirectory.hasReplaced.store(true, ordering: .releasing)
      note_outputs_in_place(true)
      directory.keepCreated()
      for file in state.files { file.removeTemporary() }
      state.isOver = true
    }
    release()
  }

  private func release() {
    directory.unlock()
    OutputDirectory.held.withLock { held in held.removeAll { $0 === self } }
  }
}
