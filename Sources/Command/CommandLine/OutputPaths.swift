// The paths that a command line wants written, and whether two of them are one file.

import ConvoStat
import Foundation

/// The outputs that a command line names.
struct OutputPaths {
  /// The outputs by the option that names each; `nil` is the default of `--rejects`.
  private let paths: [(flag: String, path: String)]
  private let directory: String?

  /// - Parameters:
  ///   - paths: options that name an output, with the paths as typed.
  ///   - directory: the directory of tables, if the run writes one.
  init(_ paths: [(flag: String, path: String)], tables directory: String?) {
    self.paths = paths.filter { $0.path != "-" }
    self.directory = directory
  }

  /// Refuses two outputs that are the same file, and a file among the tables that has the name of one.
  func check() throws(UsageError) {
    var known: [String: String] = [:]
    for (flag, path) in paths {
      guard let identity = OutputPaths.identity(of: path) else { continue }
      if let other = known.updateValue(flag, forKey: identity), other != flag {
        throw .sameOutput(other, flag, path: path)
      }
      guard let directory, path != directory else { continue }
      let (parent, name) = OutputPaths.parts(of: path)
      let isTable = name.hasSuffix(".csv") || OutputPaths.namesBesideTables.contains(name)
      if isTable, let place = OutputPaths.identity(of: parent), place == OutputPaths.identity(of: directory) {
        throw .sameOutput("out", flag, path: path)
      }
    }
  }

  private static let namesBesideTables: Set = [
    "run.json", "rejects.ndjson", "datapackage.json", "report.html", "convostat.xlsx",
  ]

  /// The directory and the name that a path has in it.
  private static func parts(of path: String) -> (parent: String, name: String) {
    let whole = path.withoutSlashes
    guard let slash = whole.lastIndex(of: "/") else { return (".", whole) }
    let parent = String(whole[..<slash])
    return (parent.isEmpty ? "/" : parent, String(whole[whole.index(after: slash)...]))
  }

  /// A text that is the same for all names of one file or directory; `nil` for devices and pipes, which may be written
  /// by several.
  ///
  /// A file that is not there yet is known by its directory and name.
  private static func identity(of path: String) -> String? {
    var status = stat()
    if path.withSystemPath({ stat($0, &status) }) == 0 {
      let kind = status.st_mode & S_IFMT
      return kind == S_IFREG || kind == S_IFDIR ? "\(status.st_dev):\(status.st_ino)" : nil
    }
    let (parent, name) = parts(of: path)
    let isThere = parent.withSystemPath { stat($0, &status) } == 0
    return (isThere ? "\(status.st_dev):\(status.st_ino)" : parent) + "/" + name
  }
}

extension String {
  /// The path without the slashes at its end.
  var withoutSlashes: String {
    let end = lastIndex { $0 != "/" }
    return end.map { String(self[...$0]) } ?? self
  }

  /// The scheme of a URL such as `https`; `nil` of a path.
  var urlScheme: String? {
    guard let scheme = wholeMatch(of: /([A-Za-z][A-Za-z0-9+.\-]*):\/\/.*/.dotMatchesNewlines())?.output.1
    else {
      return nil
    }
    return scheme.lowercased()
  }

  /// Calls the system with the bytes of the path.
  fileprivate func withSystemPath<Result>(_ call: (UnsafePointer<CChar>) -> Result) -> Result {
    (pathBytes + [0]).withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        characters.baseAddress.map(call) ?? "".withCString(call)
      }
    }
  }
}
