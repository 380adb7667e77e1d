// The values of a settings file: JSON whose mistakes are told with the key at which they are.

import Foundation

/// A mistake in a settings file, with the key at which it is.
public struct SettingsMistake: Error, Equatable {
  /// The key, such as `week.mon[0]`; empty for the file as a whole.
  public let key: String
  /// The problem, such as `is no span of two times`.
  public let problem: String
}

/// A value in a settings file, with its key.
struct SettingsValue {
  let value: Any
  let key: String

  private init(value: Any, key: String) { (self.value, self.key) = (value, key) }

  /// Reads the JSON of a settings file.
  init(json: Data) throws(SettingsMistake) {
    // Foundation takes a comma after the last element.
    let broken = BrokenPlace(in: Array(json))
    guard broken == nil, let value = try? JSONSerialization.jsonObject(with: json) else {
      throw SettingsMistake(key: "", problem: "is not JSON" + (broken.map { " at \($0.text)" } ?? ""))
    }
    if let key = RepeatedKey(in: Array(json))?.path {
      throw SettingsMistake(key: key, problem: RepeatedKey.problem)
    }
    self.init(value: value, key: "")
  }

  /// Returns the bytes of a settings file.
  static func contents(of path: String) throws(SettingsMistake) -> Data {
    switch read(path, atMost: 1 << 24) {
    case .success(let bytes): return Data(bytes)
    case .failure(let error): throw SettingsMistake(key: "", problem: error.sentence)
    }
  }

  /// Returns a mistake at the value.
  func mistake(_ problem: String) -> SettingsMistake { SettingsMistake(key: key, problem: problem) }

  /// Returns the members of an object, ordered by name.
  func members() throws(SettingsMistake) -> [(name: String, value: SettingsValue)] {
    guard let object = value as? [String: Any] else { throw mistake("is no object") }
    return object.sorted { $0.key < $1.key }.map { name, value in
      (name, SettingsValue(value: value, key: key.isEmpty ? name : "\(key).\(name)"))
    }
  }

  /// Returns the members of an object.
  /// - Throws: `SettingsMistake` if a member is not among `names`.
  func object(_ names: [String]) throws(SettingsMistake) -> [String: SettingsValue] {
    let members = try members()
    for (name, member) in members where !names.contains(name) {
      throw member.mistake("is not known here; there are \(names.joined(separator: ", "))")
    }
    return Dictionary(uniqueKeysWithValues: members)
  }

  /// Returns the elements of a list.
  func list() throws(SettingsMistake) -> [SettingsValue] {
    guard let list = value as? [Any] else { throw mistake("is no list") }
    return list.enumerated().map { SettingsValue(value: $1, key: "\(key)[\($0)]") }
  }

  /// Returns a text.
  func text() throws(SettingsMistake) -> String {
    guard let text = value as? String else { throw mistake("is no text") }
    return text
  }
}
