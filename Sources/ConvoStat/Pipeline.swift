// The whole: inputs -> blocks -> records -> facts -> conversations -> metrics -> tables -> files.

/// One run over some inputs.
public struct Pipeline: Sendable {
  private let inputs: [String]
  private let options: Options

  /// - Parameter inputs: files, directories or `-` for standard input, as named.
  public init(inputs: [String], options: Options) {
    self.inputs = inputs
    self.options = options
  }

  /// Reads the inputs and writes all tables into a directory: all of them, or none.
  public func summarize(into path: String) throws(Failure) -> RunReport {
    let start = currentMoment()
    let list = try InputList(inputs)
    let directory = try OutputDirectory(path, checksums: options.checksums)
    do throws(Failure) {
      var report = try write(list, into: directory)
      report.directory = path
      report.startMilliseconds = start
      report.endMilliseconds = currentMoment()
      report.peakMemoryBytes = SystemLimits.peakMemoryBytes
      try directory.commit(report)
      return report
    } catch {
      directory.abandon()
      throw error
    }
  }

  /// Reads the inputs, and reports what was found in them; writes nothing.
  public func check() throws(Failure) -> RunReport {
    let start = currentMoment()
    let list = try InputList(inputs)
    let ledger = InputLedger(paths: list.paths) { _, _ in }
    let facts = try ReadStage(paths: list.paths, options: options, ledger: ledger).run()
    let conversations = Conversations(facts.workers)
    let asOf = options.asOfMilliseconds ?? latestCreated(conversations, options)
    let measured = try MeasureStage(conversations: conversations, options: options) { _, _ in }.run(
      asOf: asOf ?? 0)
    var report = report(list, ledger, facts, conversations, measured, asOf)
    report.startMilliseconds = start
    report.endMilliseconds = currentMoment()
    report.peakMemoryBytes = SystemLimits.peakMemoryBytes
    if isUnusable(report, facts) { throw .noUsableRecord(report) }
    if report.counts.exceedLimits(of: options) { throw .tooManyRejects(report) }
    return report
  }

  private func write(_ list: InputList, into directory: OutputDirectory) throws(Failure) -> RunReport {
    let rows = try directory.stage("conversations.csv")
    let rejects = try directory.stage(OutputDirectory.rejectsName)
    let ledger = InputLedger(paths: list.paths) { bytes, rows throws(Failure) in
      try rejects.write(bytes, rows: rows)
    }

    let facts = try ReadStage(paths: list.paths, options: options, ledger: ledger).run()
    try stopIfTooManyRejects(list, ledger, facts, directory)

    let conversations = Conversations(facts.workers)
    let asOf = options.asOfMilliseconds ?? latestCreated(conversations, options)
    try ConversationsTable.header(options: options).withUnsafeBufferPointer { header throws(Failure) in
      try rows.write(UnsafeRawBufferPointer(header))
    }
    let measured = try MeasureStage(conversations: conversations, options: options) {
      bytes, count throws(Failure) in
      try rows.write(UnsafeRawBufferPointer(bytes), rows: count)
    }.run(asOf: asOf ?? 0)

    let tables = measured.summaries.tables(agents: conversations)
    for table in tables {
      let file = try directory.stage(table.name)
      try table.bytes.withUnsafeBufferPointer { bytes throws(Failure) in
        try file.write(UnsafeRawBufferPointer(bytes), rows: table.rows)
      }
    }
    var report = report(
      list, ledger, facts, conversations, measured, asOf, guarded: tables.map(\.guardedCells))
    report.outputs = directory.outputs
    report.rejectsPath = directory.path + "/" + OutputDirectory.rejectsName
    return report
  }

  /// Ends a run whose input is not what it should be; only its rejects are kept.
  private func stopIfTooManyRejects(
    _ list: InputList, _ ledger: InputLedger, _ facts: ReadOutcome, _ directory: OutputDirectory
  ) throws(Failure) {
    var report = report(list, ledger, facts)
    report.rejectsPath = directory.path + "/" + OutputDirectory.rejectsName
    let isUnusable = isUnusable(report, facts)
    guard isUnusable || report.counts.exceedLimits(of: options) else { return }
    try directory.commitRejectsOnly()
    throw isUnusable ? .noUsableRecord(report) : .tooManyRejects(report)
  }

  /// Whether there were lines but not one usable record.
  private func isUnusable(_ report: RunReport, _ facts: ReadOutcome) -> Bool {
    report.counts.lines > report.counts.blank && facts.workers.allSatisfy { $0.counts.usable == 0 }
  }

  private func report(
    _ list: InputList, _ ledger: InputLedger, _ facts: ReadOutcome, _ conversations: Conversations? = nil,
    _ measured: MeasureOutcome? = nil, _ asOf: Int64? = nil, guarded: [Int] = []
  ) -> RunReport {
    let lines = ledger.counts
    var counts = Counts()
    counts.lines = lines.lines
    counts.records = lines.records
    counts.blank = lines.blank
    counts.ignored = lines.ignored
    counts.rejected = lines.rejected
    counts.elements = lines.elements
    counts.rejectedElements = lines.rejectedElements
    counts.createdMissing = facts.workers.reduce(0) { $0 + $1.counts.createdMissing }
    counts.conversations = conversations?.count ?? 0
    counts.ambiguousReferences = conversations?.ambiguousReferences ?? 0
    counts.messages = measured?.messages ?? 0
    counts.duplicates = measured?.duplicates ?? 0
    counts.guardedCells = (measured?.guardedCells ?? 0) + guarded.reduce(0, +)
    var report = RunReport(options: options, counts: counts)
    report.inputs = ledger.inputs.map { input in
      var input = input
      input.sha256 = facts.checksums?[input.path]
      return input
    }
    report.warnings = list.warnings
    report.rejectExamples = ledger.examples
    report.asOfMilliseconds = asOf
    report.figures = measured.map { $0.summaries.keyFigures }
    report.rejects = facts.rejects
    return report
  }
}
