// The rejects of a run in sentences for people.

extension RunReport {
  /// `12 rejected lines (bad_json 10, no_timestamp 2): see out/rejects.ndjson`.
  var rejectSentence: String {
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

  /// What the file of rejects has, if that is not all of them.
  private var written: String {
    guard let rejectsWritten, rejectsOmitted > 0 else { return "" }
    return ", which has the first \(Quantity.count(rejectsWritten))"
  }

  /// How many inputs were left out; nil where all were read.
  var brokenSentence: String? {
    broken.isEmpty ? nil : "\(Quantity.counted(broken.count, "input")) left out as unreadable"
  }

  /// Which of the rejects the examples are, and where the others can be read; nil where all were shown.
  var exampleSentence: String? {
    let all = counts.rejected + counts.rejectedElements
    guard !rejectExamples.isEmpty, rejectExamples.count < all else { return nil }
    return "the first \(Quantity.count(rejectExamples.count)) of \(Quantity.count(all)) rejects are shown; "
      + (rejectsPath.map { "\(rejectsOmitted > 0 ? "more" : "all") are in \($0.visible)" }
        ?? "convostat summarize INPUT... --out DIR writes all of them to DIR/rejects.ndjson")
  }

  /// `bad_json 10`, `no_timestamp 2`.
  var rejectReasons: [String] {
    rejectsByFrequency.map { "\($0.reason.rawValue) \(Quantity.count($0.count))" }
  }
}

extension RejectExample {
  /// `messages.ndjson:1204: bad_json at byte 88`.
  var sentence: String {
    let element = index.map { " in element \($0)" } ?? ""
    let detail = detail.isEmpty ? "" : " " + detail.visible
    return "\(path.visible):\(line): \(reason.rawValue)\(element)\(detail)"
  }
}
