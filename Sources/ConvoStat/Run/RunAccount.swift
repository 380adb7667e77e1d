// The account of a run in progress: the results of each stage, for run.json and for people.

/// The results that the stages report.
struct RunAccount {
  var list = InputList.empty
  var stages = StageTimes()
  private let options: Options
  /// The start of the run, in milliseconds since 1970.
  let start = currentMoment()
  private let startNanoseconds = StageTimes.clock()
  /// The results so far.
  private var results: RunReport
  private var usable = 0
  private var descriptions = 0
  private var tolerated: String?
  private var warnings: [String] = []
  private var metadataKeys: [InputContents.Entry] = []
  private var unmatchedActivities: [InputContents.Entry] = []

  init(_ options: Options) {
    self.options = options
    results = RunReport(options: options, counts: Counts())
    if let against = options.against, WrittenRun(in: against) == nil {
      warn([
        "--against \(against.printablePath): has no run of convostat, so the report compares with nothing"
      ])
    }
  }

  private var counts: Counts {
    get { results.counts }
    set { results.counts = newValue }
  }

  /// True if there were lines but no usable record.
  var isUnusable: Bool { counts.lines > counts.blank && usable == 0 }

  /// Whether there was nothing to read, or nothing came of it: a page of the API without elements, a part of
  /// nothing.
  ///
  /// A share of the conversations may be empty.
  var isEmpty: Bool {
    let isNothingKept = counts.messages == 0 && counts.conversations == 0 && counts.leftOut.conversations == 0
    return counts.hasNothingRead || isNothingKept && options.shard == nil
  }

  /// True if no line was rejected.
  var hasNoRejects: Bool { results.rejects.isEmpty }

  /// Adds the results of the read stage.
  mutating func absorb(_ ledger: InputLedger, _ facts: ReadOutcome) {
    counts = ledger.counts
    var namedByFile = 0
    for worker in facts.workers {
      counts.createdMissing += worker.counts.createdMissing
      usable += worker.counts.usable
      descriptions += worker.counts.descriptions
      namedByFile += worker.counts.namedByFile
      counts.unmatchedActivities += worker.counts.unmatchedActivities
      for (origin, count) in worker.counts.observations.enumerated() { counts.observations[origin] += count }
    }
    results.inputs = ledger.inputs.map { input in
      var input = input
      input.sha256 = facts.checksums?[input.path]
      return input
    }
    results.rejects = facts.rejects
    results.rejectsWritten = ledger.rejectsWritten
    results.rejectExamples = ledger.examples
    results.mapMatches = facts.mapMatches
    results.ignoredNames = facts.ignoredNames
    tolerated = ledger.firstTolerated.map { first in
      "\(first.path.printablePath):\(first.line): has several values, a comma at the end or a mark at the start, and "
        + "was read all the same"
        + (counts.tolerated > 1 ? "; so were \(Quantity.counted(counts.tolerated - 1, "line")) more" : "")
    }
    metadataKeys = facts.metadataKeys
    unmatchedActivities = facts.unmatchedActivities
    if let sentence = list.clockWarning(now: start) { warn([sentence]) }
    if namedByFile > 0, let naming = options.conversationNaming { warn(naming.warnings(of: list.paths)) }
  }

