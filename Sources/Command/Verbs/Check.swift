// convostat check INPUT...: reads dumps as summarize does, says what is in them, and writes nothing.

import ConvoStat

/// A run without outputs.
struct Check {
  private let inputs: [String]
  private let options: Options
  private let reporting: Reporting

  /// Takes what was typed; refuses no input.
  init(_ arguments: Arguments) throws(UsageError) {
    inputs = try arguments.inputs(of: .check)
    options = arguments.runOptions
    reporting = Reporting(arguments)
  }

  /// Runs, and says what was found.
  func run() -> ExitCode {
    let line = reporting.progressLine
    do throws(Failure) {
      let pipeline = Pipeline(inputs: inputs, options: options, progress: line?.watched)
      let report = try pipeline.check()
      line?.end()
      return reporting.finish(report)
    } catch {
      line?.end()
      return reporting.fail(error)
    }
  }
}
