// A JSON pointer into a record of another platform, and the level at which it begins.

/// A JSON pointer (RFC 6901).
///
/// It begins at the element that is read, and each leading `^` moves its beginning one element outwards
/// (Maps).
struct MapPointer: Sendable {
  /// The number of levels by which the pointer begins further out.
  let outward: Int
  /// The keys and indices, unescaped.
  let steps: [[UInt8]]
  /// The pointer as written in the map.
  let text: String

  /// The step of `each` that means every element of an array.
  static let every = Array("*".utf8)

  /// Parses a pointer; `nil` if the text is no pointer.
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

  /// Returns a step with `~1` replaced by a slash and `~0` by a tilde; `nil` if a tilde precedes anything
  /// else.
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

  /// The number of elements on the way, without the record itself: those of arrays, and the last value.
  var elementsPassed: Int {
    let arrays = steps.count { $0 == MapPointer.every }
    return arrays + (steps.isEmpty || steps.last == MapPointer.every ? 0 : 1)
  }

  /// Returns the beginning of the pointer up to a step (exclusive), as written in the map.
  func text(before step: Int) -> String {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    return parts.prefix(step + 1).joined(separator: "/")
  }
}

/// Returns the array index that a step denotes; `nil` if the step is no index.
func arrayIndex(_ step: [UInt8]) -> Int? {
  guard 1...9 ~= step.count, step.count == 1 || step[0] != UInt8(ascii: "0"),
    step.allSatisfy({ $0 &- 0x30 < 10 })
  else { return nil }
  return step.reduce(0) { $0 * 10 + Int($1 - 0x30) }
}
