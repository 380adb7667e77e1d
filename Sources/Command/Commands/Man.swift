// convostat man: the manual page, made of the tables of verbs and options.

import ConvoStat

/// The manual page on standard output.
struct Man {
  /// Takes what was typed; refuses any word.
  init(_ arguments: Arguments) throws(UsageError) {
    if let word = arguments.operands.first { throw .tooManyOperands(.man, word) }
  }

  /// Prints it.
  func run() -> ExitCode { Reporting.print(ManualPage.text) }
}
