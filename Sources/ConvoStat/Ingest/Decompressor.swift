// Compressed input, recognised by its first bytes and read through the user's own tools.

import Synchronization

/// A compression that is recognised, and the tool that undoes it.
enum Compression: String, CaseIterable {
  case gzip, zstd, xz, bzip2

  /// Recognises the compression of a file by its first bytes.
  init?(_ head: [UInt8]) {
    switch head.prefix(6) {
    case let start where start.starts(with: [0x1F, 0x8B]): self = .gzip
    case let start where start.starts(with: [0x28, 0xB5, 0x2F, 0xFD]): self = .zstd
    case let start where start.starts(with: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]): self = .xz
    case let start where start.starts(with: [0x42, 0x5A, 0x68]): self = .bzip2
    default: return nil
    }
  }

  /// The tool's name, as it is looked for in PATH and as packages call it.
  var tool: String { rawValue }
}

/// The tools that run now, so that a signal can end them; whoever starts one holds the lock meanwhile, so that no
/// process inherits another's pipe.
let runningTools = Mutex<Set<pid_t>>([])

/// Ends all tools that compress and decompress; for a program that is about to end.
public func stopDecompressors() {
  runningTools.withLock { for process in $0 { kill(process, SIGKILL) } }
}

/// A tool that runs beside the program and writes what it decompresses into a pipe.
final class Decompressor: @unchecked Sendable {
  private let process: pid_t
  private let path: String
  private let tool: String
  private let errors: Int32
  /// Where the decompressed bytes are read.
  let output: Int32

  /// Starts the tool of a compression.
  /// - Parameters:
  ///   - path: the input's path, for messages.
  ///   - input: the descriptor of the compressed bytes; closed here.
  ///   - head: bytes that were already taken from it and must come first.
  ///   - checksum: takes the compressed bytes along, where they pass through here.
  init(
    _ compression: Compression, path: String, input: Int32, head: [UInt8], checksum: StreamChecksum
  ) throws(Failure) {
    self.path = path
    tool = compression.tool
    let started = try runningTools.withLock { (processes) throws(Failure) in
      try Decompressor.start(
        compression, path: path, input: input, feed: !head.isEmpty, processes: &processes)
    }
    (process, output, errors) = (started.process, started.output, started.errors)
    if let feed = started.feed {
      pump(head, from: input, into: feed, checksum)
    } else {
      _ = systemClose(input)
    }
  }

  private struct Started {
    var process: pid_t
    var output: Int32
    var errors: Int32
    var feed: Int32?
  }

  /// Makes the pipes and the process; one at a time, so that no process holds another's pipe open.
  private static func start(
    _ compression: Compression, path: String, input: Int32, feed: Bool, processes: inout Set<pid_t>
  ) throws(Failure) -> Started {
    let output = try pipe(path)
    widen(output.write)
    let errors = try pipe(path)
    let source = feed ? try pipe(path) : (read: input, write: -1)
    defer {
      _ = systemClose(output.write)
      _ = systemClose(errors.write)
      if feed { _ = systemClose(source.read) }
    }
    var process = pid_t()
    let status = spawn(
      [compression.tool, "-dc"], input: source.read, output: output.write, errors: errors.write, &process)
    if status != 0 {
      for descriptor in [output.read, errors.read] { _ = systemClose(descriptor) }
      if feed { _ = systemClose(source.write) }
      if status == ENOENT { throw .noDecompressor(path: path, tool: compression.tool) }
      throw .cannotOpen(path: path, errno: status)
    }
    processes.insert(process)
    return Started(
      process: process, output: output.read, errors: errors.read, feed: feed ? source.write : nil)
  }

  private static func pipe(_ path: String) throws(Failure) -> (read: Int32, write: Int32) {
    var ends: [Int32] = [0, 0]
    if makePipe(&ends) != 0 { throw .cannotRead(path: path, errno: errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  /// Gives a pipe the room of a block, as far as the system allows: the tool need not wait for each reader's turn.
  private static func widen(_ pipe: Int32) {
    #if os(Linux)
      let setPipeSize: Int32 = 1031  // F_SETPIPE_SZ
      _ = fcntl(pipe, setPipeSize, Int32(Block.target))
    #endif
  }

  /// Copies the bytes already taken, then the rest of the input, to the tool.
  private func pump(_ head: [UInt8], from input: Int32, into feed: Int32, _ checksum: StreamChecksum) {
    runInBackground {
      defer {
        _ = systemClose(feed)
        _ = systemClose(input)
      }
      var (bytes, checksum) = (head, checksum)
      while !bytes.isEmpty {
        checksum.absorb(bytes)
        guard bytes.withUnsafeBytes({ writeAll(feed, $0) }) else { return }  // the tool's status tells
        bytes = [UInt8](unsafeUninitializedCapacity: 64 << 10) { buffer, count in
          repeat {
            count = systemRead(input, buffer.baseAddress, buffer.count)
          } while count < 0 && errno == EINTR
          count = max(count, 0)
        }
      }
      checksum.finish()
    }
  }

  /// Waits for the tool's end, after its output has ended.
  func finish() throws(Failure) {
    let (status, said) = endOfTool(process, errors: errors)
    // bzip2 passes over what stands behind the end and calls it no failure; the others do.
    if status == 0 && !said.contains("trailing garbage") { return }
    let lines = said.split(whereSeparator: \.isNewline).map(String.init).filter { !$0.isEmpty }
    throw .brokeOff(path: path, detail: lines.last ?? "\(tool) ended with status \(status)")
  }
}
