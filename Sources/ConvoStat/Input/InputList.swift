// The inputs of a run: what was named on the command line, with directories searched.

/// The inputs of a run in the order of their paths, each file once.
struct InputList {
  private(set) var paths: [String] = []
  /// What is odd but does not stop the run.
  private(set) var warnings: [String] = []
  /// The path under which each file was found first.
  private var files: [FileIdentity: String] = [:]
  private var directories: Set<FileIdentity> = []
  /// The permission bits that all regular files among the inputs have; `nil` if there is none.
  private(set) var narrowestMode: mode_t?

  /// The regular file that was changed last, in milliseconds since 1970.
  private var newestFile: (path: String, modified: Int64)?

  /// What cannot be read, where the run goes on without it.
  private(set) var broken: [BrokenInput] = []
  /// What was found first of that.
  private var firstFailure: Failure?

  /// No inputs.
  static let empty = InputList()

  private init() {}

  /// Finds the inputs.
  /// - Parameters:
  ///   - inputs: files, directories or `-`, as named.
  ///   - keepsGoing: whether what is not there is put down as broken.
  init(_ inputs: [String], keepsGoing: Bool = false) throws(Failure) {
    self.init(finding: inputs)
    try requireAll(unless: keepsGoing)
  }

  /// Finds the inputs, and puts down as broken what is not there.
  init(finding inputs: [String]) {
    for input in inputs {
      if input == "-" {
        if paths.contains("-") {
          warnings.append("-: standard input is given twice and read once")
        } else {
          paths.append("-")
          var status = stat()
          if fstat(STDIN_FILENO, &status) == 0 { note("-", status) }
        }
      } else {
        add(input, isNamed: true)
      }
    }
    sort()
  }

  /// Ends the run if something is not there, unless it goes on without.
  func requireAll(unless keepsGoing: Bool) throws(Failure) {
    if let firstFailure, !keepsGoing { throw firstFailure }
  }

  /// The path of the input that is the same file; `nil` if none is.
  func path(of file: FileIdentity) -> String? { files[file] }

  /// Notes a file, and what it may be read by.
  /// - Returns: whether it is the first of its kind.
  @discardableResult
  private mutating func note(_ path: String, _ status: stat) -> Bool {
    if status.st_mode & S_IFMT == S_IFREG {
      narrowestMode = (narrowestMode ?? 0o777) & status.st_mode & 0o777
    }
    let identity = FileIdentity(status)
    if files[identity] != nil { return false }
    files[identity] = path
    return true
  }

  /// Warns if a file was changed more than a day after a moment: then the clock is behind.
  func clockWarning(now: Int64) -> String? {
    guard let newestFile, newestFile.modified > now + 86_400_000 else { return nil }
    return "the clock of this machine is behind: it says \(formatMoment(now)), and "
      + "\(newestFile.path.printablePath) was changed \(formatMoment(newestFile.modified))"
  }

  /// Leaves inputs out that turned out to be broken.
  mutating func leaveOut(_ broken: [BrokenInput]) {
    paths.removeAll { path in broken.contains { $0.path == path } }
    self.broken += broken
    self.broken.sort { $0.path.pathBytes.lexicographicallyPrecedes($1.path.pathBytes) }
  }

  private mutating func sort() {
    let keyed = paths.map { (path: $0, key: $0.pathBytes) }
    paths = keyed.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.path)
    leaveOut([])
  }

  /// Records a path as unreadable.
  private mutating func refuse(_ path: String, errno code: Int32) {
    let failure = Failure.cannotOpen(path: path, errno: code)
    firstFailure = firstFailure ?? failure
    broken.append(BrokenInput(path: path, failure: failure))
  }

  private mutating func add(_ path: String, isNamed: Bool) {
    var status = stat()
    guard path.withPath({ stat($0, &status) }) == 0 else { return refuse(path, errno: errno) }
    if status.st_mode & S_IFMT != S_IFDIR {
      // A pipe that lies in a directory might never end; named, it is meant.
      if !isNamed, status.st_mode & S_IFMT != S_IFREG {
        warnings.append("\(path.printablePath): is not a file and was ignored")
        return
      }
      if note(path, status) {
        paths.append(path)
        let modified = modifiedSeconds(status) * 1000
        if status.st_mode & S_IFMT == S_IFREG, modified > newestFile?.modified ?? .min {
          newestFile = (path, modified)
        }
      } else {
        warnings.append("\(path.printablePath): the same file is given twice and read once")
      }
    } else if directories.insert(FileIdentity(status)).inserted {
      let before = paths.count
      search(path)
      if isNamed, paths.count == before {
        warnings.append("\(path.printablePath): has no *.ndjson, *.jsonl or *.json")
      }
    }
  }

  /// Adds the dumps in a directory and those below it.
  private mutating func search(_ directory: String) {
    let found: [String]
    switch names(in: directory) {
    case .success(let names): found = names
    case .failure(let error): return refuse(directory, errno: error.code)
    }
    let outputs = OwnedOutputs.known(in: directory, among: found)
    for name in found.sorted() where !name.hasPrefix(".") && name != WrittenRun.fileName {
      let path = directory.hasSuffix("/") ? directory + name : directory + "/" + name
      // A run that was stopped by its rejects leaves them without a run.json.
      let isOutput = outputs.contains(name) || name == OutputDirectory.rejectsName && isRejects(path)
      let isDump = InputList.isDump(name) && !isOutput
      var status = stat()
      if path.withPath({ stat($0, &status) }) != 0 {
        let code = errno
        guard isDump else { continue }
        guard code == ENOENT || code == ELOOP else {
          refuse(path, errno: code)
          continue
        }
        warnings.append("\(path.printablePath): leads to no file and was ignored")
      } else if isDump || status.st_mode & S_IFMT == S_IFDIR {
        add(path, isNamed: false)
      }
    }
  }

  /// Whether a name ends as dumps do (README 1).
  static func isDump(_ name: String) -> Bool {
    var name = name.lowercased()
    if let packed = Compression.endings.first(where: name.hasSuffix) {
      name.removeLast(packed.count)
    }
    return [".ndjson", ".jsonl", ".json"].contains { name.hasSuffix($0) }
  }
}
