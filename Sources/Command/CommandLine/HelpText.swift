// Help texts, made from the tables of verbs and options: one screen for -h, everything for --help.

import ConvoStat

/// The help of the command, or of one verb.
struct HelpText {
  let topic: Verb?
  let length: Arguments.HelpLength
  /// The width of the terminal; the long help uses it.
  var width = TerminalWidth.standard

  /// The lines, at most as wide as the terminal, or 80 columns.
  var text: String {
    switch (topic, length) {
    case (nil, .short): overview
    case (nil, .long): introduction
    case (let verb?, .short): synopsis(of: verb)
    case (let verb?, .long): manual(of: verb)
    }
  }

  /// The short help of the command: its purpose and its verbs.
  private var overview: String {
    let verbs = Verb.allCases.map { verb in
      HelpText.row(verb.synopsis, verb.summary, indent: 2, column: 42)
    }
    return """
      convostat \(convostatVersion)
      Metrics of customer-service conversations, from NDJSON dumps to CSV tables.

      Usage:
      \(verbs.joined())
      convostat VERB -h      lists the options of a verb
      convostat VERB --help  explains them

      """
  }

  /// The long help of the command: its purpose, its verbs and its exit statuses.
  private var introduction: String {
    let verbs = Verb.allCases.map { verb in
      "  \(verb.synopsis)\n" + verb.purpose.wrapped(indent: 6)
    }
    return "convostat \(convostatVersion)\n" + HelpText.about.wrapped(indent: 0)
      + "\nVerbs:\n\n" + verbs.joined(separator: "\n")
      + "\n" + HelpText.exitStatuses
      + "\nMore:\n\n"
      + HelpText.row("convostat VERB -h", "lists the options of a verb", indent: 2, column: 28)
      + HelpText.row("convostat VERB --help", "explains the verb and its options", indent: 2, column: 28)
      + HelpText.row("convostat describe NAME", "explains a column", indent: 2, column: 28)
      + HelpText.row("convostat help", "lists the topics of the documentation", indent: 2, column: 28)
  }

  /// The purpose of the command, in a paragraph.
  static let about =
    "Metrics of customer-service conversations. Reads NDJSON dumps of conversations and messages from asapp or "
    + "chatwoot and writes CSV tables: who waited how long, and who answered, by the platform's clock and by the "
    + "senders' own clocks."

  /// Returns the short help of a verb: examples, and the options that most users need, one line each.
  private func synopsis(of verb: Verb) -> String {
    let flags = HelpText.flags(of: verb)
    let common = flags.filter { !$0.isRare && !$0.rareVerbs.contains(verb) }
    let groups = Flag.Group.allCases.map { group in
      let lines = common.filter { ($0.form(of: verb).group ?? $0.group) == group }.map { flag in
        HelpText.row(flag.synopsis(of: verb), flag.form(of: verb).summary, indent: 2, column: 30)
      }
      return lines.isEmpty ? "" : "\n\(group.rawValue):\n" + lines.joined()
    }
    let more = flags.count - common.count
    let rest = more > 0 ? "explains these and \(Quantity.counted(more, "more option"))" : "explains them"
    return HelpText.usage(of: verb) + "\n" + HelpText.examples(of: verb) + groups.joined()
      + "\nconvostat \(verb.rawValue) --help \(rest)\n"
  }

  /// Returns the examples of a verb, one line each.
  private static func examples(of verb: Verb) -> String {
    "\nExamples:\n" + verb.examples.map { "  \($0)\n" }.joined()
  }

  /// Returns the long help of a verb.
  private func manual(of verb: Verb) -> String {
    var text = HelpText.usage(of: verb) + "\n" + HelpText.examples(of: verb)
    for paragraph in verb.details { text += "\n" + paragraph.wrapped(indent: 0, width: width) }
    for group in Flag.Group.allCases {
      let flags = HelpText.flags(of: verb).filter { ($0.form(of: verb).group ?? $0.group) == group }
      if !flags.isEmpty { text += "\n\(group.rawValue):\n" }
      for flag in flags {
        text +=
          "\n  \(flag.synopsis(of: verb))\n" + flag.form(of: verb).details.wrapped(indent: 10, width: width)
      }
    }
    return text + (verb.isRun ? "\n" + HelpText.exitStatuses : "")
  }

  /// The topics with their summaries and other words.
  static var topics: String {
    "Topics of convostat help TOPIC:\n\n"
      + HelpTopic.all.map { topic in
        let others = topic.aliases.isEmpty ? "" : " (also: \(topic.aliases.joined(separator: ", ")))"
        return row(topic.name, topic.summary + others, indent: 2, column: 16)
      }.joined()
  }

  /// Returns the explanation of an option, with the verbs that take it.
  static func explanation(of flag: Flag) -> String {
    let isEverywhere = flag.verbs.count == Verb.allCases.count
    let verbs = isEverywhere ? "every verb" : flag.verbs.map(\.rawValue).joined(separator: ", ")
    let choices = flag.choices.isEmpty ? "" : "\nValues: \(flag.choices.joined(separator: ", "))\n"
    return flag.synopsis(of: nil).trimmingPrefix { $0 == " " } + "\n\n" + flag.details.wrapped(indent: 4)
      + choices
      + "\n" + "Taken by: \(verbs)".wrapped(indent: 10, first: 0)
  }

  private static func usage(of verb: Verb) -> String { "Usage: " + verb.synopsis }

  private static func flags(of verb: Verb) -> [Flag] { Flag.all.filter { $0.verbs.contains(verb) } }

  /// Returns a term and its meaning.
  ///
  /// The meaning begins at `column`, or on the next line if the term is too long.
  private static func row(_ term: String, _ meaning: String, indent: Int, column: Int) -> String {
    let start = String(repeating: " ", count: indent) + term
    let gap = column - start.count
    if gap < 1 { return start + "\n" + meaning.wrapped(indent: column) }
    return (start + String(repeating: " ", count: gap) + meaning).wrapped(indent: column, first: 0)
  }

  private static var exitStatuses: String {
    "Exit status:\n\n"
      + ExitCode.allCases.map { row(String($0.rawValue), $0.meaning, indent: 2, column: 12) }.joined()
      + row("130, 143", "stopped by SIGINT, SIGTERM", indent: 2, column: 12)
  }
}

extension Flag {
  /// The option as in `-o, --out DIR`.
  ///
  /// Options without a letter have the same indentation.
  fileprivate func synopsis(of verb: Verb?) -> String {
    let value = verb.flatMap { forms[$0]?.value } ?? value
    return (short.map { "-\($0), " } ?? "    ") + "--" + name + (value.map { " " + $0 } ?? "")
  }

  /// Returns the form of the option with a verb.
  fileprivate func form(of verb: Verb) -> Form {
    forms[verb] ?? Form(value: value ?? "", summary: summary, details: details)
  }
}
