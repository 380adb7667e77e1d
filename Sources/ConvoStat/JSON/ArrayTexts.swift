// The texts and numbers in arrays, for values that were proved to be JSON.

extension Fields {
  /// Returns the texts and numbers that are direct elements of an array, or of the arrays that are values of
  /// an object.
  ///
  /// If a key is repeated, only its last value counts. The texts are valid until `clear`.
  func texts(inArraysOf value: Text) -> [Text] {
    guard value.count > 1 else { return [] }
    let level = value[0] == UInt8(ascii: "{") ? 2 : 1
    var found: [(key: Text, text: Text)] = []
    var key = Text.empty
    var (depth, isInside) = (0, false)
    var at = value.start
    let end = at + value.count
    while at < end {
      switch at.pointee {
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "["):
        depth += 1
        if depth == level { isInside = true }
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == level { isInside = false }
        depth -= 1
      case UInt8(ascii: "\""):
        guard let token = try? scanString(at + 1) else { return [] }
        at = token.start + token.count
        let text = token.isEscaped ? unescapedKey(token) : Text(start: token.start, count: token.count)
        if depth == level, isInside, !text.isEmpty {
          found.append((key, text))
        } else if depth == 1, level == 2, isKey(endingBefore: at + 1) {
          key = text
          found.removeAll { $0.key == text }
        }
      case UInt8(ascii: "-"), 0x30...0x39:
        guard let behind = try? scanNumber(at) else { return [] }
        if depth == level, isInside { found.append((key, Text(start: at, count: behind - at))) }
        at = behind - 1
      default: break
      }
      at += 1
    }
    return found.map(\.text)
  }
}
