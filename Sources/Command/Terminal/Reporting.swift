// The report of a run's outcome: on which stream, in which format, and with which exit status.

import ConvoStat
import Presentation

/// The way an outcome is reported: a summary for people, a line of JSON, or errors only.
struct Reporting {
  private let isQuiet: Bool
  /// True if standard output carries something else than the summary.
  private let isSilent: Bool
  private let isJSON: Bool
  private let metricsPath: String?
  private let directory: String
  /// True if the results of a map's pointers are shown when nothing could be read.
  private let explainsMap: Bool
  /// True if the input comes from a terminal, where somebody must type it.
  private let readsTerminal: Bool

  init(_ arguments: Arguments) {
    isQuiet = arguments.isQuiet
    let facts = arguments.verb == .facts ? arguments.out : nil
    let files = [arguments.partial, facts, arguments.rejects, arguments.metricsPath]
    isSilent = files.contains(where: isStandardOutput)
    isJSON = arguments.isJSON
    metricsPath = arguments.metricsPath
    directory = arguments.out ?? ""
    explainsMap = arguments.verb == .check
    readsTerminal = arguments.operands.contains("-") && isatty(STDIN_FILENO) == 1
    Diagnostics.use(arguments.logFormat)
    if !isQuiet, let verb = arguments.verb { Diagnostics.start(verb, inputs: arguments.operands) }
  }

  /// Creates the report for a command line with errors: `--json` and `--log-format json` are still honoured.
  init(_ words: [String]) {
    let options = Array(words.prefix { $0 != "--" })
    isQuiet = false
    isSilent = false
    isJSON = options.contains("--json")
    (metricsPath, directory, explainsMap, readsTerminal) = (nil, "", false, false)
    let isLogJSON = zip(options, options.dropFirst() + [""]).contains {
      $0 == "--log-format=json" || ($0 == "--log-format" && $1 == "json")
    }
    Diagnostics.use(isLogJSON ? .json : .text)
  }

  /// Runs with a progress line and reports the outcome.
  func run(_ work: (_ progress: RunProgress?) throws(Failure) -> RunReport) -> ExitCode {
    if readsTerminal, !isQuiet { Diagnostics.note("waiting for standard input; Ctrl-D ends it") }
    let line = ProgressLine.watch(isQuiet: isQuiet)
    do throws(Failure) {
      let report = try work(line?.watched)
      line?.end()
      return finish(report)
    } catch {
      line?.end()
      return fail(error)
    }
  }

  /// Reports a run that succeeded.
  func finish(_ report: RunReport) -> ExitCode {
    write(report)
    for broken in report.broken { write(broken.failure) }
    let status = measure(report.broken.isEmpty ? .done : .input, report)
    if !isQuiet { Diagnostics.finish(status, report) }
    var printed = ExitCode.done
    if isJSON {
      printed = Reporting.print(
        Reporting.line(status, error: Reporting.error(of: report), report), of: report)
    } else if !isQuiet && !isSilent {
      printed = Reporting.print(
        RunSummary(report: report, namesRejects: isOneTerminal, width: TerminalWidth.standardOutput).text,
        of: report)
    }
    return printed == .done ? status : printed
  }

  /// Reports a run that failed.
  func fail(_ failure: Failure) -> ExitCode {
    Signals.standAside()
    // The metrics file could be one that the run must not overwrite.
    let isRefused = failure.status == .usage || isMetricsDirectory(failure)
    let status = isRefused ? failure.status : measure(failure.status, failure.report)
    if !isQuiet, let report = failure.report {
      report.rejectExamples.forEach(Diagnostics.reject)
      if let sentence = report.exampleSentence { Diagnostics.note(sentence) }
      if explainsMap { for match in report.mapMatches { Diagnostics.note(match.sentence) } }
    }
    write(failure)
    if !isQuiet { Diagnostics.finish(status, failure.report) }
    if isJSON {
      let error = Reporting.error(failure.kind, failure.sentence, hint: failure.hint)
      _ = Reporting.print(Reporting.line(status, error: error, failure.report))
    }
    return status
  }

