// The program: arguments are parsed, a command runs, and its outcome is the exit status.

import ConvoStat

StandardDescriptors.complete()
SystemLimits.adaptToAddressSpace()
Signals.watch()
let words = CommandLine.words
do throws(UsageError) {
  Signals.leave(try carryOut(Arguments(words)))
} catch {
  Signals.leave(Reporting(words).refuse(error))
}

/// Runs a command.
///
/// Each command is in a file of the folder Commands.
func carryOut(_ arguments: Arguments) throws(UsageError) -> ExitCode {
  if let length = arguments.help { return Help(topic: arguments.verb, length).run() }
  if arguments.wantsVersion { return Version().run() }
  switch arguments.verb {
  case .summarize: return try Summarize(arguments).run()
  case .check: return try Check(arguments).run()
  case .facts: return try WriteFacts(arguments).run()
  case .merge: return try Merge(arguments).run()
  case .show: return try Show(arguments).run()
  case .compare: return try Compare(arguments).run()
  case .describe: return try Describe(arguments).run()
  case .completions: return try Completions(arguments).run()
  case .man: return try Man(arguments).run()
  case .help: return try Help(arguments).run()
  case nil: throw .noVerb
  }
}

extension CommandLine {
  /// The arguments after the program's name, which need not be UTF-8.
  fileprivate static var words: [String] {
    (1..<max(1, Int(argc))).compactMap { unsafeArgv[$0] }.map { String(pathEndedByZero: $0) }
  }
}
