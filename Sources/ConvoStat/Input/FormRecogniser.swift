// Recognition of the form of a file, by its beginning (Inputs: forms of a file).

/// The form of a file: one value per line, or one of the two other forms, which are recognised by the
/// beginning.
struct FormRecogniser {
  enum Form {
    case lines
    case values(isArray: Bool)
  }

  private(set) var form = Form.lines

  /// Reads as much of the stream as the decision needs, and restarts the stream.
  init(
    _ stream: ByteStream, head: [UInt8], start: Int, limit: Int, _ longLines: LongLines
  ) throws(Failure) {
    let text = Block()
    head.withText { text.append($0) }
    let fields = Fields(tree: FieldTree(paths: []))
    while true {
      text.pad()
      try longLines.check(text)
      if let verdict = FormRecogniser.verdict(text, start, fields, isWhole: false) {
        form = verdict
        break
      }
      if text.count <= limit, try FormRecogniser.readMore(stream, text, limit) { continue }
      text.pad()
      form = FormRecogniser.verdict(text, start, fields, isWhole: true) ?? .lines
      break
    }
    stream.restart(with: text)
  }

  /// Maximum number of broken values at the start of a file that are skipped.
  ///
  /// With more, the file is read as lines.
  private static let maximumBrokenValues = 64
  /// Maximum length in bytes of white space at the start of a file.
  ///
  /// With more, the file is read as lines.
  private static let maximumBlankBytes = 1 << 20

  /// Returns the form, or `nil` if more bytes are needed to tell.
  ///
  /// A broken value tells the form by its own end (Inputs: forms of a file). If it has none before a line that
  /// begins with a bracket, the value on that line decides.
  /// - Parameter isWhole: true if nothing follows the text.
  private static func verdict(_ text: Block, _ start: Int, _ fields: Fields, isWhole: Bool) -> Form? {
    // SAFETY: the caller has padded the block and does not change it during the call. Pointers stay between `base`
    // and `end`, and the cursor stops at the padding.
    let base = text.text.start
    let end = base + text.count
    var at = base + min(start, text.count)
    var isAtLineStart = true
    for broken in 0..<maximumBrokenValues {
      skipToValue(&at, end, &isAtLineStart)
      var cursor = Cursor(at: at, fields: fields, spansLines: true)
      if at >= end { return text.count > maximumBlankBytes ? .lines : nil }
      if broken == 0, at.pointee == UInt8(ascii: "[") { return .values(isArray: true) }
      guard let lineEnd = findByte(0x0A, from: at, to: end) else { return isWhole ? .lines : nil }
      var failure: UnsafePointer<UInt8>?
      do { try cursor.skipSeparateValue(before: end) } catch { failure = error.position }
      guard let failure else { return cursor.at <= lineEnd ? .lines : .values(isArray: false) }
      if failure > lineEnd, !isWhole, isCutShort(failure, end: end) { return nil }
      if !at.pointee.opensBracket { return .lines }
      var value = BrokenValue(isInArray: false)
      let verdict = value.follow(Text(start: at, count: end - at), isAtEnd: isWhole)
      if verdict == .line {
        at += value.count
        isAtLineStart = true
        continue
      }
      if verdict == nil, !isWhole { return nil }
      if verdict == nil, isLineOfValue(lineEnd + 1, end, fields) { return .lines }
      return at + value.count <= lineEnd ? .lines : .values(isArray: false)
    }
    return .lines
  }

  /// Skips white space, and one mark at the start of each line.
  private static func skipToValue(
    _ at: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ isAtLineStart: inout Bool
  ) {
    while at < end {
      let byte = at.pointee
      let mark = isAtLineStart ? lineMarkLength(Text(start: at, count: end - at)) : 0
      isAtLineStart = byte == 0x0A
      if mark > 0 {
        at += mark
      } else if byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
        at += 1
      } else {
        return
      }
    }
  }

  /// Returns true if the next line that is not blank begins with a whole object or array.
  ///
  /// Then the value before it was cut off on its own line.
  private static func isLineOfValue(
    _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ fields: Fields
  ) -> Bool {
    var (at, isAtLineStart) = (start, true)
    skipToValue(&at, end, &isAtLineStart)
    guard at < end, at.pointee.opensBracket else { return false }
    var cursor = Cursor(at: at, fields: fields, spansLines: false)
    return (try? cursor.skipValue()) != nil
  }

  /// Doubles the text, up to a little more than `limit` bytes.
  /// - Returns: false at the end of the stream.
  private static func readMore(_ stream: ByteStream, _ text: Block, _ limit: Int) throws(Failure) -> Bool {
    let wanted = min(max(text.count * 2, 64 << 10), limit + (64 << 10))
    let before = text.count
    while text.count < wanted {
      let taken = try stream.readPast(text.room(wanted - text.count), wanted - text.count)
      if taken == 0 { break }
      text.grow(taken)
    }
    return text.count > before
  }
}
