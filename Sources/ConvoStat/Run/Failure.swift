// Everything that stops a run; rejected records do not, and the sentences for people are made at the edge.

/// Why a run stopped before its outputs were in place. What was there before is still there.
public indirect enum Failure: Error, Sendable {
  /// An input cannot be opened, with the `errno` of the attempt.
  case cannotOpen(path: String, errno: Int32)
  /// An input ended before its time; the detail is, for instance, the decompressor's own message.
  case brokeOff(path: String, detail: String)
  /// An input is of a kind that cannot be read. `compression` is the tool that undoes the compression of the input, or
  /// `nil` if the input is not compressed.
  case otherKind(path: String, kind: FileKind, compression: String?)
  /// An input is compressed, and the tool that reads it (`zstd`, say) is not installed.
  case noDecompressor(path: String, tool: String)
  /// An output is to be compressed, and the tool that does it is not installed.
  case noCompressor(path: String, tool: String)
  /// The tool that compresses an output failed; the detail is its own message.
  case compressorFailed(path: String, detail: String)
  /// The output directory does not exist and cannot be made, or is none, with the `errno` of the attempt.
  case cannotMakeDirectory(path: String, errno: Int32)
  /// Reading failed after the input had been opened.
  case cannotRead(path: String, errno: Int32)
  /// Writing an output failed: the disk is full, most likely.
  case cannotWrite(path: String, errno: Int32)
  /// An output is in place, but the disk did not say that it will keep its name.
  case cannotSync(path: String, errno: Int32)
  /// What does not fit into memory cannot be kept in the temporary directory: its disk is full, most likely.
  case cannotSpill(directory: String, errno: Int32)
  /// Something must be in memory as a whole and does not fit.
  case tooLittleMemory(MemoryShortage)
  /// An output is an input of the run, by the same name or another.
  case outputIsInput(output: String, input: String)
  /// Two outputs of the run are one file.
  case sameOutput(String, String)
  /// A directory has the name of an output.
  case outputIsDirectory(path: String)
  /// A file with an output's name is of no run of convostat.
  case foreignFile(path: String)
  /// What has the name of a temporary file cannot be removed, with the `errno` of the attempt.
  case temporaryInTheWay(path: String, output: String, errno: Int32)
  /// Outputs were replaced and could not be put back when a step after that failed.
  case halfReplaced(directory: String, errno: Int32)
  /// A step failed after other outputs had been put in place.
  case afterReplacing([String], Failure)
  /// Another run writes into the output directory; its process, where it is known.
  case directoryHeld(path: String, process: Int? = nil)
  /// The process may not have as many open files as the run needs.
  case tooFewDescriptors(limit: Int, needed: Int)
  /// A directory to be compared does not hold what a run of convostat writes, or not as it is needed; why not.
  case noRun(directory: String, reason: String)
  /// Partial summaries do not fit together; which, and why not.
  case cannotMerge(path: String, reason: String)
  /// More records were rejected than `--max-rejects` or `--max-reject-share` allow.
  case tooManyRejects(RunReport)
  /// A guard was not passed: the inputs are not what they should be.
  case shortfall(Shortfall, RunReport)
  /// There were lines, but not one usable record among them.
  case noUsableRecord(RunReport)
  /// There was nothing to read, and what would be replaced has rows.
  case nothingToRead(RunReport)
}

/// An input that a run left out because it cannot be read, or not to its end.
public struct BrokenInput: Sendable {
  /// The path as named or found.
  public var path: String
  /// Why it cannot be read.
  public var failure: Failure

  public init(path: String, failure: Failure) {
    self.path = path
    self.failure = failure
  }

  /// The input that a failure is about, and that a run can leave out; nil where it is about something else.
  init?(_ failure: Failure) {
    switch failure {
    case .cannotOpen(let path, _), .brokeOff(let path, _), .otherKind(let path, _, _),
      .noDecompressor(let path, _), .cannotRead(let path, _):
      self.init(path: path, failure: failure)
    default: return nil
    }
  }
}

extension Failure {
  /// A word for programs that read run.json or the line of `--json`.
  public var kind: String {
    switch self {
    case .cannotOpen: "cannot_open"
    case .brokeOff: "broke_off"
    case .otherKind(_, let kind, _): kind.rawValue
    case .noDecompressor: "no_decompressor"
    case .noCompressor: "no_compressor"
    case .compressorFailed: "compressor_failed"
    case .cannotMakeDirectory: "cannot_make_directory"
    case .cannotRead: "cannot_read"
    case .cannotWrite: "cannot_write"
    case .cannotSync: "cannot_sync"
    case .cannotSpill: "cannot_spill"
    case .tooLittleMemory: "too_little_memory"
    case .outputIsInput: "output_is_input"
    case .sameOutput: "same_output"
    case .outputIsDirectory: "output_is_directory"
    case .foreignFile: "foreign_file"
    case .temporaryInTheWay: "temporary_in_the_way"
    case .halfReplaced: "half_replaced"
    case .afterReplacing(_, let failure): failure.kind
    case .directoryHeld: "directory_held"
    case .tooFewDescriptors: "too_few_descriptors"
    case .noRun: "no_run"
    case .cannotMerge: "cannot_merge"
    case .tooManyRejects: "too_many_rejects"
    case .noUsableRecord: "no_usable_record"
    case .nothingToRead: "nothing_to_read"
    case .shortfall(.fewRecords, _): "too_few_records"
    case .shortfall(.oldMessages, _): "too_old"
    case .shortfall(.messageAhead, _): "message_ahead"
    case .shortfall(.dropped, _): "dropped"
    case .shortfall(.unknownBefore, _): "unknown_before"
    }
  }

  /// What the system or a tool said of it; empty where the kind says it all.
  public var detail: String {
    switch self {
    case .cannotOpen(_, let code), .cannotMakeDirectory(_, let code), .cannotRead(_, let code),
      .cannotWrite(_, let code), .cannotSync(_, let code), .cannotSpill(_, let code),
      .temporaryInTheWay(_, _, let code), .halfReplaced(_, let code):
      describe(errno: code)
    case .brokeOff(_, let detail): detail
    case .otherKind(_, _, let compression?): "inside \(compression)"
    case .afterReplacing(_, let failure): failure.detail
    case .noDecompressor(_, let tool), .noCompressor(_, let tool): tool
    case .compressorFailed(_, let detail): detail
    case .noRun(_, let reason), .cannotMerge(_, let reason): reason
    default: ""
    }
  }
}
