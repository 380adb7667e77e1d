// The moment at which outputs get their names: all of them or none, even if the program is killed.

/// The replacement of the files under the given names of a directory, or of the files that links there lead
/// to.
///
/// Before a name changes, its old file is kept under a second name. run.json goes first and comes back last,
/// so that a visible run.json always matches the visible files. If a step fails, every old file is restored;
/// if the program is killed, the next run that locks the directory does that (`undoInterrupted`).
struct Replacement {
  /// An open descriptor of the directory.
  let directory: Int32
  /// The directory as given on the command line, for messages.
  let path: String

  /// Renames staged files to their final names and removes the files of other names.
  ///
  /// - Parameters:
  ///   - files: the files, written and synced. run.json must be the last one if it is among them.
  ///   - obsolete: the names to remove.
  func replace(_ files: [StagedFile], removing obsolete: [String]) throws(Failure) {
    let replacing = files.filter { $0.entry != nil }
    // One rename is atomic by itself.
    if let file = replacing.first, files.count == 1, obsolete.isEmpty {
      try rename(file)
      guard syncNames(of: files) else {
        throw .system(.cannotSync(path: path.appending(name: file.name), errno: errno))
      }
      return
    }
    let entries =
      replacing.filter { $0.name != WrittenRun.fileName }.compactMap(\.entry) + obsolete.map(plain)
    // A run.json that is a device or a pipe was written already and stays.
    let own = files.first { $0.name == WrittenRun.fileName }
    let run = own == nil ? plain(WrittenRun.fileName) : own?.entry
    var kept: [OutputEntry] = []
    do throws(Failure) {
      for entry in entries {
        try keep(entry)
        kept.append(entry)
      }
      if let run {
        try moveAway(run)
        kept.append(run)
      }
      for file in replacing {
        if file.name == WrittenRun.fileName {
          for name in obsolete { unlinkat(directory, name, 0) }
          try sync(files)
        }
        try rename(file)
      }
      try sync(files)
    } catch {
      var code: Int32?
      for entry in kept where !restore(entry) { code = code ?? errno }
      // The kept files are the only copy then; the next run restores them.
      if let code { throw .system(.halfReplaced(directory: path, errno: code)) }
      for entry in kept { unlink(TemporaryName.kept(entry.name), beside: entry) }
      throw error
    }
    for entry in kept { unlink(TemporaryName.kept(entry.name), beside: entry) }
  }

  /// Returns the entry of a name in the directory itself.
  private func plain(_ name: String) -> OutputEntry { OutputEntry(name, in: directory, mode: nil) }

  @discardableResult
  private func unlink(_ name: String, beside entry: OutputEntry) -> Int32 {
    entry.sibling(name).withPath { unlinkat(entry.directory, $0, 0) }
  }

  private func link(_ name: String, to other: String, beside entry: OutputEntry) -> Bool {
    entry.sibling(name).withPath { old in
      entry.sibling(other).withPath { linkat(entry.directory, old, entry.directory, $0, 0) }
    } == 0
  }

  private func rename(_ name: String, to other: String, beside entry: OutputEntry) -> Bool {
    entry.sibling(name).withPath { old in
      entry.sibling(other).withPath { renameat(entry.directory, old, entry.directory, $0) }
    } == 0
  }

  /// Keeps the file of a name under a second name too, or, on a file system without hard links, only there.
  private func keep(_ entry: OutputEntry) throws(Failure) {
    let kept = TemporaryName.kept(entry.name)
    if link(entry.name, to: kept, beside: entry) || errno == ENOENT { return }
    // If somebody else has created the name meanwhile, no link replaces it.
    if errno == EEXIST, unlink(kept, beside: entry) == 0, link(entry.name, to: kept, beside: entry) { return }
    try moveAway(entry)
  }

  private func moveAway(_ entry: OutputEntry) throws(Failure) {
    if rename(entry.name, to: TemporaryName.kept(entry.name), beside: entry) || errno == ENOENT { return }
    throw .system(.cannotWrite(path: path.appending(name: entry.name), errno: errno))
  }

  private func rename(_ file: StagedFile) throws(Failure) {
    guard let entry = file.entry else { return }
    guard rename(file.temporaryName, to: entry.name, beside: entry) else {
      throw .system(.cannotWrite(path: path.appending(name: file.name), errno: errno))
    }
  }

  /// Syncs the names to the disk.
  ///
  /// Some file systems do not support that.
  private func sync(_ files: [StagedFile]) throws(Failure) {
    guard syncNames(of: files) else { throw .system(.cannotWrite(path: path, errno: errno)) }
  }

  private func syncNames(of files: [StagedFile]) -> Bool {
    guard fsync(directory) == 0 || errno == EINVAL else { return false }
    let others = Set(files.compactMap(\.entry).filter { $0.directory != directory }.map(\.prefix))
    return others.allSatisfy(syncDirectory)
  }

