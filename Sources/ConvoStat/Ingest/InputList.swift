// The inputs of a run: what was named on the command line, with directories searched.

import Foundation

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

  /// No inputs.
  static let empty = InputList()

  private init() {}

  /// Finds the inputs.
  /// - Parameter inputs: files, directories or `-`, as named.
  init(_ inputs: [String]) throws(Failure) {
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
    paths.sort { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
  }

  private mutating func add(_ path: String, isNamed: Bool) throws(Failure) {
    var status = stat()
    guard stat(path, &status) == 0 else { throw .cannotOpen(path: path, errno: errno) }
    let identity = FileIdentity(device: UInt64(status.st_dev), number: UInt64(status.st_ino))
    if status.st_mode & S_IFMT != S_IFDIR {
      // A pipe that lies in a directory might never end; named, it is meant.
      if !isNamed, status.st_mode & S_IFMT != S_IFREG { return }
      if files.insert(identity).inserted {
        paths.append(path)
      } else {
        warnings.append("\(path): the same file is named twice and read once")
      }
    } else if directories.insert(identity).inserted {
      let before = paths.count
      try search(path)
      if isNamed, paths.count == before {
        warnings.append("\(path): holds no *.ndjson, *.jsonl or *.json")
      }
    }
  }

  /// Adds the dumps in a directory and those below it.
  private mutating func search(_ directory: String) throws(Failure) {
    let names: [String]
    do { names = try FileManager.default.contentsOfDirectory(atPath: directory) } catch {
      throw .cannotOpen(path: directory, errno: EACCES)
    }
    let outputs = Set(WrittenRun(in: directory)?.outputNames ?? [])
    for name in names.sorted() where !name.hasPrefix(".") && name != WrittenRun.fileName {
      let path = directory.hasSuffix("/") ? directory + name : directory + "/" + name
      var isDirectory: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else { continue }
      if isDirectory.boolValue || (InputList.isDump(name) && !outputs.contains(name)) {
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
