// A ledger of nights: a directory of facts files that are named by what they hold (README 1.8).

/// The directory, held by this run while there is this value of it.
///
/// A file's name is the SHA-256 of its bytes, so the same facts have one name. What a file was made of stands in a
/// list beside it, one name a line. A list counts only while its file is there, and then it is true, whenever and
/// however far it was written: the file's content is in its name.
final class FactLedger {
  /// The directory as it was named.
  let path: String
  private let descriptor: Int32
  /// Directories that this run made, outermost first.
  private let madeDirectories: [String]
  /// The files that the facts to be taken are made of, which go once these are in place.
  private(set) var replaced: [String] = []

  private static let ending = ".ndjson"
  private static let digits = 64

  /// Takes the directory for this run.
  /// - Parameters:
  ///   - isMade: whether it is made where it is missing.
  ///   - wait: seconds to wait while another run holds it.
  init(_ path: String, isMade: Bool, wait: Int) throws(Failure) {
    var made: [String] = []
    var descriptor = openDirectory(path)
    if descriptor < 0, errno == ENOENT, isMade {
      made = try makeDirectory(path)
      descriptor = openDirectory(path)
    }
    guard descriptor >= 0 else {
      throw isMade
        ? .system(.cannotMakeDirectory(path: path, errno: errno)) : .input(.cannotOpen(path: path, errno: errno))
    }
    self.path = path
    self.descriptor = descriptor
    madeDirectories = made
    _ = try DirectoryLock(descriptor: descriptor, path: path).take(wait: wait)
  }

  deinit { _ = systemClose(descriptor) }

  /// Removes what this run has made, where it is still empty.
  func abandon() {
    for directory in madeDirectories.reversed() { _ = directory.withPath { rmdir($0) } }
  }

  /// The path under which facts are written until their name is known; it has the same name in every run.
  var newPath: String { place("new" + FactLedger.ending) }

  /// The path of a file in the directory.
  private func place(_ name: String) -> String { path.hasSuffix("/") ? path + name : path + "/" + name }

  /// Holds all files to be replaced by what is taken.
  /// - Returns: their paths, in order.
  func replaceAll() throws(Failure) -> [String] {
    replaced = try files()
    return replaced.map(place)
  }

  /// The names of the files, in order; others than a ledger's own are left alone.
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
  /// Gives finished facts the name of their content, if they are not there yet, and removes what they replace.
  func take(_ file: ReplacedFile, _ report: inout RunReport) throws(Failure) {
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
      report.facts = FactsReport(path: place(holder), lines: file.rows, step: .present)
      return try sync(place(holder))
    }
    if !replaced.isEmpty { try write(parts: Set(replaced + replaced.flatMap(parts)), of: name) }
    if files.contains(name) {
      file.abandon()
    } else {
      try file.takePlace(as: place(name))
    }
    try sync(place(name))
    let step = replaced.isEmpty ? LedgerStep.added : .compacted(files: replaced.count)
    report.facts = FactsReport(path: place(name), lines: file.rows, step: step)
    if !replaced.isEmpty { try remove(replaced.filter { $0 != name }, keeping: name, &report) }
  }

  /// Stops where files that are to be replaced are not what their names say: what is lost would be lost for good.
  private func requireWhole(_ inputs: [InputReport]) throws(Failure) {
    for input in inputs where !replaced.isEmpty {
      guard let sum = input.sha256, input.path == place(sum + FactLedger.ending) else {
        throw .input(.brokeOff(path: input.path, detail: "its content is not the one that it is named after"))
      }
    }
  }

  /// Removes files whose facts are elsewhere by now; one that stays does no harm.
  private func remove(
    _ names: [String], keeping name: String, _ report: inout RunReport
  ) throws(Failure) {
    for gone in names {
      let isRemoved = place(gone).withPath { unlink($0) } == 0
      let code = errno
      if !isRemoved, code != ENOENT {
        let reason = describe(errno: code)
        report.warnings.append(
          "\(place(gone).printablePath): cannot be removed (\(reason)), which changes no result")
      } else {
        _ = listPath(of: gone).withPath { unlink($0) }
      }
    }
    try sync(place(name))
  }

  private func listPath(of name: String) -> String { place("." + name + ".of") }

  /// The names of the files that a file was made of; none where it is as it was added.
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

  /// Brings the names in the directory to the disk; some file systems have nothing to bring.
  /// - Parameter file: is in place by now.
  private func sync(_ file: String) throws(Failure) {
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw .system(.cannotSync(path: file, errno: errno)) }
  }
}
