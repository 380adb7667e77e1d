// The whole run: inputs -> blocks -> records -> facts -> conversations -> measures -> tables -> files.

/// One run over its inputs.
public struct Pipeline: Sendable {
  let inputs: [String]
  var options: Options
  let progress: RunProgress?

  /// Creates a run.
  ///
  /// - Parameters:
  ///   - inputs: files, directories or `-` for standard input, as given on the command line.
  ///   - progress: gets the progress of the run.
  public init(inputs: [String], options: Options, progress: RunProgress? = nil) {
    self.inputs = inputs
    self.options = options
    self.progress = progress
  }

  /// Reads the inputs and writes all tables into a directory: all of them, or none.
  /// - Parameter presentation: makes the files that are not tables.
  package func summarize(
    into path: String, _ presentation: any RunPresentation
  ) throws(Failure) -> RunReport {
    try options.requireKnownColumns()
    var account = RunAccount(options)
    account.list = try listInputs(OutputPlan(tables: path, options))
    try SystemLimits.allowDescriptors(inputs: account.list.paths.count, jobs: options.jobs)
    let directory = try OutputDirectory(
      path, checksums: options.checksums, wait: options.waitSeconds, textMode: account.list.narrowestMode,
      force: options.force)
    do throws(Failure) {
      try directory.requireReplaceable(outputNames(options))
      try run(&account, into: directory, presentation)
      let report = account.report(directory)
      try directory.commit(report, account: presentation.account(of: report))
      return report
    } catch {
      directory.abandon()
      throw error
    }
  }

  /// Reads the inputs and returns a report of their contents.
  ///
  /// Writes nothing.
  public func check() throws(Failure) -> RunReport {
    var account = RunAccount(options)
    account.list = try listInputs(OutputPlan(files: [], options))
    try SystemLimits.allowDescriptors(inputs: account.list.paths.count, jobs: options.jobs)
    var looking = self
    looking.options.listsContents = !options.maps.readAll
    if !options.maps.isEmpty {
      // Every key of a map is looked up, so that the report can show what was found.
      looking.options.metadataKeys = options.maps.metadataKeys
      looking.options.attributes = true
      looking.options.firstResponseFrom = .conversation
    }
    try looking.run(&account, into: nil, nil)
    return account.report(nil)
  }

  /// Runs all stages from the inputs to the staged files, or to no files at all.
  private func run(
    _ account: inout RunAccount, into directory: OutputDirectory?, _ presentation: (any RunPresentation)?
  ) throws(Failure) {
    var files: TableFiles?
    if let directory, let presentation {
      files = try TableFiles(
        TableSchema.written(by: options.tables), in: directory, options.tableFiles, presentation)
    }
    let samples = options.report ? RejectSamples() : nil
    let rejects = try directory?.stage(OutputName.rejects, hasTexts: true)

    // inputs -> blocks -> records -> facts
    let (ledger, facts) = try read(&account.list, rejects: rejects, samples: samples)
    account.absorb(ledger, facts)
    account.stages.end(.read)
    try stopIfUnfit(account, directory)

    // facts -> conversations
    progress?.enter(.joining)
    let conversations = try ConversationParts(facts, options)
    var newest: Int64?
    var messages = NewestMessages(ahead: ledger.ahead, ignoresAhead: options.asOfMilliseconds != nil)
    if options.asOfMilliseconds == nil || options.guards.newestWithinMilliseconds != nil {
      newest = [try conversations.latestCreated(options), options.knownNewestMilliseconds].compactMap(\.self)
        .max()
      messages.overall = newest
      messages.inTime = newest
      if let newest, let horizon = options.guards.horizon(now: account.start), newest > horizon {
        messages.inTime = try conversations.latestCreated(options, atMost: horizon)
      }
    }
    let asOf = options.asOfMilliseconds ?? newest
    account.stages.end(.join)

    // conversations -> measures -> rows
    progress?.enter(.measuring, conversations: conversations.count)
    let agents = conversations.agents(options.people)
    let (measured, summaries) = try conversations.measure(options, agents, asOf: asOf ?? 0, progress) {
      [files] table, bytes, count throws(Failure) in
      try files?.write(table, bytes, rows: count)
      if table == .conversations { progress?.measured(count) }
    }
    account.stages.end(.measure)
    if let known = options.knownConversations, let part = inputs.first {
      let count = measured.assembled
      if count != known {
        throw .input(
          .cannotMerge(
            path: part,
            reason: "has \(count) of \(known) conversations, with the other parts: a part is damaged"))
      }
    }

    // measures -> tables -> files
    progress?.enter(.writing)
    var tables = directory == nil ? [] : summaries.tables(agents: agents)
    try summaries.failure.check()
    try summaries.labelled?.summaries.failure.check()
    if directory != nil, let buckets = options.buckets {
      tables.append(summaries.distribution(buckets, agents: agents))
    }
    if directory != nil, let backlog = summaries.backlogTable(asOf: asOf) { tables.append(backlog) }
    let written = try files?.finish(tables)
    account.absorb(conversations, measured, summaries, tables, asOf: asOf, newest: newest)
    if let written { account.absorb(written) }
    account.stages.end(.tables)
    try stopIfShort(account, messages, directory)
    if let directory, let presentation, let samples, let distributions = measured.distributions {
      let figures = ReportFigures(
        run: account.report(options.against == nil ? nil : directory),
        schemas: TableSchema.made(by: options.tables), tables: tables,
        distributions: distributions, samples: samples, written: directory.contents(of:))
      try directory.stage(OutputName.report, hasTexts: !account.hasNoRejects)
        .write(presentation.page(of: figures))
    }
  }

