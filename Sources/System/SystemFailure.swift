// What goes wrong between the program and the system: files, directories, tools, limits.

/// A failure of a call of the system, or of a tool that the program started for an output.
package enum SystemFailure: FailureCause {
  /// The output directory does not exist and cannot be made, or is no directory.
  case cannotMakeDirectory(path: String, errno: Int32)
  /// Writing an output failed: the disk is full, most likely.
  case cannotWrite(path: String, errno: Int32)
  /// An output is in place, but the disk did not say that it will keep its name.
  case cannotSync(path: String, errno: Int32)
  /// The temporary directory cannot take what does not fit into memory: its disk is full, most likely.
  case cannotSpill(directory: String, errno: Int32)
  /// An output is to be compressed, and the tool that does it is not installed.
  case noCompressor(path: String, tool: String)
  /// The tool that compresses an output failed; the detail is its own message.
  case compressorFailed(path: String, detail: String)
  /// A directory has the name of an output.
  case outputIsDirectory(path: String)
  /// A file that has the name of a temporary file cannot be removed.
  case temporaryInTheWay(path: String, output: String, errno: Int32)
  /// Outputs were replaced and could not be put back when a step after that failed.
  case halfReplaced(directory: String, errno: Int32)
  /// Another run writes into the output directory; its process, if it is known.
  case directoryHeld(path: String, process: Int? = nil)
  /// The process may not have as many open files as the run needs.
  case tooFewDescriptors(limit: Int, needed: Int)

  package var row: FailureRow {
    switch self {
    case .cannotMakeDirectory(let path, let code):
      FailureRow(
        "cannot_make_directory", .cannotCreate, "\(path.visible): cannot be made", errno: code,
        hint: code == ENOTDIR || code == EEXIST
          ? "something that is no directory has that name, or part of it" : nil)
    case .cannotWrite(let path, let code):
      FailureRow(
        "cannot_write", .inputOutput, "\(path.visible): writing failed", errno: code,
        hint: "nothing was replaced" + (code == ENOSPC ? "; free some space and run again" : ""))
    case .cannotSync(let path, let code):
      FailureRow(
        "cannot_sync", .inputOutput, "\(path.visible): is in place, but the disk may not keep its name",
        errno: code, hint: "it is whole; run again once the disk is well")
    case .cannotSpill(let directory, let code):
      FailureRow(
        "cannot_spill", .inputOutput, "\(directory.visible): cannot take what does not fit into memory",
        errno: code,
        hint: "nothing was replaced; give a directory with room by --tmp, or more memory by --memory")
    case .noCompressor(let path, let tool):
      FailureRow(
        "no_compressor", .inputOutput, "\(path.visible): needs \(tool), which is not installed",
        hint: "install \(tool), or give a name without its ending", detail: tool)
    case .compressorFailed(let path, let detail):
      FailureRow(
        "compressor_failed", .inputOutput, "\(path.visible): compressing failed: \(detail.visible)",
        hint: "nothing was replaced", detail: detail)
    case .outputIsDirectory(let path):
      FailureRow(
        "output_is_directory", .cannotCreate, "\(path.visible): is a directory, and an output needs the name",
        hint: "nothing was replaced; give the output another name, or move the directory")
    case .temporaryInTheWay(let path, let output, let code):
      FailureRow(
        "temporary_in_the_way", .inputOutput,
        "\(path.visible): has the name of the temporary file of \(output.visible) and cannot be removed",
        errno: code, hint: "nothing was replaced; remove it, as its owner or the directory's")
    case .halfReplaced(let directory, let code):
      FailureRow(
        "half_replaced", .inputOutput, "\(directory.visible): some outputs are new and some are old",
        errno: code, hint: "the next run over this directory puts the old ones back before it begins")
    case .directoryHeld(let path, let process):
      FailureRow(
        "directory_held", .busy,
        "\(path.visible): another run\(process.map { " (process \($0))" } ?? "") is writing there",
        hint: "wait for it to end with --wait SECONDS, or give another directory with --out")
    case .tooFewDescriptors(let limit, let needed):
      FailureRow(
        "too_few_descriptors", .inputOutput,
        "too many open files: the limit is \(limit), and the run may need \(needed)", hint: "ulimit -n \(needed)")
    }
  }
}

extension Failure {
  /// A failure of the system.
  package static func system(_ cause: SystemFailure) -> Failure { Failure(cause) }
}
