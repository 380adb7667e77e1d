// How far a run is, for whoever watches it: told block by block, asked at any time.

import Synchronization

/// The progress of one run.
public final class RunProgress: Sendable {
  /// What a run does, in this order.
  public enum Stage: String, Sendable { case reading, joining, measuring, writing }

  /// How far a run is at a moment.
  public struct Snapshot: Sendable, Equatable {
    public var stage = Stage.reading
    /// Bytes that were read, decompressed.
    public var bytes = 0
    /// The part of the inputs that was read, 0 to 1; nil where one of them is a pipe.
    public var share: Double?
    public var records = 0
    /// Rejected lines and elements.
    public var rejects = 0
    /// Bytes of facts that were put away since memory had no room for them.
    public var putAway = 0
    /// The part that is measured now, from 1, and how many there are; 0 where all is measured at once.
    public var part = 0
    public var parts = 0
    /// Conversations that were measured, and all that there are.
    public var measured = 0
    public var conversations = 0

    public init() {}
  }

  private let state = Mutex(State())

  private struct State {
    var now = Snapshot()
    /// The size of each file; nil where one of the inputs is none.
    var sizes: [Int]?
    /// Which of the files are compressed, so that bytes read say nothing of their part.
    var isCompressed: [Bool] = []
    /// How much of each file was read, in its own bytes.
    var done: [Int] = []
  }

  public init() {}

  /// How far the run is.
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

  /// Takes a block of an input.
  ///
  /// - Parameters:
  ///   - bytes: how much of the input was read so far, decompressed.
  ///   - counts: those of this block.
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

  /// Goes on to the next stage.
  func enter(_ stage: Stage, conversations: Int = 0) {
    state.withLock { state in
      state.now.stage = stage
      if conversations > 0 { state.now.conversations = conversations }
    }
  }

  /// Takes facts that were put away.
  func putAway(bytes: Int) { state.withLock { $0.now.putAway += bytes } }

  /// Goes on to the next part of the conversations.
  func enter(part: Int, of parts: Int) { state.withLock { ($0.now.part, $0.now.parts) = (part, parts) } }

  /// Takes conversations that were measured.
  func measured(_ conversations: Int) { state.withLock { $0.now.measured += conversations } }
}

/// What can be known of an input before it is read.
private struct InputFile {
  /// Its size in bytes; nil of a pipe.
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