  /// Throws if the run found less than its guards require.
  ///
  /// Nothing is put in place then.
  private func stopIfShort(
    _ account: RunAccount, _ messages: NewestMessages, _ directory: OutputDirectory?
  ) throws(Failure) {
    let previous = directory.flatMap { WrittenRun(in: $0.path) }?.messages
    var report = account.report(directory)
    var shortfall = options.guards.shortfall(
      in: report.counts, messages, start: account.start, now: report.endMilliseconds, previous: previous)
    if shortfall == nil, options.guards.maxDropMillionths != nil, let directory,
      WrittenRun.isSilent(in: directory.path)
    {
      shortfall = .unknownBefore(path: directory.path.appending(name: WrittenRun.fileName))
    }
    guard let shortfall else {
      try stopIfEmpty(account, directory)
      return
    }
    report.outputs = []
    report.rejectsPath = nil
    throw .refused(.shortfall(shortfall, report))
  }

  /// Throws if the run had nothing to read and would replace tables that have rows.
  ///
  /// Nothing is put in place then.
  private func stopIfEmpty(_ account: RunAccount, _ directory: OutputDirectory?) throws(Failure) {
    guard let directory, account.isEmpty, !options.allowsEmpty, directory.hasRows else { return }
    var report = account.report(directory)
    (report.outputs, report.rejectsPath) = ([], nil)
    throw .refused(.nothingToRead(report))
  }

  /// Reads all inputs.
  ///
  /// With `--keep-going`, reads them once more without broken ones, so that nothing of an input that breaks
  /// off in its middle is counted.
  func read(
    _ list: inout InputList, rejects: (any RejectSink)?, samples: RejectSamples?
  ) throws(Failure) -> (InputLedger, ReadOutcome) {
    if list.paths.isEmpty, let broken = list.broken.first { throw broken.failure }
    while true {
      progress?.begin(list.paths)
      let store = RejectStore(options.rejectLimits, isWritten: rejects != nil)
      let ledger = InputLedger(paths: list.paths, progress: progress, rejects: store, samples: samples) {
        bytes, count throws(Failure) in try rejects?.write(bytes.rawBytes, rows: count)
      }
      do throws(Failure) {
        return (ledger, try ReadStage(paths: list.paths, options: options, ledger: ledger).run())
      } catch {
        guard options.keepsGoing, let broken = BrokenInput(error), list.canBeReadAgain(without: broken) else {
          throw error
        }
        list.leaveOut([broken])
        list.leaveOut(list.brokenInputs(maxLineBytes: options.maxLineBytes, jobs: options.jobs))
        if list.paths.isEmpty { throw error }
        try rejects?.restart()
        samples?.restart()
      }
    }
  }

  /// Throws if the inputs have too many rejects or no usable record.
  ///
  /// Of the outputs, only the rejects are put in place.
  private func stopIfUnfit(_ account: RunAccount, _ directory: OutputDirectory?) throws(Failure) {
    let report = account.report(directory)
    guard account.isUnusable || report.exceedsLimits else { return }
    try directory?.commitRejectsOnly()
    throw .refused(account.isUnusable ? .noUsableRecord(report) : .tooManyRejects(report))
  }
}
