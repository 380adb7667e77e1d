// The verbs of the command line, with their descriptions for help.

/// A command of the program: the first argument that is not an option.
enum Verb: String, CaseIterable, Sendable {
  case summarize, check, show, facts, merge, compare, describe, completions, man, help

  /// The operands after the verb.
  var operands: String {
    switch self {
    case .summarize: "INPUT... --out DIR"
    case .check: "INPUT..."
    case .show: "[DIR [TABLE]]"
    case .facts: "INPUT... --out FILE"
    case .merge: "FILE... --out DIR"
    case .compare: "DIR DIR [--out FILE]"
    case .describe: "[NAME]"
    case .completions: "bash|zsh|fish"
    case .man: ""
    case .help: "[VERB|TOPIC] [--OPTION]"
    }
  }

  /// The usage line of the verb.
  var synopsis: String { "convostat \(rawValue)" + (operands.isEmpty ? "" : " " + operands) }

  /// The summary of the verb, in half a line.
  var summary: String {
    switch self {
    case .summarize: "read dumps, write tables"
    case .check: "read dumps and report, write nothing"
    case .show: "print a table of a run"
    case .facts: "read dumps, write facts for summarize"
    case .merge: "make tables from partial summaries"
    case .compare: "show what changed between two runs"
    case .describe: "explain columns"
    case .completions: "print a completion script for a shell"
    case .man: "print the manual page"
    case .help: "explain a verb, an option or a topic"
    }
  }

  /// Commands to begin with.
  var examples: [String] {
    switch self {
    case .summarize:
      [
        "convostat summarize dump --out tables --report",
        "convostat summarize dump --out tables --last week --timezone Europe/Berlin",
        "convostat summarize dump --out tables --by queue,day --where channel=email",
      ]
    case .check: ["convostat check dump", "zcat dump.ndjson.gz | convostat check -"]
    case .show:
      [
        "convostat show tables",
        "convostat show tables by_agent --sort response_created_median_s --top 10",
        "convostat show tables by_day --columns conversations,waiting",
      ]
    case .facts:
      [
        "convostat facts dump --out facts.ndjson.gz",
        "convostat facts dump --out - | zstd > facts.ndjson.zst",
      ]
    case .merge: ["convostat merge part-*.ndjson --out tables --report"]
    case .compare: ["convostat compare last-week this-week", "convostat compare old new --out changes.csv"]
    case .describe:
      [
        "convostat describe first_response_created_s", "convostat describe by_queue",
        "convostat describe hours",
      ]
    case .completions: ["source <(convostat completions bash)"]
    case .man: ["convostat man > convostat.1"]
    case .help: ["convostat help definitions", "convostat help --by"]
    }
  }

  /// True if the verb reads dumps or parts, and so can end with any exit status.
  var isRun: Bool { self == .summarize || self == .check || self == .facts || self == .merge }

  /// The purpose of the verb, in two lines.
  var purpose: String {
    switch self {
    case .summarize:
      "Reads dumps and writes tables into DIR: one table of conversations, and summaries by queue, agent, day "
        + "and role."
    case .check:
      "Reads dumps as summarize does, reports what is in them and what would be rejected, and writes nothing."
    case .show:
      "Prints a table of the run in DIR, set for the terminal: by_queue if no TABLE is named. Without DIR it lists the "
        + "runs that are there."
    case .facts:
      "Reads dumps and writes the facts that summarize needs into FILE: many times smaller, and without the text "
        + "of messages."
    case .merge:
      "Reads parts that summarize --partial wrote, each of different conversations, and writes the tables of one "
        + "run over everything."
    case .compare:
      "Reads the tables of two runs, such as last week's and this week's, and shows what changed more than "
        + "by chance; --out FILE writes all changes."
    case .describe:
      "Explains a column, a family of columns or a table; without NAME, all columns of all tables."
    case .completions:
      "Prints a script that completes verbs, options, their values and names of columns in bash, zsh or fish."
    case .man:
      "Prints the manual page with all verbs and options, in the format that man reads."
    case .help:
      "Explains the command, a verb with all of its options, one option, or a topic such as definitions; VERB "
        + "--help explains a verb too."
    }
  }

