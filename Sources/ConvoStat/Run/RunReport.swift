// What a run read, kept, left out and wrote: the content of run.json, of `--json` and of the summary for people.

/// The version of convostat, as `--version` and run.json give it.
public let convostatVersion = "0.1.0"

/// The account of one run.
public struct RunReport: Sendable {
  /// By this value of `tool` a run.json is known as convostat's own.
  package static let tool = "convostat"

  /// The options that the run was given.
  public var options: Options
  /// The inputs, in the order in which they were named or found.
  public var inputs: [InputReport] = []
  /// Inputs that were left out since they could not be read; none unless the options let the run go on.
  public var broken: [BrokenInput] = []
  /// How many of everything.
  public let counts: Counts
  /// Rejected lines and elements by reason.
  public var rejects: [RejectReason: Int] = [:]
  /// Where rejects.ndjson was put; nil where the run wrote none.
  public var rejectsPath: String?
  /// The number of rejects in the file of rejects; `nil` if the run writes no such file.
  public var rejectsWritten: Int?
  /// The first few rejects, for people.
  public var rejectExamples: [RejectExample] = []
  /// What is in the inputs; `nil` unless the run lists it.
  public var contents: InputContents?
  /// What the map found, pointer by pointer; empty in a run without one.
  public var mapMatches: [MapMatch] = []
  /// The moment at which open waits were aged, in milliseconds since 1970; nil where there was no message.
  public var asOfMilliseconds: Int64?
  /// When the latest message was created, in milliseconds since 1970; nil where there was none or was not asked.
  public var newestMilliseconds: Int64?
  /// Whether no message and no conversation came of what was read.
  public var isEmpty = false
  /// Whether there were messages, but no record of a conversation or an inbox, and no inbox's name.
  public var isUndescribed = false
  /// Sentences without a full stop about what was surprising in the inputs; none of them stops the run.
  public var warnings: [String] = []
  /// The file of facts as it was named, and how many lines it has; nil where the run writes none.
  public var facts: FactsReport?
  /// The directory of the outputs as it was named; nil where the run writes nothing.
  public var directory: String?
  /// The outputs that took their place, run.json not among them; none where the run failed.
  public var outputs: [OutputReport] = []
  /// The figures that the summary for people shows; nil where nothing was measured.
  public var figures: KeyFigures?
  /// When the run began and ended, in milliseconds since 1970.
  public var startMilliseconds: Int64 = 0
  /// Time at the end of the run, in milliseconds since 1970.
  public var endMilliseconds: Int64 = 0
  /// How long the run took, in milliseconds by a clock that is never set: the moments may disagree with it.
  public var durationMilliseconds: Int64 = 0
  /// How long each stage took; what the run took beyond them is its start and its end.
  public var stages = StageTimes(now: 0)
  /// The most memory that the process held, in bytes.
  public var peakMemoryBytes = 0

  /// Begins a report.
  ///
  /// Precondition: every line is accounted for once (`Counts.areComplete`).
  public init(options: Options, counts: Counts) {
    precondition(counts.areComplete, "lines are not records + blank + ignored + rejected: \(counts)")
    self.options = options
    self.counts = counts
  }

  /// Whether the as-of moment lies ahead of the clock as it stood at the end.
  public var isAsOfAhead: Bool { asOfMilliseconds.map { $0 > endMilliseconds } ?? false }

  /// The warnings of the inputs and those that the report itself gives rise to.
  public var allWarnings: [String] {
    var all = warnings
    if let path = rejectsPath, let written = rejectsWritten, rejectsOmitted > 0 {
      all.append(
        "\(path.printablePath) has the first \(Quantity.count(written)) of "
          + "\(Quantity.counted(written + rejectsOmitted, "reject")): the rest was cut by \(rejectLimit)")
    }
    if let emptyWarning { all.append(emptyWarning) }
    if figures != nil && counts.conversations == 0 && counts.leftOut.conversations > 0 {
      all.append("no conversation matches \(options.selection.text): all were left out")
    }
    if figures != nil && counts.messages == 0 && counts.conversations > 0 {
      all.append(
        "no message was found, so there is nothing to measure: add the conversations' messages to the dump")
    }
    if isUndescribed {
      all.append(
        "only messages were found, so queues are empty or ids of inboxes, and statuses are empty: add the dumps of conversations and inboxes"
      )
    }
    if isAsOfAhead, let asOf = asOfMilliseconds {
      all.append("the as-of moment \(formatMoment(asOf)) is ahead of the clock")
    }
    return all
  }

  /// Length of all inputs in bytes, decompressed.
  public var inputBytes: Int { inputs.reduce(0) { $0 + $1.bytes } }

  /// Whether more was rejected than the options allow.
  var exceedsLimits: Bool { counts.exceedLimits(of: options, inputBytes: inputBytes) }

  /// The share of the bytes that were rejected, in millionths, if it says much more than the share of lines
  /// does: one rejected line can be most of a file.
  ///
  /// nil if it does not.
  public var strikingRejectedShare: Int? {
    guard inputBytes > 0, counts.lines > 0 else { return nil }
    let bytes = Double(counts.rejectedBytes) / Double(inputBytes)
    let lines = Double(counts.rejected) / Double(counts.lines)
    return bytes >= 0.01 && bytes > 5 * lines ? Int((bytes * 1_000_000).rounded()) : nil
  }

  /// The number of rejects that were counted and not written, by `--max-reject-bytes` or `--max-rejects`.
  public var rejectsOmitted: Int {
    rejectsWritten.map { counts.rejected + counts.rejectedElements - $0 } ?? 0
  }

  /// The option that ended the file of rejects.
  private var rejectLimit: String {
    let most = options.maxRejects.map { $0.addingReportingOverflow(RejectStore.rowsBeyondLimit).partialValue }
    return most == rejectsWritten ? "--max-rejects" : "--max-reject-bytes"
  }

  /// The warning of a run that had nothing to read, which nothing silences; `nil` if there was something.
  public var emptyWarning: String? {
    if counts.hasNothingRead && facts?.step != .untouched { return "there was nothing to read" }
    return isEmpty && facts == nil
      ? "there was nothing to measure: no message and no conversation was found" : nil
  }

  /// The reasons with their counts, the most frequent first, then by name.
  public var rejectsByFrequency: [(reason: RejectReason, count: Int)] {
    rejects.map { (reason: $0.key, count: $0.value) }
      .sorted { ($1.count, $0.reason.rawValue) < ($0.count, $1.reason.rawValue) }
  }
}

extension Counts {
  /// Whether there was no line, or only blank ones.
  var hasNothingRead: Bool { lines == blank }
}
