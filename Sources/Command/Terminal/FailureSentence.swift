// Failures for people: what happened in one line, and what helps in another.

import ConvoStat

extension Failure {
  /// What happened, in one line without a full stop.
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
      "\(path.visible): is in place, but the disk may not keep its name: \(systemMessage(code))"
    case .cannotSpill(let directory, let code):
      "\(directory.visible): cannot take what does not fit into memory: \(systemMessage(code))"
    case .tooLittleMemory(let shortage): shortage.sentence
    case .outputIsInput(let output, let input) where output == input:
      "\(output == "-" ? "standard input" : output.visible): is an input and an output of this run"
    case .outputIsInput(let output, let input):
      "\(output.visible): is an output of this run, and the same file as the input \(input.visible)"
    case .sameOutput(let first, let second) where first == second:
      "\(first.visible): is named for two outputs"
    case .sameOutput(let first, let second):
      "\(first.visible) and \(second.visible): are two outputs of this run and one file"
    case .outputIsDirectory(let path): "\(path.visible): is a directory, and an output needs the name"
    case .foreignFile(let path) where path.hasSuffix("/run.json"):
      "\(path.visible): was not written by convostat, and an output needs the name"
    case .foreignFile(let path):
      "\(path.visible): is named by no run.json there, and an output needs the name"
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
    case .noUsableRecord(let report): "not one usable record: \(report.rejectSentence)"
    case .nothingToRead: "there was nothing to read, and the outputs of the run before have rows"
    }
  }

  /// What helps; nil where the sentence says it all.
  var hint: String? {
    switch self {
    case .cannotOpen(_, let code) where code == EAGAIN:
      "no process or thread is to be had for its decompressor: raise ulimit -u, or use fewer workers by --jobs"
    case .cannotOpen: nil
    case .brokeOff: "the file is incomplete or damaged: fetch it again"
    case .otherKind(let path, let kind, let compression): kind.hint(for: path, compression: compression)
    case .noCompressor(_, let tool): "install \(tool), or give a name without its ending"
    case .compressorFailed: "nothing was replaced"
    case .noDecompressor(_, let tool): "install \(tool), or decompress the file first"
    case .cannotMakeDirectory(_, let code) where code == ENOTDIR || code == EEXIST:
      "something that is no directory has that name, or part of it"
    case .cannotMakeDirectory, .cannotRead: nil
    case .cannotWrite(_, let code) where code == ENOSPC: "nothing was replaced; free some space and run again"
    case .cannotWrite: "nothing was replaced"
    case .cannotSync: "it is whole; run again once the disk is well"
    case .outputIsInput: "nothing was read or written; give the output another name"
    case .sameOutput: "nothing was read or written; give one of them another name"
    case .outputIsDirectory: "nothing was replaced; give the output another name, or move the directory"
    case .foreignFile:
      "nothing was replaced; give another directory with --out, or replace the file with --force"
    case .temporaryInTheWay: "nothing was replaced; remove it, as its owner or the directory's"
    case .halfReplaced: "the next run over this directory puts the old ones back before it begins"
    case .afterReplacing(let paths, let failure):
      "\(paths.map(\.visible).joined(separator: " and ")) \(paths.count == 1 ? "is" : "are") in place already"
        + (failure.replacesNothing ? ", nothing else was replaced" : "")
    case .nothingToRead:
      "nothing was replaced; see whether the dump is complete, or empty the outputs with --allow-empty"
    case .cannotSpill: "nothing was replaced; give a directory with room by --tmp, or more memory by --memory"
    case .tooLittleMemory(let shortage): "nothing was replaced; \(shortage.hint)"
    case .directoryHeld: "wait for it to end with --wait SECONDS, or give another directory with --out"
    case .tooFewDescriptors(_, let needed): "ulimit -n \(needed)"
    case .noRun: "convostat summarize INPUT... --out DIR writes what compare reads"
    case .cannotMerge:
      "summarize --partial FILE makes what merge reads, of each conversation in one file only"
    case .shortfall(.messageAhead, _):
      "nothing was replaced; mend the message, or set the clock of this machine if it is behind"
    case .shortfall(.unknownBefore, _):
      "nothing was replaced; look at the file, or run once without --max-drop"
    case .shortfall: "nothing was replaced; see whether the dump is complete"
    case .tooManyRejects(let report) where report.rejectsPath == nil:
      "mend the rejects, or allow more of them"
    case .tooManyRejects: "no table was replaced; mend the rejects, or allow more of them"
    case .noUsableRecord(let report) where report.options.map != nil && report.directory == nil:
      "mend the pointers that find nothing, or the table of roles; README 1.7 explains both"
    case .noUsableRecord(let report) where report.options.map != nil:
      "convostat check --map FILE INPUT... says what each pointer of the map finds"
    case .noUsableRecord(let report):
      Failure.hint(aboutRejects: report.rejects)
    }
  }

  /// True if a directory has the name of a file that the run writes.
  func isAbout(directory: String?) -> Bool {
    if case .cannotWrite(let path, EISDIR) = self { path == directory } else { false }
  }

  /// Whether the output that the failure is about is as it was.
  private var replacesNothing: Bool { if case .cannotSync = self { false } else { true } }

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

  /// The report of a run that came to its end but failed by its data.
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
  /// What is less than it should be.
  fileprivate var sentence: String {
    switch self {
    case .fewRecords(let count, let least):
      "too few records: \(Quantity.count(count)), and there should be at least \(Quantity.count(least))"
    case .oldMessages(nil, _): "too old: there is no message at all"
    case .oldMessages(let newest?, let within):
      "too old: the latest message was created \(formatMoment(newest)), more than "
        + "\(Quantity.duration(milliseconds: within)) ago"
    case .messageAhead(let message, let newest, let within):
      "\(message.path.map { "\($0.visible):\(message.line): " } ?? "")a message was created "
        + "\(formatMoment(message.created)), ahead of the clock by more than "
        + "\(Quantity.duration(milliseconds: within)); the newest one that counts was created "
        + "\(newest.map(formatMoment) ?? "never"); --as-of now passes over messages that are ahead"
    case .unknownBefore(let path):
      "\(path.visible): does not say how many messages the run before kept, so --max-drop cannot compare"
    case .dropped(let before, let now, let share):
      "too few messages: \(Quantity.count(now)), and the run before had \(Quantity.count(before)): "
        + "more than \(Quantity.percent(millionths: share)) are missing"
    }
  }
}

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

/// What the system says about an error number, begun with a small letter.
private func systemMessage(_ code: Int32) -> String {
  let message = String(cString: strerror(code))
  return message.prefix(1).lowercased() + message.dropFirst()
}
