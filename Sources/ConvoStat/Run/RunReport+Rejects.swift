// The rejects of a run in sentences for people.

extension RunReport {
  /// The rejects in words: `12 rejected lines (bad_json 10, no_timestamp 2): see out/rejects.ndjson`.
  package var rejectSentence: String {
    var parts: [String] = []
    if counts.rejected > 0 || counts.rejectedElements == 0 {
      parts.append(Quantity.counted(counts.rejected, "rejected line"))
    }
    if counts.rejectedElements > 0 {
      parts.append(Quantity.counted(counts.rejectedElements, "rejected element"))
    }
    if let share = strikingRejectedShare {
      parts[0] += " with \(Quantity.percent(millionths: share)) of the bytes"
    }
    let reasons = rejects.isEmpty ? "" : " (\(rejectReasons.joined(separator: ", ")))"
    return parts.joined(separator: " and ") + reasons
      + (rejectsPath.map { ": see \($0.visible)\(written)" } ?? "")
  }

  /// Maximum number of names of ignored records in a sentence.
  private static let shownNames = 3

  /// The ignored lines in words: `3 ignored lines (ping 2, assignee.changed 1)`; `nil` without ignored lines.
  private var ignoredSentence: String? {
    if counts.ignored == 0 { return nil }
    var names = ignoredNames.prefix(RunReport.shownNames).map { entry in
      (entry.name.isEmpty ? "an event without a name" : entry.name.visible)
        + " \(Quantity.count(entry.count))"
    }
    if ignoredNames.count > names.count { names.append("...") }
    return Quantity.counted(counts.ignored, "ignored line")
      + (names.isEmpty ? "" : " (\(names.joined(separator: ", ")))")
  }

  /// The lines of an input without usable records in words.
  var uselessSentence: String {
    guard let ignoredSentence else { return rejectSentence }
    return rejects.isEmpty ? ignoredSentence : ignoredSentence + " and " + rejectSentence
  }

  /// The warning of a run that kept conversations and no message.
  var noMessageSentence: String {
    let reasons = RunReport.messageReasons.filter { rejects[$0] ?? 0 > 0 }
      .map { "\($0.rawValue) \(Quantity.count(rejects[$0] ?? 0))" }
    if !reasons.isEmpty {
      return "no message was kept, so there is nothing to measure: every message was rejected ("
        + reasons.joined(separator: ", ") + ")"
    }
    return "no message was found, so there is nothing to measure: add the conversations' messages to the dump"
      + (ignoredSentence.map { "; it has \($0)" } ?? "")
  }

  /// The reasons for which messages are rejected.
  private static let messageReasons: [RejectReason] = [
    .noMessageID, .noConversation, .unknownRole, .badTimestamp, .noTimestamp,
  ]

  /// The note about a file of rejects that does not have all of them.
  private var written: String {
    guard let rejectsWritten, rejectsOmitted > 0 else { return "" }
    return ", which has the first \(Quantity.count(rejectsWritten))"
  }

  /// The number of inputs that were left out, in words; `nil` if all were read.
  package var brokenSentence: String? {
    broken.isEmpty ? nil : "\(Quantity.counted(broken.count, "input")) left out as unreadable"
  }

  /// The note about rejects that are not shown, and where they are; `nil` if all were shown.
  package var exampleSentence: String? {
    let all = counts.rejected + counts.rejectedElements
    guard !rejectExamples.isEmpty, rejectExamples.count < all else { return nil }
    return "the first \(Quantity.count(rejectExamples.count)) of \(Quantity.count(all)) rejects are shown; "
      + (rejectsPath.map { "\(rejectsOmitted > 0 ? "more" : "all") are in \($0.visible)" }
        ?? "convostat summarize INPUT... --out DIR writes all of them to DIR/rejects.ndjson")
  }

  /// The reasons with their counts: `bad_json 10`, `no_timestamp 2`.
  package var rejectReasons: [String] {
    rejectsByFrequency.map { "\($0.reason.rawValue) \(Quantity.count($0.count))" }
  }
}

extension RejectExample {
  /// The reject in words: `messages.ndjson:1204: bad_json at byte 88`.
  package var sentence: String {
    let element = index.map { " in element \($0)" } ?? ""
    let detail = detail.isEmpty ? "" : " " + detail.visible
    return "\(path.visible):\(line): \(reason.rawValue)\(element)\(detail)"
  }
}
