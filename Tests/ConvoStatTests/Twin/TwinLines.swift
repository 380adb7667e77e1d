// A file's lines: those of NDJSON, the values of a pretty-printed file, or the elements of one array.

extension Twin {
  /// One line, or one value that counts as a line.
  struct Line {
    /// The content of a line.
    enum Content {
      /// A line with only white space.
      case blank
      /// A value.
      case value(JSON)
      /// A line that cannot be read, with the reason and its length in bytes.
      case rejected(String, bytes: Int)
    }

    /// The number of the physical line in which it begins, from 1.
    var number: Int
    /// The offset of its first byte, from 0.
    var offset: Int
    /// The length in bytes, if it is a value.
    var length = 0
    /// The content of the line.
    var content: Content
  }

  /// The lines of a file.
  struct Lines {
    /// The whole file.
    let bytes: [UInt8]
    /// The longest line that is read.
    let maxLineBytes: Int

    var start: Int { bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }

    /// Passes every line of the file to `body`, in order.
    /// - Returns: the numbers of the physical lines that were tolerated.
    @discardableResult
    func read(_ body: (Line) -> Void) -> Set<Int> {
      var at = start
      skipToValue(&at)
      if at < bytes.count, bytes[at] == UInt8(ascii: "[") { return values(opensArrays: true, body) }
      return spansLines(from: at) ? values(opensArrays: false, body) : ndjson(body)
    }

    func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }

    /// Skips white space, and one mark at the start of each line.
    private func skipToValue(_ at: inout Int) {
      while at < bytes.count {
        let mark = isLineStart(at) ? markLength(at) : 0
        if mark == 0, !isSpace(bytes[at]) { return }
        at += max(mark, 1)
      }
    }

    func isLineStart(_ offset: Int) -> Bool { offset == start || bytes[offset - 1] == 0x0A }

