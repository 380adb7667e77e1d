// How the outcome of a run is told: to whom, in which form, and with which exit status.

import ConvoStat

/// What the outcome is told with: a summary for people, a line of JSON, or no word more than is needed.
struct Reporting {
  private let isQuiet: Bool
  /// Whether standard output carries something else than the summary.
  private let isSilent: Bool
  private let isJSON: Bool
  private let metricsPath: String?
  private let directory: String
  /// Whether a map is explained where nothing could be read by it.
  private let explainsMap: Bool
  /// Whether somebody at a terminal has to type the input.
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

  /// For words that could not be understood: `--json` and `--log-format json` are honoured all the same.
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

  /// Runs, with a line that says how far it is where somebody sees it, and tells what came of it.
  func tell(_ run: (_ progress: RunProgress?) throws(Failure) -> RunReport) -> ExitCode {
    if readsTerminal, !isQuiet { Diagnostics.note("waiting for standard input; Ctrl-D ends it") }
    let line = ProgressLine.watch(isQuiet: isQuiet)
    do throws(Failure) {
      let report = try run(line?.watched)
      line?.end()
      return finish(report)
    } catch {
      line?.end()
      return fail(error)
    }
  }

  /// Tells of a run that succeeded.
  func finish(_ report: RunReport) -> ExitCode {
    tell(report)
    for broken in report.broken { tell(broken.failure) }
    let status = measure(report.broken.isEmpty ? .done : .input, report)
    if !isQuiet { Diagnostics.finish(status, report) }
    var told = ExitCode.done
    if isJSON {
      told = Reporting.print(Reporting.line(status, error: Reporting.error(of: report), report), of: report)
    } else if !isQuiet && !isSilent {
      told = Reporting.print(RunSummary(report: report, namesRejects: isOneTerminal).text, of: report)
    }
    return told == .done ? status : told
  }

  /// Tells of a run that failed.
  func fail(_ failure: Failure) -> ExitCode {
    Signals.standAside()
    // Metrics could be what the run must not write over.
    let isRefused = failure.status == .usage || isMetricsDirectory(failure)
    let status = isRefused ? failure.status : measure(failure.status, failure.report)
    if !isQuiet, let report = failure.report {
      report.rejectExamples.forEach(Diagnostics.reject)
      if let sentence = report.exampleSentence { Diagnostics.note(sentence) }
      if explainsMap { for match in report.mapMatches { Diagnostics.note(match.sentence) } }
    }
    tell(failure)
    if !isQuiet { Diagnostics.finish(status, failure.report) }
    if isJSON {
      let error = Reporting.error(failure.kind, failure.sentence, hint: failure.hint)
      _ = Reporting.print(Reporting.line(status, error: error, failure.report))
    }
    return status
  }

  /// Tells of a command line that is refused.
  func refuse(_ error: UsageError) -> ExitCode {
    Diagnostics.error(error.sentence, hint: error.hint, kind: "usage")
    if isJSON {
      let error = Reporting.error("usage", error.sentence, hint: error.hint)
      _ = Reporting.print(Reporting.line(.usage, error: error, nil))
    }
    return .usage
  }

  /// Prints a text as the result; that a reader has gone away is no failure.
  /// - Parameter report: of the run that the text tells of, whose outputs are in place.
  static func print(_ text: String, of report: RunReport? = nil) -> ExitCode {
    guard let code = writeAll(text, to: STDOUT_FILENO), code != EPIPE else { return .done }
    let failure = Failure.system(.cannotWrite(path: "standard output", errno: code))
    let isWritten = report?.facts != nil || report?.outputs.isEmpty == false
    let hint = isWritten ? "the outputs of the run are in place" : nil
    Diagnostics.error(failure.sentence, hint: hint, kind: failure.kind)
    return failure.status
  }

  /// Writes the metrics of a run, where they are asked for.
  /// - Returns: the status; a run that went well but cannot say so has failed.
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
    if case .cannotWrite(let path, EISDIR) = failure.cause as? SystemFailure { path == metricsPath } else { false }
  }

  private func tell(_ failure: Failure) {
    Diagnostics.error(failure.sentence, hint: failure.hint, kind: failure.kind)
  }

  private func tell(_ report: RunReport) {
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

  /// Whether the same eyes see the summary right below the diagnostics: then it names the first rejects, and
  /// standard error does not.
  private var isOneTerminal: Bool {
    !isJSON && !isSilent && !Diagnostics.isForPrograms && isatty(STDOUT_FILENO) == 1
      && isatty(STDERR_FILENO) == 1
  }

  /// What a run that left inputs out has to say of them.
  private static func error(of report: RunReport) -> JSONValue? {
    guard let sentence = report.brokenSentence else { return nil }
    return error("broken_inputs", sentence, hint: nil)
  }

  private static func error(_ kind: String, _ message: String, hint: String?) -> JSONValue {
    ["kind": .string(kind), "message": .string(message), "hint": .string(orNull: hint)]
  }

  /// The line of `--json`: the exit status, the error if there is one, then the report.
  private static func line(_ status: ExitCode, error: JSONValue?, _ report: RunReport?) -> String {
    var members: [JSONValue.Member] = [("exit", .number(Int(status.rawValue)))]
    if let error { members.append(("error", error)) }
    if case .object(let rest)? = report?.json { members += rest }
    return JSONValue.object(members).line + "\n"
  }
}
