// The inputs of a run: the paths on the command line, with directories searched.

/// The inputs of a run in the order of their paths, each file once.
struct InputList {
  private(set) var paths: [String] = []
  /// Warnings about oddities that do not stop the run.
  private(set) var warnings: [String] = []
  /// The path under which each file was found first.
  private var files: [FileIdentity: String] = [:]
  private var directories: Set<FileIdentity> = []
  /// The permission bits that all regular files among the inputs have in common; `nil` if there are no
  /// regular files.
  private(set) var narrowestMode: mode_t?

  /// The regular file with the latest modification time, in milliseconds since 1970.
  private var newestFile: (path: String, modified: Int64)?

  /// The inputs that cannot be read and that the run leaves out.
  private(set) var broken: [BrokenInput] = []
  /// The failure of the first of those inputs.
  private var firstFailure: Failure?

  /// Returns the names in a directory that earlier runs wrote there, and that are therefore no inputs.
  typealias KnownOutputs = @Sendable (_ directory: String, _ names: [String]) -> Set<String>
  private let knownOutputs: KnownOutputs

  /// The report of a run, which is no input no matter which program wrote it.
  static let reportName = "run.json"

  /// An empty list.
  static let empty = InputList()

  private init() { knownOutputs = { _, _ in [] } }

  /// Finds the inputs.
  /// - Parameters:
  ///   - inputs: files, directories or `-`, as named.
  ///   - keepsGoing: true if a path that cannot be opened is recorded as broken.
  ///   - knownOutputs: finds outputs of earlier runs in a directory that is searched.
  /// - Throws: `Failure` if a path cannot be opened, unless `keepsGoing`.
  init(_ inputs: [String], keepsGoing: Bool = false, knownOutputs: @escaping KnownOutputs) throws(Failure) {
    self.init(finding: inputs, knownOutputs: knownOutputs)
    try requireAll(unless: keepsGoing)
  }

  /// Finds the inputs, and records paths that cannot be opened as broken.
  init(finding inputs: [String], knownOutputs: @escaping KnownOutputs) {
    self.knownOutputs = knownOutputs
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

  /// Adds warnings about the inputs.
  mutating func warn(_ sentences: [String]) { warnings += sentences }

  /// Throws if an input cannot be opened, unless `keepsGoing`.
  func requireAll(unless keepsGoing: Bool) throws(Failure) {
    if let firstFailure, !keepsGoing { throw firstFailure }
  }

  /// Returns the path of the input that is the same file, or `nil`.
  func path(of file: FileIdentity) -> String? { files[file] }

  /// Records the identity and the permissions of a file.
  /// - Returns: false if the same file was recorded before.
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

  /// Returns a warning if a file was modified more than a day after `now`: then the clock is behind.
  func clockWarning(now: Int64) -> String? {
    guard let newestFile, newestFile.modified > now + 86_400_000 else { return nil }
    return "the clock of this machine is behind: it says \(formatMoment(now)), and "
      + "\(newestFile.path.printablePath) was changed \(formatMoment(newestFile.modified))"
  }

  /// Leaves out inputs that turned out to be broken.
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
    let failure = Failure.input(.cannotOpen(path: path, errno: code))
    firstFailure = firstFailure ?? failure
    broken.append(BrokenInput(path: path, failure: failure))
  }

  private mutating func add(_ path: String, isNamed: Bool) {
    var status = stat()
    guard path.withPath({ stat($0, &status) }) == 0 else { return refuse(path, errno: errno) }
    if status.st_mode & S_IFMT != S_IFDIR {
      // A pipe in a directory may never end, so it is read only if it is named.
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

  /// Adds the dumps in a directory and its subdirectories.
  private mutating func search(_ directory: String) {
    let found: [String]
    switch names(in: directory) {
    case .success(let names): found = names
    case .failure(let error): return refuse(directory, errno: error.code)
    }
    let outputs = knownOutputs(directory, found)
    for name in found.sorted() where !name.hasPrefix(".") && name != InputList.reportName {
      let path = directory.hasSuffix("/") ? directory + name : directory + "/" + name
      let isDump = InputList.isDump(name) && !outputs.contains(name)
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

  /// Returns true if a name has the ending of a dump (Inputs: forms of a file).
  static func isDump(_ name: String) -> Bool {
    var name = name.lowercased()
    if let packed = Compression.endings.first(where: name.hasSuffix) {
      name.removeLast(packed.count)
    }
    return [".ndjson", ".jsonl", ".json"].contains { name.hasSuffix($0) }
  }
}
