// The first half of a run: inputs -> blocks -> records -> facts, by workers that share nothing.

import Intrinsics
import Synchronization

/// The reading of all inputs.
struct ReadStage {
  let paths: [String]
  let options: Options
  let ledger: InputLedger
  let checksums: InputChecksums?
  /// Messages that were created later are ahead of the clock by more than a guard allows; `nil` if nothing
  /// asks for them.
  private let horizon: Int64?

  init(paths: [String], options: Options, ledger: InputLedger) {
    self.paths = paths
    self.options = options
    self.ledger = ledger
    checksums = options.checksums ? InputChecksums() : nil
    horizon = options.asOfMilliseconds == nil ? options.guards.horizon(now: currentMoment()) : nil
  }

  /// Runs the workers until all inputs are read.
  func run() throws(Failure) -> ReadOutcome {
    let schedule = Schedule(
      paths: paths,
      opener: InputOpener(
        maxLineBytes: options.maxLineBytes, checksums: checksums,
        longLines: LongLines(boundBytes: options.boundBytes)),
      maps: options.maps, naming: options.conversationNaming)
    let failure = FailureBox()
    let watch = SpillWatch(options.spilling, ledger.progress)
    let account = Array((options.account ?? "").utf8)
    let readers = inParallel(options.jobs) { worker in
      account.withText { account in
        let reading = ReadingOptions(
          extras: options.extraAttributes, account: account,
          keepsMetadata: options.keepsMetadata, refusesFacts: options.refusesFacts,
          activities: options.activities, maps: options.maps,
          rejects: ledger.rejects,
          metadataKeys: options.asksMetadata || options.listsContents ? MetadataKeys() : nil,
          listsContents: options.listsContents, usesCaches: options.usesCaches)
        let reader = RecordReader(options: reading)
        do throws(Failure) {
          try work(reader, reading, schedule, failure) { () throws(Failure) in
            if try watch.relieve(reader.facts, of: worker) { reader.forgetFacts() }
          }
        } catch {
          failure.report(error)
        }
        return reader
      }
    }
    try failure.check()
    try putRest(of: readers, into: watch.shelter)
    try checksums?.complete(paths, jobs: options.jobs)
    let rejects = readers.reduce(into: [:]) { all, reader in all.merge(reader.rejects) { $0 + $1 } }
    return ReadOutcome(
      workers: readers.map(\.facts), spill: watch.shelter as? Spill, runs: watch.shelter as? FactRuns,
      rejects: rejects, checksums: checksums,
      mapMatches: options.maps.entries.enumerated().flatMap { index, entry in
        MapTally.matches(
          of: entry.map, readers.map(\.mapReaders[index].tally),
          isOneOfSeveral: options.maps.entries.count > 1)
      },
      metadataKeys: MetadataKeys.joined(readers.compactMap(\.metadataKeys)),
      unmatchedActivities: ContentTally.joined(readers.compactMap(\.chatwoot.unmatchedActivities)),
      ignoredNames: ContentTally.joined(readers.map(\.ignoredNames)))
  }

  /// Spills the remaining facts of all workers if some facts were spilled.
  private func putRest(of readers: [RecordReader], into shelter: (any FactShelter)?) throws(Failure) {
    guard let shelter else { return }
    let failure = FailureBox()
    _ = inParallel(readers.count) { worker in
      do throws(Failure) { try shelter.put(readers[worker].facts, of: worker) } catch {
        failure.report(error)
      }
      readers[worker].forgetFacts()
    }
    try failure.check()
    release_freed_memory()
  }

  /// Takes blocks until there are none.
  ///
  /// - Parameter afterBlock: runs after each block.
  private func work(
    _ reader: RecordReader, _ reading: ReadingOptions, _ schedule: Schedule, _ failure: FailureBox,
    afterBlock: () throws(Failure) -> Void
  ) throws(Failure) {
    let block = Block()
    var current: OpenInput?
    while !failure.hasFailed {
      guard let input = try schedule.next(after: current) else { return }
      current = input
      guard try input.source.next(block) else { continue }
      reader.beginBlock(block, map: input.map)
      let lines = read(block, of: input, reader)
      try ledger.enter(
        BlockResult(
          input: input.number, sequence: block.sequence, isLast: block.isLast,
          end: block.offset + block.count, lines: lines,
          counts: reader.counts, firstTolerated: reader.tolerated.first, rejects: reader.takeLog(),
          ahead: ahead(in: block, of: input, reader, reading)))
      try afterBlock()
    }
  }

  /// Reads every line or value of a block.
  /// - Returns: how many physical lines the block has; nil if its source numbers them from the file's
  ///   beginning.
  private func read(_ block: Block, of input: OpenInput, _ reader: RecordReader) -> Int? {
    block.pad()
    var position = RecordPosition(input: input.name, offset: block.offset)
    position.conversationFromPath = input.conversation
    switch block.content {
    case .lines(let isCut): return readLines(block, isCut: isCut, position, reader)
    case .values(let pieces):
      for piece in pieces {
        position.offset = block.offset + piece.start
        let text = block.text[piece.start..<piece.start + piece.count]
        switch piece.state {
        case .whole: reader.readValue(text, line: piece.line, position)
        case .cut:
          reader.rejectTooLong(
            text, line: piece.line, inputBytes: piece.inputBytes, limit: options.maxLineBytes, position)
        case .broken(let problem, let byte):
          reader.rejectBroken(
            text, line: piece.line, inputBytes: piece.inputBytes, problem, at: byte, position)
        case .surplusComma:
          reader.rejectBroken(
            Text(","), line: piece.line, inputBytes: piece.inputBytes, .malformed, at: 0, position)
        case .openArray: reader.rejectOpenArray(line: piece.line, position)
        }
      }
      return nil
    }
  }

