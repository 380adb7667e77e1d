// The verbs of the command: what each is for, as help shows it.

/// What the program can be told to do; the first word that is no option.
enum Verb: String, CaseIterable, Sendable {
  case summarize, check, facts, merge, compare, describe, completions, man, help

  /// What stands behind the verb.
  var operands: String {
    switch self {
    case .summarize: "INPUT... --out DIR"
    case .check: "INPUT..."
    case .facts: "INPUT... --out FILE"
    case .merge: "FILE... --out DIR"
    case .compare: "DIR DIR [--out FILE]"
    case .describe: "[NAME]"
    case .completions: "bash|zsh|fish"
    case .man: ""
    case .help: "[VERB] [--OPTION]"
    }
  }

  /// How it is called.
  var synopsis: String { "convostat \(rawValue)" + (operands.isEmpty ? "" : " " + operands) }

  /// What it does, in half a line.
  var summary: String {
    switch self {
    case .summarize: "read dumps, write tables"
    case .check: "read dumps and report, write nothing"
    case .facts: "read dumps, keep what summarize needs"
    case .merge: "make tables of partial summaries"
    case .compare: "say what changed between two runs"
    case .describe: "say what the columns mean"
    case .completions: "print completions for a shell"
    case .man: "print the manual page"
    case .help: "explain the command or a verb"
    }
  }

  /// Whether it reads dumps, and so ends with any of the exit statuses.
  var isRun: Bool { self == .summarize || self == .check || self == .facts || self == .merge }

  /// What it is for, in two lines.
  var purpose: String {
    switch self {
    case .summarize:
      "Reads dumps and writes tables into DIR: one of the conversations, and summaries by queue, agent, day "
        + "and role."
    case .check:
      "Reads dumps as summarize does, says what is in them and what would be rejected, and writes nothing."
    case .facts:
      "Reads dumps and writes what summarize needs of them into FILE, many times smaller and without the text of "
        + "messages."
    case .merge:
      "Reads parts that summarize --partial wrote, of different conversations, and writes the tables that one run "
        + "over everything would."
    case .compare:
      "Reads the tables that two runs wrote, this week's and last week's, and says what changed most; with "
        + "--out FILE, all of it."
    case .describe:
      "Says what a column means, or those of a family or a table; without NAME, all columns of all tables."
    case .completions:
      "Prints a script with which bash, zsh or fish completes verbs, options, their values and the names of "
        + "columns."
    case .man:
      "Prints the manual page, with all verbs and options, in the form that man reads; to be put where man "
        + "looks for pages."
    case .help: "Explains the command, or a verb with all of its options, as --help behind the verb does."
    }
  }

  /// What it does, in paragraphs.
  var details: [String] {
    switch self {
    case .summarize:
      [
        "Reads NDJSON dumps of conversations and messages, computes the metrics of every conversation, and "
          + "writes CSV tables into a directory.",
        Verb.aboutInputs,
        "Records that cannot be used are kept in rejects.ndjson with the reason, and the run goes on. The "
          + "outputs take their place together at the end: a run that fails leaves what was there before.",
      ]
    case .check:
      [
        "Reads NDJSON dumps as summarize does, says what is in them and what would be rejected, and writes "
          + "nothing: a look at a dump before it is summarized, or a test of an export.",
        Verb.aboutInputs,
        "The first rejects are named; summarize keeps all of them in rejects.ndjson. The "
          + "exit status is the one that summarize would end with, also under the limits of rejects.",
      ]
    case .facts:
      [
        "Reads NDJSON dumps as summarize does, and writes what summarize needs of them into FILE, as NDJSON: "
          + "whose message it was and when, which conversation it belongs to, what is known of that; never the "
          + "text. summarize and check read such files like dumps, also mixed with dumps, and every table is "
          + "the same as that of the dumps, byte for byte.",
        Verb.aboutInputs,
        "The same records give the same bytes, and each message stands there once. A FILE that ends with .gz "
          + "or .zst is compressed by gzip or zstd; - is standard output, which then carries nothing else. Records "
          + "that cannot be used go to FILE.rejects, or to the file of --rejects.",
        "With --ledger DIR in place of --out the facts are added to a directory, a file for each night, and the same "
          + "facts once only. convostat facts --compact DIR makes one file of many.",
      ]
    case .merge:
      [
        "Reads parts that summarize --partial wrote, on one machine or on many, and writes the tables of all of them "
          + "into DIR: byte for byte those of one run over everything. With --partial FILE it writes one part in "
          + "the place of several.",
        "The options that make tables are those that the parts were made with. Parts that were made with other "
          + "options than the first, or by another version, or that have a conversation in common, are refused with "
          + "status 65.",
      ]
    case .compare:
      [
        "Reads what summarize wrote into two directories, the earlier one first, and compares the tables by "
          + "groups, roles.csv and summary.csv, row by row and measure by measure. The tables that have a row "
          + "per conversation or wait are left alone.",
        "Prints the figures of both runs and the ten changes that matter most: a group's share of change, "
          + "times the root of how many values it has, so that small groups do not lead. With --out FILE "
          + "every measure of every row is written into FILE, as CSV.",
        "That the runs were made with other options, or by other versions, is told as a warning. A directory "
          + "that holds no run, or one in a dialect of a spreadsheet, is refused with status 66.",
      ]
    case .describe:
      [
        "Prints what the columns of the tables mean. NAME is a column (first_response_created_s), the "
          + "beginning that a family of columns has in common (first_response), or a table (by_queue or "
          + "by_queue.csv), whose columns are listed in order, a line each.",
        "Without NAME, prints all columns, table by table, each where it first appears.",
      ]
    case .completions:
      [
        "Prints a script that completes verbs, options, their values and the names of columns. In bash: source "
          + "<(convostat completions bash). In zsh: write it to a file _convostat in a directory of fpath. In fish: "
          + "write it to ~/.config/fish/completions/convostat.fish."
      ]
    case .man:
      [
        "Prints the manual page in the form that man reads: convostat man > convostat.1, then man ./convostat.1."
      ]
    case .help:
      ["Explains the command, one of its verbs with all of its options, or one option: convostat help --by."]
    }
  }

  private static let aboutInputs =
    "INPUT is a file, a directory, or - for standard input. Directories are searched for *.ndjson, *.jsonl "
    + "and *.json, also compressed by gzip, zstd, xz or bzip2."
}
