// The moment at which outputs get their names: all of them or none, even if the program is killed.

/// The replacement of the files under the given names of a directory, or of the files that links there lead
/// to.
///
/// Before a name changes, its old file is kept under a second name. The account, which lists the others, goes
/// first and comes back last, so that a visible account always matches the visible files. If a step fails,
/// every old file is restored; if the program is killed, the next run that locks the directory does that
/// (`undoInterrupted`).
package struct Replacement {
  private let directory: Int32
  private let path: String
  private let account: String

  /// Creates the replacement of files in a directory.
  /// - Parameters:
  ///   - directory: an open descriptor of the directory.
  ///   - path: the directory as given on the command line, for messages.
  ///   - account: the name of the account, such as run.json.
  package init(directory: Int32, path: String, account: String) {
    (self.directory, self.path, self.account) = (directory, path, account)
  }

  /// Renames staged files to their final names and removes the files of other names.
  ///
  /// - Parameters:
  ///   - files: the files, written and synced. The account must be the last one if it is among them.
  ///   - obsolete: the names to remove.
  package func replace(_ files: [StagedFile], removing obsolete: [String]) throws(Failure) {
    let replacing = files.filter { $0.entry != nil }
    // One rename is atomic by itself.
    if let file = replacing.first, files.count == 1, obsolete.isEmpty {
      try file.takePlace()
      guard syncNames(of: files) else {
        throw .system(.cannotSync(path: path.appending(name: file.name), errno: errno))
      }
      return
    }
    let entries =
      replacing.filter { $0.name != account }.compactMap(\.entry) + obsolete.map(plain)
    // An account that is a device or a pipe was written already and stays.
    let own = files.first { $0.name == account }
    let run = own == nil ? plain(account) : own?.entry
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
        if file.name == account {
          for name in obsolete { plain(name).unlink(name) }
          try sync(files)
        }
        try file.takePlace()
      }
      try sync(files)
    } catch {
      var code: Int32?
      for entry in kept where !restore(entry) { code = code ?? errno }
      // The kept files are the only copy then; the next run restores them.
      if let code { throw .system(.halfReplaced(directory: path, errno: code)) }
      for entry in kept { entry.unlink(TemporaryName.kept(entry.name)) }
      throw error
    }
    for entry in kept { entry.unlink(TemporaryName.kept(entry.name)) }
  }

  /// Returns the entry of a name in the directory itself.
  private func plain(_ name: String) -> OutputEntry { OutputEntry(name, in: directory, mode: nil) }

  /// Keeps the file of a name under a second name too, or, on a file system without hard links, only there.
  private func keep(_ entry: OutputEntry) throws(Failure) {
    let kept = TemporaryName.kept(entry.name)
    if entry.link(entry.name, to: kept) || errno == ENOENT { return }
    // If somebody else has created the name meanwhile, no link replaces it.
    if errno == EEXIST, entry.unlink(kept), entry.link(entry.name, to: kept) { return }
    try moveAway(entry)
  }

  private func moveAway(_ entry: OutputEntry) throws(Failure) {
    if entry.rename(entry.name, to: TemporaryName.kept(entry.name)) || errno == ENOENT { return }
    throw .system(.cannotWrite(path: path.appending(name: entry.name), errno: errno))
  }

  /// Syncs the names to the disk.
  ///
  /// Some file systems do not support that.
  private func sync(_ files: [StagedFile]) throws(Failure) {
    guard syncNames(of: files) else { throw .system(.cannotWrite(path: path, errno: errno)) }
  }

  private func syncNames(of files: [StagedFile]) -> Bool {
    guard syncDescriptor(directory) else { return false }
    let others = Set(files.compactMap(\.entry).filter(isElsewhere).map(\.prefix))
    return others.allSatisfy(syncDirectory)
  }

  /// Returns true if the entry is that of a file in another directory, to which a link leads.
  private func isElsewhere(_ entry: OutputEntry) -> Bool { entry.directory != directory }

  /// Restores the kept file of a name, or removes the new one if there was none before.
  ///
  /// The kept file stays, so that a kill during this can be repaired by the next run.
  /// - Returns: true on success; otherwise `errno` has the reason.
  private func restore(_ entry: OutputEntry, of process: Substring? = nil) -> Bool {
    let kept = TemporaryName.kept(entry.name, process: process)
    let back = TemporaryName.back(entry.name, process: process)
    entry.unlink(back)
    if entry.link(kept, to: back) {
      let isBack = entry.rename(back, to: entry.name)
      let code = errno
      entry.unlink(back)  // two names of one file are left as they are by a rename
      errno = code
      return isBack
    }
    if errno == ENOENT { return entry.unlink(entry.name) || errno == ENOENT }
    // Some file systems have no hard links.
    return entry.rename(kept, to: entry.name) || errno == ENOENT
  }
}

