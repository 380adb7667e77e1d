// The failures of the system: files, directories, tools, limits.

/// A failure of a call of the system, or of a tool that the program started for an output.
package enum SystemFailure: FailureCause {
  /// The output directory cannot be created, or the path is not a directory.
  case cannotMakeDirectory(path: String, errno: Int32)
  /// Writing an output failed, most likely because the disk is full.
  case cannotWrite(path: String, errno: Int32)
  /// An output is in place, but syncing its directory failed.
  case cannotSync(path: String, errno: Int32)
  /// The temporary file cannot be written, most likely because its disk is full.
  case cannotSpill(directory: String, errno: Int32)
  /// An output must be compressed, and the tool for it is not installed.
  case noCompressor(path: String, tool: String)
  /// The tool that compresses an output failed. `detail` is its message.
  case compressorFailed(path: String, detail: String)
  /// A directory has the name of an output.
  case outputIsDirectory(path: String)
  /// A file with the name of a temporary file cannot be removed.
  case temporaryInTheWay(path: String, output: String, errno: Int32)
  /// Outputs were replaced and could not be restored after a later step failed.
  case halfReplaced(directory: String, errno: Int32)
  /// Another run writes into the output directory. `process` is `nil` if it is unknown.
  case directoryHeld(path: String, process: Int? = nil)
  /// The process may not open enough files.
  case tooFewDescriptors(limit: Int, needed: Int)

  package var row: FailureRow {
    switch self {
    case .cannotMakeDirectory(let path, let code):
      FailureRow(
        "cannot_make_directory", .cannotCreate, "\(path.visible): cannot be made", errno: code,
        hint: code == ENOTDIR || code == EEXIST
          ? "the path or a part of it exists and is not a directory" : nil)
    case .cannotWrite(let path, let code):
      FailureRow(
        "cannot_write", .inputOutput, "\(path.visible): writing failed", errno: code,
        hint: "nothing was replaced" + (code == ENOSPC ? "; free some space and run again" : ""))
    case .cannotSync(let path, let code):
      FailureRow(
        "cannot_sync", .inputOutput, "\(path.visible): was written, but cannot be synced to disk",
        errno: code, hint: "the file is complete; run again when the disk works")
    case .cannotSpill(let directory, let code):
      FailureRow(
        "cannot_spill", .inputOutput, "\(directory.visible): the temporary file cannot be written",
        errno: code,
        hint:
          "nothing was replaced; give a directory with free space with --tmp, or more memory with --memory")
    case .noCompressor(let path, let tool):
      FailureRow(
        "no_compressor", .inputOutput, "\(path.visible): needs \(tool), which is not installed",
        hint: "install \(tool), or choose a name without its suffix", detail: tool)
    case .compressorFailed(let path, let detail):
      FailureRow(
        "compressor_failed", .inputOutput, "\(path.visible): compressing failed: \(detail.visible)",
        hint: "nothing was replaced", detail: detail)
    case .outputIsDirectory(let path):
      FailureRow(
        "output_is_directory", .cannotCreate, "\(path.visible): is a directory, but an output has this name",
        hint: "nothing was replaced; give the output another name, or move the directory")
    case .temporaryInTheWay(let path, let output, let code):
      FailureRow(
        "temporary_in_the_way", .inputOutput,
        "\(path.visible): has the name of the temporary file of \(output.visible) and cannot be removed",
        errno: code, hint: "nothing was replaced; remove it as its owner or as the owner of the directory")
    case .halfReplaced(let directory, let code):
      FailureRow(
        "half_replaced", .inputOutput, "\(directory.visible): some outputs are new and some are old",
        errno: code, hint: "the next run into this directory first restores the old outputs")
    case .directoryHeld(let path, let process):
      FailureRow(
        "directory_held", .busy,
        "\(path.visible): another run\(process.map { " (process \($0))" } ?? "") is writing there",
        hint: "wait for it to end with --wait SECONDS, or give another directory with --out")
    case .tooFewDescriptors(let limit, let needed):
      FailureRow(
        "too_few_descriptors", .inputOutput,
        "too many open files: the limit is \(limit), and the run may need \(needed)",
        hint: "ulimit -n \(needed)")
    }
  }
}

extension Failure {
  /// A failure of the system.
  package static func system(_ cause: SystemFailure) -> Failure { Failure(cause) }
}
