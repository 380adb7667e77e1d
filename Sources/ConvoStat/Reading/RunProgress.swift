// The progress of a run: updated block by block, and read at any time.

import Synchronization

/// The progress of one run.
public final class RunProgress: Sendable {
  /// The stages of a run, in order.
  public enum Stage: String, Sendable { case reading, joining, measuring, writing }

  /// The progress at a moment.
  public struct Snapshot: Sendable, Equatable {
    /// Current stage.
    public var stage = Stage.reading
    /// The number of bytes that were read, decompressed.
    public var bytes = 0
    /// The share of the inputs that was read, from 0 to 1; `nil` if one of them is a pipe.
    public var share: Double?
    /// Number of records so far.
    public var records = 0
    /// The number of rejected lines and elements.
    public var rejects = 0
    /// The number of bytes of facts that were spilled.
    public var putAway = 0
    /// The number of the part that is measured now, from 1, and of all parts; 0 if there are no parts.
    public var part = 0
    /// Number of parts that were measured.
    public var parts = 0
    /// The number of conversations that were measured, and of all.
    public var measured = 0
    /// Number of conversations so far.
    public var conversations = 0

    /// Creates an empty state.
    public init() {}
  }

  private let state = Mutex(State())

  private struct State {
    var now = Snapshot()
    /// The size of each file; `nil` if one of the inputs is not a file.
    var sizes: [Int]?
    /// The files that are compressed, so that decompressed bytes do not tell the share of them.
    var isCompressed: [Bool] = []
    /// The number of bytes of each file that were read, before decompression.
    var done: [Int] = []
  }

  /// Creates an empty state.
  public init() {}

  /// The current progress.
  public var snapshot: Snapshot { state.withLock { $0.now } }

  /// Begins with the inputs.
  func begin(_ paths: [String]) {
    let files = paths.map(InputFile.init)
    state.withLock { state in
      state.sizes = files.allSatisfy { $0.size != nil } ? files.compactMap(\.size) : nil
      state.isCompressed = files.map(\.isCompressed)
      state.done = Array(repeating: 0, count: paths.count)
    }
  }

  /// Adds a block of an input.
  ///
  /// - Parameters:
  ///   - bytes: the number of bytes of the input that were read so far, decompressed.
  ///   - counts: the counts of this block.
  func absorb(_ input: Int, bytes: Int, blockBytes: Int, _ counts: Counts, isComplete: Bool) {
    state.withLock { state in
      state.now.bytes += blockBytes
      state.now.records += counts.records
      state.now.rejects += counts.rejected + counts.rejectedElements
      guard let sizes = state.sizes else { return }
      let part = isComplete ? sizes[input] : state.isCompressed[input] ? 0 : min(bytes, sizes[input])
      state.done[input] = max(state.done[input], part)
      let all = sizes.reduce(0, +)
      state.now.share = all == 0 ? nil : Double(state.done.reduce(0, +)) / Double(all)
    }
  }

  /// Begins the next stage.
  func enter(_ stage: Stage, conversations: Int = 0) {
    state.withLock { state in
      state.now.stage = stage
      if conversations > 0 { state.now.conversations = conversations }
    }
  }

  /// Adds spilled facts.
  func putAway(bytes: Int) { state.withLock { $0.now.putAway += bytes } }

  /// Begins the next part of the conversations.
  func enter(part: Int, of parts: Int) { state.withLock { ($0.now.part, $0.now.parts) = (part, parts) } }

  /// Adds conversations that were measured.
  func measured(_ conversations: Int) { state.withLock { $0.now.measured += conversations } }
}

/// The facts about an input that are known before it is read.
private struct InputFile {
  /// The size in bytes; `nil` for a pipe.
  var size: Int?
  var isCompressed = false

  init(_ path: String) {
    var status = stat()
    guard path != "-", stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return }
    size = Int(status.st_size)
    let descriptor = systemOpen(path)
    guard descriptor >= 0 else { return }
    var head = [UInt8](repeating: 0, count: 6)
    let count = systemRead(descriptor, &head, head.count)
    _ = systemClose(descriptor)
    isCompressed = count > 0 && Compression(Array(head.prefix(count))) != nil
  }
}
