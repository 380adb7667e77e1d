// The other end of a run: inputs -> blocks -> records -> facts -> lines -> a file.

import Synchronization

/// The source of a partial summary.
public enum PartialSummary: Sendable {
  /// The conversations of the run's share. `tableOptions` are the options that change tables, as words of a
  /// command line.
  case share(tableOptions: [String])
  /// All parts that are the inputs, with these heads.
  case joined([PartialHead])
}

extension Pipeline {
  /// Reads the inputs and writes their facts into a file, all of them or none (Facts).
  /// - Parameters:
  ///   - path: the file; `-` is standard output. A file that ends with `.gz` or `.zst` is compressed.
  ///   - rejectsPath: the file of rejected records; `nil` only counts them.
  ///   - part: the source of the partial summary to write (Outputs: partial summaries); `nil` writes facts.
  public func facts(
    into path: String, rejects rejectsPath: String?, part: PartialSummary? = nil
  ) throws(Failure) -> RunReport {
    try facts(into: path, rejects: rejectsPath, part: part, ledger: nil)
  }

  /// Writes facts into a file, which a ledger may rename.
  func facts(
    into path: String, rejects rejectsPath: String?, part: PartialSummary?, ledger: FactLedger?
  ) throws(Failure) -> RunReport {
    var run = self
    run.options.holdsFacts = part != nil
    run.options.keepsMetadata = true
    run.options.metadataKeys = []
    run.options.by = []
    var account = RunAccount(run.options)
    account.list = try listInputs(OutputPlan(files: [path, rejectsPath], ledger: ledger?.path, options))
    try SystemLimits.allowDescriptors(inputs: account.list.paths.count, jobs: options.jobs)
    let file = try ReplacedFile(
      path, wait: options.waitSeconds, checksum: ledger != nil, followsLinks: ledger == nil)
    var rejects: ReplacedFile?
    do throws(Failure) {
      rejects = try rejectsPath.map { path throws(Failure) in
        try ReplacedFile(path, wait: options.waitSeconds, modeLimit: account.list.narrowestMode)
      }
      var report = try run.writeFacts(
        &account, into: file, rejects, part, at: (path, rejectsPath), isReplacing: ledger == nil)
      try file.finish()
      try rejects?.finish()
      try rejects?.takePlace()
      try Pipeline.saying(rejectsPath, isInPlace: rejects != nil) { () throws(Failure) in
        if let ledger {
          try ledger.add(file, &report)
        } else {
          try file.takePlace()
          try file.syncName()
        }
      }
      try Pipeline.saying(report.facts?.path, isInPlace: rejects != nil) { () throws(Failure) in
        try rejects?.syncName()
      }
      return report
    } catch {
      file.abandon()
      rejects?.abandon()
      throw error
    }
  }

  /// Runs a step after an output was put in place.
  ///
  /// A failure then says that the output is in place.
  private static func saying(
    _ path: String?, isInPlace: Bool, _ step: () throws(Failure) -> Void
  ) throws(Failure) {
    do throws(Failure) { try step() } catch {
      guard let path, isInPlace else { throw error }
      throw .output(.afterReplacing([path], error))
    }
  }

