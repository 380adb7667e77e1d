// The inputs of a run: what was named on the command line, with directories searched.

/// The inputs of a run in the order of their paths, each file once.
struct InputList {
  private(set) var paths: [String] = []
  /// What is odd but does not stop the run.
  private(set) var warnings: [String] = []
  private var files: Set<FileIdentity> = []
  private var directories: Set<FileIdentity> = []

  /// A file, by whatever name it is reached.
  private struct FileIdentity: Hashable {
    var device: UInt64
    var number: UInt64
  }

  /// The regular file that was changed last, in milliseconds since 1970.
  private var newestFile: (path: String, modified: Int64)?

  /// What cannot be read, where the run goes on without it.
  private(set) var broken: [BrokenInput] = []
  private let keepsGoing: Bool

  /// No inputs.
  static let empty = InputList()

  private init() { keepsGoing = false }

  /// Finds the inputs.
  /// - Parameters:
  ///   - inputs: files, directories or `-`, as named.
  ///   - keepsGoing: whether what is not there is put down as broken.
  init(_ inputs: [String], keepsGoing: Bool = false) throws(Failure) {
    self.keepsGoing = keepsGoing
    for input in inputs {
      if input == "-" {
        if paths.contains("-") {
          warnings.append("-: standard input is named twice and read once")
        } else {
          paths.append("-")
        }
      } else {
        try add(input, isNamed: true)
      }
    }
    sort()
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

  /// Stops the run, or puts the path down as broken.
  private mutating func refuse(_ path: String, errno code: Int32) throws(Failure) {
    let failure = Failure.cannotOpen(path: path, errno: code)
    guard keepsGoing else { throw failure }
    broken.append(BrokenInput(path: path, failure: failure))
  }

  private mutating func add(_ path: String, isNamed: Bool) throws(Failure) {
    var status = stat()
    guard path.withPath({ stat($0, &status) }) == 0 else { return try refuse(path, errno: errno) }
    let identity = FileIdentity(device: UInt64(status.st_dev), number: UInt64(status.st_ino))
    if status.st_mode & S_IFMT != S_IFDIR {
      // A pipe that lies in a directory might never end; named, it is meant.
      if !isNamed, status.st_mode & S_IFMT != S_IFREG {
        warnings.append("\(path.printablePath): is no file and was passed over")
        return
      }
      if files.insert(identity).inserted {
        paths.append(path)
        let modified = modifiedSeconds(status) * 1000
        if status.st_mode & S_IFMT == S_IFREG, modified > newestFile?.modified ?? .min {
          newestFile = (path, modified)
        }
      } else {
        warnings.append("\(path.printablePath): the same file is named twice and read once")
      }
    } else if directories.insert(identity).inserted {
      let before = paths.count
      try search(path)
      if isNamed, paths.count == before {
        warnings.append("\(path.printablePath): holds no *.ndjson, *.jsonl or *.json")
      }
    }
  }

  /// Adds the dumps in a directory and those below it.
  private mutating func search(_ directory: String) throws(Failure) {
    let found: [String]
    switch names(in: directory) {
    case .success(let names): found = names
    case .failure(let error): return try refuse(directory, errno: error.code)
    }
    let outputs = Set(WrittenRun(in: directory)?.outputNames ?? [])
    for name in found.sorted() where !name.hasPrefix(".") && name != WrittenRun.fileName {
      let path = directory.hasSuffix("/") ? directory + name : directory + "/" + name
      let isDump = InputList.isDump(name) && !outputs.contains(name)
      var status = stat()
      if path.withPath({ stat($0, &status) }) != 0 {
        let code = errno
        guard isDump else { continue }
        guard code == ENOENT || code == ELOOP else {
          try refuse(path, errno: code)
          continue
        }
        warnings.append("\(path.printablePath): leads to no file and was passed over")
      } else if isDump || status.st_mode & S_IFMT == S_IFDIR {
        try add(path, isNamed: false)
      }
    }
  }

  /// Whether a name ends as dumps do (README 1).
  static func isDump(_ name: String) -> Bool {
    var name = name.lowercased()
    if let packed = [".gz", ".zst", ".xz", ".bz2"].first(where: name.hasSuffix) {
      name.removeLast(packed.count)
    }
    return [".ndjson", ".jsonl", ".json"].contains { name.hasSuffix($0) }
  }
}