  /// The description of the verb, in paragraphs.
  var details: [String] {
    switch self {
    case .summarize:
      [
        "Reads NDJSON dumps of conversations and messages, computes the metrics of every conversation, and "
          + "writes CSV tables into a directory.",
        Verb.aboutInputs,
        "Records that cannot be used are written to rejects.ndjson with the reason, and the run goes on. All "
          + "outputs are replaced together at the end: a run that fails leaves the old outputs unchanged.",
      ]
    case .check:
      [
        "Reads NDJSON dumps as summarize does, reports what is in them and what would be rejected, and writes "
          + "nothing. Use it to look at a dump before summarizing it, or to test an export.",
        Verb.aboutInputs,
        "The first rejects are listed; summarize writes all of them to rejects.ndjson. The exit status is the one "
          + "that summarize would end with, also under the limits for rejects.",
      ]
    case .show:
      [
        "Prints a table of the run in DIR, which summarize wrote, set for the width of the terminal: by_queue if no "
          + "TABLE is named. A path such as DIR/by_agent.csv names both. Without DIR, lists the runs in the working "
          + "directory and in the directories in it, with their tables.",
        "The columns are the keys, the column of --sort and those that people read first, unless --columns chooses others. "
          + "Durations are shown as people say them, and times without seconds. A key that is the same in all rows is said "
          + "once. Columns that do not fit are left out and named.",
        "Tables in the dialect of a spreadsheet, split tables and tables that gzip compressed are read too. A run without "
          + "the table, or a table that was changed, is refused with status 66.",
      ]
    case .facts:
      [
        "Reads NDJSON dumps as summarize does, and writes the facts that summarize needs into FILE, as NDJSON: who "
          + "wrote a message and when, which conversation it belongs to, and the attributes of conversations; never "
          + "the text. summarize and check read such files like dumps, also mixed with dumps. The tables are byte "
          + "for byte those of the dumps.",
        Verb.aboutInputs,
        "The same records give the same bytes, and each message is written once. A FILE that ends with .gz or .zst "
          + "is compressed by gzip or zstd; - is standard output, which then carries nothing else. Records that "
          + "cannot be used go to FILE.rejects, or to the file of --rejects.",
        "With --ledger DIR instead of --out, the facts are added to a directory: one file for each night, and the "
          + "same facts only once. convostat facts --compact DIR merges all its files into one.",
      ]
    case .merge:
      [
        "Reads parts that summarize --partial wrote, on one machine or on many, and writes the tables of all of them "
          + "into DIR, byte for byte those of one run over everything. With --partial FILE it writes one part "
          + "instead of several.",
        "Options that change tables are taken from the parts. merge refuses parts that were made with other options "
          + "than the first part, or by another version, or that have a conversation in common, with status 65.",
      ]
    case .compare:
      [
        "Reads the outputs that summarize wrote into two directories, the earlier one first, and compares the tables "
          + "by groups, roles.csv and summary.csv, row by row and measure by measure. Of conversations.csv only the "
          + "response times are used, to tell change from chance.",
        "Prints the figures of both runs and the changes of groups that are greater than chance makes, in view of how many "
          + "were looked at: service apart from volume, queues before agents, at most four of each. The page comparing "
          + "says how a change is weighed. --out FILE writes every measure of every row into FILE as CSV.",
        "A warning says if the runs were made with different options or versions. A directory without a run, or with "
          + "tables in the dialect of a spreadsheet, is refused with status 66.",
      ]
    case .describe:
      [
        "Prints the definitions of columns. NAME is a column (first_response_created_s), the common beginning of a "
          + "family of columns (first_response), a table (by_queue, by_month or by_queue.csv), or any part of names "
          + "(hours, within, metadata).",
        "Without NAME, prints all columns, table by table, each in the first table that has it.",
      ]
    case .completions:
      [
        "Prints a script that completes verbs, options, their values and names of columns. bash: source "
          + "<(convostat completions bash). zsh: write it to a file _convostat in a directory of fpath. fish: write "
          + "it to ~/.config/fish/completions/convostat.fish."
      ]
    case .man:
      [
        "Prints the manual page in the format that man reads: convostat man > convostat.1, then man ./convostat.1."
      ]
    case .help:
      [
        "Explains the command, a verb with all its options, one option (convostat help --by), or a topic: convostat "
          + "help definitions prints what every figure means. Without a word it lists verbs and topics."
      ]
    }
  }

  private static let aboutInputs =
    "INPUT is a file, a directory, or - for standard input. Directories are searched for *.ndjson, *.jsonl "
    + "and *.json files, which may be compressed by gzip, zstd, xz or bzip2."
}
