// The book of what was read: per input and in its order, with the rejects numbered and written.

import Synchronization

/// What a worker found in a block.
struct BlockResult {
  var input: Int
  var sequence: Int
  var isLast: Bool
  /// Where the block ends, in bytes of the decompressed stream.
  var end: Int
  var counts: Counts
  /// Its lines are counted from the block's beginning, unless the source numbered them itself.
  var rejects: RejectLog
  var hasOwnLineNumbers: Bool
  /// The first message in it that is ahead of the clock by more than a guard allows.
  var ahead: (line: Int, created: Int64)?
}

/// Enters the blocks of all inputs in order, whichever worker finishes first.
final class InputLedger: Sendable {
  private let paths: [String]
  private let state: Mutex<State>

  /// Takes the lines of rejects.ndjson in their order.
  typealias Sink = @Sendable (UnsafeRawBufferPointer, _ rows: Int) throws(Failure) -> Void
  private let sink: Sink
  /// Is told of every block.
  let progress: RunProgress?

  private struct State {
    var accounts: [Account]
    /// The input whose rejects are written now; those of later inputs are held back.
    var current = 0
  }

  private struct Account {
    var blocks = Sequencer<BlockResult>()
    var counts = Counts()
    var bytes = 0
    var isComplete = false
    var heldRejects: [UInt8] = []
    var heldRows = 0
    var examples: [RejectExample] = []
    var ahead: AheadMessage?
  }

  init(paths: [String], progress: RunProgress? = nil, sink: @escaping Sink) {
    self.paths = paths
    self.progress = progress
    self.sink = sink
    state = Mutex(State(accounts: Array(repeating: Account(), count: paths.count)))
  }

  /// Enters a block.
  func enter(_ result: BlockResult) throws(Failure) {
    try state.withLock { (state) throws(Failure) in
      for result in state.accounts[result.input].blocks.deliver(result, at: result.sequence) {
        book(result, &state.accounts[result.input])
      }
      try write(&state)
    }
  }

  private func book(_ result: BlockResult, _ account: inout Account) {
    let linesBefore = result.hasOwnLineNumbers ? 0 : account.counts.lines
    let path = InputLedger.member(path: paths[result.input])
    result.rejects.forEachReject { line, bytes in
      account.heldRejects += path
      account.heldRejects.append(literal: ",\"line\":")
      account.heldRejects.append(decimal: linesBefore + line)
      account.heldRejects.append(contentsOf: bytes)
      account.heldRows += 1
    }
    for reject in result.rejects.examples where account.examples.count < RejectLog.examplesKept {
      account.examples.append(
        RejectExample(
          path: paths[result.input], line: linesBefore + reject.line, reason: reject.reason,
          detail: String(decoding: reject.detail, as: UTF8.self)))
    }
    if let ahead = result.ahead, account.ahead == nil {
      account.ahead = AheadMessage(
        path: paths[result.input], line: linesBefore + ahead.line, created: ahead.created)
    }
    account.counts.merge(result.counts)
    let blockBytes = max(0, result.end - account.bytes)
    account.bytes += blockBytes
    account.isComplete = result.isLast
    progress?.absorb(
      result.input, bytes: account.bytes, blockBytes: blockBytes, result.counts, isComplete: result.isLast)
  }

  /// The beginning of a reject's line; a path that is no UTF-8 is given exactly too.
  private static func member(path: String) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(literal: "{\"path\":")
    Array(path.printablePath.utf8).withUnsafeBufferPointer { bytes.append(jsonString: Text($0)) }
    guard let exact = path.base64Path else { return bytes }
    bytes.append(literal: ",\"path_base64\":\"")
    bytes += exact.utf8
    bytes.append(UInt8(ascii: "\""))
    return bytes
  }

  /// Writes the rejects of the current input, and of the next ones where it is complete.
  private func write(_ state: inout State) throws(Failure) {
    while state.current < paths.count {
      let current = state.current
      if state.accounts[current].heldRows > 0 {
        let rows = state.accounts[current].heldRows
        try state.accounts[current].heldRejects.withUnsafeBufferPointer { (bytes) throws(Failure) in
          try sink(UnsafeRawBufferPointer(bytes), rows)
        }
        state.accounts[current].heldRejects.removeAll(keepingCapacity: true)
        state.accounts[current].heldRows = 0
      }
      guard state.accounts[current].isComplete else { return }
      state.accounts[current].heldRejects = []
      state.current += 1
    }
  }

  /// The inputs as read; in the order of their paths.
  var inputs: [InputReport] {
    state.withLock { state in
      zip(paths, state.accounts).map { path, account in
        InputReport(
          path: path, bytes: account.bytes, lines: account.counts.lines, records: account.counts.records)
      }
    }
  }

  /// The first message that is ahead of the clock by more than a guard allows, in the order of the inputs.
  var ahead: AheadMessage? { state.withLock { $0.accounts.lazy.compactMap(\.ahead).first } }

  /// All lines of all inputs.
  var counts: Counts {
    state.withLock { state in state.accounts.reduce(into: Counts()) { $0.merge($1.counts) } }
  }

  /// The first few rejects, in the order of rejects.ndjson.
  var examples: [RejectExample] {
    state.withLock { Array($0.accounts.lazy.flatMap(\.examples).prefix(RejectLog.examplesKept)) }
  }
}
