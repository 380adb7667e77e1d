// Opening an input: its compression undone, its encoding and its form recognised.

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
    if fstat(descriptor, &status) != 0 {
      let code = errno
      _ = systemClose(descriptor)
      throw .cannotOpen(path: path, errno: code)
    }
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
    let stream = ByteStream(path: path, descriptor: descriptor, head: head, size: size)
    let start = try startOfText(head, path)
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
