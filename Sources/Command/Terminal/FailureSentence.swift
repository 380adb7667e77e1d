// Failures for people: a message in one line, and a hint.

import ConvoStat

extension Failure {
  /// The message in one line without a full stop.
  var sentence: String {
    switch self {
    case .cannotOpen(let path, let code): "\(path.visible): cannot be opened: \(systemMessage(code))"
    case .brokeOff(let path, let detail): "\(path.visible): broke off: \(detail.visible)"
    case .otherKind(let path, let kind, let compression):
      "\(path.visible): is \(kind.noun(inside: compression))"
    case .noDecompressor(let path, let tool): "\(path.visible): needs \(tool), which is not installed"
    case .noCompressor(let path, let tool): "\(path.visible): needs \(tool), which is not installed"
    case .compressorFailed(let path, let detail): "\(path.visible): compressing failed: \(detail.visible)"
    case .cannotMakeDirectory(let path, let code): "\(path.visible): cannot be made: \(systemMessage(code))"
    case .cannotRead(let path, let code): "\(path.visible): reading failed: \(systemMessage(code))"
    case .cannotWrite(let path, let code): "\(path.visible): writing failed: \(systemMessage(code))"
    case .cannotSync(let path, let code):
      "\(path.visible): was written, but cannot be synced to disk: \(systemMessage(code))"
    case .cannotSpill(let directory, let code):
      "\(directory.visible): the temporary file cannot be written: \(systemMessage(code))"
    case .tooLittleMemory(let shortage): shortage.sentence
    case .outputIsInput(let output, let input) where output == input:
      "\(output == "-" ? "standard input" : output.visible): is both an input and an output of this run"
    case .outputIsInput(let output, let input):
      "\(output.visible): this output is the same file as the input \(input.visible)"
    case .sameOutput(let first, let second) where first == second:
      "\(first.visible): is given for two outputs"
    case .sameOutput(let first, let second):
      "\(first.visible) and \(second.visible): two outputs of this run are the same file"
    case .outputIsDirectory(let path): "\(path.visible): is a directory, but an output has this name"
    case .foreignFile(let path) where path.hasSuffix("/run.json"):
      "\(path.visible): was not written by convostat, but an output has this name"
    case .foreignFile(let path):
      "\(path.visible): is not listed in run.json, but an output has this name"
    case .temporaryInTheWay(let path, let output, let code):
      "\(path.visible): has the name of the temporary file of \(output.visible) and cannot be removed: "
        + systemMessage(code)
    case .halfReplaced(let directory, let code):
      "\(directory.visible): some outputs are new and some are old: \(systemMessage(code))"
    case .afterReplacing(_, let failure): failure.sentence
    case .directoryHeld(let path, let process):
      "\(path.visible): another run\(process.map { " (process \($0))" } ?? "") is writing there"
    case .tooFewDescriptors(let limit, let needed):
      "too many open files: the limit is \(limit), and the run may need \(needed)"
    case .noRun(let directory, let reason): "\(directory.visible): \(reason.visible)"
    case .cannotMerge(let path, let reason): "\(path.visible): \(reason.visible)"
    case .tooManyRejects(let report): "too many rejects: \(report.rejectSentence)"
    case .shortfall(let shortfall, _): shortfall.sentence
    case .noUsableRecord(let report): "no usable records in the input: \(report.rejectSentence)"
    case .nothingToRead: "there was nothing to read, but the outputs of the previous run have rows"
    }
  }

  /// The hint how to correct the failure; `nil` if the message is enough.
  var hint: String? {
    switch self {
    case .cannotOpen(_, let code) where code == EAGAIN:
      "the system has no process or thread left for the decompressor: raise ulimit -u, or use fewer workers with --jobs"
    case .cannotOpen: nil
    case .brokeOff: "the file is incomplete or damaged: fetch it again"
    case .otherKind(let path, let kind, let compression): kind.hint(for: path, compression: compression)
    case .noCompressor(_, let tool): "install \(tool), or choose a name without its suffix"
    case .compressorFailed: "nothing was replaced"
    case .noDecompressor(_, let tool): "install \(tool), or decompress the file first"
    case .cannotMakeDirectory(_, let code) where code == ENOTDIR || code == EEXIST:
      "the path or a part of it exists and is not a directory"
    case .cannotMakeDirectory, .cannotRead: nil
    case .cannotWrite(_, let code) where code == ENOSPC: "nothing was replaced; free some space and run again"
    case .cannotWrite: "nothing was replaced"
    case .cannotSync: "the file is complete; run again when the disk works"
    case .outputIsInput: "nothing was read or written; give the output another name"
    case .sameOutput: "nothing was read or written; give one of them another name"
    case .outputIsDirectory: "nothing was replaced; give the output another name, or move the directory"
    case .foreignFile:
      "nothing was replaced; give another directory with --out, or replace the file with --force"
    case .temporaryInTheWay: "nothing was replaced; remove it as its owner or as the owner of the directory"
    case .halfReplaced: "the next run into this directory first restores the old outputs"
    case .afterReplacing(let paths, let failure):
      "\(paths.map(\.visible).joined(separator: " and ")) \(paths.count == 1 ? "is" : "are") in place already"
        + (failure.replacesNothing ? ", nothing else was replaced" : "")
    case .nothingToRead:
      "nothing was replaced; check that the dump is complete, or allow empty outputs with --allow-empty"
    case .cannotSpill:
      "nothing was replaced; give a directory with free space with --tmp, or more memory with --memory"
    case .tooLittleMemory(let shortage): "nothing was replaced; \(shortage.hint)"
    case .directoryHeld: "wait for it to end with --wait SECONDS, or give another directory with --out"
    case .tooFewDescriptors(_, let needed): "ulimit -n \(needed)"
    case .noRun: "convostat summarize INPUT... --out DIR writes what compare reads"
    case .cannotMerge:
      "merge reads files that summarize --partial FILE wrote; each conversation must be in only one of them"
    case .shortfall(.messageAhead, _):
      "nothing was replaced; correct the message, or set the clock of this machine if it is slow"
    case .shortfall(.unknownBefore, _):
      "nothing was replaced; look at the file, or run once without --max-drop"
    case .shortfall: "nothing was replaced; check that the dump is complete"
    case .tooManyRejects(let report) where report.rejectsPath == nil:
      "correct the rejected records, or allow more rejects"
    case .tooManyRejects: "no table was replaced; correct the rejected records, or allow more rejects"
    case .noUsableRecord(let report) where report.options.map != nil && report.directory == nil:
      "correct the pointers that find nothing, or the table of roles; the page Maps of the documentation explains both"
    case .noUsableRecord(let report) where report.options.map != nil:
      "convostat check --map FILE INPUT... shows what each pointer of the map finds"
    case .noUsableRecord(let report):
      Failure.hint(aboutRejects: report.rejects)
    }
  }

