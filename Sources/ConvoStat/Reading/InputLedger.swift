// The book of what was read: per input and in its order, with the rejects numbered and written.

import Synchronization

/// What a worker found in a block.
struct BlockResult {
  var input: Int
  var sequence: Int
  var isLast: Bool
  /// Where the block ends, in bytes of the decompressed stream.
  var end: Int
  /// Physical lines; nil if the source numbers lines from the input's beginning.
  var lines: Int?
  var counts: Counts
  /// The number of the first line that was tolerated.
  var firstTolerated: Int?
  /// Its lines are counted from the block's beginning, unless the source numbered them itself.
  var rejects: RejectLog
  /// The first message in it that is ahead of the clock by more than a guard allows.
  var ahead: (line: Int, created: Int64)?
}

/// Enters the blocks of all inputs in order, whichever worker finishes first.
final class InputLedger: Sendable {
  private let paths: [String]
  private let state: Mutex<State>

  /// Takes the lines of rejects.ndjson in their order, whole lines unless one is very long.
  typealias Sink = @Sendable (Text, _ rows: Int) throws(Failure) -> Void
  private let sink: Sink
  /// Says how many rejects are written, and takes those that wait and do not fit into memory.
  let rejects: RejectStore
  /// Is told of every block.
  let progress: RunProgress?

  private struct State {
    var accounts: [Account]
    /// The input whose rejects are written now; those of later inputs are held back.
    var current = 0
    /// Bytes of rejects in memory.
    var heldBytes = 0
    var writer = RejectWriter()
  }

  private struct Account {
    var blocks = Sequencer<BlockResult>()
    var counts = Counts()
    /// Physical lines of the blocks so far.
    var lines = 0
    var firstTolerated: Int?
    var bytes = 0
    var isComplete = false
    var heldRejects: [HeldRejects] = []
    /// The size of all its rejects so far.
    var rejectBytes = 0
    var examples: [RejectExample] = []
    var ahead: AheadMessage?
  }

  /// The rejects of a block, until those before them are written.
  private struct HeldRejects {
    var log: RejectLog
    /// Lines of the input before the block, if it does not number its lines itself.
    var linesBefore: Int
  }

  init(
    paths: [String], progress: RunProgress? = nil, rejects: RejectStore = RejectStore(), sink: @escaping Sink
  ) {
    self.paths = paths
    self.progress = progress
    self.rejects = rejects
    self.sink = sink
    state = Mutex(State(accounts: Array(repeating: Account(), count: paths.count)))
  }

  /// Enters a block.
  func enter(_ result: BlockResult) throws(Failure) {
    try state.withLock { (state) throws(Failure) in
      var result = result
      try hold(&result, &state)
      for result in state.accounts[result.input].blocks.deliver(result, at: result.sequence) {
        book(result, &state)
      }
      try write(&state)
    }
  }

  /// Counts the rejects of a block that was just read, and puts them into the store if too many wait in memory.
  private func hold(_ result: inout BlockResult, _ state: inout State) throws(Failure) {
    if result.rejects.isEmpty { return }
    let isNext =
      result.input == state.current && state.accounts[result.input].blocks.next == result.sequence
    if !isNext, state.heldBytes + result.rejects.bytes.count > rejects.mostHeldBytes {
      result.rejects.putAway()
    }
    if let failure = result.rejects.failure { throw failure }
    state.heldBytes += result.rejects.bytes.count
  }

  private func book(_ result: BlockResult, _ state: inout State) {
    let linesBefore = result.lines == nil ? 0 : state.accounts[result.input].lines
    if let first = result.firstTolerated, state.accounts[result.input].firstTolerated == nil {
      state.accounts[result.input].firstTolerated = linesBefore + first
    }
    if result.rejects.count > 0 {
      if rejects.isCut || state.accounts[result.input].rejectBytes >= rejects.mostBytes {
        // The file will be full before their turn comes.
        state.heldBytes -= result.rejects.bytes.count
      } else {
        state.accounts[result.input].rejectBytes += result.rejects.recordBytes
        state.accounts[result.input].heldRejects.append(
          HeldRejects(log: result.rejects, linesBefore: linesBefore))
      }
    }
    book(result, linesBefore: linesBefore, &state.accounts[result.input])
  }

  private func book(_ result: BlockResult, linesBefore: Int, _ account: inout Account) {
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
    account.lines += result.lines ?? 0
    let blockBytes = max(0, result.end - account.bytes)
    account.bytes += blockBytes
    account.isComplete = result.isLast
    progress?.absorb(
      result.input, bytes: account.bytes, blockBytes: blockBytes, result.counts, isComplete: result.isLast)
  }

  /// Writes the rejects of the current input, and of the next ones if it is complete.
  private func write(_ state: inout State) throws(Failure) {
    while state.current < paths.count {
      let current = state.current
      let held = state.accounts[current].heldRejects
      state.accounts[current].heldRejects = []
      for held in held {
        state.heldBytes -= held.log.bytes.count
        try state.writer.write(
          held.log, of: paths[current], linesBefore: held.linesBefore, within: rejects, to: sink)
      }
      guard state.accounts[current].isComplete else { return }
      state.current += 1
    }
  }

  /// The number of rejects that were written; `nil` if the run writes none.
  var rejectsWritten: Int? { rejects.isWritten ? state.withLock { $0.writer.rows } : nil }

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

  /// The first line that was tolerated, in the order of the inputs; nil if there is none.
  var firstTolerated: (path: String, line: Int)? {
    state.withLock { state in
      for (path, account) in zip(paths, state.accounts) {
        if let line = account.firstTolerated { return (path, line) }
      }
      return nil
    }
  }

  /// The first few rejects, in the order of rejects.ndjson.
  var examples: [RejectExample] {
    state.withLock { Array($0.accounts.lazy.flatMap(\.examples).prefix(RejectLog.examplesKept)) }
  }
}
