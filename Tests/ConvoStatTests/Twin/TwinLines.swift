// A file's lines: those of NDJSON, the values of a pretty-printed file, or the elements of one array.

extension Twin {
  /// One line, or what counts as one.
  struct Line {
    /// What is on it.
    enum Content {
      /// Only white space.
      case blank
      /// A value.
      case value(JSON)
      /// Nothing that can be read, and why.
      case rejected(String)
    }

    /// The physical line where it begins, from 1.
    var number: Int
    /// The byte where it begins, from 0.
    var offset: Int
    /// What is on it.
    var content: Content
  }

  /// Takes a file apart.
  struct Lines {
    /// The whole file.
    let bytes: [UInt8]
    /// The longest line that is read.
    let maxLineBytes: Int

    private var start: Int { bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }

    /// Gives every line of the file to `body`, in order.
    func read(_ body: (Line) -> Void) {
      var reader = Reader(bytes: bytes, position: start, end: bytes.count)
      reader.skipSpace()
      if reader.here == UInt8(ascii: "[") {
        values(opensArrays: true, body)
      } else if spansLines(from: reader.position) {
        values(opensArrays: false, body)
      } else {
        ndjson(body)
      }
    }

    private func isBegin(_ offset: Int) -> Bool {
      guard offset < bytes.count else { return false }
      let opens = bytes[offset] == UInt8(ascii: "{") || bytes[offset] == UInt8(ascii: "[")
      return opens && (offset == start || bytes[offset - 1] == 0x0A)
    }

    /// Whether the file is pretty-printed: its first value passes the end of its first line, and is not just
    /// a line that was cut off and runs into the next.
    private func spansLines(from first: Int) -> Bool {
      var lineEnd = first
      while lineEnd < bytes.count, bytes[lineEnd] != 0x0A { lineEnd += 1 }
      if lineEnd == bytes.count { return false }
      var reader = Reader(bytes: bytes, position: first, end: bytes.count)
      do {
        _ = try reader.value()
        return reader.position > lineEnd
      } catch {
        return error.offset > lineEnd && !isBegin(error.offset)
      }
    }

    private func ndjson(_ body: (Line) -> Void) {
      var number = 1
      var from = start
      while from < bytes.count {
        var end = from
        while end < bytes.count, bytes[end] != 0x0A { end += 1 }
        body(Line(number: number, offset: from, content: content(from: from, to: end)))
        number += 1
        from = end + 1
      }
    }

    private func content(from: Int, to end: Int) -> Line.Content {
      var reader = Reader(bytes: bytes, position: from, end: end)
      if end - from > maxLineBytes { return .rejected("line_too_long") }
      reader.skipSpace()
      if reader.here == nil { return .blank }
      do {
        let value = try reader.value()
        reader.skipSpace()
        return reader.here == nil ? .value(value) : .rejected("bad_json")
      } catch {
        return .rejected(error.reason)
      }
    }

    private enum Place {
      case outside
      case afterBracket
      case beforeElement
      case afterElement
    }

    /// One value after the other; where `opensArrays`, the elements of arrays in their place.
    private func values(opensArrays: Bool, _ body: (Line) -> Void) {
      var place = Place.outside
      var reachedEnd = false
      var reader = Reader(bytes: bytes, position: start, end: bytes.count)
      var counted = (offset: 0, line: 1)
      func give(_ offset: Int, _ content: Line.Content) {
        while counted.offset < offset {
          if bytes[counted.offset] == 0x0A { counted.line += 1 }
          counted.offset += 1
        }
        body(Line(number: counted.line, offset: offset, content: content))
      }
      func skipToBegin() {
        while reader.here != nil, !isBegin(reader.position) { reader.position += 1 }
        reachedEnd = reader.here == nil
      }

      while true {
        reader.skipSpace()
        guard let byte = reader.here else { break }
        let from = reader.position
        if place == .outside, opensArrays, byte == UInt8(ascii: "[") {
          reader.position += 1
          place = .afterBracket
        } else if place == .afterBracket || place == .afterElement, byte == UInt8(ascii: "]") {
          reader.position += 1
          place = .outside
        } else if place == .afterElement, byte == UInt8(ascii: ",") {
          reader.position += 1
          place = .beforeElement
        } else if place == .afterElement {
          skipToBegin()
          if reader.position > from { give(from, .rejected("bad_json")) }
          place = .beforeElement
        } else {
          do {
            let value = try reader.value()
            let isLong = reader.position - from > maxLineBytes
            give(from, isLong ? .rejected("line_too_long") : .value(value))
            if place != .outside { place = .afterElement }
          } catch {
            reader.position = error.offset
            give(from, .rejected(error.offset - from > maxLineBytes ? "line_too_long" : error.reason))
            skipToBegin()
            if place != .outside { place = .beforeElement }
          }
        }
      }
      if place != .outside, !reachedEnd { give(bytes.count, .rejected("bad_json")) }
    }
  }
}
