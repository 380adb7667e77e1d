// The failures of the outputs of a run as a whole: names that are taken, and steps after others.

/// Outputs that must not be written, or are written in part.
package enum OutputFailure: FailureCause {
  /// An output is also an input of the run, under the same name or another.
  case outputIsInput(output: String, input: String)
  /// Two outputs of the run are the same file.
  case sameOutput(String, String)
  /// A file has the name of an output but was not written by convostat.
  case foreignFile(path: String)
  /// `--columns` names something that no table of the run has.
  case noSuchColumn(String, nearest: String?)
  /// A step failed after other outputs had been put in place.
  case afterReplacing([String], Failure)

  package var row: FailureRow {
    switch self {
    case .outputIsInput(let output, let input):
      FailureRow(
        "output_is_input", .usage,
        output == input
          ? "\(output == "-" ? "standard input" : output.visible): is both an input and an output of this run"
          : "\(output.visible): this output is the same file as the input \(input.visible)",
        hint: "nothing was read or written; give the output another name")
    case .sameOutput(let first, let second):
      FailureRow(
        "same_output", .usage,
        first == second
          ? "\(first.visible): is given for two outputs"
          : "\(first.visible) and \(second.visible): two outputs of this run are the same file",
        hint: "nothing was read or written; give one of them another name")
    case .foreignFile(let path):
      FailureRow(
        "foreign_file", .cannotCreate,
        path.hasSuffix("/run.json")
          ? "\(path.visible): was not written by convostat, but an output has this name"
          : "\(path.visible): is not listed in run.json, but an output has this name",
        hint: "nothing was replaced; give another directory with --out, or replace the file with --force")
    case .noSuchColumn(let name, let nearest):
      FailureRow(
        "no_such_column", .usage,
        "--columns \(name.visible): no table of this run has such a column or family",
        hint: nearest.map { "did you mean \($0)?" }
          ?? "convostat describe lists all columns, and the options that add some of them")
    case .afterReplacing(let paths, let failure):
      FailureRow(
        failure.kind, failure.status, failure.sentence,
        hint:
          "\(paths.map(\.visible).joined(separator: " and ")) \(paths.count == 1 ? "is" : "are") in place already"
          + (OutputFailure.replacesNothing(failure) ? ", nothing else was replaced" : ""),
        detail: failure.detail)
    }
  }

  /// Returns true if the output of a failure is unchanged.
  private static func replacesNothing(_ failure: Failure) -> Bool {
    if case .cannotSync = failure.cause as? SystemFailure { false } else { true }
  }
}

extension Failure {
  /// A failure of the outputs as a whole.
  package static func output(_ cause: OutputFailure) -> Failure { Failure(cause) }
}
