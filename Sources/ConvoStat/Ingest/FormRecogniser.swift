// Which of the three forms a file has, told by its start (README 1).

/// The form of a file: one value a line, or one of the two forms that are recognised by its start.
struct FormRecogniser {
  enum Form {
    case lines
    case values(isArray: Bool)
  }

  private(set) var form = Form.lines

  /// Reads as much more of the stream as it takes to tell, and then begins again.
  init(_ stream: ByteStream, head: [UInt8], start: Int, limit: Int) throws(Failure) {
    let text = Block()
    head.withUnsafeBufferPointer { if let base = $0.baseAddress { text.append(base, $0.count) } }
    let fields = Fields(tree: FieldTree(paths: []))
    while true {
      text.pad()
      if let verdict = FormRecogniser.verdict(text, start, fields) {
        form = verdict
        break
      }
      if text.count <= limit, try FormRecogniser.readMore(stream, text) { continue }
      form = FormRecogniser.atEnd(text, start)
      break
    }
    stream.restart(with: text.copy)
  }

  /// The form, or nil if more must be read to tell.
  private static func verdict(_ text: Block, _ start: Int, _ fields: Fields) -> Form? {
    let base = UnsafePointer(text.bytes)
    let end = base + text.count
    var cursor = Cursor(at: base + min(start, text.count), fields: fields, spansLines: true)
    cursor.skipBlanks()
    if cursor.at >= end { return nil }
    if cursor.at.pointee == UInt8(ascii: "[") { return .values(isArray: true) }
    guard let lineEnd = findByte(0x0A, from: cursor.at, to: end) else { return nil }
    var failure: UnsafePointer<UInt8>?
    do { try cursor.skipValue() } catch { failure = error.position }
    guard let failure else { return cursor.at <= lineEnd ? .lines : .values(isArray: false) }
    if failure <= lineEnd { return .lines }
    if isCutShort(failure, end: end) { return nil }
    let opens = failure[0] == UInt8(ascii: "{") || failure[0] == UInt8(ascii: "[")
    return opens && failure[-1] == 0x0A ? .lines : .values(isArray: false)
  }

  /// The form of a text that ends before its first value does.
  private static func atEnd(_ text: Block, _ start: Int) -> Form {
    let first = text.copy.dropFirst(start).drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    return first.contains(0x0A) ? .values(isArray: false) : .lines
  }

  /// Doubles what was read.
  /// - Returns: false at the end of the stream.
  private static func readMore(_ stream: ByteStream, _ text: Block) throws(Failure) -> Bool {
    let wanted = max(text.count * 2, 64 << 10)
    let before = text.count
    while text.count < wanted {
      let taken = try stream.readPast(text.room(wanted - text.count), wanted - text.count)
      if taken == 0 { break }
      text.grow(taken)
    }
    return text.count > before
  }
}
