// Help texts, made from the tables of verbs and options: one screen for -h, everything for --help.

import ConvoStat

/// The help of the command, or of one verb.
struct HelpText {
  let topic: Verb?
  let length: Arguments.HelpLength

  /// The lines, at most 80 columns wide.
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

  /// Returns the short help of a verb: its options, one line each.
  private func synopsis(of verb: Verb) -> String {
    let flags = HelpText.flags(of: verb)
    let options = flags.filter { !$0.isRare }.map { flag in
      HelpText.row(flag.synopsis, flag.summary, indent: 2, column: 37)
    }
    let rare = flags.filter(\.isRare).map { "--\($0.name)" }.joined(separator: ", ")
    return "\(HelpText.usage(of: verb))\n\n" + options.joined()
      + (rare.isEmpty ? "" : "\n" + "Less common options, explained by --help: \(rare)".wrapped(indent: 2))
  }

  /// Returns the long help of a verb.
  private func manual(of verb: Verb) -> String {
    var text = HelpText.usage(of: verb) + "\n"
    for paragraph in verb.details { text += "\n" + paragraph.wrapped(indent: 0) }
    for group in Flag.Group.allCases {
      let flags = HelpText.flags(of: verb).filter { $0.group == group }
      if !flags.isEmpty { text += "\n\(group.rawValue):\n" }
      for flag in flags { text += "\n  \(flag.synopsis)\n" + flag.details.wrapped(indent: 10) }
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
    return flag.synopsis.trimmingPrefix { $0 == " " } + "\n\n" + flag.details.wrapped(indent: 4) + choices
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
  fileprivate var synopsis: String {
    (short.map { "-\($0), " } ?? "    ") + "--" + name + (value.map { " " + $0 } ?? "")
  }
}
