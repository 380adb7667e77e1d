// Everything that goes to standard error.

import ConvoStat

/// Lines for people beside the results; each begins with the program's name and is written in one piece.
enum Diagnostics {
  /// Says what went wrong, and on the next line what helps.
  static func error(_ sentence: String, hint: String? = nil) {
    write("convostat: \(sentence)\n" + (hint.map { "  hint: \($0)\n" } ?? ""))
  }

  /// Says what may surprise.
  static func warning(_ sentence: String) { write("convostat: warning: \(sentence.visible)\n") }

  /// Says something that is neither.
  static func note(_ sentence: String) { write("convostat: \(sentence)\n") }

  /// Shows one rejected line as `messages.ndjson:1204: bad_json at byte 88`.
  static func reject(_ example: RejectExample) {
    let element = example.index.map { " in element \($0)" } ?? ""
    let detail = example.detail.isEmpty ? "" : " " + example.detail.visible
    write(
      "convostat: \(example.path.visible):\(example.line): \(example.reason.rawValue)\(element)\(detail)\n")
  }

  /// What cannot be told cannot be reported either; so a failure here is let go.
  private static func write(_ text: String) { _ = writeAll(text, to: STDERR_FILENO) }
}
