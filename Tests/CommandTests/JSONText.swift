// A JSON value in a form that is compared with the texts of a case.

import Foundation

/// A JSON value; numbers are kept as the text of the shortest form.
enum JSONText: Decodable {
  case null
  case scalar(String)
  case array([JSONText])
  case object([String: JSONText])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .scalar(String(value))
    } else if let value = try? container.decode(Int.self) {
      self = .scalar(String(value))
    } else if let value = try? container.decode(Double.self) {
      self = .scalar(String(value))
    } else if let value = try? container.decode(String.self) {
      self = .scalar(value)
    } else if let value = try? container.decode([JSONText].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSONText].self))
    }
  }

  /// Reads one value.
  static func parse(_ text: String) throws -> JSONText {
    try JSONDecoder().decode(JSONText.self, from: Data(text.utf8))
  }

  /// Returns the text of the value at a path of keys and indices; `absent` if there is none.
  func text(at path: String) -> String {
    var value = self
    for step in path.split(separator: ".").map(String.init) {
      switch value {
      case .object(let members) where members[step] != nil:
        value = members[step] ?? .null
      case .array(let elements) where elements.indices.contains(Int(step) ?? -1):
        value = elements[Int(step) ?? 0]
      default:
        return "absent"
      }
    }
    switch value {
    case .null: return "null"
    case .scalar(let text): return text
    case .array(let elements): return "array of \(elements.count)"
    case .object(let members): return "object of \(members.count)"
    }
  }
}
