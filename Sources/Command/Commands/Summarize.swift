// convostat summarize INPUT... --out DIR: reads dumps and writes tables, all of them or none.

import ConvoStat
import Presentation

/// The main job.
struct Summarize {
  private let inputs: [String]
  private let directory: String
  private let options: Options
  private let reporting: Reporting
  private let dryRun: DryRun?
  private let part: PartFile?

  /// Takes the arguments.
  ///
  /// Throws if there is no input or no output directory.
  init(_ arguments: Arguments) throws(UsageError) {
    inputs = try arguments.inputs(of: .summarize)
    if arguments.partial != nil, arguments.out != nil { throw .partialBesideTables }
    if arguments.partial != nil, let flag = arguments.firstBesidePartial { throw .besidePartial(flag) }
    if arguments.rejects != nil, arguments.partial == nil { throw .rejectsBesideTables }
    part = try arguments.partial.map { path throws(UsageError) in try PartFile(path, arguments) }
    guard let out = arguments.out ?? arguments.partial else { throw .noOutputDirectory(.summarize) }
    directory = out
    options = arguments.runOptions
    reporting = Reporting(arguments)
    dryRun =
      arguments.isDryRun
      ? DryRun(inputs: inputs, directory: out, part: part, arguments, reporting) : nil
  }

  /// Runs and reports the result.
  func run() -> ExitCode {
    if let dryRun { return dryRun.run() }
    return reporting.run { progress throws(Failure) in
      let pipeline = Pipeline(inputs: inputs, options: options, progress: progress)
      return if let part { try part.write(pipeline) } else { try pipeline.summarize(into: directory) }
    }
  }
}

/// The file of a partial summary.
struct PartFile {
  private let path: String
  private let rejects: String?
  private let words: [String]

  /// Takes the arguments.
  init(_ path: String, _ arguments: Arguments) throws(UsageError) {
    if isStandardOutput(path) && arguments.isJSON { throw .jsonBesideFacts }
    self.path = path
    rejects = arguments.rejects ?? defaultRejectsPath(beside: path)
    words = arguments.tableWords
  }

  /// The paths of the part and of its rejects.
  var outputs: [String] { [path, rejects].compactMap(\.self) }

  /// Writes the part instead of tables.
  func write(_ pipeline: Pipeline) throws(Failure) -> RunReport {
    try pipeline.facts(into: path, rejects: rejects, part: .share(tableOptions: words))
  }
}