  /// Restores the kept file of a name, or removes the new one if there was none before.
  ///
  /// The kept file stays, so that a kill during this can be repaired by the next run.
  /// - Returns: true on success; otherwise `errno` has the reason.
  private func restore(_ entry: OutputEntry, of process: Substring? = nil) -> Bool {
    let kept = TemporaryName.kept(entry.name, process: process)
    let back = TemporaryName.back(entry.name, process: process)
    unlink(back, beside: entry)
    if link(kept, to: back, beside: entry) {
      let isBack = rename(back, to: entry.name, beside: entry)
      let code = errno
      unlink(back, beside: entry)  // two names of one file are left as they are by a rename
      errno = code
      return isBack
    }
    if errno == ENOENT { return unlink(entry.name, beside: entry) == 0 || errno == ENOENT }
    // Some file systems have no hard links.
    return rename(kept, to: entry.name, beside: entry) || errno == ENOENT
  }
}

extension Replacement {
  /// Undoes replacements that were killed, and removes the temporary files of all runs that are no longer
  /// running.
  ///
  /// - Precondition: no other run has locked the directory.
  func undoInterrupted() {
    guard case .success(let names) = names(in: path) else { return }
    let temporaries = Set(names.filter(TemporaryName.recognises))
    // An output that is a link has its temporary files next to its target.
    let links = Set(names).subtracting(temporaries).map(entry).filter { $0.directory != directory }
    let elsewhere = links.flatMap { entry in leftovers(beside: entry).map { (entry, $0) } }
    for process in Set((temporaries + elsewhere.map(\.1)).compactMap(TemporaryName.process)) {
      let run = entry(WrittenRun.fileName)
      let name = TemporaryName.make(for: run.name, process: process)
      guard exists(name, beside: run) else { continue }
      if isTrusted(name, beside: run) { undo(run, name, of: process, among: temporaries) }
      // It goes first: without it the remaining files only have to be removed.
      unlink(name, beside: run)
    }
    for name in temporaries { unlink(name, beside: plain(name)) }
    for (entry, name) in elsewhere { unlink(name, beside: entry) }
  }

  /// Returns the entry of an output with that name; for a link to a file, the entry of that file.
  private func entry(_ name: String) -> OutputEntry {
    var status = stat()
    guard name.withPath({ fstatat(directory, $0, &status, AT_SYMLINK_NOFOLLOW) }) == 0,
      status.st_mode & S_IFMT == S_IFLNK, let output = try? OutputPath(path.appending(name: name)),
      case .file(let entry) = output.target
    else { return plain(name) }
    return entry
  }

  /// Returns the temporary files of an output in another directory whose processes are no longer running.
  private func leftovers(beside entry: OutputEntry) -> [String] {
    guard case .success(let names) = names(in: entry.prefix.isEmpty ? "." : entry.prefix) else { return [] }
    return names.filter { name in
      guard let process = TemporaryName.process(of: name).flatMap({ pid_t($0) }),
        [entry.name, entry.name + "-back"].contains(TemporaryName.output(of: name))
      else { return false }
      return kill(process, 0) != 0 && errno == ESRCH || process == getpid()
    }
  }

  private func exists(_ name: String, beside entry: OutputEntry) -> Bool {
    entry.sibling(name).withPath { faccessat(entry.directory, $0, F_OK, AT_SYMLINK_NOFOLLOW) } == 0
  }

  /// Returns true if a file belongs to a run and not to somebody else: a regular file and, in a directory
  /// where users cannot remove each other's files, one that this user, root or the owner of the directory
  /// owns.
  private func isTrusted(_ name: String, beside entry: OutputEntry) -> Bool {
    var (status, parent) = (stat(), stat())
    let isRead =
      entry.sibling(name).withPath({ fstatat(entry.directory, $0, &status, AT_SYMLINK_NOFOLLOW) }) == 0
      && (entry.prefix.isEmpty ? "." : entry.prefix).withPath { fstatat(entry.directory, $0, &parent, 0) }
        == 0
    guard isRead, status.st_mode & S_IFMT == S_IFREG else { return false }
    return parent.st_mode & S_ISVTX == 0 || [geteuid(), 0, parent.st_uid].contains(status.st_uid)
  }

  /// Undoes a run whose own run.json did not get its name: the files that are no longer under their temporary
  /// names had got their final names.
  private func undo(_ run: OutputEntry, _ name: String, of process: Substring, among names: Set<String>) {
    let file = run.directory == directory ? path.appending(name: name) : run.sibling(name)
    guard let written = leftContents(of: file).flatMap({ WrittenRun($0) })?.outputNames else { return }
    let outputs = written.map(entry)
    let replaced = outputs.filter { !exists(TemporaryName.make(for: $0.name, process: process), beside: $0) }
    let kept = names.filter {
      $0.hasSuffix(TemporaryName.keptSuffix) && TemporaryName.process(of: $0) == process
        && isTrusted($0, beside: plain($0))
    }
    let keptElsewhere = outputs.filter {
      $0.directory != directory && exists(TemporaryName.kept($0.name, process: process), beside: $0)
    }
    let isRunKept = isTrusted(TemporaryName.kept(run.name, process: process), beside: run)
    // run.json comes back last: until then nobody takes the files for those that it lists.
    let others = Set(replaced + keptElsewhere + kept.compactMap(TemporaryName.output).map(plain)).subtracting(
      [run])
    for entry in others { _ = restore(entry, of: process) }
    if isRunKept { _ = restore(run, of: process) }
  }
}
