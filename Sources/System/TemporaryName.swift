// The names of the temporary files of an output directory.

/// The names of temporary files, by which files of a killed run are recognised.
package enum TemporaryName {
  private static let prefix = ".convostat-"
  private static let suffix = ".tmp"
  /// The suffix of the names of kept files.
  package static let keptSuffix = ".was"

  /// Returns the temporary name of an output, for this process if no other is given.
  package static func make(for name: String, process: Substring? = nil) -> String {
    "\(prefix)\(process ?? own)-\(name)\(suffix)"
  }

  /// Returns the name under which the old file of an output is kept.
  package static func kept(_ name: String, process: Substring? = nil) -> String {
    "\(prefix)\(process ?? own)-\(name)\(keptSuffix)"
  }

  /// Returns the name that a kept file has for a moment while it is restored.
  package static func back(_ name: String, process: Substring? = nil) -> String {
    make(for: name + "-back", process: process)
  }

  private static var own: Substring { Substring(String(getpid())) }

  /// Returns true if a name is one from `make` or `kept`, of any process.
  package static func recognises(_ name: String) -> Bool { process(of: name) != nil }

  /// Returns the process that made the file; `nil` for any other name.
  package static func process(of name: String) -> Substring? {
    guard name.hasPrefix(prefix), name.hasSuffix(suffix) || name.hasSuffix(keptSuffix) else { return nil }
    let rest = name.dropFirst(prefix.count)
    let process = rest.prefix { $0 != "-" }
    guard !process.isEmpty, process.count < rest.count, process.allSatisfy({ $0.isASCII && $0.isNumber })
    else {
      return nil
    }
    return process
  }

  /// Returns the output that a temporary name is for.
  package static func output(of name: String) -> String? {
    guard let process = process(of: name) else { return nil }
    return String(name.dropFirst(prefix.count + process.count + 1).dropLast(suffix.count))
  }
}
