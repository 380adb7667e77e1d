// A line of NDJSON that is not exactly one valid value, split into its values.

/// The values of a line, or the error that makes the whole line unreadable (Inputs: forms of a file).
struct LineValues {
  /// A value of the line.
  struct Part {
    var text: Text
    /// The error, if the value is broken but has an end of its own.
    var error: JSONError?
  }

  private(set) var parts: [Part] = []
  /// True if a comma follows the last value.
  private(set) var hasComma = false
  /// The error that makes the whole line unreadable: the line holds bytes that are no value and have no end
  /// of their own.
  private(set) var lineError: JSONError?

  /// Splits a line.
  /// - Parameters:
  ///   - line: the line from its first value on, after a mark.
  ///   - fields: scratch for the cursor; its values are lost.
  init(_ line: Text, _ fields: Fields) {
    let end = line.end
    var cursor = Cursor(at: line.start, fields: fields, spansLines: false)
    while true {
      cursor.skipBlanks()
      let start = cursor.at
      if start >= end { return }
      if start.pointee == UInt8(ascii: ",") {
        cursor.at += 1
        cursor.skipBlanks()
        hasComma = !parts.isEmpty && cursor.at >= end
        if !hasComma { lineError = firstError ?? .malformed(start) }
        return
      }
      do throws(JSONError) {
        try cursor.skipSeparateValue(before: end)
        parts.append(Part(text: Text(start: start, count: cursor.at - start)))
      } catch {
        var value = BrokenValue(isInArray: false)
        let hasEnd =
          value.follow(Text(start: start, count: end - start), isAtEnd: true) == .own
        guard hasEnd, start.pointee.opensBracket || start.pointee == UInt8(ascii: "\"") else {
          lineError = firstError ?? error
          return
        }
        parts.append(Part(text: Text(start: start, count: value.count), error: error))
        cursor.at = start + value.count
      }
    }
  }

  private var firstError: JSONError? { parts.lazy.compactMap(\.error).first }
}

extension Text {
  /// The text of a line without surrounding white space, a mark at its start and a comma at its end.
  var solid: Text {
    var (first, end) = (0, count)
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
    func trimEnd() { while end > first, isBlank(self[end - 1]) { end -= 1 } }
    if count > 0 { first = min(lineMarkLength(self), count) }
    while first < end, isBlank(self[first]) { first += 1 }
    trimEnd()
    if end - first > 1, self[end - 1] == UInt8(ascii: ",") {
      end -= 1
      trimEnd()
    }
    return Text(start: start + first, count: end - first)
  }
}
