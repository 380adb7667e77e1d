// convostat completions SHELL: a completion script, made from the tables of verbs and options.

import ConvoStat

/// Completions on standard output.
struct Completions {
  private let script: CompletionScript

  /// Takes the arguments.
  ///
  /// Throws if the shell is not supported.
  init(_ arguments: Arguments) throws(UsageError) {
    let word = try arguments.onlyOperand(of: .completions)
    guard let shell = word.flatMap(CompletionScript.Shell.init(rawValue:)) else { throw .unknownShell(word) }
    script = CompletionScript(shell: shell)
  }

  /// Prints the script.
  func run() -> ExitCode { Reporting.print(script.text) }
}
