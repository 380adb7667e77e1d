// A ledger: a directory of facts files that are named by their content (Facts).

/// The directory of a ledger, locked by this run while the value exists.
///
/// The name of a file is the SHA-256 of its bytes, so the same facts have the same name. The list next to a
/// file names the files that it was made of, one per line. A list counts only while its file exists, and then
/// it is true, whenever and however completely it was written: the content of the file is in its name.
final class FactLedger {
  private let directory: LockedDirectory
  /// The files from which the new facts are made.
  ///
  /// They are removed after the new file is in place.
  private(set) var replaced: [String] = []

  private static let ending = ".ndjson"
  private static let digits = 64

  /// Locks the directory for this run.
  /// - Parameters:
  ///   - isMade: true if a missing directory is created.
  ///   - wait: the seconds to wait while another run holds the lock.
  init(_ path: String, isMade: Bool, wait: Int) throws(Failure) {
    do throws(Failure) {
      directory = try LockedDirectory(path, mayCreate: isMade, wait: wait)
    } catch {
      if !isMade, case .cannotMakeDirectory(_, let code) = error.cause as? SystemFailure {
        throw .input(.cannotOpen(path: path, errno: code))
      }
      throw error
    }
  }

  /// The directory as given on the command line.
  var path: String { directory.path }

  /// Removes the directories that this run created, if they are still empty.
  func abandon() { directory.removeCreated() }

  /// The path of the facts while their final name is unknown.
  ///
  /// It is the same in every run.
  var newPath: String { filePath("new" + FactLedger.ending) }

  /// Returns the path of a file in the directory.
  private func filePath(_ name: String) -> String { path.appending(name: name) }

  /// Marks all files as replaced by the next file that is added.
  /// - Returns: their paths, in order.
  func replaceAll() throws(Failure) -> [String] {
    replaced = try files()
    return replaced.map(filePath)
  }

  /// Returns the names of the files in order.
  ///
  /// Files that do not belong to a ledger are ignored.
  private func files() throws(Failure) -> [String] {
    switch names(in: path) {
    case .success(let names): return names.filter(FactLedger.isName).sorted()
    case .failure(let error): throw .input(.cannotRead(path: path, errno: error.code))
    }
  }

  private static func isName(_ name: some StringProtocol) -> Bool {
    name.utf8.count == digits + ending.utf8.count && name.hasSuffix(ending)
      && name.utf8.prefix(digits).allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }
}

extension FactLedger {
  /// Renames finished facts to the name of their content, unless it exists already, and removes the files
  /// that they replace.
  func add(_ file: ReplacedFile, _ report: inout RunReport) throws(Failure) {
    try requireWhole(report.inputs)
    guard file.rows > 0, let digest = file.sha256 else {
      file.abandon()
      report.facts = FactsReport(path: path, lines: 0, step: .empty)
      return
    }
    let name = digest + FactLedger.ending
    let files = try files()
    let holder = files.contains(name) ? name : files.first { parts(of: $0).contains(name) }
    if replaced.isEmpty, let holder {
      file.abandon()
      report.facts = FactsReport(path: filePath(holder), lines: file.rows, step: .present)
      return try sync(filePath(holder))
    }
    if !replaced.isEmpty { try write(parts: Set(replaced + replaced.flatMap(parts)), of: name) }
    if files.contains(name) {
      file.abandon()
    } else {
      try file.takePlace(as: name)
    }
    try sync(filePath(name))
    let step = replaced.isEmpty ? LedgerStep.added : .compacted(files: replaced.count)
    report.facts = FactsReport(path: filePath(name), lines: file.rows, step: step)
    if !replaced.isEmpty { try remove(replaced.filter { $0 != name }, keeping: name, &report) }
  }

  /// Throws if files that will be replaced do not match their names: their facts would be lost for good.
  private func requireWhole(_ inputs: [InputReport]) throws(Failure) {
    for input in inputs where !replaced.isEmpty {
      guard let sum = input.sha256, input.path == filePath(sum + FactLedger.ending) else {
        throw .input(.brokeOff(path: input.path, detail: "its content is not the one that it is named after"))
      }
    }
  }

  /// Removes files whose facts are in another file.
  ///
  /// A file that cannot be removed does no harm.
  private func remove(
    _ names: [String], keeping name: String, _ report: inout RunReport
  ) throws(Failure) {
    for gone in names {
      let isRemoved = filePath(gone).withPath { unlink($0) } == 0
      let code = errno
      if !isRemoved, code != ENOENT {
        let reason = describe(errno: code)
        report.warnings.append(
          "\(filePath(gone).printablePath): cannot be removed (\(reason)), which changes no result")
      }
    }
    try removeListsWithoutFile()
    try sync(filePath(name))
  }

  /// Removes the lists whose file does not exist, including those that a killed run left behind.
  private func removeListsWithoutFile() throws(Failure) {
    let files = Set(try files().map(listName))
    guard case .success(let names) = names(in: path) else { return }
    for name in names where !files.contains(name) && name.hasPrefix(".") && name.hasSuffix(".of") {
      guard FactLedger.isName(name.dropFirst().dropLast(3)) else { continue }
      _ = filePath(name).withPath { unlink($0) }
    }
  }

  private func listName(of name: String) -> String { "." + name + ".of" }

  private func listPath(of name: String) -> String { filePath(listName(of: name)) }

  /// Returns the names of the files from which a file was made; empty if it is as it was added.
  private func parts(of name: String) -> [String] {
    guard let bytes = leftContents(of: listPath(of: name)) else { return [] }
    return bytes.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }.filter(FactLedger.isName)
  }

  private func write(parts: Set<String>, of name: String) throws(Failure) {
    let lines = parts.filter { $0 != name }.sorted().map { $0 + "\n" }.joined()
    let path = listPath(of: name)
    let entry = OutputEntry(path: path, mode: nil)
    let mode = OutputMode(replaced: nil, limit: nil)
    guard let list = try makeTemporary(entry.name, in: entry, mode: mode, path: path) else { return }
    let isWritten = Array(lines.utf8).withUnsafeBytes { writeAll(list, $0) }
    let code = errno
    _ = systemClose(list)
    if !isWritten { throw .system(.cannotWrite(path: path, errno: code)) }
  }

  /// Syncs the names in the directory to the disk.
  /// - Parameter file: the file that is in place.
  private func sync(_ file: String) throws(Failure) {
    if !syncDescriptor(directory.descriptor) { throw .system(.cannotSync(path: file, errno: errno)) }
  }
}
