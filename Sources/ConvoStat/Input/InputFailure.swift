// The failures of inputs.

/// An input that cannot be used, as a whole.
package enum InputFailure: FailureCause {
  /// An input cannot be opened.
  case cannotOpen(path: String, errno: Int32)
  /// An input ended too early. `detail` is, for example, the message of the decompressor.
  case brokeOff(path: String, detail: String)
  /// An input is of a kind that cannot be read. `compression` is the tool that undoes the compression of the input, or
  /// `nil` if the input is not compressed.
  case otherKind(path: String, kind: FileKind, compression: String?)
  /// An input is compressed, and the tool that reads it (such as `zstd`) is not installed.
  case noDecompressor(path: String, tool: String)
  /// Reading failed after the input had been opened.
  case cannotRead(path: String, errno: Int32)
  /// A directory for compare has no outputs of convostat, or not in the needed form.
  case noRun(directory: String, reason: String)
  /// Several maps are for one input.
  case severalMaps(path: String, maps: [String])
  /// Partial summaries do not fit together.
  case cannotMerge(path: String, reason: String)

  package var row: FailureRow {
    switch self {
    case .cannotOpen(let path, let code):
      FailureRow(
        "cannot_open", .input, "\(path.visible): cannot be opened", errno: code,
        hint: code == EAGAIN
          ? "the system has no process or thread left for the decompressor: raise ulimit -u, or use fewer workers with --jobs"
          : nil)
    case .brokeOff(let path, let detail):
      FailureRow(
        "broke_off", .input, "\(path.visible): broke off: \(detail.visible)",
        hint: "the file is incomplete or damaged: fetch it again", detail: detail)
    case .otherKind(let path, let kind, let compression):
      FailureRow(
        kind.rawValue, .input, "\(path.visible): is \(kind.noun(inside: compression))",
        hint: kind.hint(for: path, compression: compression), detail: compression.map { "inside \($0)" } ?? ""
      )
    case .noDecompressor(let path, let tool):
      FailureRow(
        "no_decompressor", .input, "\(path.visible): needs \(tool), which is not installed",
        hint: "install \(tool), or decompress the file first", detail: tool)
    case .cannotRead(let path, let code):
      FailureRow("cannot_read", .inputOutput, "\(path.visible): reading failed", errno: code)
    case .noRun(let directory, let reason):
      FailureRow(
        "no_run", .input, "\(directory.visible): \(reason.visible)",
        hint: "convostat summarize INPUT... --out DIR writes such a directory", detail: reason)
    case .severalMaps(let path, let maps):
      FailureRow(
        "usage", .usage,
        "\(path.visible): several maps are for it: \(maps.map(\.visible).joined(separator: ", "))",
        hint: "give each --map FILE=GLOB a pattern that matches only its own inputs")
    case .cannotMerge(let path, let reason):
      FailureRow(
        "cannot_merge", .data, "\(path.visible): \(reason.visible)",
        hint:
          "merge reads files that summarize --partial FILE wrote; each conversation must be in only one of them; "
          + "see convostat help machines",
        detail: reason)
    }
  }

  /// The input that a run can leave out; `nil` if the run must stop.
  var pathLeftOut: String? {
    switch self {
    case .cannotOpen(let path, _), .brokeOff(let path, _), .otherKind(let path, _, _),
      .noDecompressor(let path, _), .cannotRead(let path, _):
      path
    case .noRun, .severalMaps, .cannotMerge: nil
    }
  }
}

extension Failure {
  /// A failure of an input.
  package static func input(_ cause: InputFailure) -> Failure { Failure(cause) }
}

/// An input that a run left out because it cannot be read completely.
public struct BrokenInput: Sendable {
  /// The path as given or found.
  public var path: String
  /// The reason why it cannot be read.
  public var failure: Failure

  /// Creates a broken input from its failure.
  public init(path: String, failure: Failure) {
    self.path = path
    self.failure = failure
  }

  /// Creates the input of a failure that a run can leave out; `nil` if the failure is about something else.
  init?(_ failure: Failure) {
    guard let path = (failure.cause as? InputFailure)?.pathLeftOut else { return nil }
    self.init(path: path, failure: failure)
  }
}
