// What stops a run: the error that functions of all layers throw, and the words that each of its causes has.

/// Why a run stopped before its outputs were in place, or why it left an input out. What was there before is still there.
///
/// Each layer has a closed enum of its causes, in which each case has one row of words, and a function that makes a
/// failure of a cause: `throw .system(.cannotWrite(path: path, errno: errno))`. So a layer can name its own causes
/// and those below it, and no others.
public struct Failure: Error {
  /// What happened.
  package let cause: any FailureCause

  package init(_ cause: any FailureCause) { self.cause = cause }

  /// A word for programs that read run.json or the line of `--json`.
  package var kind: String { cause.row.kind }
  /// What happened, for people, in one line without a full stop.
  package var sentence: String { cause.row.sentence }
  /// What helps; `nil` if the sentence says it all.
  package var hint: String? { cause.row.hint }
  /// The exit status of a run that stops for this.
  package var status: ExitCode { cause.row.status }
  /// What the system or a tool said; empty if the kind says it all.
  package var detail: String { cause.row.detail }
}

/// The causes of a layer.
package protocol FailureCause: Sendable {
  /// The words of the case.
  var row: FailureRow { get }
}

/// Everything that is said of a cause.
package struct FailureRow {
  package var kind: String
  package var sentence: String
  package var hint: String?
  package var status: ExitCode
  package var detail: String

  package init(_ kind: String, _ status: ExitCode, _ sentence: String, hint: String? = nil, detail: String = "") {
    (self.kind, self.status, self.sentence, self.hint, self.detail) = (kind, status, sentence, hint, detail)
  }

  /// The row of a call that failed: the sentence ends with the message of the system.
  package init(
    _ kind: String, _ status: ExitCode, _ sentence: String, errno code: Int32, hint: String? = nil
  ) {
    let message = describe(errno: code)
    let end = message.prefix(1).lowercased() + message.dropFirst()
    self.init(kind, status, sentence + ": " + end, hint: hint, detail: message)
  }
}
