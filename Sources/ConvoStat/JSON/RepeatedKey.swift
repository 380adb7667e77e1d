// A repeated key in an object of a small JSON file. A dictionary would keep one value and lose the other.

import Foundation

/// The first key of a JSON text that its object has twice.
struct RepeatedKey {
  /// The path of the key, such as `queues.billing` or `messages[0].role`.
  let path: String

  /// The problem, as messages print it.
  static let problem = "is there twice"

  /// An open object or array.
  private struct Level {
    let isObject: Bool
    var keys: Set<String> = []
    /// The key of the member being read.
    var key = ""
    /// The index of the element being read.
    var index = 0
    /// True if the next string is a key.
    var expectsKey: Bool
  }

  /// Searches a text that is valid JSON in UTF-8; `nil` if no key is repeated.
  ///
  /// Keys are compared as `String` does, so that two spellings of the same accented letter are the same
  /// key.
  init?(in json: [UInt8]) {
    var levels: [Level] = []
    var offset = 0
    while offset < json.count {
      switch json[offset] {
      case UInt8(ascii: "{"): levels.append(Level(isObject: true, expectsKey: true))
      case UInt8(ascii: "["): levels.append(Level(isObject: false, expectsKey: false))
      case UInt8(ascii: "}"), UInt8(ascii: "]"): _ = levels.popLast()
      case UInt8(ascii: ","):
        guard var level = levels.popLast() else { return nil }
        level.index += 1
        level.expectsKey = level.isObject
        levels.append(level)
      case UInt8(ascii: "\""):
        let start = offset
        offset += 1
        while offset < json.count, json[offset] != UInt8(ascii: "\"") {
          offset += json[offset] == UInt8(ascii: "\\") ? 2 : 1
        }
        if let last = levels.indices.last, levels[last].expectsKey, offset < json.count {
          levels[last].key = RepeatedKey.text(of: json[start...offset])
          levels[last].expectsKey = false
          if !levels[last].keys.insert(levels[last].key).inserted {
            path = RepeatedKey.path(levels)
            return
          }
        }
      default: break
      }
      offset += 1
    }
    return nil
  }

  /// Returns the text that a JSON string denotes.
  private static func text(of string: ArraySlice<UInt8>) -> String {
    let inside = string.dropFirst().dropLast()
    guard inside.contains(UInt8(ascii: "\\")) else { return String(decoding: inside, as: UTF8.self) }
    let value = try? JSONSerialization.jsonObject(with: Data(string), options: .fragmentsAllowed)
    return value as? String ?? String(decoding: inside, as: UTF8.self)
  }

  private static func path(_ levels: [Level]) -> String {
    levels.reduce(into: "") { path, level in
      path += level.isObject ? (path.isEmpty ? "" : ".") + level.key : "[\(level.index)]"
    }
  }
}