extension Replacement {
  /// Undoes replacements that were killed, and removes the temporary files of all runs that are no longer
  /// running.
  ///
  /// - Precondition: no other run has locked the directory.
  /// - Parameter outputs: returns the names of the outputs that the bytes of an account list; `nil` if they are
  ///   no account.
  package func undoInterrupted(_ outputs: ([UInt8]) -> [String]?) {
    guard case .success(let names) = names(in: path) else { return }
    let temporaries = Set(names.filter(TemporaryName.recognises))
    // An output that is a link has its temporary files next to its target.
    let links = Set(names).subtracting(temporaries).map(entry).filter(isElsewhere)
    let elsewhere = links.flatMap { entry in leftovers(beside: entry).map { (entry, $0) } }
    for process in Set((temporaries + elsewhere.map(\.1)).compactMap(TemporaryName.process)) {
      let run = entry(account)
      let name = TemporaryName.make(for: run.name, process: process)
      guard run.status(of: name) != nil else { continue }
      if isTrusted(name, beside: run) {
        let file = isElsewhere(run) ? run.sibling(name) : path.appending(name: name)
        let written = leftContents(of: file).flatMap(outputs)
        if let written { undo(run, written, of: process, among: temporaries) }
      }
      // It goes first: without it the remaining files only have to be removed.
      run.unlink(name)
    }
    for name in temporaries { plain(name).unlink(name) }
    for (entry, name) in elsewhere { entry.unlink(name) }
  }

  /// Returns the entry of an output with that name; for a link to a file, the entry of that file.
  private func entry(_ name: String) -> OutputEntry {
    guard let status = plain(name).status(of: name), status.st_mode & S_IFMT == S_IFLNK,
      let output = try? OutputPath(path.appending(name: name)),
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

  /// Returns true if a file belongs to a run and not to somebody else: a regular file and, in a directory
  /// where users cannot remove each other's files, one that this user, root or the owner of the directory
  /// owns.
  private func isTrusted(_ name: String, beside entry: OutputEntry) -> Bool {
    var parent = stat()
    let directory = entry.prefix.isEmpty ? "." : entry.prefix
    guard let status = entry.status(of: name), status.st_mode & S_IFMT == S_IFREG,
      directory.withPath({ fstatat(entry.directory, $0, &parent, 0) }) == 0
    else { return false }
    return parent.st_mode & S_ISVTX == 0 || [geteuid(), 0, parent.st_uid].contains(status.st_uid)
  }

  /// Undoes a run whose own account did not get its name: the files that are no longer under their temporary
  /// names had got their final names.
  private func undo(
    _ run: OutputEntry, _ written: [String], of process: Substring, among names: Set<String>
  ) {
    let outputs = written.map(entry)
    let replaced = outputs.filter {
      $0.status(of: TemporaryName.make(for: $0.name, process: process)) == nil
    }
    let kept = names.filter {
      $0.hasSuffix(TemporaryName.keptSuffix) && TemporaryName.process(of: $0) == process
        && isTrusted($0, beside: plain($0))
    }
    let keptElsewhere = outputs.filter {
      isElsewhere($0) && $0.status(of: TemporaryName.kept($0.name, process: process)) != nil
    }
    let isRunKept = isTrusted(TemporaryName.kept(run.name, process: process), beside: run)
    // The account comes back last: until then nobody takes the files for those that it lists.
    let others = Set(replaced + keptElsewhere + kept.compactMap(TemporaryName.output).map(plain)).subtracting(
      [run])
    for entry in others { _ = restore(entry, of: process) }
    if isRunKept { _ = restore(run, of: process) }
  }
}
