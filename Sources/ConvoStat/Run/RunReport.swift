// The account of a run: the content of run.json, of `--json` and of the summary for people.

/// The version of convostat, as `--version` and run.json give it.
public let convostatVersion = "0.2.0"

/// The account of one run.
public struct RunReport: Sendable {
  /// The value of `tool` by which a run.json of convostat is recognised.
  package static let tool = "convostat"

  /// The options that the run was given.
  public var options: Options
  /// The inputs in the order in which they were given or found.
  public var inputs: [InputReport] = []
  /// The inputs that were left out because they could not be read; empty without `--keep-going`.
  public var broken: [BrokenInput] = []
  /// The counts of the run.
  public internal(set) var counts: Counts
  /// The numbers of rejected lines and elements by reason.
  public var rejects: [RejectReason: Int] = [:]
  /// The path of rejects.ndjson; `nil` if the run wrote none.
  public var rejectsPath: String?
  /// The number of rejects in the file of rejects; `nil` if the run writes no such file.
  public var rejectsWritten: Int?
  /// The first few rejects, for people.
  public var rejectExamples: [RejectExample] = []
  /// The contents of the inputs; `nil` unless the run lists them.
  public var contents: InputContents?
  /// The names of ignored records, such as those of events, the most frequent first.
  public var ignoredNames: [InputContents.Entry] = []
  /// The values that the map found for each pointer; empty without a map.
  public var mapMatches: [MapMatch] = []
  /// The moment at which open waits were aged, in milliseconds since 1970; `nil` if there was no message.
  public var asOfMilliseconds: Int64?
  /// The creation time of the latest message, in milliseconds since 1970; `nil` if there was none or it was
  /// not needed.
  public var newestMilliseconds: Int64?
  /// True if the inputs had no message and no conversation.
  public var isEmpty = false
  /// True if there were messages, but no record of a conversation or an inbox, and no name of an inbox.
  public var isUndescribed = false
  /// Sentences without a full stop about surprises in the inputs.
  ///
  /// None of them stops the run.
  public var warnings: [String] = []
  /// The file of facts and its number of lines; `nil` if the run writes none.
  public var facts: FactsReport?
  /// The output directory as given on the command line; `nil` if the run has none.
  public var directory: String?
  /// The outputs that are in place, without run.json; empty if the run failed.
  public var outputs: [OutputReport] = []
  /// The figures of the summary for people; `nil` if nothing was measured.
  public var figures: KeyFigures?
  /// The start and the end of the run, in milliseconds since 1970.
  public var startMilliseconds: Int64 = 0
  /// Time at the end of the run, in milliseconds since 1970.
  public var endMilliseconds: Int64 = 0
  /// The duration of the run in milliseconds by a monotonic clock, so it may differ from the difference of
  /// the moments.
  public var durationMilliseconds: Int64 = 0
  /// The duration of each stage.
  ///
  /// The rest of the run's duration is its start and its end.
  public var stages = StageTimes(now: 0)
  /// The peak memory of the process, in bytes.
  public var peakMemoryBytes = 0

  /// Begins a report.
  ///
  /// Precondition: every line is accounted for once (`Counts.areComplete`).
  public init(options: Options, counts: Counts) {
    precondition(counts.areComplete, "lines are not records + blank + ignored + rejected: \(counts)")
    self.options = options
    self.counts = counts
  }

  /// True if the as-of moment is after the end of the run.
  public var isAsOfAhead: Bool { asOfMilliseconds.map { $0 > endMilliseconds } ?? false }

  /// The warnings about the inputs, and those that follow from the report itself.
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
      all.append(noMessageSentence)
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

  /// The length of all inputs in bytes, decompressed.
  public var inputBytes: Int { inputs.reduce(0) { $0 + $1.bytes } }

  /// True if more was rejected than the options allow.
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

  /// The number of rejects that were counted but not written, because of `--max-reject-bytes` or
  /// `--max-rejects`.
  public var rejectsOmitted: Int {
    rejectsWritten.map { counts.rejected + counts.rejectedElements - $0 } ?? 0
  }

  /// The option that limited the file of rejects.
  private var rejectLimit: String {
    let most = options.maxRejects.map { $0.addingReportingOverflow(RejectStore.rowsBeyondLimit).partialValue }
    return most == rejectsWritten ? "--max-rejects" : "--max-reject-bytes"
  }

  /// The warning of a run that had nothing to read, which `--quiet` does not suppress; `nil` if there was
  /// something.
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
  /// True if there were no lines except blank ones.
  var hasNothingRead: Bool { lines == blank }
}
