// Decompression by the user's own tools, for all compressions but gzip.

import Ending

/// A tool that decompresses an input into a pipe, in a process of its own.
final class Decompressor: ByteSource {
  private let process: pid_t
  private let path: String
  private let tool: String
  private let errors: Int32
  private let output: InputDescriptor
  /// True after the end of the tool was awaited, which closes `errors`.
  private var hasFinished = false

  /// Starts the tool of a compression.
  /// - Parameters:
  ///   - compressed: the input, whose beginning was inspected.
  ///   - file: its descriptor, if the tool can read the input itself.
  init(_ compression: Compression, _ compressed: ByteStream, file: Int32?) throws(Failure) {
    path = compressed.path
    tool = compression.tool
    if let file { _ = lseek(file, 0, SEEK_SET) }
    let started = try runningTools.withLock { (processes) throws(Failure) in
      try Decompressor.start(compression, path: compressed.path, file: file, processes: &processes)
    }
    (process, errors) = (started.process, started.errors)
    output = InputDescriptor(started.output, path: path)
    if let feed = started.feed, !pump(compressed, into: feed) {
      _ = systemClose(feed)
      _ = endOfTool(process, errors: errors)
      hasFinished = true
      throw .input(.cannotOpen(path: path, errno: EAGAIN))
    }
  }

  /// Kills a tool whose output was not read to the end, so that neither its process nor its descriptors
  /// remain.
  deinit {
    if hasFinished { return }
    runningTools.withLock { $0[process] = nil }
    kill(process, SIGKILL)
    _ = systemClose(errors)
    while waitpid(process, nil, 0) < 0, errno == EINTR {}
  }

  private struct Started {
    var process: pid_t
    var output: Int32
    var errors: Int32
    var feed: Int32?
  }

  /// Creates the pipes and the process.
  ///
  /// The caller holds the lock of `runningTools`, so that no other process inherits the pipes.
  private static func start(
    _ compression: Compression, path: String, file: Int32?, processes: inout [pid_t: Leaving]
  ) throws(Failure) -> Started {
    hold_end()
    defer { release_end() }
    let output = try pipe(path)
    widen(output.write)
    let errors = try pipe(path)
    let feed = file == nil ? try pipe(path) : nil
    defer {
      _ = systemClose(output.write)
      _ = systemClose(errors.write)
      if let feed { _ = systemClose(feed.read) }
    }
    var process = pid_t()
    let status = spawn(
      [compression.tool, "-dc"], input: file ?? feed?.read ?? -1, output: output.write, errors: errors.write,
      &process)
    if status != 0 {
      for descriptor in [output.read, errors.read] { _ = systemClose(descriptor) }
      if let feed { _ = systemClose(feed.write) }
      if status == ENOENT { throw .input(.noDecompressor(path: path, tool: compression.tool)) }
      throw .input(.cannotOpen(path: path, errno: status))
    }
    processes[process] = .tool(process)
    return Started(
      process: process, output: output.read, errors: errors.read, feed: feed?.write)
  }

  private static func pipe(_ path: String) throws(Failure) -> (read: Int32, write: Int32) {
    var ends: [Int32] = [0, 0]
    if makePipe(&ends) != 0 { throw .input(.cannotRead(path: path, errno: errno)) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  /// Enlarges a pipe to the size of a block, as far as the system allows, so that the tool rarely waits for
  /// its reader.
  private static func widen(_ pipe: Int32) {
    #if os(Linux)
      let setPipeSize: Int32 = 1031  // F_SETPIPE_SZ
      _ = fcntl(pipe, setPipeSize, Int32(Block.target))
    #endif
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
    let (status, messages) = endOfTool(process, errors: errors)
    hasFinished = true
    // bzip2 ignores bytes after the end and reports success; the other tools report an error.
    if status == 0 && !messages.contains("trailing garbage") { return }
    // zstd failed to start a thread.
    if messages.contains("thread pool") { throw .input(.cannotOpen(path: path, errno: EAGAIN)) }
    let lines = messages.split(whereSeparator: \.isNewline).map(String.init).filter { !$0.isEmpty }
    throw .input(.brokeOff(path: path, detail: lines.last ?? "\(tool) ended with status \(status)"))
  }
}
