// The objects of a map file.

/// An object of a map, all of whose keys are known.
struct MapObject {
  let path: String
  let members: [String: Any]

  init(_ value: Any, at path: String, keys: [String]?) throws(MapProblem) {
    guard let members = value as? [String: Any] else {
      throw MapProblem(key: path, sentence: "must be an object")
    }
    self.path = path
    self.members = members
    guard let keys, let unknown = members.keys.sorted().first(where: { !keys.contains($0) }) else { return }
    throw MapProblem(
      key: self.path(unknown),
      sentence: "is not one of the keys allowed here: \(keys.joined(separator: ", "))")
  }

  func path(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

  subscript(key: String) -> Any? { members[key] }

  /// Returns the text of a required key.
  func text(_ key: String) throws(MapProblem) -> String {
    guard let text = members[key] as? String else {
      throw MapProblem(key: path(key), sentence: members[key] == nil ? "is missing" : "must be a string")
    }
    return text
  }

  /// Returns the value of a key that is true or false; `nil` without the key.
  func flag(_ key: String) throws(MapProblem) -> Bool? {
    guard let value = members[key] else { return nil }
    guard let flag = value as? Bool else {
      throw MapProblem(key: path(key), sentence: "must be true or false")
    }
    return flag
  }
}
