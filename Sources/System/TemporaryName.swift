// The names of the temporary files of an output directory.

/// How temporary files are named, so that what a killed run left behind can be told from everything else.
package enum TemporaryName {
  private static let prefix = ".convostat-"
  private static let suffix = ".tmp"
  /// Ends the names of what outputs were before.
  package static let keptSuffix = ".was"

  /// The temporary name of an output, of this process if no other is given.
  package static func make(for name: String, process: Substring? = nil) -> String {
    "\(prefix)\(process ?? own)-\(name)\(suffix)"
  }

  /// The name under which is kept what stood under an output's name.
  package static func kept(_ name: String, process: Substring? = nil) -> String {
    "\(prefix)\(process ?? own)-\(name)\(keptSuffix)"
  }

  /// The name that what was kept of an output has for a moment on its way back.
  package static func back(_ name: String, process: Substring? = nil) -> String {
    make(for: name + "-back", process: process)
  }

  private static var own: Substring { Substring(String(getpid())) }

  /// Whether a name is one that `make` or `kept` gives, in this process or another.
  package static func recognises(_ name: String) -> Bool { process(of: name) != nil }

  /// The process that made the file; nil where the name is none of these.
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

  /// The output that a temporary name is for.
  package static func output(of name: String) -> String? {
    guard let process = process(of: name) else { return nil }
    return String(name.dropFirst(prefix.count + process.count + 1).dropLast(suffix.count))
  }
}
