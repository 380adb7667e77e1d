// convostat check INPUT...: reads dumps as summarize does, reports what is in them, and writes nothing.

import ConvoStat

/// A run without outputs.
struct Check {
  private let inputs: [String]
  private let options: Options
  private let reporting: Reporting

  /// Takes the arguments.
  ///
  /// Throws if there is no input.
  init(_ arguments: Arguments) throws(UsageError) {
    inputs = try arguments.inputs(of: .check)
    options = arguments.runOptions
    reporting = Reporting(arguments)
  }

  /// Runs and reports the result.
  func run() -> ExitCode {
    reporting.run { progress throws(Failure) in
      try Pipeline(inputs: inputs, options: options, progress: progress).check()
    }
  }
}
