// The moment at which outputs take their names: all of them, or none, also where the program is killed in it.

/// The replacement of what stands under some names of a directory.
///
/// Before a name changes, what it had is kept under a second name. run.json goes first and comes back last, so
/// that whoever sees a run.json sees the files that it names. If a step fails, everything gets back what it had;
/// if the program is killed, the next one that holds the directory does that (`undoInterrupted`).
struct Replacement {
  /// An open descriptor of the directory.
  let directory: Int32
  /// The directory as it was named, for messages.
  let path: String

  /// Gives staged files their names and removes the files of other names.
  ///
  /// - Parameters:
  ///   - files: written and synced; run.json, if it is among them, is the last.
  ///   - obsolete: names to be removed.
  func replace(_ files: [StagedFile], removing obsolete: [String]) throws(Failure) {
    // One rename is whole by itself.
    if let file = files.first, files.count == 1, obsolete.isEmpty {
      try rename(file.temporaryName, to: file.name)
      return try sync()
    }
    let names = files.map(\.name).filter { $0 != WrittenRun.fileName } + obsolete
    var kept: [String] = []
    do throws(Failure) {
      for name in names {
        try keep(name)
        kept.append(name)
      }
      try moveAway(WrittenRun.fileName)
      kept.append(WrittenRun.fileName)
      for file in files {
        if file.name == WrittenRun.fileName {
          for name in obsolete { unlinkat(directory, name, 0) }
          try sync()
        }
        try rename(file.temporaryName, to: file.name)
      }
      try sync()
    } catch {
      for name in kept { restore(name, from: TemporaryName.kept(name), by: TemporaryName.back(name)) }
      for name in kept { unlinkat(directory, TemporaryName.kept(name), 0) }
      throw error
    }
    for name in kept { unlinkat(directory, TemporaryName.kept(name), 0) }
  }

  /// Keeps what stands under a name under a second one too, where the file system can; else only there.
  private func keep(_ name: String) throws(Failure) {
    let kept = TemporaryName.kept(name)
    if linkat(directory, name, directory, kept, 0) == 0 || errno == ENOENT { return }
    try moveAway(name)
  }

  private func moveAway(_ name: String) throws(Failure) {
    if renameat(directory, name, directory, TemporaryName.kept(name)) == 0 || errno == ENOENT { return }
    throw .cannotWrite(path: path + "/" + name, errno: errno)
  }

  private func rename(_ temporary: String, to name: String) throws(Failure) {
    guard renameat(directory, temporary, directory, name) == 0 else {
      throw .cannotWrite(path: path + "/" + name, errno: errno)
    }
  }

  /// Brings the names to the disk, where the file system can.
  private func sync() throws(Failure) {
    guard fsync(directory) == 0 || errno == EINVAL else { throw .cannotWrite(path: path, errno: errno) }
  }

  /// Gives a name back what was kept of it; where nothing was there before, nothing is there after.
  ///
  /// What was kept stays, so that whoever is killed in the middle of this can be followed by another.
  private func restore(_ name: String, from kept: String, by back: String) {
    unlinkat(directory, back, 0)
    if linkat(directory, kept, directory, back, 0) == 0 {
      renameat(directory, back, directory, name)
      unlinkat(directory, back, 0)  // two names of one file are left as they are by a rename
    } else if errno == ENOENT {
      unlinkat(directory, name, 0)
    } else {  // a file system where a file has one name
      renameat(directory, kept, directory, name)
    }
  }
}

extension Replacement {
  /// Undoes the replacements that were killed, and removes the temporary files of all runs that are no more.
  ///
  /// Precondition: no other run holds the directory.
  func undoInterrupted() {
    guard case .success(let names) = names(in: path) else { return }
    let temporaries = Set(names.filter(TemporaryName.recognises))
    for process in Set(temporaries.compactMap(TemporaryName.process)) {
      let run = TemporaryName.make(for: WrittenRun.fileName, process: process)
      guard temporaries.contains(run) else { continue }
      undo(run: run, of: process, among: temporaries)
      // It goes first: without it what is left is only to be removed.
      unlinkat(directory, run, 0)
    }
    for name in temporaries { _ = name.withPath { unlinkat(directory, $0, 0) } }
  }

  /// Undoes what a run did whose own run.json did not get its name: its files that are no longer under their
  /// temporary names had got theirs.
  private func undo(run: String, of process: Substring, among names: Set<String>) {
    guard let written = contents(of: path + "/" + run).flatMap({ WrittenRun($0) })?.outputNames else {
      return
    }
    let replaced = written.filter { !names.contains(TemporaryName.make(for: $0, process: process)) }
    let kept = names.filter {
      $0.hasSuffix(TemporaryName.keptSuffix) && TemporaryName.process(of: $0) == process
    }
    // run.json comes back last: until then nobody takes the files for those that it names.
    let outputs = Set(replaced).union(kept.compactMap(TemporaryName.output))
    for output in outputs.sorted(by: { $1 == WrittenRun.fileName && $0 != WrittenRun.fileName }) {
      restore(
        output, from: TemporaryName.kept(output, process: process),
        by: TemporaryName.back(output, process: process))
    }
  }
}

/// How temporary files are named, so that what a killed run left behind can be told from everything else.
enum TemporaryName {
  private static let prefix = ".convostat-"
  private static let suffix = ".tmp"
  /// Ends the names of what outputs were before.
  static let keptSuffix = ".was"

  /// The temporary name of an output, of this process if no other is given.
  static func make(for name: String, process: Substring? = nil) -> String {
    "\(prefix)\(process ?? own)-\(name)\(suffix)"
  }

  /// The name under which is kept what stood under an output's name.
  static func kept(_ name: String, process: Substring? = nil) -> String {
    "\(prefix)\(process ?? own)-\(name)\(keptSuffix)"
  }

  /// The name that what was kept of an output has for a moment on its way back.
  static func back(_ name: String, process: Substring? = nil) -> String {
    make(for: name + "-back", process: process)
  }

  private static var own: Substring { Substring(String(getpid())) }

  /// Whether a name is one that `make` or `kept` gives, in this process or another.
  static func recognises(_ name: String) -> Bool { process(of: name) != nil }

  /// The process that made the file; nil where the name is none of these.
  static func process(of name: String) -> Substring? {
    guard name.hasPrefix(prefix), name.hasSuffix(suffix) || name.hasSuffix(keptSuffix) else { return nil }
    let rest = name.dropFirst(prefix.count)
    let process = rest.prefix { $0 != "-" }
    guard !process.isEmpty, process.count < rest.count, process.allSatisfy({ $0.isASCII && $0.isNumber })
    else {
      return nil
    }
    return process
  }

  /// The output that a temporary name is for.
  static func output(of name: String) -> String? {
    guard let process = process(of: name) else { return nil }
    return String(name.dropFirst(prefix.count + process.count + 1).dropLast(suffix.count))
  }
}
