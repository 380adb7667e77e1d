// The files of an output directory that convostat wrote and may replace.

import Foundation

/// The files of an output directory that earlier runs of convostat wrote.
///
/// run.json lists them. If it is damaged or unreadable, datapackage.json does, which every run writes too: so
/// one bad file neither stops a nightly job forever nor destroys a file of somebody else.
struct OwnedOutputs: Sendable {
  /// The names of the outputs, without run.json.
  let names: Set<String>
  private let directory: String
  /// True if files that convostat did not write are replaced too.
  private let isEverything: Bool
  /// True if tables have rows according to run.json; `nil` without a readable run.json.
  private let hasRowsByRun: Bool?
  private let state: RunState

  /// The state of run.json.
  private enum RunState { case missing, written, damaged, foreign }

  /// Reads the state of a directory.
  init(_ directory: String, isEverything: Bool) {
    self.directory = directory
    self.isEverything = isEverything
    let bytes = leftContents(of: directory.appending(name: WrittenRun.fileName))
    let isMissing = bytes == nil && errno == ENOENT
    if let run = bytes.flatMap({ WrittenRun($0) }) {
      (names, hasRowsByRun, state) = (Set(run.outputNames), run.hasTableRows, .written)
      return
    }
    hasRowsByRun = nil
    let json = bytes.flatMap { try? JSONSerialization.jsonObject(with: Data($0)) }
    let isForeign = json != nil && (json as? [String: Any])?["tool"] as? String != RunReport.tool
    state = isMissing ? .missing : isForeign ? .foreign : .damaged
    guard state == .damaged, let tables = OwnedOutputs.packaged(in: directory) else {
      names = []
      return
    }
    names = Set(tables + OwnedOutputs.others.filter { exists($0, in: directory) })
  }

  /// Returns the names of all outputs in a directory, including those of a run that was killed while it
  /// replaced them: its run.json then has a hidden name.
  /// - Parameter found: the names in the directory.
  static func known(in directory: String, among found: [String]) -> Set<String> {
    interrupted(in: directory, among: found).reduce(OwnedOutputs(directory, isEverything: false).names) {
      $0.union($1.outputNames)
    }
  }

  /// Returns the run.json of runs that were killed while they replaced the outputs of a directory, and of the
  /// runs before them.
  static func interrupted(in directory: String, among found: [String]) -> [WrittenRun] {
    found.filter { TemporaryName.output(of: $0) == WrittenRun.fileName }
      .compactMap { leftContents(of: directory.appending(name: $0)).flatMap { WrittenRun($0) } }
  }

  /// Finds the outputs of earlier runs among the names in a directory.
  static let finder: InputList.KnownOutputs = { directory, names in
    var outputs = known(in: directory, among: names)
    // A run that was stopped by its rejects leaves them without a run.json.
    let rejects = OutputName.rejects
    if names.contains(rejects), isRejects(directory.appending(name: rejects)) { outputs.insert(rejects) }
    return outputs
  }

  /// The outputs that datapackage.json does not list.
  private static let others = [
    OutputName.dataPackage, OutputName.workbook, OutputName.report, OutputName.loadScript, OutputName.rejects,
  ]

  /// Throws if a name belongs to a directory or to a file that convostat did not write.
  func requireReplaceable(_ name: String) throws(Failure) {
    let path = directory.appending(name: name)
    guard case .file(let entry) = try OutputPath(name, in: directory).target, entry.mode != nil else {
      return
    }
    if isEverything || names.contains(name) { return }
    switch name {
    case WrittenRun.fileName where state == .written || state == .damaged && !names.isEmpty: return
    // A run that was stopped by its rejects leaves them without a run.json.
    case OutputName.rejects where isRejects(path): return
    default: throw .output(.foreignFile(path: path))
    }
  }

  /// True if tables have more rows than those of an empty run.
  var haveRows: Bool {
    if let hasRowsByRun { return hasRowsByRun }
    // Without row counts in run.json, a second line of the file is a row.
    let path = directory.appending(name: TableSchema.conversationsName)
    return leftContents(of: path, atMost: 1 << 20).map { $0.count { $0 == 0x0A } > 1 } ?? false
  }

  /// Returns the names of the tables in a datapackage.json that convostat wrote; `nil` if there is none.
  private static func packaged(in directory: String) -> [String]? {
    guard let bytes = leftContents(of: directory.appending(name: OutputName.dataPackage)),
      let package = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any],
      package["name"] as? String == OutputName.packageName,
      let resources = package["resources"] as? [[String: Any]]
    else { return nil }
    return resources.flatMap { resource in
      resource["path"] as? [String] ?? (resource["path"] as? String).map { [$0] } ?? []
    }.filter(WrittenRun.isPlain)
  }
}

extension OwnedOutputs {
  /// Returns the outputs of earlier runs that this run does not write and so removes: files, or links to
  /// files.
  ///
  /// Other entries with such a name belong to somebody else.
  func obsolete(without written: Set<String>) -> [String] {
    names.filter { name in
      let path = directory.appending(name: name)
      var (status, target) = (stat(), stat())
      guard !written.contains(name), path.withPath({ lstat($0, &status) }) == 0 else { return false }
      if status.st_mode & S_IFMT == S_IFREG { return true }
      return status.st_mode & S_IFMT == S_IFLNK
        && (path.withPath { stat($0, &target) } != 0 || target.st_mode & S_IFMT == S_IFREG)
    }.sorted()
  }
}

extension InputList {
  /// Finds the inputs of a run.
  ///
  /// Outputs of earlier runs in directories are passed over.
  init(_ inputs: [String], keepsGoing: Bool = false) throws(Failure) {
    try self.init(inputs, keepsGoing: keepsGoing, knownOutputs: OwnedOutputs.finder)
  }

  /// Finds the inputs of a run, and records paths that cannot be opened as broken.
  init(finding inputs: [String]) { self.init(finding: inputs, knownOutputs: OwnedOutputs.finder) }
}

/// Returns true if a directory has a file of that name.
private func exists(_ name: String, in directory: String) -> Bool {
  directory.appending(name: name).withPath { access($0, F_OK) } == 0
}

/// Returns true if a file is empty or has rejects as convostat writes them.
func isRejects(_ path: String) -> Bool {
  var status = stat()
  guard path.withPath({ stat($0, &status) }) == 0, status.st_mode & S_IFMT == S_IFREG,
    let beginning = leftContents(of: path, atMost: 64 << 10)
  else { return false }
  if beginning.isEmpty { return true }
  let line = beginning.prefix { $0 != 0x0A }
  guard line.starts(with: Array("{\"path\":\"".utf8)), line.firstRange(of: Array(",\"line\":".utf8)) != nil,
    let key = line.firstRange(of: Array("\"reason\":\"".utf8))
  else { return false }
  let reason = line[key.upperBound...].prefix { $0 != UInt8(ascii: "\"") }
  return RejectReason(rawValue: String(decoding: reason, as: UTF8.self)) != nil
}
