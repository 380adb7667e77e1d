// Where a value stands in a record of another platform: a JSON pointer, and how far out it begins.

/// A JSON pointer (RFC 6901). It begins at the element that is read, and with each `^` before it one element
/// further out (README 1.7).
struct MapPointer: Sendable {
  /// How many elements further out it begins.
  let outward: Int
  /// The keys and indices, unescaped.
  let steps: [[UInt8]]
  /// The pointer as it stands in the map.
  let text: String

  /// The step of `each` that means every element of an array.
  static let every = Array("*".utf8)

  /// Reads a pointer; nil where the text is none.
  init?(_ text: String) {
    let rest = text.drop { $0 == "^" }
    guard rest.isEmpty || rest.hasPrefix("/") else { return nil }
    outward = text.count - rest.count
    self.text = text
    var steps: [[UInt8]] = []
    for part in rest.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
      guard let step = MapPointer.unescaped(part) else { return nil }
      steps.append(step)
    }
    self.steps = steps
  }

  /// `~1` is a slash, `~0` a tilde; nil where a tilde stands before anything else.
  private static func unescaped(_ part: Substring) -> [UInt8]? {
    var (bytes, isEscaped) = ([UInt8](), false)
    for byte in part.utf8 {
      if isEscaped {
        guard byte == UInt8(ascii: "0") || byte == UInt8(ascii: "1") else { return nil }
        bytes.append(byte == UInt8(ascii: "0") ? UInt8(ascii: "~") : UInt8(ascii: "/"))
        isEscaped = false
      } else if byte == UInt8(ascii: "~") {
        isEscaped = true
      } else {
        bytes.append(byte)
      }
    }
    return isEscaped ? nil : bytes
  }

  /// How many elements there are on the way, the record itself not counted: those of arrays, and the last value.
  var elementsPassed: Int {
    let arrays = steps.count { $0 == MapPointer.every }
    return arrays + (steps.isEmpty || steps.last == MapPointer.every ? 0 : 1)
  }

  /// So much of the pointer, as it stands in the map.
  func text(before step: Int) -> String {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    return parts.prefix(step + 1).joined(separator: "/")
  }
}

/// An index of an array, as JSON pointers write it; nil where the step is none.
func arrayIndex(_ step: [UInt8]) -> Int? {
  guard 1...9 ~= step.count, step.count == 1 || step[0] != UInt8(ascii: "0"),
    step.allSatisfy({ $0 &- 0x30 < 10 })
  else { return nil }
  return step.reduce(0) { $0 * 10 + Int($1 - 0x30) }
}
