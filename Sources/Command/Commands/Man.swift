// convostat man: the manual page, made from the tables of verbs and options.

import ConvoStat

/// The manual page on standard output.
struct Man {
  /// Takes the arguments.
  ///
  /// Throws if there is any word.
  init(_ arguments: Arguments) throws(UsageError) {
    if let word = arguments.operands.first { throw .tooManyOperands(.man, word) }
  }

  /// Prints the page.
  func run() -> ExitCode { Reporting.print(ManualPage.text) }
}
