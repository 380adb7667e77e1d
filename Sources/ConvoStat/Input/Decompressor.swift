// Decompression by the user's own tools, for all compressions but gzip.

/// A tool that decompresses an input into a pipe.
final class Decompressor: ByteSource {
  private let tool: ToolProcess
  private let path: String
  private let output: InputDescriptor

  /// Starts the tool of a compression.
  /// - Parameters:
  ///   - compressed: the input, whose beginning was inspected.
  ///   - file: its descriptor, if the tool can read the input itself.
  init(_ compression: Compression, _ compressed: ByteStream, file: Int32?) throws(Failure) {
    path = compressed.path
    if let file { _ = lseek(file, 0, SEEK_SET) }
    do throws(Errno) { tool = try ToolProcess([compression.tool, "-dc"], input: file) } catch {
      if error.code == ENOENT { throw .input(.noDecompressor(path: compressed.path, tool: compression.tool)) }
      throw .input(.cannotOpen(path: compressed.path, errno: error.code))
    }
    output = InputDescriptor(tool.output, path: path)
    if file == nil, !pump(compressed, into: tool.input) {
      _ = systemClose(tool.input)
      throw .input(.cannotOpen(path: path, errno: EAGAIN))
    }
  }

  /// Starts a thread that copies the input to the tool.
  /// - Returns: false if the system cannot start a thread.
  private func pump(_ compressed: ByteStream, into feed: Int32) -> Bool {
    startThread {
      defer { _ = systemClose(feed) }
      let block = Block()
      while true {
        block.begin(sequence: 0, offset: 0)
        // If reading fails, the input of the tool ends early, and the status of the tool shows it.
        // SAFETY: the block has room for the bytes that are read, and keeps them until they are written.
        guard let taken = try? compressed.read(block.room(Decompressor.pumpBytes), Decompressor.pumpBytes),
          taken > 0, writeAll(feed, UnsafeRawBufferPointer(start: block.bytes, count: taken))
        else { return }
      }
    }
  }

  private static let pumpBytes = 64 << 10

  func read(_ target: UnsafeMutableRawPointer, _ count: Int) throws(Failure) -> Int {
    let taken = try output.read(target, count)
    if taken == 0 { try finish() }
    return taken
  }

  /// Waits for the tool to end, after the end of its output.
  private func finish() throws(Failure) {
    let end = tool.awaitEnd()
    // bzip2 ignores bytes after the end and reports success; the other tools report an error.
    if end.isSuccess && !end.messages.contains("trailing garbage") { return }
    // zstd failed to start a thread.
    if end.messages.contains("thread pool") { throw .input(.cannotOpen(path: path, errno: EAGAIN)) }
    throw .input(.brokeOff(path: path, detail: end.reason))
  }
}