  /// The first message of a block that is ahead of the clock by more than a guard allows.
  ///
  /// Facts do not know their lines. So once a worker has met such a message, its blocks are read again, line
  /// by line:
  /// the run fails anyway.
  private func ahead(
    in block: Block, of input: OpenInput, _ reader: RecordReader, _ reading: ReadingOptions
  ) -> (line: Int, created: Int64)? {
    guard let horizon, reader.facts.latest.created > horizon else { return nil }
    let position = RecordPosition(
      input: input.name, offset: block.offset,
      conversationFromPath: input.conversation)
    var plain = reading
    (plain.metadataKeys, plain.rejects) = (nil, nil)
    let second = RecordReader(options: plain)
    second.choose(input.map)
    func created(_ text: Text, _ line: Int, spansLines: Bool) -> Int64? {
      if spansLines {
        second.readValue(text, line: line, position)
      } else {
        second.readLine(text, line: line, position)
      }
      return second.facts.latest.created > horizon ? second.facts.latest.created : nil
    }
    switch block.content {
    case .lines:
      var (start, line) = (0, 0)
      while start < block.count {
        let newline = block.text.offset(of: 0x0A, from: start) ?? block.count
        line += 1
        if let created = created(block.text[start..<newline], line, spansLines: false) {
          return (line, created)
        }
        start = newline + 1
      }
    case .values(let pieces):
      for piece in pieces {
        guard case .whole = piece.state else { continue }
        let text = block.text[piece.start..<piece.start + piece.count]
        if let created = created(text, piece.line, spansLines: true) { return (piece.line, created) }
      }
    }
    return nil
  }

  /// Reads every line of a block.
  /// - Returns: the number of lines.
  private func readLines(_ block: Block, isCut: Bool, _ position: RecordPosition, _ reader: RecordReader)
    -> Int
  {
    let (base, end) = (block.text.start, block.text.end)
    var (start, line, position) = (base, 0, position)
    let (facts, isMapped) = (reader.facts, reader.isMapped)
    while start < end {
      position.offset = block.offset + (start - base)
      let last = isCut ? base - 1 : end
      if !isMapped,
        let behind = reader.readRepeated(
          start, limit: last, longest: options.maxLineBytes, line: line + 1, position, into: facts)
      {
        line += 1
        start = behind + 1
        continue
      }
      let newline = findByte(0x0A, from: start, to: end)
      let text = Text(start: start, count: (newline ?? end) - start)
      line += 1
      if text.count > options.maxLineBytes || (isCut && newline == nil) {
        // A line that is cut here goes on in the next block; its source counts its bytes.
        let solid = text.solid
        let length = newline == nil && isCut ? end - solid.start : solid.count
        reader.rejectLongLine(text, line: line, inputBytes: length, limit: options.maxLineBytes, position)
      } else {
        reader.readLine(text, line: line, position)
      }
      start = (newline ?? end) + 1
    }
    return line
  }
}

/// An input from which workers take blocks.
final class OpenInput: @unchecked Sendable {
  let number: Int
  /// The path in the form that ranks carry.
  let name: InputName
  let source: any BlockSource
  /// The conversation that the path names; empty if it names none.
  let conversation: Text
  /// The index of the map that reads the input; `nil` if records are recognised by their shape.
  let map: Int?
  private let store = ByteStore()

  init(number: Int, path: String, source: any BlockSource, map: Int?, naming: ConversationNaming?) {
    self.number = number
    self.map = map
    name = InputName(path.pathBytes)
    self.source = source
    let conversation = naming?.conversation(of: path) ?? ""
    self.conversation = conversation.printablePath.withText { [store] in store.keep($0) }
  }
}

/// The assignment of inputs to workers: each worker has its own input while there are enough, then all share
/// the rest.
private final class Schedule: Sendable {
  private let paths: [String]
  private let opener: InputOpener
  private let maps: InputMaps
  private let naming: ConversationNaming?
  private let state = Mutex(State())

  private struct State {
    var opened = 0
    var active: [OpenInput] = []
  }

  init(paths: [String], opener: InputOpener, maps: InputMaps, naming: ConversationNaming?) {
    self.paths = paths
    self.opener = opener
    self.maps = maps
    self.naming = naming
  }

  /// Returns the input from which to take the next block, or `nil` if all are exhausted.
  func next(after current: OpenInput?) throws(Failure) -> OpenInput? {
    if let current, !current.source.isExhausted { return current }
    return try state.withLock { (state) throws(Failure) in
      state.active.removeAll { $0.source.isExhausted }
      if state.opened < paths.count {
        let number = state.opened
        state.opened += 1
        let source = try opener.open(paths[number])
        state.active.append(
          OpenInput(
            number: number, path: paths[number], source: source, map: maps.index(of: paths[number]),
            naming: naming))
        return state.active.last
      }
      return state.active.first
    }
  }
}
