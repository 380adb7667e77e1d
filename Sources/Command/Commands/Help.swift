// convostat help [VERB], and -h, --help and --version, which every verb takes.

import ConvoStat

/// Help on standard output.
struct Help {
  private let topic: Verb?
  private let length: Arguments.HelpLength
  /// The option to explain; `nil` explains a verb or the command.
  private var option: Flag?

  /// Creates the help that an option asked for.
  init(topic: Verb?, _ length: Arguments.HelpLength) {
    self.topic = topic
    self.length = length
  }

  /// Creates the help of the verb help: about the command, a verb, an option, or an option of a verb.
  ///
  /// Throws for other words.
  init(_ arguments: Arguments) throws(UsageError) {
    var words = arguments.operands[...]
    topic = words.first.flatMap(Verb.init(rawValue:))
    length = .long
    if topic != nil { words.removeFirst() }
    guard let word = words.popFirst() else { return }
    if let next = words.first { throw .tooManyOperands(.help, next) }
    option = Help.option(word)
    if let option, let topic, !option.verbs.contains(topic) { throw .notForVerb(flag: option.name, topic) }
    if option != nil { return }
    if word.hasPrefix("-") { throw .unknownFlag(word) }
    throw topic == nil ? .unknownVerb(word) : .tooManyOperands(.help, word)
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
    Reporting.print(option.map(HelpText.explanation) ?? HelpText(topic: topic, length: length).text)
  }
}

/// The version on standard output.
struct Version {
  /// Prints the version.
  func run() -> ExitCode { Reporting.print("convostat \(convostatVersion)\n") }
}
