// convostat summarize INPUT... --out DIR: reads dumps and writes tables, all of them or none.

import ConvoStat

/// The main job.
struct Summarize {
  private let inputs: [String]
  private let directory: String
  private let options: Options
  private let reporting: Reporting
  private let dryRun: DryRun?

  /// Takes what was typed; refuses no input and no output directory.
  init(_ arguments: Arguments) throws(UsageError) {
    inputs = try arguments.inputs(of: .summarize)
    guard let out = arguments.out else { throw .noOutputDirectory }
    directory = out
    options = arguments.runOptions
    reporting = Reporting(arguments)
    dryRun = arguments.isDryRun ? DryRun(inputs: inputs, directory: out, arguments, reporting) : nil
  }

  /// Runs, and says what came of it.
  func run() -> ExitCode {
    if let dryRun { return dryRun.run() }
    let line = reporting.progressLine
    do throws(Failure) {
      let pipeline = Pipeline(inputs: inputs, options: options, progress: line?.watched)
      let report = try pipeline.summarize(into: directory)
      line?.end()
      return reporting.finish(report)
    } catch {
      line?.end()
      return reporting.fail(error)
    }
  }
}
