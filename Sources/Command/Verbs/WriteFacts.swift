// convostat facts INPUT... --out FILE: reads dumps and keeps what summarize needs of them.

import ConvoStat

/// A run that writes facts instead of tables.
struct WriteFacts {
  private let inputs: [String]
  private let path: String
  private let rejects: String?
  private let options: Options
  private let reporting: Reporting

  /// Takes what was typed; refuses no input and no file.
  init(_ arguments: Arguments) throws(UsageError) {
    inputs = try arguments.inputs(of: .facts)
    guard let out = arguments.out else { throw .noFactsFile }
    if out == "-" && arguments.isJSON { throw .jsonBesideFacts }
    path = out
    rejects = arguments.rejects ?? (out == "-" ? nil : out + ".rejects")
    options = arguments.runOptions
    reporting = Reporting(arguments)
  }

  /// Runs, and says what came of it.
  func run() -> ExitCode {
    let line = reporting.progressLine
    do throws(Failure) {
      let pipeline = Pipeline(inputs: inputs, options: options, progress: line?.watched)
      let report = try pipeline.facts(into: path, rejects: rejects)
      line?.end()
      return reporting.finish(report)
    } catch {
      line?.end()
      return reporting.fail(error)
    }
  }
}
