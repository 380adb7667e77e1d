// convostat merge FILE... --out DIR: makes tables from partial summaries.

import ConvoStat
import Presentation

/// A run over parts of earlier runs.
struct Merge {
  private let inputs: [String]
  private let directory: String
  private let arguments: Arguments
  private let reporting: Reporting

  /// Takes the arguments.
  ///
  /// Throws if there is no input or no output.
  init(_ arguments: Arguments) throws(UsageError) {
    inputs = try arguments.inputs(of: .merge)
    if arguments.partial != nil, arguments.out != nil { throw .partialBesideTables }
    guard let out = arguments.out ?? arguments.partial else { throw .noOutputDirectory(.merge) }
    if arguments.partial != nil, let flag = arguments.firstBesidePartial { throw .besidePartial(flag) }
    if isStandardOutput(out) && arguments.isJSON { throw .jsonBesideFacts }
    directory = out
    self.arguments = arguments
    reporting = Reporting(arguments)
  }

  /// Runs and reports the result.
  func run() -> ExitCode {
    reporting.run { progress throws(Failure) in
      let rejects = arguments.partial.flatMap(defaultRejectsPath)
      try Pipeline(inputs: inputs, options: arguments.runOptions).requireSeparateOutputs(
        directory: arguments.out, files: [arguments.partial, rejects])
      let heads = try PartialHead.heads(of: inputs, maxLineBytes: arguments.options.maxLineBytes)
      let pipeline = Pipeline(inputs: inputs, options: try options(of: heads), progress: progress)
      guard let partial = arguments.partial else { return try merged(heads, pipeline) }
      return try pipeline.facts(into: partial, rejects: rejects, part: .joined(heads))
    }
  }

  private func merged(_ heads: [PartialHead], _ pipeline: Pipeline) throws(Failure) -> RunReport {
    try PartialHead.requireAllShares(of: heads)
    return try pipeline.summarize(into: directory)
  }

  /// Returns the options that all parts were made with, and over them those that were typed.
  private func options(of heads: [PartialHead]) throws(Failure) -> Options {
    var options = arguments.runOptions
    var tables: String?
    for head in heads {
      let made = try madeArguments(of: head)
      let madeTables = Flag.reportOfTables(made.options).line
      if tables == nil {
        guard let all = try? made.adding(arguments) else { throw Merge.unknownOptions(head) }
        (options, tables) = (all.runOptions, madeTables)
      } else if tables != madeTables {
        throw .input(
          .cannotMerge(
            path: head.path, reason: "was made with other options than \(heads[0].path.printablePath)"))
      }
    }
    // A part that is damaged or cut off is refused, not merged as far as it goes.
    options.maxRejects = 0
    options.knownConversations = heads.reduce(0) { $0 + $1.conversationCount }
    options.knownNewestMilliseconds = heads.compactMap(\.newestMilliseconds).max()
    return options
  }

  /// Returns the options that a part was made with, as arguments of summarize.
  ///
  /// A part may come from someone who must not decide how far this run is careful: it names only options that
  /// make tables, and none that leaves cells unguarded.
  private func madeArguments(of head: PartialHead) throws(Failure) -> Arguments {
    guard let made = try? Arguments(["summarize"] + head.options), made.tableWords == head.options else {
      throw Merge.unknownOptions(head)
    }
    if made.options.csvText != .guarded, arguments.options.csvText == .guarded {
      throw .input(
        .cannotMerge(
          path: head.path,
          reason:
            "was made with --csv-text raw, which leaves cells unguarded: give merge --csv-text raw to allow it"
        ))
    }
    return made
  }

  private static func unknownOptions(_ head: PartialHead) -> Failure {
    .input(.cannotMerge(path: head.path, reason: "was made with unknown options"))
  }
}