  /// True if a directory has the name of a file that the run writes.
  func isAbout(directory: String?) -> Bool {
    if case .cannotWrite(let path, EISDIR) = self { path == directory } else { false }
  }

  /// True if the output of the failure is unchanged.
  private var replacesNothing: Bool { if case .cannotSync = self { false } else { true } }

  /// Returns a hint for a run without usable records, by the reasons of its rejects.
  private static func hint(aboutRejects rejects: [RejectReason: Int]) -> String? {
    if rejects.keys.contains(.noConversation) {
      return "if each file has one conversation, --conversation-from-filename takes its id from the file name"
    }
    guard rejects.count == 1, let reason = rejects.keys.first else { return nil }
    switch reason {
    case .badJSON:
      return
        "a dump is NDJSON, one JSON record per line; these lines are not JSON (perhaps a log or plain text)"
    case .unknownShape:
      return "this is JSON, but not a record of asapp or chatwoot; --map FILE reads other platforms"
    case .badFact: return "these facts are damaged or of another version: write them again from the dumps"
    case .apiError: return "these are error responses of the API, not data: fetch them again"
    default: return nil
    }
  }

  /// The report of a run that failed because of its data; `nil` for other failures.
  var report: RunReport? {
    switch self {
    case .tooManyRejects(let report), .noUsableRecord(let report), .nothingToRead(let report),
      .shortfall(_, let report):
      report
    default: nil
    }
  }
}

extension Shortfall {
  /// The message about the guard that failed.
  fileprivate var sentence: String {
    switch self {
    case .fewRecords(let count, let least):
      "too few records: \(Quantity.count(count)), expected at least \(Quantity.count(least))"
    case .oldMessages(nil, _): "too old: there is no message"
    case .oldMessages(let newest?, let within):
      "too old: the latest message was created \(formatMoment(newest)), more than "
        + "\(Quantity.duration(milliseconds: within)) ago"
    case .messageAhead(let message, let newest, let within):
      "\(message.path.map { "\($0.visible):\(message.line): " } ?? "")a message was created "
        + "\(formatMoment(message.created)), ahead of the clock by more than "
        + "\(Quantity.duration(milliseconds: within)); the newest message that is not ahead was created "
        + "\(newest.map(formatMoment) ?? "never"); --as-of now ignores messages that are ahead"
    case .unknownBefore(let path):
      "\(path.visible): does not state the message count of the previous run, so --max-drop cannot compare"
    case .dropped(let before, let now, let share):
      "too few messages: \(Quantity.count(now)), the previous run had \(Quantity.count(before)): "
        + "more than \(Quantity.percent(millionths: share)) are missing"
    }
  }
}

extension RunReport {
  /// The rejects in words: `12 rejected lines (bad_json 10, no_timestamp 2): see out/rejects.ndjson`.
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

  /// The note about a file of rejects that does not have all of them.
  private var written: String {
    guard let rejectsWritten, rejectsOmitted > 0 else { return "" }
    return ", which has the first \(Quantity.count(rejectsWritten))"
  }

  /// The number of inputs that were left out, in words; `nil` if all were read.
  var brokenSentence: String? {
    broken.isEmpty ? nil : "\(Quantity.counted(broken.count, "input")) left out as unreadable"
  }

  /// The note about rejects that are not shown, and where they are; `nil` if all were shown.
  var exampleSentence: String? {
    let all = counts.rejected + counts.rejectedElements
    guard !rejectExamples.isEmpty, rejectExamples.count < all else { return nil }
    return "the first \(Quantity.count(rejectExamples.count)) of \(Quantity.count(all)) rejects are shown; "
      + (rejectsPath.map { "\(rejectsOmitted > 0 ? "more" : "all") are in \($0.visible)" }
        ?? "convostat summarize INPUT... --out DIR writes all of them to DIR/rejects.ndjson")
  }

  /// The reasons with their counts: `bad_json 10`, `no_timestamp 2`.
  var rejectReasons: [String] {
    rejectsByFrequency.map { "\($0.reason.rawValue) \(Quantity.count($0.count))" }
  }
}

extension RejectExample {
  /// The reject in words: `messages.ndjson:1204: bad_json at byte 88`.
  var sentence: String {
    let element = index.map { " in element \($0)" } ?? ""
    let detail = detail.isEmpty ? "" : " " + detail.visible
    return "\(path.visible):\(line): \(reason.rawValue)\(element)\(detail)"
  }
}

/// Returns the system's message for an error number, with a small first letter.
private func systemMessage(_ code: Int32) -> String {
  let message = String(cString: strerror(code))
  return message.prefix(1).lowercased() + message.dropFirst()
}
