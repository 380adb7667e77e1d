// The manual page in roff, made from the tables of verbs and options.

import ConvoStat

/// The page convostat(1).
enum ManualPage {
  /// The source of the page.
  static var text: String {
    let synopsis = Verb.allCases.map { verb in
      ".B convostat \(verb.rawValue)\n\(verb.operands.isEmpty ? "" : escape(verb.operands) + "\n").br\n"
    }
    return """
      .TH CONVOSTAT 1 "" "convostat \(convostatVersion)" "User Commands"
      .SH NAME
      convostat \\- metrics of customer\\-service conversations, from NDJSON dumps to CSV tables
      .SH SYNOPSIS
      \(synopsis.joined()).SH DESCRIPTION
      \(escape(HelpText.about))
      .SH VERBS
      \(Verb.allCases.map(section).joined()).SH OPTIONS
      \(Flag.Group.allCases.map(section).joined()).SH EXIT STATUS
      \(ExitCode.allCases.map { term(String($0.rawValue), $0.meaning) }.joined())\
      \(term("130, 143", "stopped by SIGINT, SIGTERM")).SH FILES
      \(ManualPage.files.map(term).joined()).SH ENVIRONMENT
      \(ManualPage.environment.map(term).joined()).SH EXAMPLES
      \(ManualPage.examples.map(example).joined())
      """
  }

  /// Files that the program writes and reads, with their purpose.
  private static let files = [
    ("DIR/run.json", "what a run read and wrote; a reader that sees it sees complete tables"),
    ("DIR/*.csv", "the tables; convostat describe explains their columns"),
    ("DIR/datapackage.json", "types, units and definitions of the tables, for programs"),
    ("DIR/measures.csv", "a row for each figure, for programs that plot (--tidy)"),
    ("DIR/load.sql", "loads the tables into DuckDB with their types (--tidy)"),
    ("DIR/rejects.ndjson", "records that could not be used, with the reason; they have texts of messages"),
    ("DIR/report.html", "a page of charts (--report)"),
    ("DIR/convostat.xlsx", "a workbook of all tables (--xlsx)"),
  ]

  /// The variables of the environment that the program reads.
  static let environment = [
    ("TMPDIR", "directory of temporary files without --tmp"),
    ("TERM", "dumb turns the progress line off"),
    ("NO_COLOR", "turns colours off if it is not empty"),
    ("PATH", "where zstd, xz and bzip2 are found"),
  ]

  /// Commands to begin with, with what they do.
  private static let examples = [
    ("Show what is in a dump, and write nothing:", "convostat check dump"),
    ("Write the tables and a page of charts:", "convostat summarize dump --out tables --report"),
    (
      "One table by queue and day, only of billing:",
      "convostat summarize dump --out tables --by queue,day --where queue=billing"
    ),
    (
      "Every night, with guards:",
      "convostat summarize dump --out tables --min-records 1000 --newest-within 26h --max-drop 50% --quiet"
    ),
    ("Explain a column:", "convostat describe first_response"),
    ("Print a page of the documentation:", "convostat help definitions"),
  ]

  private static func example(_ purpose: String, _ command: String) -> String {
    ".PP\n\(escape(purpose))\n.PP\n.nf\n.RS\n\(escape(command))\n.RE\n.fi\n"
  }

  private static func section(_ verb: Verb) -> String {
    ".SS \(verb.rawValue)\n" + verb.details.map { escape($0) + "\n" }.joined(separator: ".PP\n")
  }

  private static func section(_ group: Flag.Group) -> String {
    let flags = Flag.all.filter { $0.group == group }
    return ".SS \(escape(group.rawValue))\n"
      + flags.map { flag in
        let names = (flag.short.map { "\\fB\\-\($0)\\fR, " } ?? "") + "\\fB\\-\\-\(escape(flag.name))\\fR"
        let value = flag.value.map { " \\fI\(escape($0))\\fR" } ?? ""
        let verbs =
          flag.verbs == Verb.allCases ? "every verb" : flag.verbs.map(\.rawValue).joined(separator: ", ")
        return ".TP\n\(names)\(value)\n\(escape(flag.details)) (\(verbs))\n"
      }.joined()
  }

  private static func term(_ term: String, _ meaning: String) -> String {
    ".TP\n.B \(escape(term))\n\(escape(meaning))\n"
  }

  /// Returns a text that man prints literally: hyphens can be copied, and no line begins with a request.
  private static func escape(_ text: String) -> String {
    let escaped = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
    return escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&" + escaped : escaped
  }
}
