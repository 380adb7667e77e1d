// The options that decide which outputs a run writes, and where.

import ConvoStat

extension Flag {
  /// The options of outputs.
  static let output: [Flag] = [
    Flag(
      name: "out", short: "o", value: "DIR", verbs: [.summarize, .merge, .compare, .facts], group: .output,
      forms: [
        .facts: Form(
          value: "FILE", summary: "file of the facts, or - for standard output",
          details:
            "Write the facts into FILE, which is replaced as a whole, or to standard output with -. Rejects go to "
            + "FILE.rejects."),
        .compare: Form(
          value: "FILE", summary: "write all changes into FILE, as CSV",
          details: "Write every measure of every row into FILE as CSV, which is replaced as a whole."),
      ], standardOutput: [.facts],
      summary: "directory of the tables",
      details:
        "Write the outputs into DIR, which is created if it does not exist. Outputs of an earlier run "
        + "are replaced, and those that this run does not write are removed. For compare, DIR is a file "
        + "that gets all changes as CSV; for facts, it is the file of the facts, or - for standard "
        + "output.",
      apply: { (arguments, value) throws(UsageError) in arguments.out = try value.path() }),
    Flag(
      name: "partial", value: "FILE", verbs: [.summarize, .merge], group: .output, isRare: true,
      standardOutput: [.summarize, .merge],
      summary: "write a part for merge instead of tables",
      details:
        "Write a part for convostat merge into FILE instead of tables. merge makes the tables from "
        + "several such parts. All parts must be made with the same options, and each conversation must "
        + "be in only one part, for example by --shard.",
      apply: { (arguments, value) throws(UsageError) in arguments.partial = try value.path() }),
    Flag(
      name: "ledger", value: "DIR", verbs: [.facts], group: .output, isRare: true,
      standardOutput: [],
      summary: "add the facts to a ledger directory",
      details:
        "Add the facts to the directory DIR instead of writing --out FILE. A run adds one file, named "
        + "by its content, or nothing if DIR already has the same facts. DIR is created if it does not "
        + "exist; convostat summarize DIR reads all its files.",
      apply: { (arguments, value) throws(UsageError) in arguments.ledger = try value.path() }),
    Flag(
      name: "compact", value: "DIR", verbs: [.facts], group: .output, isRare: true,
      standardOutput: [],
      summary: "merge the files of a ledger, without INPUT",
      details:
        "Merge all files of the ledger DIR into one file, then remove the old files. Facts that are in "
        + "several files are kept once, and no result changes. A damaged file stops the run, and nothing "
        + "is removed.",
      apply: { (arguments, value) throws(UsageError) in arguments.compact = try value.path() }),
    Flag(
      name: "rejects", value: "FILE", verbs: [.facts, .summarize], group: .output, isRare: true,
      effect: .limits, standardOutput: [],
      summary: "file of rejects (default: OUT.rejects)",
      details:
        "Write rejected records into FILE, in the format of rejects.ndjson; summarize takes this "
        + "option only with --partial. The default is the name of the file of facts, or of the ledger, "
        + "followed by .rejects. If the facts go to standard output, rejects are only counted by default.",
      apply: { (arguments, value) throws(UsageError) in arguments.rejects = try value.path() }),
    Flag(
      name: "metadata", value: "K", verbs: [.summarize], group: .output, isRare: true,
      effect: .tables,
      summary: "add the column metadata.K (repeatable)",
      details:
        "Add the column metadata.K to conversations.csv, with the value of the key K in the metadata "
        + "of the conversation. Repeat the option for more columns.",
      apply: { (arguments, value) throws(UsageError) in
        let key = try value.notEmpty()
        if !arguments.options.metadataKeys.contains(key) { arguments.options.metadataKeys.append(key) }
      },
      reported: Reported(1) { .array($0.metadataKeys.map(JSONValue.string)) }),
    Flag(
      name: "attributes", verbs: [.summarize], group: .output, isRare: true,
      effect: .tables,
      summary: "add columns labels, team, channel and more",
      details:
        "Add the columns labels, team, channel, priority, csat_rating, csat_comment, customer_name, agent_ids and "
        + "agent_names at the end of conversations.csv, and csat_count, csat_mean and customers to the tables by "
        + "groups and the summary. --by and --where know their keys without this option.",
      apply: { (arguments, _) in arguments.options.attributes = true },
      reported: Reported(2) { .bool($0.attributes) }),
    Flag(
      name: "by", value: "K[,K...]", verbs: [.summarize], group: .output,
      effect: .tables,
      summary: "add a table by keys: queue,day (repeatable)",
      details:
        "Write the table by_K.csv too, with a row for each value of the key K: queue, "
        + "organizational_group, subdivision, agent, assigned_agent, status, source, account, day, week, month, "
        + "quarter, year, hour, weekday, label, team, channel, priority, csat_rating or metadata.K. Several keys, "
        + "separated by commas, make one table: queue,day writes by_queue_day.csv. Repeat the option for more "
        + "tables.",
      apply: { (arguments, value) throws(UsageError) in
        arguments.options.by = try value.added(to: arguments.options.by)
      },
      reported: Reported(3) { .array($0.by.map { .string($0.keys.map(\.name).joined(separator: ",")) }) }),
    Flag(
      name: "columns", value: "C[,C...]", verbs: [.summarize, .merge, .show], group: .output,
      excludesPartial: true,
      effect: .tables,
      summary: "keep only these columns and the keys",
      details:
        "Write only the key columns and the columns C, in the order given. C is the name of a column, the name of "
        + "a family such as first_response_created, or headline: the columns that people read first. A table that "
        + "has none of them keeps all its columns. Repeat the option for more columns. The report shows all figures.",
      apply: { (arguments, value) throws(UsageError) in
        arguments.options.columns = arguments.options.columns.joined(with: try value.columns())
      },
      reported: Reported(38) { .array($0.columns.names.map(JSONValue.string)) }),
    Flag(
      name: "sort", value: "COLUMN", verbs: [.show], group: .output,
      summary: "sort rows by COLUMN; -COLUMN reverses",
      details:
        "Sort the rows by COLUMN: the greatest numbers first, texts and times in ascending order, empty cells last. A - "
        + "before the name reverses the order.",
      apply: { (arguments, value) throws(UsageError) in arguments.sort = try value.notEmpty() }),
    Flag(
      name: "top", value: "N", verbs: [.show], group: .output,
      summary: "print only the first N rows",
      details: "Print only the first N rows, after sorting, and say how many more there are.",
      apply: { (arguments, value) throws(UsageError) in arguments.top = try value.number(in: 1...Int.max) }),
    Flag(
      name: "csv", verbs: [.show], group: .output,
      summary: "print CSV with all columns",
      details:
        "Print the table as CSV, with commas and all columns, or those of --columns; cells are as in the files. Split "
        + "tables come as one.",
      apply: { (arguments, _) in arguments.isCSV = true }),
    Flag(
      name: "max-groups", value: "N", verbs: [.summarize], group: .output, isRare: true,
      effect: .figures,
      summary: "limit the rows of --by tables",
      details:
        "Write at most N groups into a table of --by: those with the most conversations. All other "
        + "groups are summed up in one more row, (others), which counts each conversation once. The row (none) is "
        + "always written and is never part of (others).",
      apply: { (arguments, value) throws(UsageError) in
        arguments.options.maxGroups = try value.number(in: 1...Int.max)
      },
      reported: Reported(8) { .number(orNull: $0.maxGroups) }),
    Flag(
      name: "timezone", value: "ZONE", verbs: [.summarize], group: .output,
      effect: .figures,
      summary: "days and times in ZONE, as Europe/Berlin",
      details:
        "Count days, weeks, months, quarters, years, hours and weekdays in the time zone ZONE, a name of the IANA time "
        + "zone database such as Europe/Berlin, and write times with its offset. The default is UTC. "
        + "run.json is always in UTC.",
      apply: { (arguments, value) throws(UsageError) in arguments.options.zone = try value.zone() },
      reported: Reported(9) { .string(orNull: $0.zone?.name) }),
    Flag(
      name: "csv-text", value: "HOW", verbs: [.summarize, .merge], group: .output, isRare: true,
      choices: CSVText.allCases.map(\.rawValue),
      effect: .tables,
      summary: "text cells: guarded (default) or raw",
      details:
        "With guarded, the default, a text cell that a spreadsheet would run as a formula is written "
        + "with ' in front; with raw, it is written unchanged.",
      apply: { (arguments, value) throws(UsageError) in arguments.options.csvText = try value.choice() },
      reported: Reported(23) { .string($0.csvText.rawValue) }),
    Flag(
      name: "dialect", value: "D", verbs: [.summarize, .merge], group: .output, excludesPartial: true,
      choices: Dialect.allCases.map(\.rawValue),
      effect: .tables,
      summary: "CSV as default, excel or excel-semicolon",
      details:
        "Write CSV files that a spreadsheet opens correctly: excel has a byte-order mark, CRLF and "
        + "times without T and zone; excel-semicolon also has semicolons and decimal commas, as "
        + "spreadsheets in many countries expect. A warning lists the values that a spreadsheet would "
        + "still change.",
      apply: { (arguments, value) throws(UsageError) in arguments.options.dialect = try value.choice() },
      reported: Reported(24) { .string($0.dialect.rawValue) }),
    Flag(
      name: "buckets", value: "TIMES", verbs: [.summarize], group: .output, isRare: true,
      effect: .figures,
      summary: "write distribution.csv too: 30s,5m,1h",
      details:
        "Write distribution.csv too: for each queue, the number of first responses and of responses in "
        + "each bucket of time. The buckets end at the given TIMES. The word default means "
        + "10s,30s,1m,5m,15m,1h,4h,8h,24h.",
      apply: { (arguments, value) throws(UsageError) in
        let more = try value.buckets()
        arguments.options.buckets = arguments.options.buckets?.joined(with: more) ?? more
      },
      reported: Reported(19) { .array(orNull: $0.buckets?.bounds.map { .decimal($0, places: 3) }) }),
    Flag(
      name: "backlog", value: "PERIOD[:KEY]", verbs: [.summarize], group: .output,
      effect: .figures,
      summary: "write backlog.csv too: hour, day:queue",
      details:
        "Write backlog.csv too: for each hour, day or week from the first message to the as-of time, how many customers "
        + "waited and how many conversations were open at its end, and how many were opened, resolved and reopened within "
        + "it. day:queue makes a row for each queue and day; KEY is any key of --by except agent and times. The clock is "
        + "that of --timezone.",
      apply: { (arguments, value) throws(UsageError) in arguments.options.backlog = try value.backlog() },
      reported: Reported(45) { .string(orNull: $0.backlog?.text) }),
    Flag(
      name: "responses", verbs: [.summarize], group: .output, isRare: true,
      effect: .tables,
      summary: "write responses.csv too, a row per wait",
      details:
        "Write responses.csv too: a row for each wait of a customer, closed by an agent (a response), "
        + "by a bot or by nobody yet, with the ids and times of the two messages from which its latency "
        + "is measured.",
      apply: { (arguments, _) in arguments.options.responses = true },
      reported: Reported(22) { .bool($0.responses) }),
    Flag(
      name: "split-rows", value: "N", verbs: [.summarize, .merge], group: .output, isRare: true,
      excludesPartial: true,
      effect: .tables,
      summary: "split tables of more than N rows",
      details:
        "Split a table of more than N rows into files of N rows, each with the header: "
        + "conversations-0001.csv and so on.",
      apply: { (arguments, value) throws(UsageError) in
        arguments.options.splitRows = try value.number(in: 1...Int.max)
      },
      reported: Reported(25) { .number(orNull: $0.splitRows) }),
    Flag(
      name: "xlsx", verbs: [.summarize, .merge], group: .output, excludesPartial: true,
      effect: .tables,
      summary: "write all tables into convostat.xlsx too",
      details:
        "Write convostat.xlsx too: a workbook with a sheet for each table, in which numbers, days and times "
        + "are real numbers and dates, a chart of the days, and a sheet with the definitions of all columns.",
      apply: { (arguments, _) in arguments.options.xlsx = true },
      reported: Reported(26) { .bool($0.xlsx) }),
    Flag(
      name: "durations", value: "FORM", verbs: [.summarize, .merge], group: .output, isRare: true,
      excludesPartial: true, needs: "xlsx",
      choices: Durations.allCases.map(\.rawValue),
      effect: .tables,
      summary: "durations of --xlsx: seconds (default), hms",
      details:
        "The form of durations in convostat.xlsx: seconds, the default, are those of the tables; with hms they are days, as "
        + "spreadsheets measure time, and are shown as hours, minutes and seconds. Needs --xlsx.",
      apply: { (arguments, value) throws(UsageError) in arguments.options.durations = try value.choice() },
      reported: Reported(46) { .string($0.durations.rawValue) }),
    Flag(
      name: "tidy", verbs: [.summarize, .merge], group: .output, isRare: true, excludesPartial: true,
      effect: .tables,
      summary: "write measures.csv and load.sql too",
      details:
        "Write measures.csv too: a row for each figure of the tables by groups, for programs that plot; of days without "
        + "any message too. And write load.sql, which loads all tables into DuckDB with their types: in DIR, duckdb "
        + "-init load.sql.",
      apply: { (arguments, _) in arguments.options.tidy = true },
      reported: Reported(52) { .bool($0.tidy) }),
    Flag(
      name: "report", verbs: [.summarize, .merge], group: .output, excludesPartial: true,
      effect: .tables,
      summary: "write report.html, a page of charts, too",
      details:
        "Write report.html too: one page with charts and tables of the run that can be mailed, opened "
        + "offline and printed. It needs no network and no JavaScript.",
      apply: { (arguments, _) in arguments.options.report = true },
      reported: Reported(27) { .bool($0.report) }),
    Flag(
      name: "force", verbs: [.summarize, .merge], group: .output, isRare: true, excludesPartial: true,
      summary: "replace files that convostat did not write",
      details:
        "Replace files in DIR that have the name of an output but are not listed in its run.json. "
        + "Without this option convostat takes such files for somebody else's and refuses the run with "
        + "status 73.",
      apply: { (arguments, _) in arguments.options.force = true }),
    Flag(
      name: "allow-empty", verbs: [.summarize, .merge, .facts], group: .output, isRare: true,
      summary: "replace tables by empty ones",
      details:
        "Replace tables that have rows, or a file of facts, even if there was nothing to read. Without "
        + "this option such a run ends with status 65 and replaces nothing.",
      apply: { (arguments, _) in arguments.options.allowsEmpty = true }),
    Flag(
      name: "checksums", verbs: runs, group: .output, isRare: true,
      summary: "report SHA-256 of inputs and outputs",
      details:
        "Report the SHA-256 of every input file and of every output in the line of --json; summarize "
        + "writes them into run.json too.",
      apply: { (arguments, _) in arguments.options.checksums = true },
      reported: Reported(28) { .bool($0.checksums) }),
  ]
}
