// The table of options, in the order in which help lists them. Everything that knows options reads it here.

import ConvoStat

extension Flag {
  /// All options.
  static let all: [Flag] = output + reading + guards + selecting + measuring + running

  /// The verbs that read dumps.
  static let runs: [Verb] = [.summarize, .check, .facts]
  private static let tellers: [Verb] = runs + [.merge, .compare]
  private static let workers: [Verb] = runs + [.merge]

  private static let output: [Flag] = [
    Flag(
      name: "out", short: "o", value: "DIR", verbs: [.summarize, .merge, .compare, .facts], group: .output,
      summary: "output directory (facts, compare: a file)",
      details:
        "Write the outputs into DIR, which is created if it does not exist. Outputs of an earlier run "
        + "are replaced, and those that this run does not write are removed. For compare, DIR is a file "
        + "that gets all changes as CSV; for facts, it is the file of the facts, or - for standard "
        + "output.",
      apply: { (arguments, value) throws(UsageError) in arguments.out = try value.path() }),
    Flag(
      name: "partial", value: "FILE", verbs: [.summarize, .merge], group: .output,
      summary: "write a part for merge instead of tables",
      details:
        "Write a part for convostat merge into FILE instead of tables. merge makes the tables from "
        + "several such parts. All parts must be made with the same options, and each conversation must "
        + "be in only one part, for example by --shard.",
      apply: { (arguments, value) throws(UsageError) in arguments.partial = try value.path() }),
    Flag(
      name: "ledger", value: "DIR", verbs: [.facts], group: .output,
      summary: "add the facts to a ledger directory",
      details:
        "Add the facts to the directory DIR instead of writing --out FILE. A run adds one file, named "
        + "by its content, or nothing if DIR already has the same facts. DIR is created if it does not "
        + "exist; convostat summarize DIR reads all its files.",
      apply: { (arguments, value) throws(UsageError) in arguments.ledger = try value.path() }),
    Flag(
      name: "compact", value: "DIR", verbs: [.facts], group: .output,
      summary: "merge the files of a ledger, without INPUT",
      details:
        "Merge all files of the ledger DIR into one file, then remove the old files. Facts that are in "
        + "several files are kept once, and no result changes. A damaged file stops the run, and nothing "
        + "is removed.",
      apply: { (arguments, value) throws(UsageError) in arguments.compact = try value.path() }),
    Flag(
      name: "rejects", value: "FILE", verbs: [.facts, .summarize], group: .output,
      summary: "file of rejects (default: OUT.rejects)",
      details:
        "Write rejected records into FILE, in the format of rejects.ndjson; summarize takes this "
        + "option only with --partial. The default is the name of the file of facts, or of the ledger, "
        + "followed by .rejects. If the facts go to standard output, rejects are only counted by default.",
      apply: { (arguments, value) throws(UsageError) in arguments.rejects = try value.path() }),
    Flag(
      name: "metadata", value: "K", verbs: [.summarize], group: .output,
      summary: "add the column metadata.K (repeatable)",
      details:
        "Add the column metadata.K to conversations.csv, with the value of the key K in the metadata "
        + "of the conversation. Repeat the option for more columns.",
      apply: { (arguments, value) throws(UsageError) in
        let key = try value.notEmpty()
        if !arguments.options.metadataKeys.contains(key) { arguments.options.metadataKeys.append(key) }
      }),
    Flag(
      name: "attributes", verbs: [.summarize], group: .output,
      summary: "add columns labels, team, channel and more",
      details:
        "Add the columns labels, team, channel, priority and csat_rating at the end of "
        + "conversations.csv. --by and --where know these keys without this option.",
      apply: { (arguments, _) in arguments.options.attributes = true }),
    Flag(
      name: "by", value: "K[,K...]", verbs: [.summarize], group: .output,
      summary: "add a table by keys: queue,day (repeatable)",
      details:
        "Write the table by_K.csv too, with a row for each value of the key K: queue, "
        + "organizational_group, subdivision, agent, source, account, day, week, month, hour, weekday, "
        + "label, team, channel, priority, csat_rating or metadata.K. Several keys, separated by commas, "
        + "make one table: queue,day writes by_queue_day.csv. Repeat the option for more tables.",
      apply: { (arguments, value) throws(UsageError) in
        arguments.options.by = try value.added(to: arguments.options.by)
      }),
    Flag(
      name: "max-groups", value: "N", verbs: [.summarize], group: .output, isRare: true,
      summary: "limit the rows of --by tables",
      details:
        "Write at most N groups into a table of --by: those with the most conversations. All other "
        + "groups are summed up in one more row, (others).",
      apply: { (arguments, value) throws(UsageError) in
        arguments.options.maxGroups = try value.number(in: 1...Int.max)
      }),
    Flag(
      name: "timezone", value: "ZONE", verbs: [.summarize], group: .output,
      summary: "days and times in ZONE, as Europe/Berlin",
      details:
        "Count days, weeks, months, hours and weekdays in the time zone ZONE, a name of the IANA time "
        + "zone database such as Europe/Berlin, and write times with its offset. The default is UTC. "
        + "run.json is always in UTC.",
      apply: { (arguments, value) throws(UsageError) in arguments.options.zone = try value.zone() }),
    Flag(
      name: "csv-text", value: "HOW", verbs: [.summarize, .merge], group: .output, isRare: true,
      choices: CSVText.allCases.map(\.rawValue),
      summary: "text cells: guarded (default) or raw",
      details:
        "With guarded, the default, a text cell that a spreadsheet would run as a formula is written "
        + "with ' in front; with raw, it is written unchanged.",
      apply: { (arguments, value) throws(UsageError) in arguments.options.csvText = try value.choice() }),
    Flag(
      name: "dialect", value: "D", verbs: [.summarize, .merge], group: .output, excludesPartial: true,
      choices: Dialect.allCases.map(\.rawValue),
      summary: "CSV as default, excel or excel-semicolon",
      details:
        "Write CSV files that a spreadsheet opens correctly: excel has a byte-order mark, CRLF and "
        + "times without T and zone; excel-semicolon also has semicolons and decimal commas, as "
        + "spreadsheets in many countries expect. A warning lists the values that a spreadsheet would "
        + "still change.",
      apply: { (arguments, value) throws(UsageError) in arguments.options.dialect = try value.choice() }),
    Flag(
      name: "buckets", value: "TIMES", verbs: [.summarize], group: .output,
      summary: "write distribution.csv too: 30s,5m,1h",
      details:
        "Write distribution.csv too: for each queue, the number of first responses and of responses in "
        + "each bucket of time. The buckets end at the given TIMES. The word default means "
        + "10s,30s,1m,5m,15m,1h,4h,8h,24h.",
      apply: { (arguments, value) throws(UsageError) in
        let more = try value.buckets()
        arguments.options.buckets = arguments.options.buckets?.joined(with: more) ?? more
      }),
    Flag(
      name: "responses", verbs: [.summarize], group: .output,
      summary: "write responses.csv too, a row per wait",
      details:
        "Write responses.csv too: a row for each wait of a customer, closed by an agent (a response), "
        + "by a bot or by nobody yet, with the ids and times of the two messages from which its latency "
        + "is measured.",
      apply: { (arguments, _) in arguments.options.responses = true }),
    Flag(
      name: "split-rows", value: "N", verbs: [.summarize, .merge], group: .output, isRare: true,
      excludesPartial: true,
      summary: "split tables of more than N rows",
      details:
        "Split a table of more than N rows into files of N rows, each with the header: "
        + "conversations-0001.csv and so on.",
      apply: { (arguments, value) throws(UsageError) in
        arguments.options.splitRows = try value.number(in: 1...Int.max)
      }),
    Flag(
      name: "xlsx", verbs: [.summarize, .merge], group: .output, excludesPartial: true,
      summary: "write all tables into convostat.xlsx too",
      details:
        "Write convostat.xlsx too: a workbook with a sheet for each table, in which numbers and times "
        + "are real numbers and times, and a sheet with the definitions of all columns.",
      apply: { (arguments, _) in arguments.options.xlsx = true }),
    Flag(
      name: "report", verbs: [.summarize, .merge], group: .output, excludesPartial: true,
      summary: "write report.html, a page of charts, too",
      details:
        "Write report.html too: one page with charts and tables of the run that can be mailed, opened "
        + "offline and printed. It needs no network and no JavaScript.",
      apply: { (arguments, _) in arguments.options.report = true }),
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
      apply: { (arguments, _) in arguments.options.checksums = true }),
  ]

  private static let reading: [Flag] = [
    Flag(
      name: "conversation-from-filename", verbs: runs, group: .reading,
      summary: "the file's name is the asapp conversation",
      details:
        "Take the conversation of asapp messages that name none from the name of their file, up to the "
        + "first dot: 01JC7.ndjson.gz has the messages of 01JC7.",
      apply: { (arguments, _) in arguments.options.conversationFromFilename = true }),
    Flag(
      name: "account", value: "A", verbs: runs, group: .reading,
      summary: "account of chatwoot records without one",
      details:
        "Use A as the account of chatwoot records that name none, and of records that a map reads. "
        + "Without this option the account comes from the other records of the same conversation, if "
        + "they all name the same account.",
      apply: { (arguments, value) throws(UsageError) in arguments.options.account = try value.notEmpty() }),
    Flag(
      name: "map", value: "FILE", verbs: [.summarize, .check], group: .reading,
      summary: "read another platform's records by a map",
      details:
        "Read every record by the map in FILE: JSON that tells, by JSON pointers, where another "
        + "platform keeps conversation, message, role and times. samples/maps has maps for Zendesk, "
        + "Intercom and Twilio; the page Maps of the documentation explains them. check reports how "
        + "often each pointer found a value, and for a pointer that never did, which keys are there "
        + "instead.",
      apply: { (arguments, value) throws(UsageError) in arguments.options.map = try value.map() }),
    Flag(
      name: "max-line-bytes", value: "N", verbs: runs, group: .reading, isRare: true,
      summary: "reject longer lines (default 64M)",
      details:
        "Skip and reject lines longer than N bytes, and longer elements of a file that is one array. "
        + "K, M and G are powers of 1024. The maximum is one byte less than 2G; the default is 64M.",
      apply: { (arguments, value) throws(UsageError) in arguments.options.maxLineBytes = try value.bytes() }),
    Flag(
      name: "max-rejects", value: "N", verbs: runs, group: .reading,
      summary: "fail if more than N records are rejected",
      details:
        "Fail with status 65 if more than N lines and elements of pages are rejected. summarize then "
        + "replaces no output except rejects.ndjson.",
      apply: { (arguments, value) throws(UsageError) in
        arguments.options.maxRejects = try value.number(in: 0...Int.max)
      }),
    Flag(
      name: "max-reject-share", value: "P", verbs: runs, group: .reading,
      summary: "fail if more than P are: 5% or 0.05",
      details:
        "Fail with status 65 if more than the share P of all lines and elements of pages is rejected, "
        + "or more than the share P of all bytes: 5% or 0.05. Blank lines do not count. summarize then "
        + "replaces no output except rejects.ndjson.",
      apply: { (arguments, value) throws(UsageError) in
        arguments.options.maxRejectShareMillionths = try value.shareMillionths()
      }),
    Flag(
      name: "max-reject-bytes", value: "N", verbs: runs, group: .reading, isRare: true,
      summary: "size of the file of rejects (default 1G)",
      details:
        "Write at most N bytes of rejects; K, M, G and T are powers of 1024. Further rejects are "
        + "counted but not written, and a warning says so. The default is 1G.",
      apply: { (arguments, value) throws(UsageError) in
        arguments.options.maxRejectBytes = try value.bytes(upTo: 1 << 50)
      }),
    Flag(
      name: "keep-going", verbs: runs, group: .reading,
      summary: "leave out inputs that cannot be read",
      details:
        "Leave out inputs that cannot be opened or that end too early, and go on with the others. "
        + "Nothing of such an input is counted. The run lists them, also in run.json, and still ends "
        + "with status 66. Without this option nothing is written in that case. The option does not help "
        + "if another input is a pipe.",
      apply: { (arguments, _) in arguments.options.keepsGoing = true }),
    Flag(
      name: "no-facts", verbs: runs, group: .reading, isRare: true,
      summary: "reject fact lines in dumps",
      details:
        "Reject fact lines as unknown_shape. Fact lines state ranks and times themselves, so somebody "
        + "who can write lines of a dump could override its records with them.",
      apply: { (arguments, _) in arguments.options.refusesFacts = true }),
  ]

  private static let running: [Flag] = [
    Flag(
      name: "dry-run", verbs: [.summarize], group: .running,
      summary: "show what would be read and written",
      details:
        "Show which inputs would be read, their size and kind, which outputs would be written, and "
        + "about how much memory and disk the run would need. Only the beginning of each input is read, "
        + "and nothing is written.",
      apply: { (arguments, _) in arguments.isDryRun = true }),
    Flag(
      name: "wait", value: "SECONDS", verbs: [.summarize, .facts, .merge], group: .running,
      summary: "wait while another run writes into DIR",
      details:
        "If another run writes into DIR, or into the same file of facts, wait up to SECONDS for its "
        + "end; then give up with status 75. The default is 0.",
      apply: { (arguments, value) throws(UsageError) in
        arguments.options.waitSeconds = try value.number(in: 0...1_000_000)
      }),
    Flag(
      name: "jobs", short: "j", value: "N", verbs: workers, group: .running,
      summary: "workers (default: the processors allowed)",
      details:
        "Use N workers. The default is the number of processors that this process may use. Results "
        + "never depend on it.",
      apply: { (arguments, value) throws(UsageError) in arguments.jobs = try value.number(in: 1...1024) }),
    Flag(
      name: "memory", value: "SIZE", verbs: workers, group: .running,
      summary: "memory to use (default: half of allowed)",
      details:
        "Use about SIZE bytes of memory (256M, 4G). Data that does not fit goes into temporary files, "
        + "together about a quarter of the size of the dump. The default is half of the memory that the "
        + "control group or the machine allows this process. Results never depend on it.",
      apply: { (arguments, value) throws(UsageError) in
        arguments.options.memoryBytes = try value.bytes(upTo: 1 << 50)
      }),
    Flag(
      name: "tmp", value: "DIR", verbs: workers, group: .running,
      summary: "directory of the temporary file",
      details:
        "Write data that does not fit into memory to a temporary file in DIR. The default is TMPDIR, "
        + "else /tmp. The file has no name and disappears with the process, however the run ends.",
      apply: { (arguments, value) throws(UsageError) in
        arguments.options.temporaryDirectory = try value.notEmpty()
      }),
    Flag(
      name: "quiet", short: "q", verbs: tellers, group: .running,
      summary: "print errors only",
      details:
        "Print no summary, no warnings and no rejects; only errors, and that there was nothing to read.",
      apply: { (arguments, _) in arguments.isQuiet = true }),
    Flag(
      name: "json", verbs: tellers, group: .running,
      summary: "print the report as one line of JSON",
      details:
        "Print one JSON object as the last line of standard output instead of the summary: the exit "
        + "status, the error if the run failed, then the content of run.json. For compare: the two runs, "
        + "the most important changes and the number of rows.",
      apply: { (arguments, _) in arguments.isJSON = true }),
    Flag(
      name: "log-format", value: "FORM", verbs: tellers, group: .running,
      summary: "text (default) or json on standard error",
      details:
        "Write diagnostics as text, the default, or as json: one object per line with time, level, "
        + "event and the id of the run, which run.json has too.",
      apply: { (arguments, value) throws(UsageError) in arguments.logFormat = try value.choice() }),
    Flag(
      name: "metrics-file", value: "FILE", verbs: workers, group: .running,
      summary: "write metrics for Prometheus into FILE",
      details:
        "Write the outcome of the run into FILE, in the text format that the textfile collector of the "
        + "Prometheus node exporter reads from files that end with .prom. FILE is replaced as a whole, "
        + "also if the run fails.",
      apply: { (arguments, value) throws(UsageError) in arguments.metricsPath = try value.path() }),
    Flag(
      name: "help", short: "h", verbs: Verb.allCases, group: .running,
      summary: "-h: this help; --help: options explained",
      details: "Print help and do nothing else: one screen for -h, everything for --help.",
      apply: { (arguments, value) in arguments.help = value.isShort ? .short : .long }),
    Flag(
      name: "version", short: "V", verbs: Verb.allCases, group: .running,
      summary: "print the version",
      details: "Print the version and do nothing else.",
      apply: { (arguments, _) in arguments.wantsVersion = true }),
  ]
}
