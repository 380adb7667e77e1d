// The error that functions of all layers throw, and the words of its causes.

/// The reason why a run stopped before its outputs were in place, or left an input out.
///
/// The old outputs are unchanged.
///
/// Each layer has a closed enum of its causes, in which each case has one row of words, and a function that makes a
/// failure of a cause: `throw .system(.cannotWrite(path: path, errno: errno))`. So a layer can name its own causes
/// and those below it, and no others.
public struct Failure: Error {
  /// The cause: a case of the enum of a layer.
  package let cause: any FailureCause

  package init(_ cause: any FailureCause) { self.cause = cause }

  /// The word for programs that read run.json or the line of `--json`.
  package var kind: String { cause.row.kind }
  /// The message for people, in one line without a full stop.
  package var sentence: String { cause.row.sentence }
  /// The hint how to correct the failure; `nil` if the message is enough.
  package var hint: String? { cause.row.hint }
  /// The exit status of a run that stops for this.
  package var status: ExitCode { cause.row.status }
  /// The message of the system or of a tool; empty if the kind is enough.
  package var detail: String { cause.row.detail }
}

/// The causes of a layer.
package protocol FailureCause: Sendable {
  /// The words of the case.
  var row: FailureRow { get }
}

/// The words and the exit status of a cause.
package struct FailureRow {
  package var kind: String
  package var sentence: String
  package var hint: String?
  package var status: ExitCode
  package var detail: String

  package init(
    _ kind: String, _ status: ExitCode, _ sentence: String, hint: String? = nil, detail: String = ""
  ) {
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
