// An input as blocks, which any worker may take; and how it is recognised what an input is.

/// An opened input. Workers take blocks from it, each into its own block, until there are none.
protocol BlockSource: AnyObject, Sendable {
  /// Fills the next block.
  /// - Returns: false if there is none left.
  func next(_ block: Block) throws(Failure) -> Bool

  /// Whether every block was taken.
  var isExhausted: Bool { get }
}

/// How inputs are opened.
struct InputOpener {
  let maxLineBytes: Int
  /// Takes the checksums of inputs that can be read only once, if they are asked for.
  let checksums: InputChecksums?

  /// What is looked at to recognise the compression and the encoding.
  private static let headBytes = 64 << 10

  /// Opens an input, undoes its compression and recognises its form (README 1).
  func open(_ path: String) throws(Failure) -> any BlockSource {
    let descriptor = path == "-" ? dup(0) : systemOpen(path)
    if descriptor < 0 { throw .cannotOpen(path: path, errno: errno) }
    var status = stat()
    if fstat(descriptor, &status) != 0 { throw .cannotOpen(path: path, errno: errno) }
    // A file that says it is empty is read like a pipe: some that the system makes have no size.
    let isSized = status.st_mode & S_IFMT == S_IFREG && status.st_size > 0
    let isFile = isSized && (path != "-" || lseek(descriptor, 0, SEEK_CUR) == 0)
    var head = try readHead(descriptor, isFile: isFile, path: path)
    if let compression = Compression(head) {
      if isFile { _ = lseek(descriptor, 0, SEEK_SET) }
      let checksum = StreamChecksum(path, isFile ? nil : checksums)
      let tool = try Decompressor(
        compression, path: path, input: descriptor, head: isFile ? [] : head, checksum: checksum)
      head = try readHead(tool.output, isFile: false, path: path)
      let stream = ByteStream(path: path, descriptor: tool.output, head: head, decompressor: tool)
      return try source(of: stream, head: head)
    }
    if isFile {
      return try fileSource(path, descriptor: descriptor, size: Int(status.st_size), head: head)
    }
    let checksum = StreamChecksum(path, checksums)
    return try source(
      of: ByteStream(path: path, descriptor: descriptor, head: head, checksum: checksum), head: head)
  }

  private func readHead(_ descriptor: Int32, isFile: Bool, path: String) throws(Failure) -> [UInt8] {
    let head = Block()
    while head.count < InputOpener.headBytes {
      let (room, wanted) = (head.room(InputOpener.headBytes), InputOpener.headBytes - head.count)
      let taken =
        isFile
        ? try readBytes(descriptor, room, wanted, at: head.count, path: path)
        : try readBytes(descriptor, room, wanted, path: path)
      if taken == 0 { break }
      head.grow(taken)
    }
    return head.copy
  }

  private func fileSource(
    _ path: String, descriptor: Int32, size: Int, head: [UInt8]
  ) throws(Failure) -> any BlockSource {
    let start = try startOfText(head, path)
    let stream = ByteStream(path: path, descriptor: descriptor, head: head)
    _ = lseek(descriptor, off_t(head.count), SEEK_SET)
    switch try FormRecogniser(stream, head: head, start: start, limit: maxLineBytes).form {
    case .lines:
      return RangedFile(
        path: path, stream: stream, descriptor: descriptor, start: start, size: size,
        maxLineBytes: maxLineBytes)
    case .values(let isArray):
      return ValueStream(stream, start: start, opensArrays: isArray, maxLineBytes: maxLineBytes)
    }
  }

  private func source(of stream: ByteStream, head: [UInt8]) throws(Failure) -> any BlockSource {
    let start = try startOfText(head, stream.path)
    switch try FormRecogniser(stream, head: head, start: start, limit: maxLineBytes).form {
    case .lines: return LineStream(stream, start: start, maxLineBytes: maxLineBytes)
    case .values(let isArray):
      return ValueStream(stream, start: start, opensArrays: isArray, maxLineBytes: maxLineBytes)
    }
  }

  /// The length of the byte-order mark. UTF-16 is refused.
  private func startOfText(_ head: [UInt8], _ path: String) throws(Failure) -> Int {
    if head.starts(with: [0xEF, 0xBB, 0xBF]) { return 3 }
    let isMarked = head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF])
    let isBare = head.count >= 2 && (head[0] == 0) != (head[1] == 0)
    if isMarked || isBare { throw .utf16(path: path) }
    return 0
  }
}

/// The form of a file: one value a line, or one of the two forms that are recognised by its start.
private struct FormRecogniser {
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