  /// Adds the results of the measure stage.
  mutating func absorb(
    _ conversations: ConversationParts, _ measured: MeasureOutcome, _ summaries: Summaries,
    _ tables: [Table], asOf: Int64?,
    newest: Int64?
  ) {
    counts.conversations = measured.conversations
    counts.leftOut = measured.leftOut
    counts.ambiguousReferences = conversations.ambiguousReferences
    counts.messages = measured.messages
    counts.duplicates = measured.duplicates
    counts.senderless = measured.senderless
    counts.ambiguousAccounts = measured.ambiguousAccounts
    counts.conflictingRecords = measured.conflictingRecords
    counts.inexactResolutions = measured.inexactResolutions
    counts.laterMessages = measured.laterMessages
    counts.unmatchedEvents = measured.unmatchedEvents
    counts.observations[Int(StatusObservation.Origin.reporting.rawValue)] -= counts.unmatchedEvents
    counts.guardedCells = tables.reduce(measured.guardedCells) { $0 + $1.guardedCells }
    results.figures = summaries.keyFigures
    results.figures?.openStatuses = measured.openStatuses
    results.figures?.waitAges = measured.waitAges
    results.figures?.period = measured.period
    results.figures?.slowestQueues = summaries.queues.slowest
    results.isUndescribed =
      options.maps.isEmpty && descriptions == 0 && measured.messages > 0 && !conversations.nameInboxes
    (results.asOfMilliseconds, results.newestMilliseconds) = (asOf, newest)
    results.contents = measured.contents?.contents
    results.contents?.metadata = metadataKeys
    results.contents?.activities = unmatchedActivities
    if counts.ambiguousReferences > 0 {
      warn([
        "\(Quantity.counted(counts.ambiguousReferences, "message")) named their conversation by an external id that "
          + "several conversations have: the greatest id was taken"
      ])
    }
    if counts.unmatchedEvents > 0 {
      warn([
        "\(Quantity.counted(counts.unmatchedEvents, "reporting event")) named a conversation that the input does not "
          + "have, or not surely: they count nowhere"
      ])
    }
    if counts.ambiguousAccounts > 0 {
      warn([
        "\(Quantity.counted(counts.ambiguousAccounts, "message")) named no account, and several accounts have their "
          + "conversation: their account is empty. --account names it"
      ])
    }
    if counts.conflictingRecords > 0 {
      warn([
        "\(Quantity.counted(counts.conflictingRecords, "conversation")) with records of the same time that disagree: of "
          + "each attribute, the last one by path and line was taken"
      ])
    }
    warn(UnmetNames.inboxHours(without: measured.withoutHours, impossible: measured.impossibleHours))
    if options.noSender == nil { warn([measured.senderless.warning].compactMap(\.self)) }
    warnOfUnmetNames(hasTables: !tables.isEmpty, summaries.queues)
  }

  /// Warns of names in options that the inputs do not have.
  private mutating func warnOfUnmetNames(hasTables: Bool, _ queues: QueueList) {
    if counts.conversations + counts.leftOut.conversations == 0 || options.shard != nil { return }
    let known = metadataKeys + options.maps.metadataKeys.map { InputContents.Entry(name: $0, count: 1) }
    warn(UnmetNames.metadata(options, known: known))
    if counts.conversations == 0 { warn(UnmetNames.sources(options)) }
    if hasTables { warn(UnmetNames.places(results.mapMatches)) }
    // Conversations that do not count may have the missing names.
    guard let hours = options.hours, hasTables, counts.leftOut.conversations == 0 else { return }
    warn(UnmetNames.queues(hours, known: queues.names.sorted()))
  }

  /// Adds the counts of the fact lines, in a run that writes them.
  mutating func absorb(_ totals: FactTotals) {
    counts.conversations = totals.references
    counts.messages = totals.messages
    counts.duplicates = totals.duplicates
    results.newestMilliseconds = totals.newest < 0 ? nil : totals.newest
    if totals.references > 0 { warn(UnmetNames.places(results.mapMatches)) }
  }

  /// Adds the outcome of writing the tables.
  mutating func absorb(_ written: WrittenTables) {
    warnings += written.warnings
    counts.guardedCells = written.guardedCells ?? counts.guardedCells + written.guardedMeasures
  }

  /// Adds warnings about the outputs.
  mutating func warn(_ sentences: [String]) { warnings += sentences }

  /// Returns the report as of now.
  /// - Parameter directory: the output directory, or `nil` if the run writes none.
  func report(_ directory: OutputDirectory?) -> RunReport {
    precondition(counts.areComplete, "lines are not records + blank + ignored + rejected: \(counts)")
    var report = results
    report.broken = list.broken
    report.warnings = list.warnings + (tolerated.map { [$0] } ?? []) + warnings
    report.isEmpty = isEmpty && report.figures != nil
    report.outputs = report.figures == nil ? [] : directory?.outputs ?? []
    report.directory = directory?.path
    report.rejectsPath = directory.map { $0.path + "/" + OutputName.rejects }
    report.stages = stages
    report.startMilliseconds = start
    report.endMilliseconds = currentMoment()
    report.durationMilliseconds = (StageTimes.clock() - startNanoseconds) / 1_000_000
    report.peakMemoryBytes = SystemLimits.peakMemoryBytes
    return report
  }
}
