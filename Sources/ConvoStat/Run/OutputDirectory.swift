// The transaction: outputs are written beside their final names and take them together, or not at all.

import Ending
import Synchronization

/// The output directory, held by this run until it commits or abandons.
///
/// `stage` every output and write it; then either `commit`, `commitRejectsOnly` or `abandon`, once. Whatever
/// fails before the first file takes its final name leaves the directory as it was.
public final class OutputDirectory: Sendable {
  /// The directory as it was named.
  let path: String
  private let descriptor: Int32
  private let checksums: Bool
  /// The permission bits that outputs with texts of inputs may have at most; `nil`: any.
  private let textMode: mode_t?
  /// The files there that this run may replace.
  private let owned: OwnedOutputs
  private let state: Mutex<State>

  private struct State {
    var files: [StagedFile] = []
    /// Directories that this run made, outermost first; removed again where nothing comes of it.
    var madeDirectories: [String]
    /// Those directories, while they are empty or hold temporary files only.
    var leavings: [Leaving] = []
    var isOver = false
  }

  /// The directories held by this process, so that a signal can reach their temporary files.
  private static let held = Mutex<[OutputDirectory]>([])

  /// Takes a directory for this run, and removes the temporary files of runs that were killed.
  ///
  /// The lock is `flock` on the directory itself: it goes with the process, and leaves no file behind. Where
  /// the file system has no locks the run goes on without one.
  ///
  /// - Parameters:
  ///   - path: is made, with the parents that it lacks.
  ///   - checksums: whether outputs are given with their SHA-256.
  ///   - wait: seconds to wait while another run holds the directory.
  ///   - textMode: the permission bits that outputs with texts of inputs may have at most; `nil`: any.
  ///   - force: whether files are replaced that no run.json there names.
  init(
    _ path: String, checksums: Bool = false, wait: Int = 0, textMode: mode_t? = nil, force: Bool = false
  ) throws(Failure) {
    var made: [String] = []
    var descriptor = openDirectory(path)
    var leavings: [Leaving] = []
    if descriptor < 0 && errno == ENOENT {
      hold_end()
      defer { release_end() }
      made = try makeDirectory(path)
      leavings = made.map { .directory($0) }
      descriptor = openDirectory(path)
    }
    guard descriptor >= 0 else { throw .system(.cannotMakeDirectory(path: path, errno: errno)) }
    self.path = path
    self.descriptor = descriptor
    self.checksums = checksums
    self.textMode = textMode
    state = Mutex(State(madeDirectories: made, leavings: leavings))

    do throws(Failure) {
      let isLocked = try DirectoryLock(descriptor: descriptor, path: path).acquire(wait: wait)
      guard faccessat(descriptor, ".", W_OK | X_OK, 0) == 0 else {
        throw .system(.cannotWrite(path: path, errno: errno))
      }
      if isLocked { Replacement(directory: descriptor, path: path).undoInterrupted() }
    } catch {
      owned = OwnedOutputs(path, isEverything: true)
      throw error
    }
    owned = OwnedOutputs(path, isEverything: force)
    OutputDirectory.held.withLock { $0.append(self) }
  }

  deinit { close(descriptor) }

  /// Refuses names that somebody else's files have, or directories.
  func requireReplaceable(_ names: [String]) throws(Failure) {
    for name in names { try owned.requireReplaceable(name) }
  }

  /// Whether tables that this run would replace or remove have rows.
  var hasRows: Bool { owned.haveRows }

  /// Begins an output; it appears under its name when the run commits.
  /// - Parameter hasTexts: whether it contains texts of inputs, and so must not be read by more users than these.
  func stage(_ name: String, hasTexts: Bool = false) throws(Failure) -> StagedFile {
    try owned.requireReplaceable(name)
    // Outside of the lock, which a signal needs: a named pipe waits for its reader.
    let output = try OutputPath(name, in: path)
    let direct = try output.openDirectly()
    do throws(Failure) {
      return try state.withLock { state throws(Failure) in
        guard !state.isOver else { throw .system(.cannotWrite(path: output.path, errno: ECANCELED)) }
        let file = try StagedFile(
          name, output, direct: direct, in: descriptor, path: path, checksum: checksums,
          modeLimit: hasTexts ? textMode : nil)
        state.files.append(file)
        return file
      }
    } catch {
      if let direct { _ = systemClose(direct) }
      throw error
    }
  }

  /// Gives a staged file another name.
  func rename(_ file: StagedFile, to name: String) throws(Failure) {
    try owned.requireReplaceable(name)
    try file.rename(to: name, in: descriptor, path: path)
  }

  /// What was staged, as run.json lists it; complete when everything is written.
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

  /// Puts only rejects.ndjson in place: what a run may leave that was stopped by its rejects.
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
      // run.json goes first: by it the next run would tell that names had begun to change.
      for file in state.files.reversed() { file.removeTemporary() }
      for directory in state.madeDirectories.reversed() { _ = directory.withPath { rmdir($0) } }
    }
    release()
  }

  /// Abandons every directory that this process holds; a commit that replaces files by now is waited for.
  ///
  /// - Returns: false where outputs had taken their place already: then the run is as good as done.
  public static func abandonAll() -> Bool {
    for directory in held.withLock({ $0 }) { directory.abandon() }
    return !hasReplaced.load(ordering: .acquiring)
  }

  private static let hasReplaced = Atomic(false)
}

extension OutputDirectory {
  /// Syncs the chosen files and gives them their final names; removes the others.
  ///
  /// The lock is held while names change, so that a signal finds either nothing replaced or everything.
  private func replace(
    removing obsolete: [String], _ isChosen: (StagedFile) -> Bool
  ) throws(Failure) {
    hold_end()
    defer { release_end() }
    let chosen = state.withLock { $0.files }.filter(isChosen)
    for file in chosen {
      try file.finish()
      // A directory under an output's name would make its rename fail after others have succeeded.
      try owned.requireReplaceable(file.name)
    }
    try state.withLock { state throws(Failure) in
      guard !state.isOver else { throw .system(.cannotWrite(path: path, errno: ECANCELED)) }
      do throws(Failure) {
        try Replacement(directory: descriptor, path: path).replace(chosen, removing: obsolete)
      } catch {
        // The next run undoes it by the files that are there now.
        if case .halfReplaced = error.cause as? SystemFailure { state.isOver = true }
        throw error
      }
      OutputDirectory.hasReplaced.store(true, ordering: .releasing)
      note_outputs_in_place(true)
      state.leavings = []
      for file in state.files { file.removeTemporary() }
      state.isOver = true
    }
    release()
  }

  private func release() {
    flock(descriptor, LOCK_UN)
    OutputDirectory.held.withLock { held in held.removeAll { $0 === self } }
  }
}