  /// Reports a command line that is refused.
  func refuse(_ error: UsageError) -> ExitCode {
    Diagnostics.error(error.sentence, hint: error.hint, kind: "usage")
    if isJSON {
      let error = Reporting.error("usage", error.sentence, hint: error.hint)
      _ = Reporting.print(Reporting.line(.usage, error: error, nil))
    }
    return .usage
  }

  /// Prints a text as the result.
  ///
  /// It is not a failure if the reader has gone.
  ///
  /// - Parameter report: the report of the run, whose outputs are in place.
  static func print(_ text: String, of report: RunReport? = nil) -> ExitCode {
    guard let code = writeAll(text, to: STDOUT_FILENO), code != EPIPE else { return .done }
    let failure = Failure.system(.cannotWrite(path: "standard output", errno: code))
    let isWritten = report?.facts != nil || report?.outputs.isEmpty == false
    let hint = isWritten ? "the outputs of the run are in place" : nil
    Diagnostics.error(failure.sentence, hint: hint, kind: failure.kind)
    return failure.status
  }

  /// Writes the metrics of a run if they are asked for.
  /// - Returns: the exit status. A successful run fails if it cannot write its metrics.
  private func measure(_ status: ExitCode, _ report: RunReport?) -> ExitCode {
    guard let metricsPath else { return status }
    do throws(Failure) {
      try MetricsFile(path: metricsPath).write(exit: Int(status.rawValue), report, directory: directory)
      return status
    } catch {
      let hint = status == .done ? "the outputs of the run are in place" : nil
      Diagnostics.error(error.sentence, hint: hint, kind: error.kind)
      return status == .done ? error.status : status
    }
  }

  /// Returns true if a directory has the name of the metrics file.
  private func isMetricsDirectory(_ failure: Failure) -> Bool {
    if case .cannotWrite(let path, EISDIR) = failure.cause as? SystemFailure {
      path == metricsPath
    } else {
      false
    }
  }

  private func write(_ failure: Failure) {
    Diagnostics.error(failure.sentence, hint: failure.hint, kind: failure.kind)
  }

  private func write(_ report: RunReport) {
    if isQuiet {
      if let warning = report.emptyWarning { Diagnostics.warning(warning) }
      return
    }
    for warning in report.allWarnings { Diagnostics.warning(warning) }
    if isOneTerminal { return }
    report.rejectExamples.forEach(Diagnostics.reject)
    if let sentence = report.exampleSentence { Diagnostics.note(sentence) }
    if report.counts.rejected + report.counts.rejectedElements > 0 { Diagnostics.note(report.rejectSentence) }
  }

  /// True if the summary and the diagnostics appear on the same terminal: then the summary lists the first
  /// rejects, and standard error does not.
  private var isOneTerminal: Bool {
    !isJSON && !isSilent && !Diagnostics.isForPrograms && isatty(STDOUT_FILENO) == 1
      && isatty(STDERR_FILENO) == 1
  }

  /// Returns the error of a run that left inputs out.
  private static func error(of report: RunReport) -> JSONValue? {
    guard let sentence = report.brokenSentence else { return nil }
    return error("broken_inputs", sentence, hint: nil)
  }

  private static func error(_ kind: String, _ message: String, hint: String?) -> JSONValue {
    ["kind": .string(kind), "message": .string(message), "hint": .string(orNull: hint)]
  }

  /// Returns the line of `--json`: the exit status, the error if there is one, then the report.
  private static func line(_ status: ExitCode, error: JSONValue?, _ report: RunReport?) -> String {
    var members: [JSONValue.Member] = [("exit", .number(Int(status.rawValue)))]
    if let error { members.append(("error", error)) }
    if case .object(let rest)? = report?.json { members += rest }
    return JSONValue.object(members).line + "\n"
  }
}
