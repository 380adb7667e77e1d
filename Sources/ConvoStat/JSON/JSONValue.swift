// A JSON writer that keeps the order of members, so that files can be read from the top.

/// A JSON value for writing.
public indirect enum JSONValue: Sendable {
  case null
  case bool(Bool)
  case number(Int)
  /// A number with a fixed number of decimals, in units of the last one: 1500 with 3 places is 1.500.
  case decimal(Int64, places: Int)
  case string(String)
  case array([JSONValue])
  case object([Member])

  /// A name and its value.
  public typealias Member = (name: String, value: JSONValue)

  /// Returns a number, or null for `nil`.
  public static func number(orNull value: Int?) -> JSONValue { value.map(JSONValue.number) ?? .null }

  /// Returns a string, or null for `nil`.
  public static func string(orNull value: String?) -> JSONValue { value.map(JSONValue.string) ?? .null }
}

extension JSONValue: ExpressibleByDictionaryLiteral, ExpressibleByStringLiteral {
  /// Creates an object.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(elements.map { (name: $0.0, value: $0.1) })
  }

  /// Creates a string.
  public init(stringLiteral value: String) { self = .string(value) }
}

extension JSONValue {
  /// The value on one line, without a newline at the end.
  public var line: String {
    var text = ""
    write(into: &text, depth: nil)
    return text
  }

  /// The value on many lines, with a newline at the end.
  ///
  /// An element of an array takes one line.
  public var page: String {
    var text = ""
    write(into: &text, depth: 0)
    return text + "\n"
  }

  /// Writes the value with an indentation depth; `nil` writes one line.
  private func write(into text: inout String, depth: Int?) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .number(let value): text += String(value)
    case .decimal(let value, let places): text += String(decimal: value, places: places)
    case .string(let value): JSONValue.quote(value, into: &text)
    case .array(let elements):
      JSONValue.list(elements, in: ("[", "]"), depth, into: &text) { element, text, _ in
        element.write(into: &text, depth: nil)
      }
    case .object(let members):
      JSONValue.list(members, in: ("{", "}"), depth, into: &text) { member, text, depth in
        JSONValue.quote(member.name, into: &text)
        text += ": "
        member.value.write(into: &text, depth: depth)
      }
    }
  }

  private static func list<Item>(
    _ items: [Item], in brackets: (open: String, close: String), _ depth: Int?, into text: inout String,
    write: (Item, inout String, Int?) -> Void
  ) {
    let inner = depth.map { $0 + 1 }
    let lineBreak = { (depth: Int?) in
      depth.map { "\n" + String(repeating: "  ", count: $0) } ?? ""
    }
    text += brackets.open
    for (index, item) in items.enumerated() {
      if index > 0 { text += depth == nil ? ", " : "," }
      text += lineBreak(inner)
      write(item, &text, inner)
    }
    if !items.isEmpty { text += lineBreak(depth) }
    text += brackets.close
  }

  private static func quote(_ value: String, into text: inout String) {
    text += "\""
    if value.utf8.allSatisfy(isPlain) {
      text += value
    } else {
      var escaped: [UInt8] = []
      Array(value.utf8).withText { escaped.append(jsonEscaped: $0, escapesLineSeparators: true) }
      text += String(decoding: escaped, as: UTF8.self)
    }
    text += "\""
  }

  /// Returns true if a byte is a character that needs no escape.
  ///
  /// Most texts have no others.
  private static func isPlain(_ byte: UInt8) -> Bool {
    0x20..<0x7F ~= byte && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }
}
