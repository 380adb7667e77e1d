// The verbs of the command: what each is for, as help shows it.

/// What the program can be told to do; the first word that is no option.
enum Verb: String, CaseIterable, Sendable {
  case summarize, check, describe, help

  /// What stands behind the verb.
  var operands: String {
    switch self {
    case .summarize: "INPUT... --out DIR"
    case .check: "INPUT..."
    case .describe: "[COLUMN]"
    case .help: "[VERB]"
    }
  }

  /// What it does, in half a line.
  var summary: String {
    switch self {
    case .summarize: "read dumps, write tables"
    case .check: "read dumps and report, write nothing"
    case .describe: "say what the columns mean"
    case .help: "explain the command or a verb"
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
          + "nothing.",
        Verb.aboutInputs,
      ]
    case .describe:
      [
        "Prints the name, unit, tables and definition of a column; without COLUMN, those of all columns, "
          + "table by table."
      ]
    case .help: ["Explains the command, or one of its verbs with all of its options."]
    }
  }

  private static let aboutInputs =
    "INPUT is a file, a directory, or - for standard input. Directories are searched for *.ndjson, *.jsonl "
    + "and *.json, also compressed by gzip, zstd, xz or bzip2."
}
