// A JSON value of the twin, and access to its parts.

extension Twin {
  /// A JSON value.
  ///
  /// Numbers keep their spelling; the last value of a repeated key counts.
  indirect enum JSON: Equatable {
    case null
    case bool(Bool)
    case number(String)
    case string(String)
    case array([JSON])
    case object([Text: JSON])

    /// The value of a key, where this is an object that has it; null is a value.
    subscript(key: String) -> JSON? {
      guard case .object(let members) = self else { return nil }
      return members[Text(key)]
    }

    /// The text of an id or attribute: a string that is not empty, or a number as written.
    var text: Text? {
      switch self {
      case .string(let string): string.isEmpty ? nil : Text(string)
      case .number(let digits): Text(digits)
      default: nil
      }
    }

    /// The string, where this is one.
    var string: Text? {
      guard case .string(let string) = self else { return nil }
      return Text(string)
    }

    /// The elements, where this is an array.
    var elements: [JSON]? {
      guard case .array(let elements) = self else { return nil }
      return elements
    }

    /// True if this is an object.
    var isObject: Bool {
      guard case .object = self else { return false }
      return true
    }

    /// The object that a string contains, with nothing around it but white space.
    var embedded: JSON? {
      guard case .string(let string) = self else { return nil }
      let bytes = Array(string.utf8)
      var reader = Reader(bytes: bytes, position: 0, end: bytes.count)
      guard let value = try? reader.value(), value.isObject else { return nil }
      reader.skipSpace()
      return reader.here == nil ? value : nil
    }

    /// This object with the objects that its attributes contain as texts.
    var expanded: JSON {
      guard case .object(var members) = self else { return self }
      for key in ["content_attributes", "additional_attributes"] {
        if let object = members[Text(key)]?.embedded { members[Text(key)] = object }
      }
      return .object(members)
    }

    /// The text at the end of a path of keys.
    func text(_ path: String...) -> Text? { value(path)?.text }

    /// Returns true if the key at the end of a path is there, and is null, an empty text or an empty list.
    func clears(_ path: String...) -> Bool {
      let value = value(path)
      return value == .null || value == .string("") || value == .array([])
    }

    private func value(_ path: [String]) -> JSON? {
      var value: JSON? = self
      for key in path { value = value?[key] }
      return value
    }
  }
}
