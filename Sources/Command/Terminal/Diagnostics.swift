// The messages on standard error.

import ConvoStat
import Foundation
import Synchronization

/// The format of diagnostics.
enum LogFormat: String, CaseIterable, Sendable { case text, json }

/// Messages for people, separate from the results.
///
/// Each begins with the program's name and is written with one call.
///
/// A message is one line, which is wrapped only on a terminal. In JSON each message is an object on one line.
enum Diagnostics {
  /// The id of this run in the log and in run.json.
  static let runID = String(UInt64.random(in: 1 << 60 ... .max), radix: 16)

  /// Sets the format.
  ///
  /// Must be called before the first message.
  static func use(_ format: LogFormat) {
    isJSON.store(format == .json, ordering: .relaxed)
    if format == .json { Signals.answerLackOfMemory() }
  }

  /// Writes an error and, on the next line, a hint.
  static func error(_ sentence: String, hint: String? = nil, kind: String) {
    if isForPrograms {
      return log("error", kind, [("message", .string(sentence)), ("hint", .string(orNull: hint))])
    }
    write(
      message(sentence).colouring("convostat:", .red, on: STDERR_FILENO)
        + (hint.map { set("  hint: \($0)", indent: 8) } ?? ""))
  }

  /// The message for the lack of memory, prepared beforehand because no memory is left then.
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

  /// Writes a warning.
  static func warning(_ sentence: String) {
    if isForPrograms { return log("warning", "warning", [("message", .string(sentence))]) }
    write(
      message("warning: \(sentence.visible)").colouring("convostat: warning:", .yellow, on: STDERR_FILENO))
  }

  /// Writes a note.
  static func note(_ sentence: String) {
    if isForPrograms { return log("info", "note", [("message", .string(sentence))]) }
    write(message(sentence))
  }

  /// Writes one rejected line as `messages.ndjson:1204: bad_json at byte 88`.
  static func reject(_ example: RejectExample) {
    if isForPrograms { return log("warning", "reject", example.members) }
    write(message(example.sentence))
  }

  /// Writes the start of a run, in JSON only.
  static func start(_ verb: Verb, inputs: [String]) {
    guard isForPrograms else { return }
    log(
      "info", "start",
      [
        ("verb", .string(verb.rawValue)), ("version", .string(convostatVersion)),
        ("inputs", .array(inputs.map { .string($0.printablePath) })),
      ])
  }

  /// Writes the end of a run, in JSON only.
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

  /// True if the format is JSON, which programs read.
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

  /// Returns the line, wrapped with an indent on a terminal.
  private static func set(_ line: String, indent: Int) -> String {
    isOnTerminal ? line.wrapped(indent: indent, first: 0, width: TerminalWidth.standardError) : line + "\n"
  }

  private static let isOnTerminal = isatty(STDERR_FILENO) == 1

  /// A failure of standard error cannot be reported anywhere, so it is ignored.
  private static func write(_ text: String) { _ = writeAll(text, to: STDERR_FILENO) }
}
