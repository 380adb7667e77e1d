// convostat help [VERB], and -h, --help and --version, which every verb takes.

import ConvoStat

/// Help on standard output.
struct Help {
  private let topic: Verb?
  private let length: Arguments.HelpLength
  /// The option to be explained; `nil` explains a verb or the command.
  private var option: Flag?

  /// Help that an option asked for.
  init(topic: Verb?, _ length: Arguments.HelpLength) {
    self.topic = topic
    self.length = length
  }

  /// Help as a verb: about the command, a verb, an option, or an option of a verb. Refuses other words.
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

  /// The option of a word such as `--by`, `--by=queue`, `-j` or `by`.
  private static func option(_ word: String) -> Flag? {
    let dashes = word.prefix { $0 == "-" }.count
    let name = word.dropFirst(dashes).prefix { $0 != "=" }
    if dashes == 1, name.count == 1 { return name.first.flatMap(Flag.short) }
    return Flag.named(name)
  }

  /// Prints it.
  func run() -> ExitCode {
    Reporting.print(option.map(HelpText.explanation) ?? HelpText(topic: topic, length: length).text)
  }
}

/// The version on standard output.
struct Version {
  /// Prints it.
  func run() -> ExitCode { Reporting.print("convostat \(convostatVersion)\n") }
}
