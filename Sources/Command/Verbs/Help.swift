// convostat help [VERB], and -h, --help and --version, which every verb takes.

import ConvoStat

/// Help on standard output.
struct Help {
  private let topic: Verb?
  private let length: Arguments.HelpLength

  /// Help that an option asked for.
  init(topic: Verb?, _ length: Arguments.HelpLength) {
    self.topic = topic
    self.length = length
  }

  /// Help as a verb; refuses what is no verb.
  init(_ arguments: Arguments) throws(UsageError) {
    let word = try arguments.onlyOperand(of: .help)
    topic = word.flatMap(Verb.init(rawValue:))
    length = .long
    if let word, topic == nil { throw .unknownVerb(word) }
  }

  /// Prints it.
  func run() -> ExitCode { Reporting.print(HelpText(topic: topic, length: length).text) }
}

/// The version on standard output.
struct Version {
  /// Prints it.
  func run() -> ExitCode { Reporting.print("convostat \(convostatVersion)\n") }
}
