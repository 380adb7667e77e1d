// The lines of rejects.ndjson in order, each with its path and line, up to the limits of the file.

/// Writes rejects until one would exceed a limit.
///
/// That one and all later ones are left out.
struct RejectWriter {
  /// The number of written lines, and of written bytes.
  private(set) var rows = 0
  private var bytes = 0
  private var path = ""
  /// The beginning of each line of the path.
  private var beginning: [UInt8] = []
  /// Lines that were not given to the sink yet.
  private var buffer: [UInt8] = []
  private var bufferRows = 0

  /// Size in bytes at which the buffer is flushed.
  private static let bufferBytes = 256 << 10

  /// Writes the rejects of a block.
  /// - Parameters:
  ///   - path: the input of the block.
  ///   - linesBefore: a number that is added to each line number.
  ///   - limits: the limits of the file. `setCut` is called if one is reached.
  ///   - samples: takes the first rejects of each reason that are written.
  mutating func write(
    _ log: RejectLog, of path: String, linesBefore: Int, within limits: RejectStore,
    _ samples: RejectSamples?, to sink: InputLedger.Sink
  ) throws(Failure) {
    if path != self.path || beginning.isEmpty { begin(path) }
    let rowsBefore = rows
    defer {
      for sample in log.samples where sample.number <= rows - rowsBefore {
        samples?.absorb(sample.reject, path, linesBefore: linesBefore)
      }
    }
    try log.forEachChunk { (chunk) throws(Failure) in
      try write(chunk, linesBefore: linesBefore, within: limits, to: sink)
    }
    try flush(to: sink)
  }

  private mutating func write(
    _ chunk: RejectChunk, linesBefore: Int, within limits: RejectStore, to sink: InputLedger.Sink
  ) throws(Failure) {
    if limits.isCut { return }
    if chunk.total > 0 {
      let start = buffer.count
      buffer += beginning
      buffer.append(literal: ",\"line\":")
      buffer.append(decimal: linesBefore + chunk.line)
      let size = buffer.count - start + chunk.total
      if rows >= limits.maximumRows || size > limits.maximumBytes - bytes {
        buffer.removeLast(buffer.count - start)
        return limits.setCut()
      }
      bytes += size
      rows += 1
      bufferRows += 1
    }
    buffer.append(contentsOf: chunk.bytes.bytes)
    if buffer.count >= RejectWriter.bufferBytes { try flush(to: sink) }
  }

  private mutating func flush(to sink: InputLedger.Sink) throws(Failure) {
    if buffer.isEmpty { return }
    try buffer.withText { (bytes) throws(Failure) in try sink(bytes, bufferRows) }
    buffer.removeAll(keepingCapacity: true)
    bufferRows = 0
  }

  /// Sets the beginning of the lines of a path.
  ///
  /// A path that is not UTF-8 is also given in base 64.
  private mutating func begin(_ path: String) {
    self.path = path
    beginning = []
    beginning.append(literal: "{\"path\":")
    path.printablePath.withText { beginning.append(jsonString: $0) }
    guard let exact = path.base64Path else { return }
    beginning.append(literal: ",\"path_base64\":\"")
    beginning += exact.utf8
    beginning.append(UInt8(ascii: "\""))
  }
}
