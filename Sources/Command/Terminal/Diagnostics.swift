// Everything that goes to standard error.

import ConvoStat

/// Messages for people beside the results; each begins with the program's name and is written in one piece.
///
/// A message is one line, which is broken only on a terminal.
enum Diagnostics {
  /// Says what went wrong, and on the next line what helps.
  static func error(_ sentence: String, hint: String? = nil) {
    write(message(sentence) + (hint.map { set("  hint: \($0)", indent: 8) } ?? ""))
  }

  /// Says what may surprise.
  static func warning(_ sentence: String) { write(message("warning: \(sentence.visible)")) }

  /// Says something that is neither.
  static func note(_ sentence: String) { write(message(sentence)) }

  /// Shows one rejected line as `messages.ndjson:1204: bad_json at byte 88`.
  static func reject(_ example: RejectExample) {
    let element = example.index.map { " in element \($0)" } ?? ""
    let detail = example.detail.isEmpty ? "" : " " + example.detail.visible
    write(message("\(example.path.visible):\(example.line): \(example.reason.rawValue)\(element)\(detail)"))
  }

  private static func message(_ sentence: String) -> String { set("convostat: \(sentence)", indent: 4) }

  /// The line, on a terminal broken between words with an indent.
  private static func set(_ line: String, indent: Int) -> String {
    isOnTerminal ? line.wrapped(indent: indent, first: 0) : line + "\n"
  }

  private static let isOnTerminal = isatty(STDERR_FILENO) == 1

  /// What cannot be told cannot be reported either; so a failure here is let go.
  private static func write(_ text: String) { _ = writeAll(text, to: STDERR_FILENO) }
}