  /// Writes the facts.
  ///
  /// - Parameter isReplacing: true if the facts replace those of an earlier run.
  private func writeFacts(
    _ account: inout RunAccount, into file: ReplacedFile, _ rejects: ReplacedFile?, _ part: PartialSummary?,
    at paths: (facts: String, rejects: String?), isReplacing: Bool
  ) throws(Failure) -> RunReport {
    let (ledger, facts) = try read(&account.list, rejects: rejects, samples: nil)
    account.absorb(ledger, facts)
    account.stages.end(.read)
    func report() -> RunReport {
      var report = account.report(nil)
      report.rejectsPath = paths.rejects
      return report
    }
    if account.isUnusable || report().exceedsLimits {
      try rejects?.finish()
      try rejects?.takePlace()
      throw .refused(account.isUnusable ? .noUsableRecord(report()) : .tooManyRejects(report()))
    }
    progress?.enter(.writing)
    let horizon = options.guards.horizon(now: account.start) ?? .max
    let names = FactScribe.names(of: facts.workers)
    var totals = FactTotals()
    func write(_ lines: Text) throws(Failure) {
      var (rows, end) = (0, 0)
      while let newline = lines.offset(of: 0x0A, from: end) { (rows, end) = (rows + 1, newline + 1) }
      try file.write(lines.rawBytes, rows: rows)
    }
    var share: [Bool]?
    if let part {
      let head: PartialHead
      switch part {
      case .share(let tableOptions):
        let chosen = try PartialShare(
          facts.workers, options.shard, options.joining, knownNewest: options.knownNewestMilliseconds,
          tableOptions: tableOptions)
        (share, head) = (chosen.isChosen, chosen.head)
      case .joined(let heads): head = .joined(heads)
      }
      try head.lines.withText(write)
    }
    let headRows = file.rows
    try write(names.text)
    if let runs = facts.runs {
      try runs.merge(horizon: horizon) { lines, part throws(Failure) in
        totals.merge(part)
        try write(lines)
      }
      totals.duplicates += runs.dropped
    } else {
      totals = try FactSet(facts.workers).write(
        jobs: options.jobs, only: share, horizon: horizon, into: write)
    }
    account.stages.end(.tables)
    account.absorb(totals)
    if let shortfall = options.guards.shortfall(
      in: report().counts,
      NewestMessages(
        overall: totals.newest < 0 ? nil : totals.newest,
        inTime: totals.newestInTime < 0 ? nil : totals.newestInTime, ahead: ledger.ahead,
        ignoresAhead: options.asOfMilliseconds != nil),
      start: account.start, now: currentMoment(), previous: nil)
    {
      var short = report()
      short.rejectsPath = nil
      throw .refused(.shortfall(shortfall, short))
    }
    // A part may have no conversations. A joined one is empty if it has only its head: names alone are facts.
    let isEmpty =
      switch part {
      case .share: report().counts.hasNothingRead
      case .joined: file.rows == headRows
      case nil: account.isEmpty
      }
    if isReplacing, !options.allowsEmpty, isEmpty, hasFacts(paths.facts) {
      var empty = report()
      empty.rejectsPath = nil
      throw .refused(.nothingToRead(empty))
    }
    var whole = report()
    whole.facts = FactsReport(path: paths.facts, lines: file.rows)
    return whole
  }
}

extension Pipeline {
  /// Returns true if a file has facts other than the head of a part, or cannot be read.
  private func hasFacts(_ path: String) -> Bool {
    guard case .file(let entry)? = (try? OutputPath(path))?.target, entry.mode != nil else { return false }
    do throws(Failure) {
      let source = try InputOpener(maxLineBytes: options.maxLineBytes, checksums: nil).open(path)
      let block = Block()
      while try source.next(block) {
        let isOnlyHead = block.text.bytes.split(separator: 0x0A).allSatisfy {
          $0.starts(with: PartialHead.start)
        }
        if !isOnlyHead { return true }
      }
      return false
    } catch {
      return true
    }
  }
}

extension FactSet {
  /// The number of references that one worker turns into lines at a time.
  private static let stretch = 2048

  /// Passes the lines of all references, or of the chosen indices, to a function in order.
  func write(
    jobs: Int, only isChosen: [Bool]? = nil, horizon: Int64,
    into sink: (Text) throws(Failure) -> Void
  ) throws(Failure) -> FactTotals {
    let scribes = FixedArray<FactScribe>(count: jobs) { _ in FactScribe(self, horizon: horizon) }
    let lines = FixedArray<ByteBuffer>(count: jobs) { _ in ByteBuffer() }
    var totals = FactTotals()
    var start = 0
    while start < references.count {
      let first = start
      let counts = inParallel(jobs) { worker in
        let from = min(first + worker * FactSet.stretch, references.count)
        lines[worker].removeAll()
        var count = 0
        for index in from..<min(from + FactSet.stretch, references.count) where isChosen?[index] ?? true {
          scribes[worker].append(index, to: &lines[worker])
          count += 1
        }
        return count
      }
      totals.references += counts.reduce(0, +)
      for worker in 0..<jobs { try sink(lines[worker].text) }
      start += jobs * FactSet.stretch
    }
    for worker in 0..<jobs { totals.merge(scribes[worker].totals(of: 0)) }
    return totals
  }
}
