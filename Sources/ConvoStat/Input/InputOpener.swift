// Opening an input: decompression, and recognition of its kind and form.

/// Opens inputs.
struct InputOpener {
  let maxLineBytes: Int
  /// Takes the checksums of inputs that can be read only once; `nil` if no option asks for checksums.
  let checksums: InputChecksums?
  /// The memory that long lines take.
  var longLines = LongLines()

  /// Number of bytes that are inspected to recognise the compression and the kind.
  private static let headBytes = 64 << 10

  /// Opens an input, decompresses it and recognises its form (Inputs: forms of a file).
  /// - Throws: `Failure` if it cannot be opened or is of another kind.
  func open(_ path: String) throws(Failure) -> any BlockSource {
    let descriptor = path == "-" ? dup(0) : systemOpen(path)
    if descriptor < 0 { throw .input(.cannotOpen(path: path, errno: errno)) }
    var status = stat()
    if fstat(descriptor, &status) != 0 {
      let code = errno
      _ = systemClose(descriptor)
      throw .input(.cannotOpen(path: path, errno: code))
    }
    // A file of size 0 is read like a pipe, because files that the kernel generates report no size.
    let isSized = status.st_mode & S_IFMT == S_IFREG && status.st_size > 0
    let isFile = isSized && (path != "-" || lseek(descriptor, 0, SEEK_CUR) == 0)
    let bytes = InputDescriptor(
      descriptor, path: path, checksum: isFile ? nil : StreamChecksum(path, checksums),
      size: isFile ? Int(status.st_size) : 0)
    let stream = ByteStream(bytes, path: path)
    let head = try stream.beginning(InputOpener.headBytes)
    if let compression = Compression(head) {
      let plain = try decompressed(compression, stream, file: isFile ? descriptor : nil)
      return try source(of: plain, head: headOfJSON(plain, in: compression))
    }
    let json = try headOfJSON(stream, in: nil)
    if isFile {
      return try fileSource(stream, descriptor: descriptor, size: Int(status.st_size), head: json)
    }
    return try source(of: stream, head: json)
  }

  /// Returns the decompressed input.
  /// - Parameter file: the descriptor of the input. `nil` for a pipe.
  private func decompressed(
    _ compression: Compression, _ stream: ByteStream, file: Int32?
  ) throws(Failure) -> ByteStream {
    if compression == .gzip { return ByteStream(Inflater(stream), path: stream.path) }
    return ByteStream(try Decompressor(compression, stream, file: file), path: stream.path)
  }

  private func fileSource(
    _ stream: ByteStream, descriptor: Int32, size: Int, head: [UInt8]
  ) throws(Failure) -> any BlockSource {
    let start = startOfText(head)
    switch try FormRecogniser(stream, head: head, start: start, limit: maxLineBytes, longLines).form {
    case .lines:
      stream.forgetBeginning()
      return RangedFile(
        path: stream.path, stream: stream, descriptor: descriptor, start: start, size: size,
        maxLineBytes: maxLineBytes, longLines)
    case .values(let isArray):
      return ValueStream(stream, start: start, opensArrays: isArray, maxLineBytes: maxLineBytes, longLines)
    }
  }

  private func source(of stream: ByteStream, head: [UInt8]) throws(Failure) -> any BlockSource {
    let start = startOfText(head)
    switch try FormRecogniser(stream, head: head, start: start, limit: maxLineBytes, longLines).form {
    case .lines: return LineStream(stream, start: start, maxLineBytes: maxLineBytes, longLines)
    case .values(let isArray):
      return ValueStream(stream, start: start, opensArrays: isArray, maxLineBytes: maxLineBytes, longLines)
    }
  }

  /// Returns the beginning of a stream that may be NDJSON or JSON.
  /// - Throws: `Failure` if the stream shows another kind of file.
  private func headOfJSON(_ stream: ByteStream, in compression: Compression?) throws(Failure) -> [UInt8] {
    let name = stream.path.lowercased()
    let isNamedCompressed = compression == nil && Compression.endings.contains(where: name.hasSuffix)
    var count = InputOpener.headBytes
    while true {
      let bytes = try stream.beginning(count)
      let head = FileHead(bytes, isWhole: bytes.count < count, isNamedCompressed: isNamedCompressed)
      guard let kind = head.kind else { return bytes }
      if kind != .latin1 || !head.needsMore {
        throw .input(.otherKind(path: stream.path, kind: kind, compression: compression?.tool))
      }
      count = FileHead.bytesThatDecide
    }
  }

  /// Returns the length of the byte-order mark, or 0.
  private func startOfText(_ head: [UInt8]) -> Int { head.starts(with: FileHead.byteOrderMark) ? 3 : 0 }
}
