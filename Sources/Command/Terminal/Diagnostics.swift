// Everything that goes to standard error.

import ConvoStat
import Synchronization

/// How diagnostics are written.
enum LogFormat: String, CaseIterable, Sendable { case text, json }

/// Messages for people beside the results; each begins with the program's name and is written in one piece.
///
/// A message is one line, which is broken only on a terminal. In the form of JSON each is an object on one line.
enum Diagnostics {
  /// Tells this run from all others, in the log and in run.json.
  static let runID = String(UInt64.random(in: 1 << 60 ... .max), radix: 16)

  /// Chooses the form, before anything is written.
  static func use(_ format: LogFormat) {
    isJSON.store(format == .json, ordering: .relaxed)
    if format == .json { Signals.answerLackOfMemory() }
  }

  /// Says what went wrong, and on the next line what helps.
  static func error(_ sentence: String, hint: String? = nil, kind: String) {
    if isForPrograms {
      return log("error", kind, [("message", .string(sentence)), ("hint", .string(orNull: hint))])
    }
    write(message(sentence) + (hint.map { set("  hint: \($0)", indent: 8) } ?? ""))
  }

  /// What the program says when memory runs out, made beforehand: nothing can be made then.
  static var lackOfMemory: String {
    let (sentence, hint) = (
      "memory ran out", "nothing was replaced; allow the process more memory, or give a smaller --memory"
    )
    if !isForPrograms { return "convostat: \(sentence)\n  hint: \(hint)\n" }
    let members: [JSONValue.Member] = [
      ("level", .string("error")), ("event", .string("out_of_memory")), ("run", .string(runID)),
      ("message", .string(sentence)), ("hint", .string(hint)),
    ]
    return JSONValue.object(members).line + "\n"
  }

  /// Says what may surprise.
  static func warning(_ sentence: String) {
    if isForPrograms { return log("warning", "warning", [("message", .string(sentence))]) }
    write(message("warning: \(sentence.visible)"))
  }

  /// Says something that is neither.
  static func note(_ sentence: String) {
    if isForPrograms { return log("info", "note", [("message", .string(sentence))]) }
    write(message(sentence))
  }

  /// Shows one rejected line as `messages.ndjson:1204: bad_json at byte 88`.
  static func reject(_ example: RejectExample) {
    if isForPrograms { return log("warning", "reject", example.members) }
    write(message(example.sentence))
  }

  /// Says that a run begins; only programs want to know.
  static func start(_ verb: Verb, inputs: [String]) {
    guard isForPrograms else { return }
    log(
      "info", "start",
      [
        ("verb", .string(verb.rawValue)), ("version", .string(convostatVersion)),
        ("inputs", .array(inputs.map { .string($0.printablePath) })),
      ])
  }

  /// Says how a run ended; only programs want to know.
  static func finish(_ status: ExitCode, _ report: RunReport?) {
    guard isForPrograms else { return }
    let counts = report?.counts ?? Counts()
    let figures: [JSONValue.Member] = [
      ("lines", .number(counts.lines)), ("records", .number(counts.records)),
      ("rejected", .number(counts.rejected + counts.rejectedElements)),
      ("messages", .number(counts.messages)), ("conversations", .number(counts.conversations)),
    ]
    log("info", "finish", [("exit", .number(Int(status.rawValue)))] + (report == nil ? [] : figures))
  }

  /// Whether the form is JSON, which programs read.
  static var isForPrograms: Bool { isJSON.load(ordering: .relaxed) }

  private static let isJSON = Atomic(false)

  private static func log(_ level: String, _ event: String, _ members: [JSONValue.Member]) {
    let head: [JSONValue.Member] = [
      ("time", .string(formatMoment(currentMoment()))), ("level", .string(level)), ("event", .string(event)),
      ("run", .string(runID)),
    ]
    write(JSONValue.object(head + members).line + "\n")
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
