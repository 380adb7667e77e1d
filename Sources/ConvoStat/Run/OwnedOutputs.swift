// What in an output directory is of convostat, and may be replaced.

import Foundation

/// The files of an output directory that earlier runs of convostat wrote there.
///
/// The run.json there names them. If it is damaged or cannot be read, datapackage.json does, which every run writes too:
/// so one bad file neither stops a nightly job for good nor costs somebody else's file.
struct OwnedOutputs: Sendable {
  /// The names that a run gave its outputs, run.json not among them.
  let names: Set<String>
  private let directory: String
  /// Whether somebody else's files are replaced too.
  private let isEverything: Bool
  /// Whether tables have rows by run.json; `nil` without a run.json that can be read.
  private let hasRowsByRun: Bool?
  private let state: RunState

  /// What there is of a run.json.
  private enum RunState { case missing, written, damaged, foreign }

  /// Looks at what a directory has.
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

  /// Returns the names of all outputs that a directory has, also those of a run that was killed while it replaced them:
  /// then run.json has a hidden name.
  /// - Parameter found: the names in the directory.
  static func known(in directory: String, among found: [String]) -> Set<String> {
    interrupted(in: directory, among: found).reduce(OwnedOutputs(directory, isEverything: false).names) {
      $0.union($1.outputNames)
    }
  }

  /// Returns the runs that were killed while they replaced the outputs of a directory, and those before them.
  static func interrupted(in directory: String, among found: [String]) -> [WrittenRun] {
    found.filter { TemporaryName.output(of: $0) == WrittenRun.fileName }
      .compactMap { leftContents(of: directory.appending(name: $0)).flatMap { WrittenRun($0) } }
  }

  /// Finds the outputs of earlier runs among the names in a directory.
  static let finder: InputList.KnownOutputs = { directory, names in
    var outputs = known(in: directory, among: names)
    // A run that was stopped by its rejects leaves them without a run.json.
    let rejects = OutputDirectory.rejectsName
    if names.contains(rejects), isRejects(directory.appending(name: rejects)) { outputs.insert(rejects) }
    return outputs
  }

  /// The outputs that datapackage.json does not describe.
  private static let others = [
    DataPackage.fileName, Workbook.fileName, ReportPage.fileName, OutputDirectory.rejectsName,
  ]

  /// Refuses a name if a directory has it, or a file that is somebody else's.
  func requireReplaceable(_ name: String) throws(Failure) {
    let path = directory.appending(name: name)
    guard case .file(let entry) = try OutputPath(name, in: directory).target, entry.mode != nil else {
      return
    }
    if isEverything || names.contains(name) { return }
    switch name {
    case WrittenRun.fileName where state == .written || state == .damaged && !names.isEmpty: return
    // A run that was stopped by its rejects leaves them without a run.json.
    case OutputDirectory.rejectsName where isRejects(path): return
    default: throw .foreignFile(path: path)
    }
  }

  /// Whether tables have rows, other than the few that tables of nothing have.
  var haveRows: Bool {
    if let hasRowsByRun { return hasRowsByRun }
    // Of a file that no run.json counts, a second line is one.
    let path = directory.appending(name: TableSchema.conversationsName)
    return leftContents(of: path, atMost: 1 << 20).map { $0.count { $0 == 0x0A } > 1 } ?? false
  }

  /// The names of tables in a datapackage.json that convostat wrote; `nil` if there is none.
  private static func packaged(in directory: String) -> [String]? {
    guard let bytes = leftContents(of: directory.appending(name: DataPackage.fileName)),
      let package = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any],
      package["name"] as? String == DataPackage.packageName,
      let resources = package["resources"] as? [[String: Any]]
    else { return nil }
    return resources.flatMap { resource in
      resource["path"] as? [String] ?? (resource["path"] as? String).map { [$0] } ?? []
    }.filter(WrittenRun.isPlain)
  }
}

extension OwnedOutputs {
  /// The outputs of earlier runs that a run does not write again and removes: files, or links to files. What else has
  /// such a name was put there by somebody else.
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
  /// Finds the inputs of a run. Outputs of earlier runs in directories are passed over.
  init(_ inputs: [String], keepsGoing: Bool = false) throws(Failure) {
    try self.init(inputs, keepsGoing: keepsGoing, knownOutputs: OwnedOutputs.finder)
  }

  /// Finds the inputs of a run, and puts down as broken what is not there.
  init(finding inputs: [String]) { self.init(finding: inputs, knownOutputs: OwnedOutputs.finder) }
}

/// Whether a directory has a file of that name.
private func exists(_ name: String, in directory: String) -> Bool {
  directory.appending(name: name).withPath { access($0, F_OK) } == 0
}

/// Whether a file is one of rejects as runs write it, or an empty one.
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
