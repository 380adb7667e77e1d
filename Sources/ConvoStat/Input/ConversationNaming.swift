// The names of asapp conversations in the paths of their inputs.

/// The part of an input's path that names the conversation of asapp messages that name none (Inputs: which
/// conversation).
public enum ConversationNaming: Sendable {
  /// The name of the file up to the first dot.
  case filename
  /// The name of the directory that has the file.
  case directory

  /// The option that asks for it.
  var flag: String {
    switch self {
    case .filename: "--conversation-from-filename"
    case .directory: "--conversation-from-directory"
    }
  }

  /// Returns the conversation that a path names, or an empty text: standard input has no name, and a file without a
  /// directory in its path has no directory's.
  func conversation(of path: String) -> String {
    if path == "-" { return "" }
    let parts = path.split(separator: "/")
    switch self {
    case .filename:
      return String(parts.last?.split(separator: ".", omittingEmptySubsequences: false).first ?? "")
    case .directory:
      let name = parts.dropLast().last ?? ""
      return name == "." || name == ".." ? "" : String(name)
    }
  }

  /// Returns the directory in which the named file or directory is.
  func place(of path: String) -> String {
    path.split(separator: "/").dropLast(self == .filename ? 1 : 2).joined(separator: "/")
  }

  /// Warns if all files name the same conversation, or if files in several directories do.
  func warnings(of paths: [String]) -> [String] {
    let files = paths.map { (name: conversation(of: $0), place: place(of: $0)) }.filter { !$0.name.isEmpty }
    let byName = Dictionary(grouping: files, by: \.name)
    if files.count > 1, byName.count == 1, let name = files.first?.name {
      return ["\(flag): all \(files.count) files have the same conversation id \"\(name)\""]
    }
    let shared = byName.filter { Set($0.value.map(\.place)).count > 1 }.keys.sorted()
    guard let first = shared.first else { return [] }
    let others = shared.count > 1 ? ", and \(shared.count - 1) more ids are shared like this" : ""
    return ["\(flag): files in different directories have the same conversation id \"\(first)\"\(others)"]
  }
}
