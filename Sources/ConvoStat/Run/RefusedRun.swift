// The failures of runs that are refused because of their data.

/// A run that replaces nothing because of its data, with its report.
package enum RefusedRun: FailureCause {
  /// More records were rejected than `--max-rejects` or `--max-reject-share` allow.
  case tooManyRejects(RunReport)
  /// A guard failed: the inputs do not meet the expectations.
  case shortfall(Shortfall, RunReport)
  /// There were lines, but no usable record.
  case noUsableRecord(RunReport)
  /// There was nothing to read, and the outputs that would be replaced have rows.
  case nothingToRead(RunReport)

  package var row: FailureRow {
    switch self {
    case .tooManyRejects(let report):
      FailureRow(
        "too_many_rejects", .data, "too many rejects: \(report.rejectSentence)",
        hint: (report.rejectsPath == nil ? "" : "no table was replaced; ")
          + "correct the rejected records, or allow more rejects; \(RefusedRun.aboutRejects)")
    case .noUsableRecord(let report):
      FailureRow(
        "no_usable_record", .data, "no usable records in the input: \(report.uselessSentence)",
        hint: RefusedRun.hint(withoutRecords: report))
    case .nothingToRead:
      FailureRow(
        "nothing_to_read", .data, "there was nothing to read, but the outputs of the previous run have rows",
        hint:
          "nothing was replaced; check that the dump is complete, or allow empty outputs with --allow-empty")
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

  private static func hint(withoutRecords report: RunReport) -> String {
    guard !report.options.maps.isEmpty else { return hint(aboutRejects: report.rejects) }
    return report.directory == nil
      ? "correct the pointers that find nothing, or the table of roles; convostat help map explains both"
      : "convostat check --map FILE INPUT... shows what each pointer of the map finds"
  }

  /// Returns a hint for a run without usable records, by the reasons of its rejects.
  private static func hint(aboutRejects rejects: [RejectReason: Int]) -> String {
    if rejects.isEmpty {
      return
        "these are neither messages nor conversations: webhooks need the events of messages and conversations"
    }
    if rejects.keys.contains(.noConversation) {
      return
        "if each file has one conversation, --conversation-from-filename takes its id from the file name, "
        + "--conversation-from-directory from that of its directory"
    }
    guard rejects.count == 1, let reason = rejects.keys.first else { return aboutRejects }
    switch reason {
    case .badJSON:
      return
        "a dump is NDJSON, one JSON record per line; these lines are not JSON (perhaps a log or plain text)"
    case .unknownShape:
      return
        "this is JSON, but not a record of asapp or chatwoot; --map FILE reads other platforms: convostat help map"
    case .badFact: return "these facts are damaged or of another version: write them again from the dumps"
    case .apiError: return "these are error responses of the API, not data: fetch them again"
    default: return aboutRejects
    }
  }

  private static let aboutRejects = "convostat help rejects explains the reasons"
}

extension Failure {
  /// A run that is refused.
  package static func refused(_ cause: RefusedRun) -> Failure { Failure(cause) }

  /// The report of a run that came to its end but is refused; `nil` if the run stopped before.
  package var report: RunReport? { (cause as? RefusedRun)?.report }
}

extension Shortfall {
  /// The words of the guard that failed.
  fileprivate var row: FailureRow {
    let incomplete =
      "nothing was replaced; check that the dump is complete; convostat help nightly explains the guards"
    return switch self {
    case .fewRecords(let count, let least):
      FailureRow(
        "too_few_records", .data,
        "too few records: \(Quantity.count(count)), expected at least \(Quantity.count(least))",
        hint: incomplete)
    case .oldMessages(nil, _):
      FailureRow("too_old", .data, "too old: there is no message", hint: incomplete)
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
          + "\(Quantity.duration(milliseconds: within)); the newest message that is not ahead was created "
          + "\(newest.map(formatMoment) ?? "never"); --as-of now ignores messages that are ahead",
        hint: "nothing was replaced; correct the message, or set the clock of this machine if it is slow")
    case .unknownBefore(let path):
      FailureRow(
        "unknown_before", .data,
        "\(path.visible): does not state the message count of the previous run, so --max-drop cannot compare",
        hint: "nothing was replaced; look at the file, or run once without --max-drop")
    case .dropped(let before, let now, let share):
      FailureRow(
        "dropped", .data,
        "too few messages: \(Quantity.count(now)), the previous run had \(Quantity.count(before)): "
          + "more than \(Quantity.percent(millionths: share)) are missing", hint: incomplete)
    }
  }
}
