// The account of the inputs: counts per input, and rejects written in the order of the inputs.

import Synchronization

/// The result of reading one block.
struct BlockResult {
  var input: Int
  var sequence: Int
  var isLast: Bool
  /// The end of the block, as an offset in bytes of the decompressed stream.
  var end: Int
  /// The number of physical lines; `nil` if the source numbers lines from the beginning of the input.
  var lines: Int?
  var counts: Counts
  /// The number of the first tolerated line.
  var firstTolerated: Int?
  /// The rejects.
  ///
  /// Their lines count from the beginning of the block, unless the source numbers lines from the beginning of
  /// the input.
  var rejects: RejectLog
  /// The first message whose time is ahead of the clock by more than a guard allows.
  var ahead: (line: Int, created: Int64)?
}

/// Enters the blocks of all inputs in order, whichever worker finishes first.
final class InputLedger: Sendable {
  private let paths: [String]
  private let state: Mutex<State>

  /// A function that takes lines of rejects.ndjson in order: whole lines, unless a line is very long.
  typealias Sink = @Sendable (Text, _ rows: Int) throws(Failure) -> Void
  private let sink: Sink
  /// The limits of rejects.ndjson, and the store for rejects that wait for their turn and do not fit into
  /// memory.
  let rejects: RejectStore
  /// Takes the first rejects of each reason, for the report.
  private let samples: RejectSamples?
  /// The progress that is told of every block.
  let progress: RunProgress?

  private struct State {
    var accounts: [Account]
    /// The index of the input whose rejects are written now.
    ///
    /// Rejects of later inputs wait.
    var current = 0
    /// Bytes of waiting rejects in memory.
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
    /// The size of all rejects of the input so far, in bytes.
    var rejectBytes = 0
    var examples: [RejectExample] = []
    var ahead: AheadMessage?
  }

  /// The rejects of a block that wait until all earlier rejects are written.
  private struct HeldRejects {
    var log: RejectLog
    /// Lines of the input before the block; 0 if the source numbers lines from the beginning of the input.
    var linesBefore: Int
  }

  init(
    paths: [String], progress: RunProgress? = nil, rejects: RejectStore = RejectStore(),
    samples: RejectSamples? = nil, sink: @escaping Sink
  ) {
    self.samples = samples
    self.paths = paths
    self.progress = progress
    self.rejects = rejects
    self.sink = sink
    state = Mutex(State(accounts: Array(repeating: Account(), count: paths.count)))
  }

  /// Enters a block.
  /// - Throws: `Failure` if rejects cannot be stored or written.
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

  /// Counts the rejects of a block that was just read as held, and moves them into the store if too many
  /// wait in memory.
  private func hold(_ result: inout BlockResult, _ state: inout State) throws(Failure) {
    if result.rejects.isEmpty { return }
    let isNext =
      result.input == state.current && state.accounts[result.input].blocks.next == result.sequence
    if !isNext, state.heldBytes + result.rejects.bytes.count > rejects.maximumHeldBytes {
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
      if rejects.isCut || state.accounts[result.input].rejectBytes >= rejects.maximumBytes {
        // The file will be full before these rejects come to their turn.
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

  /// Writes the rejects of the current input, and of the following ones while inputs are complete.
  private func write(_ state: inout State) throws(Failure) {
    while state.current < paths.count {
      let current = state.current
      let held = state.accounts[current].heldRejects
      state.accounts[current].heldRejects = []
      for held in held {
        state.heldBytes -= held.log.bytes.count
        try state.writer.write(
          held.log, of: paths[current], linesBefore: held.linesBefore, within: rejects, samples, to: sink)
      }
      guard state.accounts[current].isComplete else { return }
      state.current += 1
    }
  }

  /// The number of rejects that were written; `nil` if the run writes none.
  var rejectsWritten: Int? { rejects.isWritten ? state.withLock { $0.writer.rows } : nil }

  /// The report of each input, in the order of the paths.
  var inputs: [InputReport] {
    state.withLock { state in
      zip(paths, state.accounts).map { path, account in
        InputReport(
          path: path, bytes: account.bytes, lines: account.counts.lines, records: account.counts.records)
      }
    }
  }

  /// The first message, in the order of the inputs, whose time is ahead of the clock by more than a guard
  /// allows.
  var ahead: AheadMessage? { state.withLock { $0.accounts.lazy.compactMap(\.ahead).first } }

  /// The counts of all lines of all inputs.
  var counts: Counts {
    state.withLock { state in state.accounts.reduce(into: Counts()) { $0.merge($1.counts) } }
  }

  /// The first tolerated line, in the order of the inputs; `nil` if no line was tolerated.
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
