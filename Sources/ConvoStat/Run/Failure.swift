// The failures that stop a run. Rejected records do not stop it.

/// The reason why a run stopped before its outputs were in place. The old outputs are unchanged.
public indirect enum Failure: Error, Sendable {
  /// An input cannot be opened, with the `errno` of the attempt.
  case cannotOpen(path: String, errno: Int32)
  /// An input ended too early. `detail` is, for example, the message of the decompressor.
  case brokeOff(path: String, detail: String)
  /// An input is of a kind that cannot be read. `compression` is the tool that undoes the compression of the input, or
  /// `nil` if the input is not compressed.
  case otherKind(path: String, kind: FileKind, compression: String?)
  /// An input is compressed, and the tool that reads it (such as `zstd`) is not installed.
  case noDecompressor(path: String, tool: String)
  /// An output must be compressed, and the tool for it is not installed.
  case noCompressor(path: String, tool: String)
  /// The tool that compresses an output failed. `detail` is its message.
  case compressorFailed(path: String, detail: String)
  /// The output directory cannot be created, or the path is not a directory.
  case cannotMakeDirectory(path: String, errno: Int32)
  /// Reading failed after the input had been opened.
  case cannotRead(path: String, errno: Int32)
  /// Writing an output failed, most likely because the disk is full.
  case cannotWrite(path: String, errno: Int32)
  /// An output is in place, but syncing its directory failed.
  case cannotSync(path: String, errno: Int32)
  /// The temporary file cannot be written, most likely because its disk is full.
  case cannotSpill(directory: String, errno: Int32)
  /// Data that must be in memory as a whole does not fit.
  case tooLittleMemory(MemoryShortage)
  /// An output is also an input of the run, under the same name or another.
  case outputIsInput(output: String, input: String)
  /// Two outputs of the run are the same file.
  case sameOutput(String, String)
  /// A directory has the name of an output.
  case outputIsDirectory(path: String)
  /// A file has the name of an output but was not written by convostat.
  case foreignFile(path: String)
  /// A file with the name of a temporary file cannot be removed.
  case temporaryInTheWay(path: String, output: String, errno: Int32)
  /// Outputs were replaced and could not be restored after a later step failed.
  case halfReplaced(directory: String, errno: Int32)
  /// A step failed after other outputs had been put in place.
  case afterReplacing([String], Failure)
  /// Another run writes into the output directory. `process` is `nil` if it is unknown.
  case directoryHeld(path: String, process: Int? = nil)
  /// The process may not open enough files.
  case tooFewDescriptors(limit: Int, needed: Int)
  /// A directory for compare has no outputs of convostat, or not in the needed form.
  case noRun(directory: String, reason: String)
  /// Partial summaries do not fit together.
  case cannotMerge(path: String, reason: String)
  /// More records were rejected than `--max-rejects` or `--max-reject-share` allow.
  case tooManyRejects(RunReport)
  /// A guard failed: the inputs do not meet the expectations.
  case shortfall(Shortfall, RunReport)
  /// There were lines, but no usable record.
  case noUsableRecord(RunReport)
  /// There was nothing to read, and the outputs that would be replaced have rows.
  case nothingToRead(RunReport)
}

/// An input that a run left out because it cannot be read completely.
public struct BrokenInput: Sendable {
  /// The path as given or found.
  public var path: String
  /// The reason why it cannot be read.
  public var failure: Failure

  public init(path: String, failure: Failure) {
    self.path = path
    self.failure = failure
  }

  /// Creates the input of a failure that a run can leave out; `nil` if the failure is about something else.
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
  /// The word for programs that read run.json or the line of `--json`.
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

  /// The message of the system or of a tool; empty if the kind is enough.
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
