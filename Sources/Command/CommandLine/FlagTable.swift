// The table of options, in the order of the help. All lists of options are made from it.

import ConvoStat

extension Flag {
  /// All options.
  static let all: [Flag] = output + people + reading + guards + selecting + measuring + running

  /// The verbs that read dumps.
  static let runs: [Verb] = [.summarize, .check, .facts]
  static let tellers: [Verb] = runs + [.merge, .compare]
  static let workers: [Verb] = runs + [.merge]
}
