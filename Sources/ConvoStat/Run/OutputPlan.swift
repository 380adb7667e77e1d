// All paths that a run will write, compared with all that it will read, before it does either.

/// The outputs of a run.
package struct OutputPlan {
  /// The directory of the tables; `nil` if there are none.
  var directory: String?
  /// The names of the files in the directory.
  var names: [String] = []
  /// True if tables may be written in parts.
  var isSplit = false
  /// The other output files.
  var files: [String] = []
  /// The ledger that facts are added to; `nil` if there is none.
  var ledger: String?

  /// Creates the plan of a run that writes tables.
  init(tables directory: String, _ options: Options) {
    self.directory = directory
    names = outputNames(options)
    isSplit = options.splitRows != nil
    files = [options.metricsPath].compactMap(\.self)
  }

  /// Creates the plan of a run that writes files.
  init(files: [String?], ledger: String? = nil, _ options: Options = Options()) {
    self.files = (files + [options.metricsPath]).compactMap(\.self)
    self.ledger = ledger
  }

  /// Throws if an output is an input, if two outputs are the same file, or if a directory is in the place of
  /// a file.
  /// - Parameters:
  ///   - list: the inputs.
  ///   - others: other files that are read, such as that of `--hours`.
  func check(against list: InputList, and others: [String] = []) throws(Failure) {
    var read: [FileIdentity: String] = [:]
    for path in others { if let file = OutputPlan.file(path) { read[file] = path } }
    var written: [Place: String] = [:]
    for (path, place) in try places() {
      if case .file(let file) = place, let input = list.path(of: file) ?? read[file] {
        throw .output(.outputIsInput(output: path, input: input))
      }
      if let other = written.updateValue(path, forKey: place) { throw .output(.sameOutput(other, path)) }
    }
    for path in leftovers {
      guard let file = OutputPlan.file(path), let input = list.path(of: file) ?? read[file] else { continue }
      throw .output(.outputIsInput(output: path, input: input))
    }
  }

  /// All outputs, with the temporary names that they have on their way.
  ///
  /// Devices are left out: several writers may share one.
  private func places() throws(Failure) -> [(path: String, place: Place)] {
    // A path that is not a directory, or cannot become one, fails later with its own message.
    var status = stat()
    var isOther = true
    if let directory {
      let isThere = directory.withPath { stat($0, &status) } == 0
      isOther = isThere ? status.st_mode & S_IFMT != S_IFDIR : errno != ENOENT
    }
    var places: [(path: String, place: Place)] = []
    if let directory, !isOther {
      for name in names {
        let output = try OutputPath(name, in: directory)
        if let place = Place(output) { places.append((output.path, place)) }
      }
    }
    for path in files { if let place = Place(try OutputPath(path)) { places.append((path, place)) } }
    for path in files {
      guard case .file(let entry) = try OutputPath(path).target else { continue }
      places.append((entry.temporaryPath, Place(temporary: entry)))
    }
    return places
  }

  /// The files in the output directory, or the ledger, that a run replaces or removes without naming them:
  /// parts of tables, outputs of the previous run, and files of killed runs.
  private var leftovers: [String] {
    var paths: [String] = []
    if let directory, case .success(let found) = ConvoStat.names(in: directory) {
      let owned = OwnedOutputs.known(in: directory, among: found)
      paths += found.filter { name in
        owned.contains(name) || TemporaryName.recognises(name)
          || isSplit && names.contains(OutputPlan.whole(name))
      }.map(directory.appending)
    }
    if let ledger, case .success(let found) = ConvoStat.names(in: ledger) {
      paths += found.filter { $0.hasPrefix(".") && ($0.hasSuffix(".of") || $0.hasSuffix(".tmp")) }
        .map(ledger.appending)
    }
    return paths
  }

  /// Returns the name of the table of a part: `by_day.csv` for `by_day-0002.csv`.
  private static func whole(_ part: String) -> String {
    guard part.hasSuffix(".csv"), let dash = part.lastIndex(of: "-") else { return part }
    let number = part[part.index(after: dash)...].dropLast(4)
    return number.utf8.count >= 4 && number.utf8.allSatisfy { (0x30...0x39).contains($0) }
      ? part[..<dash] + ".csv" : part
  }

  /// Returns the identity of the file at a path, with links followed; `nil` if there is none.
  private static func file(_ path: String) -> FileIdentity? {
    var status = stat()
    return path.withPath { stat($0, &status) } == 0 ? FileIdentity(status) : nil
  }

  /// The identity of an output: the file at its path, or a name that does not exist yet.
  private enum Place: Hashable {
    case file(FileIdentity)
    case name(FileIdentity, String)
    /// A name in a directory that does not exist yet.
    case newName([Substring])

    /// Creates the identity of an output; `nil` for a device that can take several outputs, such as a
    /// terminal.
    init?(_ output: OutputPath) {
      var status = stat()
      switch output.target {
      case .file(let entry) where entry.mode == nil:
        self = Place(name: entry.name, beside: entry)
        return
      case .file, .stream:
        if output.path.withPath({ stat($0, &status) }) != 0 { return nil }
      case .descriptor(let number):
        if fstat(number, &status) != 0 { return nil }
      }
      if status.st_mode & S_IFMT == S_IFCHR { return nil }
      self = .file(FileIdentity(status))
    }

    /// The place of a temporary file.
    ///
    /// What has its name is removed first, which spares a file with a second name and what a link leads to.
    init(temporary entry: OutputEntry) {
      var status = stat()
      if entry.temporaryPath.withPath({ lstat($0, &status) }) == 0, status.st_mode & S_IFMT == S_IFREG,
        status.st_nlink == 1
      {
        self = .file(FileIdentity(status))
      } else {
        self = Place(name: entry.temporaryName, beside: entry)
      }
    }

    private init(name: String, beside entry: OutputEntry) {
      if let directory = OutputPlan.file(entry.prefix.isEmpty ? "." : entry.prefix) {
        self = .name(directory, name)
      } else {
        self = .newName(entry.sibling(name).split(separator: "/").filter { $0 != "." })
      }
    }
  }
}

/// Returns the names of the files that a run with these options writes into its directory, in order.
///
/// Tables that are split have other names.
public func outputNames(_ options: Options) -> [String] {
  TableSchema.written(by: options.tables).map(\.name) + [OutputName.rejects]
    + (options.xlsx ? [OutputName.workbook] : [])
    + [OutputName.dataPackage] + (options.tidy ? [OutputName.loadScript] : [])
    + (options.report ? [OutputName.report] : []) + [WrittenRun.fileName]
}

extension Options {
  /// Throws if `--columns` names something that no table of this run has.
  func requireKnownColumns() throws(Failure) {
    let tables = TableSchema.made(by: tables)
    guard let name = columns.firstUnknown(in: tables) else { return }
    throw .output(
      .noSuchColumn(name, nearest: nearest(to: name, among: tables.flatMap(\.columns).map(\.name))))
  }
}

extension OutputPlan {
  /// Refuses a path for a file that earlier runs wrote into some directories.
  package static func requireSeparate(_ path: String, from directories: [String]) throws(Failure) {
    let files = directories.flatMap { directory in
      ((WrittenRun(in: directory)?.outputNames ?? []) + [WrittenRun.fileName, OutputName.dataPackage])
        .map(directory.appending)
    }
    try OutputPlan(files: [path]).check(against: .empty, and: files)
  }
}
