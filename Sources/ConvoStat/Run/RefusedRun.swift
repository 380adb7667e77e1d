// Runs that came to their end, and are refused for what was in their data.

/// A run that replaces nothing because of its data; the report says what the data were.
package enum RefusedRun: FailureCause {
  /// More records were rejected than `--max-rejects` or `--max-reject-share` allow.
  case tooManyRejects(RunReport)
  /// A guard was not passed: the inputs are not what they should be.
  case shortfall(Shortfall, RunReport)
  /// There were lines, but not one usable record among them.
  case noUsableRecord(RunReport)
  /// There was nothing to read, and the tables that would be replaced have rows.
  case nothingToRead(RunReport)

  package var row: FailureRow {
    switch self {
    case .tooManyRejects(let report):
      FailureRow(
        "too_many_rejects", .data, "too many rejects: \(report.rejectSentence)",
        hint: (report.rejectsPath == nil ? "" : "no table was replaced; ")
          + "mend the rejects, or allow more of them")
    case .noUsableRecord(let report):
      FailureRow(
        "no_usable_record", .data, "not one usable record: \(report.rejectSentence)",
        hint: RefusedRun.hint(withoutRecords: report))
    case .nothingToRead:
      FailureRow(
        "nothing_to_read", .data, "there was nothing to read, and the outputs of the run before have rows",
        hint: "nothing was replaced; see whether the dump is complete, or empty the outputs with --allow-empty")
    case .shortfall(let shortfall, _): shortfall.row
    }
  }

  /// The report of the run.
  package var report: RunReport {
    switch self {
    case .tooManyRejects(let report), .noUsableRecord(let report), .nothingToRead(let report),
      .shortfall(_, let report):
      report
    }
  }

  private static func hint(withoutRecords report: RunReport) -> String? {
    guard report.options.map != nil else { return hint(aboutRejects: report.rejects) }
    return report.directory == nil
      ? "mend the pointers that find nothing, or the table of roles; README 1.7 explains both"
      : "convostat check --map FILE INPUT... says what each pointer of the map finds"
  }

  /// What helps where nothing could be used, by the reasons.
  private static func hint(aboutRejects rejects: [RejectReason: Int]) -> String? {
    if rejects.keys.contains(.noConversation) {
      return "where each file holds one conversation, --conversation-from-filename takes its id from the name"
    }
    guard rejects.count == 1, let reason = rejects.keys.first else { return nil }
    switch reason {
    case .badJSON:
      return "a dump is NDJSON, one JSON record a line; these lines are none (a log, or text, perhaps)"
    case .unknownShape:
      return "this is JSON, but no record of asapp or chatwoot; README 1.1 lists their shapes"
    case .badFact: return "these facts are damaged, or of another version: make them anew from the dumps"
    case .apiError: return "these are the API's error bodies, not its answers: fetch them again"
    default: return nil
    }
  }
}

extension Failure {
  /// A run that is refused.
  package static func refused(_ cause: RefusedRun) -> Failure { Failure(cause) }

  /// The report of a run that came to its end but is refused; `nil` if the run stopped before.
  package var report: RunReport? { (cause as? RefusedRun)?.report }
}

extension Shortfall {
  /// The words of a guard that was not passed.
  fileprivate var row: FailureRow {
    let incomplete = "nothing was replaced; see whether the dump is complete"
    return switch self {
    case .fewRecords(let count, let least):
      FailureRow(
        "too_few_records", .data,
        "too few records: \(Quantity.count(count)), and there should be at least \(Quantity.count(least))",
        hint: incomplete)
    case .oldMessages(nil, _):
      FailureRow("too_old", .data, "too old: there is no message at all", hint: incomplete)
    case .oldMessages(let newest?, let within):
      FailureRow(
        "too_old", .data,
        "too old: the latest message was created \(formatMoment(newest)), more than "
          + "\(Quantity.duration(milliseconds: within)) ago", hint: incomplete)
    case .messageAhead(let message, let newest, let within):
      FailureRow(
        "message_ahead", .data,
        "\(message.path.map { "\($0.visible):\(message.line): " } ?? "")a message was created "
          + "\(formatMoment(message.created)), ahead of the clock by more than "
          + "\(Quantity.duration(milliseconds: within)); the newest one that counts was created "
          + "\(newest.map(formatMoment) ?? "never"); --as-of now passes over messages that are ahead",
        hint: "nothing was replaced; mend the message, or set the clock of this machine if it is behind")
    case .unknownBefore(let path):
      FailureRow(
        "unknown_before", .data,
        "\(path.visible): does not say how many messages the run before kept, so --max-drop cannot compare",
        hint: "nothing was replaced; look at the file, or run once without --max-drop")
    case .dropped(let before, let now, let share):
      FailureRow(
        "dropped", .data,
        "too few messages: \(Quantity.count(now)), and the run before had \(Quantity.count(before)): "
          + "more than \(Quantity.percent(millionths: share)) are missing", hint: incomplete)
    }
  }
}
