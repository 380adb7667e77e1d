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
      \(term("130, 143", "stopped by SIGINT, SIGTERM")).SH EXAMPLES
      .nf
      convostat check dump
      convostat summarize dump \\-\\-out tables \\-\\-report
      convostat describe first_response
      .fi

      """
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
