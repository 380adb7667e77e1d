// convostat help [VERB|TOPIC], and -h, --help and --version, which every verb takes.

import ConvoStat

/// Help on standard output.
struct Help {
  private let content: Content

  /// The part of the help that is printed.
  private enum Content {
    /// The help of the command or of a verb.
    case verb(HelpText)
    case option(Flag)
    /// A page of the documentation, or a section of it.
    case page(HelpTopic)
    case topics
    /// The long help of the command, with the topics.
    case everything
  }

  /// Creates the help that an option asked for.
  init(topic: Verb?, _ length: Arguments.HelpLength) {
    content = .verb(HelpText(topic: topic, length: length, width: TerminalWidth.standardOutput))
  }

  /// Creates the help of the verb help: about the command, a verb, a topic, an option, or an option of a verb.
  ///
  /// Throws for other words.
  init(_ arguments: Arguments) throws(UsageError) {
    content = try Help.content(of: arguments.operands)
  }

  private static func content(of operands: [String]) throws(UsageError) -> Content {
    var words = operands[...]
    let verb = words.first.flatMap(Verb.init(rawValue:))
    if verb != nil { words.removeFirst() }
    guard let word = words.popFirst() else {
      return verb == nil
        ? .everything : .verb(HelpText(topic: verb, length: .long, width: TerminalWidth.standardOutput))
    }
    if let next = words.first { throw .tooManyOperands(.help, next) }
    if verb == nil, let topic = HelpTopic.named(word) { return .page(topic) }
    if verb == nil, word == "topics" { return .topics }
    if let option = option(word) {
      if let verb, !option.verbs.contains(verb) { throw .notForVerb(flag: option.name, verb) }
      return .option(option)
    }
    if word.hasPrefix("-") { throw .unknownFlag(word) }
    throw verb == nil ? .unknownTopic(word) : .tooManyOperands(.help, word)
  }

  /// Returns the option of a word such as `--by`, `--by=queue`, `-j` or `by`.
  private static func option(_ word: String) -> Flag? {
    let dashes = word.prefix { $0 == "-" }.count
    let name = word.dropFirst(dashes).prefix { $0 != "=" }
    if dashes == 1, name.count == 1 { return name.first.flatMap(Flag.short) }
    return Flag.named(name)
  }

  /// Prints the help.
  func run() -> ExitCode {
    switch content {
    case .verb(let help): Reporting.print(help.text)
    case .option(let flag): Reporting.print(HelpText.explanation(of: flag))
    case .page(let topic): Reporting.print(topic.text(width: TerminalWidth.standardOutput))
    case .topics: Reporting.print(HelpText.topics)
    case .everything:
      Reporting.print(HelpText(topic: nil, length: .long).text + "\n" + HelpText.topics)
    }
  }
}

/// The version on standard output.
struct Version {
  /// Prints the version.
  func run() -> ExitCode { Reporting.print("convostat \(convostatVersion)\n") }
}
