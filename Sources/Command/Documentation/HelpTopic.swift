// The topics of convostat help TOPIC: words for the pages of the documentation and their sections.

import ConvoStat

/// A topic that `convostat help` explains.
struct HelpTopic: Sendable {
  /// The word that people type.
  let name: String
  /// Other words for it.
  var aliases: [String] = []
  /// The name of the page, without `.md`.
  let page: String
  /// The heading of the section of the page; `nil` prints the whole page.
  var section: String?
  /// Summary for the list of topics, in at most 60 characters.
  let summary: String

  /// All topics, in the order of the list.
  static let all: [HelpTopic] = [
    HelpTopic(
      name: "dump", aliases: ["dumps", "export", "getting-a-dump"], page: "GettingADump",
      summary: "how to save what the APIs answer"),
    HelpTopic(
      name: "inputs", aliases: ["input", "files"], page: "Inputs",
      summary: "which files and records are read, and how"),
    HelpTopic(
      name: "shapes", aliases: ["records", "shape"], page: "Inputs", section: "Records by shape",
      summary: "how records of asapp and chatwoot are recognised"),
    HelpTopic(
      name: "times", aliases: ["messages", "timestamps"], page: "Inputs", section: "Messages and times",
      summary: "ids, classes and times of messages"),
    HelpTopic(
      name: "duplicates", aliases: ["twice", "rank"], page: "Inputs", section: "The same thing twice",
      summary: "which of two records wins"),
    HelpTopic(
      name: "map", aliases: ["maps", "platforms"], page: "OtherPlatforms",
      summary: "read another platform with --map"),
    HelpTopic(
      name: "definitions", aliases: ["metrics", "terms", "glossary"], page: "Definitions",
      summary: "turn, wait, response and all other figures"),
    HelpTopic(
      name: "life", aliases: ["resolved", "resolution", "handover"], page: "Life",
      summary: "resolved, reopened, handed over; waits that end"),
    HelpTopic(
      name: "clocks", aliases: ["clock"], page: "Definitions", section: "Two clocks",
      summary: "created and client: which one to trust"),
    HelpTopic(
      name: "example", page: "Definitions", section: "Worked example",
      summary: "a conversation measured by hand"),
    HelpTopic(
      name: "tools", aliases: ["zendesk", "intercom", "chatwoot", "asapp"], page: "OtherTools",
      summary: "how other tools define the same figures"),
    HelpTopic(
      name: "hours", aliases: ["business-time", "business-hours"], page: "ServiceLevels",
      section: "Business time", summary: "waits within opening hours, with --hours"),
    HelpTopic(
      name: "levels", aliases: ["service-levels", "sla"], page: "ServiceLevels", section: "Service levels",
      summary: "shares answered in time, with --within"),
    HelpTopic(
      name: "tables", aliases: ["outputs", "output", "columns"], page: "Tables",
      summary: "every file and column that a run writes"),
    HelpTopic(
      name: "spreadsheets", aliases: ["excel", "dialects"], page: "Tables", section: "Spreadsheets",
      summary: "tables for Excel and LibreOffice"),
    HelpTopic(
      name: "programs", aliases: ["pandas", "duckdb", "notebook"], page: "Tables", section: "Programs",
      summary: "tables for pandas, DuckDB and notebooks"),
    HelpTopic(
      name: "run.json", aliases: ["counts"], page: "Tables", section: "The run",
      summary: "what run.json has, and its counts"),
    HelpTopic(
      name: "keys", aliases: ["breakdowns", "groups"], page: "Breakdowns", section: "Tables by any key",
      summary: "tables by any key, with --by"),
    HelpTopic(
      name: "filters", aliases: ["selection", "windows"], page: "Breakdowns",
      section: "Which conversations count", summary: "which conversations count, with --where and --since"),
    HelpTopic(
      name: "responses", page: "Responses", summary: "a row for each wait, with --responses"),
    HelpTopic(
      name: "backlog", aliases: ["periods"], page: "Backlog",
      summary: "who waits and what is open over time, with --backlog"),
    HelpTopic(
      name: "report", aliases: ["charts"], page: "Report", summary: "a page of charts, with --report"),
    HelpTopic(
      name: "workbook", aliases: ["sheets"], page: "Workbook",
      summary: "a workbook of all tables, with --xlsx"),
    HelpTopic(
      name: "plotting", aliases: ["tidy", "querying"], page: "Plotting",
      summary: "a row for each figure, and DuckDB, with --tidy"),
    HelpTopic(
      name: "privacy", aliases: ["pseudonyms", "people"], page: "Privacy",
      summary: "what outputs say of agents and customers"),
    HelpTopic(
      name: "comparing", aliases: ["changes"], page: "Comparing", summary: "what changed between two runs"),
    HelpTopic(
      name: "rejects", aliases: ["reasons"], page: "Rejects",
      summary: "lines that cannot be used, and what to do"),
    HelpTopic(
      name: "nightly", aliases: ["every-night", "cron", "guards"], page: "EveryNight",
      summary: "jobs that run by themselves: guards, logs, metrics"),
    HelpTopic(
      name: "fact-lines", aliases: ["facts-page"], page: "Facts", summary: "what to keep of a dump"),
    HelpTopic(
      name: "nights", aliases: ["ledger-of-nights"], page: "Facts", section: "A ledger of nights",
      summary: "a directory of facts, a file each night"),
    HelpTopic(
      name: "machines", aliases: ["many-machines", "cluster", "spark", "shares", "parts"],
      page: "ManyMachines", summary: "one job on many machines"),
    HelpTopic(
      name: "options", aliases: ["command-line"], page: "CommandLine",
      summary: "verbs, options and everything else that is typed"),
    HelpTopic(
      name: "exit", aliases: ["status", "statuses"], page: "CommandLine", section: "Exit statuses",
      summary: "the exit statuses"),
    HelpTopic(
      name: "warnings", aliases: ["warning"], page: "CommandLine", section: "Warnings",
      summary: "every warning and its cause"),
    HelpTopic(
      name: "limits", aliases: ["memory-limits"], page: "Limits", summary: "sizes, memory, temporary files"),
  ]

  /// Returns the topic of a word, in any case.
  static func named(_ word: String) -> HelpTopic? {
    let word = word.lowercased()
    return all.first { $0.name == word || $0.aliases.contains(word) }
  }

  /// The words that name a topic.
  static var words: [String] { all.flatMap { [$0.name] + $0.aliases } }

  /// The text for a terminal of `width` columns.
  func text(width: Int) -> String {
    let document = Page.all.first { $0.name == page }
    return PageText(document?.text ?? "", section: section, width: width).text
  }
}

/// A page of the documentation.
struct Page: Sendable {
  /// The name of the file, without `.md`.
  let name: String
  /// The text in Markdown.
  let text: String
}