    func markLength(_ offset: Int) -> Int {
      let rest = bytes[min(offset, bytes.count)...]
      return rest.first == 0x1E ? 1 : rest.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    private func isBracket(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") }

    /// Returns true if a bracket is at an offset, perhaps after a mark.
    private func opens(_ offset: Int, before limit: Int) -> Bool {
      let after = offset + markLength(offset)
      return after < limit && isBracket(bytes[after])
    }

    /// A value that is whole or broken.
    struct Found {
      var end: Int
      var value: JSON?
      var reason = "bad_json"
      /// True if it ends by itself, before a line that begins with a bracket.
      var hasOwnEnd = true
      /// True if it reaches the end of the file without an end.
      var isOpen = false
    }

    /// The value that begins at an offset, up to a limit.
    func value(from: Int, to limit: Int, inArray: Bool) -> Found {
      var reader = Reader(bytes: bytes, position: from, end: limit)
      var reason = "bad_json"
      var isTooLong = false
      do {
        let value = try reader.value()
        let isScalar = !isBracket(bytes[from]) && bytes[from] != UInt8(ascii: "\"")
        let next = reader.position < limit ? bytes[reader.position] : 0x20
        isTooLong = reader.position - from > maxLineBytes
        if !isTooLong, !isScalar || isSpace(next) || ",]}{[\"".utf8.contains(next) {
          return Found(end: reader.position, value: value)
        }
      } catch {
        reason = error.reason
        isTooLong = error.offset - from > maxLineBytes
      }
      let own = ownEnd(from, limit, inArray)
      let line = (from + 1..<max(from + 1, limit)).first { bytes[$0 - 1] == 0x0A && opens($0, before: limit) }
      let end = min(line ?? limit, own ?? limit)
      if isTooLong { reason = "line_too_long" }
      if let line, line == end { return Found(end: line, reason: reason, hasOwnEnd: false) }
      return Found(end: end, reason: reason, hasOwnEnd: own != nil, isOpen: own == nil)
    }

    /// Returns the end of a broken value by its brackets and quotes; `nil` if it has none.
    private func ownEnd(_ from: Int, _ limit: Int, _ inArray: Bool) -> Int? {
      let first = bytes[from]
      if !isBracket(first), first != UInt8(ascii: "\"") {
        return (from + 1..<max(from + 1, limit)).first {
          [UInt8(ascii: ","), UInt8(ascii: "]"), 0x0A].contains(bytes[$0])
        }
      }
      var open: [UInt8] = []
      var (inString, at) = (false, from)
      while at < limit {
        let byte = bytes[at]
        at += 1
        if inString {
          if byte == UInt8(ascii: "\\") { at += 1 }
          if byte == UInt8(ascii: "\"") {
            inString = false
            if open.isEmpty { return at <= limit ? at : nil }
          }
          continue
        }
        switch byte {
        case UInt8(ascii: "\""): inString = true
        case UInt8(ascii: "{"): open.append(UInt8(ascii: "}"))
        case UInt8(ascii: "["): open.append(UInt8(ascii: "]"))
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
          guard let index = open.lastIndex(of: byte) else {
            if inArray, byte == UInt8(ascii: "]") { return at - 1 }
            continue
          }
          open.removeSubrange(index...)
          if open.isEmpty { return at }
        default: break
        }
      }
      return nil
    }

    /// Returns the length of a range without white space at its end.
    func solidLength(_ from: Int, _ end: Int) -> Int {
      var end = end
      while end > from, isSpace(bytes[end - 1]) { end -= 1 }
      return end - from
    }

    private func lineEnd(_ from: Int) -> Int { bytes[from...].firstIndex(of: 0x0A) ?? bytes.count }

    /// Returns true if the file is pretty-printed: its first value ends on a later line.
    ///
    /// Values that were cut off before a line that begins with a bracket do not count.
    private func spansLines(from first: Int) -> Bool {
      var at = first
      for _ in 0..<64 {
        skipToValue(&at)
        if at >= bytes.count { return false }
        let found = value(from: at, to: bytes.count, inArray: false)
        if found.value == nil, !isBracket(bytes[at]) { return false }
        if found.isOpen, isLineOfValue(lineEnd(at) + 1) { return false }
        if found.value != nil || found.hasOwnEnd || found.isOpen { return found.end > lineEnd(at) }
        at = found.end
      }
      return false
    }

    /// Returns true if the next line that is not blank begins with a whole object or array.
    private func isLineOfValue(_ from: Int) -> Bool {
      var at = from
      skipToValue(&at)
      guard at < bytes.count, isBracket(bytes[at]) else { return false }
      var reader = Reader(bytes: bytes, position: at, end: lineEnd(at))
      return (try? reader.value()) != nil
    }

    private func ndjson(_ body: (Line) -> Void) -> Set<Int> {
      var number = 1
      var from = start
      var tolerated: Set<Int> = []
      while from < bytes.count {
        let end = lineEnd(from)
        if line(from, end, number, body) { tolerated.insert(number) }
        number += 1
        from = end + 1
      }
      return tolerated
    }

    /// Passes the values of one line to `body`, and returns true if something on it was tolerated.
    private func line(_ from: Int, _ end: Int, _ number: Int, _ body: (Line) -> Void) -> Bool {
      let mark = min(markLength(from), end - from)
      var at = from + mark
      func skipSpace() { while at < end, isSpace(bytes[at]) { at += 1 } }
      func reject(_ reason: String) {
        var first = from + mark
        while first < end, isSpace(bytes[first]) { first += 1 }
        var length = solidLength(first, end)
        if length > 1, bytes[first + length - 1] == UInt8(ascii: ",") {
          length = solidLength(first, first + length - 1)
        }
        body(Line(number: number, offset: from, content: .rejected(reason, bytes: length)))
      }
      if end - from > maxLineBytes {
        reject("line_too_long")
        return mark > 0
      }
      skipSpace()
      if at == end {
        body(Line(number: number, offset: from, content: .blank))
        return mark > 0
      }
      var lines: [(line: Line, isBroken: Bool)] = []
      var hasComma = false
      var first: String?
      while at < end {
        if bytes[at] == UInt8(ascii: ",") {
          at += 1
          skipSpace()
          guard !lines.isEmpty, at == end else {
            reject(first ?? "bad_json")
            return mark > 0
          }
          hasComma = true
          break
        }
        let found = value(from: at, to: end, inArray: false)
        let mayBeAlone = isBracket(bytes[at]) || bytes[at] == UInt8(ascii: "\"")
        if let value = found.value {
          lines.append(
            (Line(number: number, offset: at, length: found.end - at, content: .value(value)), false))
        } else if found.hasOwnEnd, mayBeAlone {
          let content = Line.Content.rejected(found.reason, bytes: found.end - at)
          lines.append((Line(number: number, offset: at, content: content), true))
          first = first ?? found.reason
        } else {
          reject(first ?? found.reason)
          return mark > 0
        }
        at = found.end
        skipSpace()
      }
      if lines.count == 1 { lines[0].line.offset = from }
      for line in lines { body(line.line) }
      return mark > 0 || hasComma || lines.count > 1
    }
  }
}
