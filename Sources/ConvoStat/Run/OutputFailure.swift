// What goes wrong with the outputs of a run as a whole: names that are taken, and steps after others.

/// Outputs that must not be written, or not all of which are.
package enum OutputFailure: FailureCause {
  /// An output is an input of the run, by the same name or another.
  case outputIsInput(output: String, input: String)
  /// Two outputs of the run are one file.
  case sameOutput(String, String)
  /// A file with an output's name is of no run of convostat.
  case foreignFile(path: String)
  /// A step failed after other outputs had been put in place.
  case afterReplacing([String], Failure)

  package var row: FailureRow {
    switch self {
    case .outputIsInput(let output, let input):
      FailureRow(
        "output_is_input", .usage,
        output == input
          ? "\(output == "-" ? "standard input" : output.visible): is an input and an output of this run"
          : "\(output.visible): is an output of this run, and the same file as the input \(input.visible)",
        hint: "nothing was read or written; give the output another name")
    case .sameOutput(let first, let second):
      FailureRow(
        "same_output", .usage,
        first == second
          ? "\(first.visible): is named for two outputs"
          : "\(first.visible) and \(second.visible): are two outputs of this run and one file",
        hint: "nothing was read or written; give one of them another name")
    case .foreignFile(let path):
      FailureRow(
        "foreign_file", .cannotCreate,
        path.hasSuffix("/run.json")
          ? "\(path.visible): was not written by convostat, and an output needs the name"
          : "\(path.visible): is named by no run.json there, and an output needs the name",
        hint: "nothing was replaced; give another directory with --out, or replace the file with --force")
    case .afterReplacing(let paths, let failure):
      FailureRow(
        failure.kind, failure.status, failure.sentence,
        hint: "\(paths.map(\.visible).joined(separator: " and ")) \(paths.count == 1 ? "is" : "are") in place already"
          + (OutputFailure.replacesNothing(failure) ? ", nothing else was replaced" : ""),
        detail: failure.detail)
    }
  }

  /// Returns true if the output that a failure is about is as it was.
  private static func replacesNothing(_ failure: Failure) -> Bool {
    if case .cannotSync = failure.cause as? SystemFailure { false } else { true }
  }
}

extension Failure {
  /// A failure of the outputs as a whole.
  package static func output(_ cause: OutputFailure) -> Failure { Failure(cause) }
}
