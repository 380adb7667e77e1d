// Compressed output through the user's own tools, for what zlib does not do.

import Ending

/// A tool that runs in parallel and compresses its input into a file.
package final class Compressor: Sendable {
  private let process: pid_t
  private let tool: String
  private let path: String
  private let errors: Int32
  /// The descriptor to which the caller writes the bytes.
  package let input: Int32

  /// Returns the tool and its arguments for an output of that name, or `nil` if no tool compresses it.
  package static func words(for path: String) -> [String]? {
    path.lowercased().hasSuffix(".zst") ? ["zstd", "-qc"] : nil
  }

  /// Starts the tool.
  /// - Parameter output: the descriptor for the compressed bytes.
  package init(_ words: [String], path: String, output: Int32) throws(Failure) {
    tool = words[0]
    self.path = path
    (process, input, errors) = try runningTools.withLock { (processes) throws(Failure) in
      let input = try Compressor.pipe(path)
      let errors = try Compressor.pipe(path)
      hold_end()
      defer { release_end() }
      var process = pid_t()
      let status = spawn(words, input: input.read, output: output, errors: errors.write, &process)
      _ = systemClose(input.read)
      _ = systemClose(errors.write)
      if status != 0 {
        _ = systemClose(input.write)
        _ = systemClose(errors.read)
        if status == ENOENT { throw .system(.noCompressor(path: path, tool: words[0])) }
        throw .system(.cannotWrite(path: path, errno: status))
      }
      processes[process] = .tool(process)
      return (process, input.write, errors.read)
    }
  }

  private static func pipe(_ path: String) throws(Failure) -> (read: Int32, write: Int32) {
    var ends: [Int32] = [0, 0]
    if makePipe(&ends) != 0 { throw .system(.cannotWrite(path: path, errno: errno)) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  /// Closes the input and waits until everything is compressed.
  package func finish() throws(Failure) {
    _ = systemClose(input)
    let (status, messages) = endOfTool(process, errors: errors)
    if status == 0 { return }
    let line = messages.split(whereSeparator: \.isNewline).last.map(String.init)
    // The lower seven bits are the signal that ended the tool.
    let end = status & 0x7F == 0 ? "ended with status \(status >> 8)" : "was ended by signal \(status & 0x7F)"
    throw .system(.compressorFailed(path: path, detail: line ?? "\(tool) \(end)"))
  }
}
