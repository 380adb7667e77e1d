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
    let bytes = InputDescriptor(
      descriptor, path: path, checksum: isFile ? nil : StreamChecksum(path, checksums),
      size: isFile ? Int(status.st_size) : 0)
    let stream = ByteStream(bytes, path: path)
    let head = try stream.beginning(InputOpener.headBytes)
    if let compression = Compression(head) {
      let plain = try decompressed(compression, stream, file: isFile ? descriptor : nil)
      return try source(of: plain, head: plain.beginning(InputOpener.headBytes))
    }
    if isFile {
      return try fileSource(stream, descriptor: descriptor, size: Int(status.st_size), head: head)
    }
    return try source(of: stream, head: head)
  }

  /// - Parameter file: the descriptor of an input that is no pipe.
  private func decompressed(
    _ compression: Compression, _ stream: ByteStream, file: Int32?
  ) throws(Failure) -> ByteStream {
    if compression == .gzip { return ByteStream(try Inflater(stream), path: stream.path) }
    return ByteStream(try Decompressor(compression, stream, file: file), path: stream.path)
  }

  private func fileSource(
    _ stream: ByteStream, descriptor: Int32, size: Int, head: [UInt8]
  ) throws(Failure) -> any BlockSource {
    let start = try startOfText(head, stream.path)
    switch try FormRecogniser(stream, head: head, start: start, limit: maxLineBytes).form {
    case .lines:
      stream.forgetBeginning()
      return RangedFile(
        path: stream.path, stream: stream, descriptor: descriptor, start: start, size: size,
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
