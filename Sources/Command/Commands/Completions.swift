// convostat completions SHELL: a script for the shell, made of the tables of verbs and options.

import ConvoStat

/// Completions on standard output.
struct Completions {
  private let script: CompletionScript

  /// Takes what was typed; refuses a shell that has none.
  init(_ arguments: Arguments) throws(UsageError) {
    let word = try arguments.onlyOperand(of: .completions)
    guard let shell = word.flatMap(CompletionScript.Shell.init(rawValue:)) else { throw .unknownShell(word) }
    script = CompletionScript(shell: shell)
  }

  /// Prints them.
  func run() -> ExitCode { Reporting.print(script.text) }
}
