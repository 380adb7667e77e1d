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
      standardOutput: [.facts],
      summary: "directory of outputs; compare, facts: file",
      details: "Write the outputs into DIR. It is made if it is missing. Outputs of an earlier run "
        + "are replaced, and those that this run does not write are removed. With compare it is a file, which "
        + "takes all changes as CSV; with facts the file of the facts, or - for standard output.",
      apply: { (arguments, value) throws(UsageError) in arguments.out = try value.path() }),
    Flag(
      name: "partial", value: "FILE", verbs: [.summarize, .merge], group: .output,
      standardOutput: [.summarize, .merge],
      summary: "write a part for merge, no tables",
      details:
        "Write into FILE, in place of tables, what convostat merge needs to make the tables of several such parts "
        + "together. Parts must be made with the same options, and each conversation must be in one of them only, "
        + "as with --shard.",
      apply: { (arguments, value) throws(UsageError) in arguments.partial = try value.path() }),
    Flag(
      name: "ledger", value: "DIR", verbs: [.facts], group: .output,
      standardOutput: [],
      summary: "add facts to a ledger of nights, not to FILE",
      details:
        "Add the facts to the directory DIR, in place of --out: as one file named by their content, and nothing where "
        + "the same facts are there already. DIR is made if it is missing; summarize DIR reads all nights.",
      apply: { (arguments, value) throws(UsageError) in arguments.ledger = try value.path() }),
    Flag(
      name: "compact", value: "DIR", verbs: [.facts], group: .output,
      standardOutput: [],
      summary: "make one file of a ledger's many, no inputs",
      details:
        "Make one file of all files of the ledger DIR, and remove these when it is in place. No result changes; "
        + "what was in several of them stands there once. A damaged file stops the run, and nothing is removed.",
      apply: { (arguments, value) throws(UsageError) in arguments.compact = try value.path() }),
    Flag(
      name: "rejects", value: "FILE", verbs: [.facts, .summarize], group: .output,
      effect: .limits, standardOutput: [],
      summary: "file of rejects (default: OUT.rejects)",
      details:
        "Write rejected records into FILE, as summarize writes rejects.ndjson; with summarize only beside --partial. The default is the name of "
        + "the file of facts, or of the ledger, with .rejects behind it; where that is standard output they are only counted.",
      apply: { (arguments, value) throws(UsageError) in arguments.rejects = try value.path() }),
    Flag(
      name: "metadata", value: "K", verbs: [.summarize], group: .output,
      effect: .tables,
      summary: "add the column metadata.K (repeatable)",
      details: "Add the column metadata.K to conversations.csv, with what conversations have under "
        + "that key of their metadata. Repeat it for further columns.",
      apply: { (arguments, value) throws(UsageError) in
        let key = try value.notEmpty()
        if !arguments.options.metadataKeys.contains(key) { arguments.options.metadataKeys.append(key) }
      },
      reported: Reported(1) { .array($0.metadataKeys.map(JSONValue.string)) }),
    Flag(
      name: "attributes", verbs: [.summarize], group: .output,
      effect: .tables,
      summary: "add labels, team, channel, priority, csat_rating",
      details:
        "Add the columns labels, team, channel, priority and csat_rating at the end of conversations.csv. As "
        + "keys of --by and --where they need no option.",
      apply: { (arguments, _) in arguments.options.attributes = true },
      reported: Reported(2) { .bool($0.attributes) }),
    Flag(
      name: "by", value: "K[,K...]", verbs: [.summarize], group: .output,
      effect: .tables,
      summary: "add a table by keys, as queue,day (repeatable)",
      details: "Write by_K.csv too, with a row for each value of the keys: queue, organizational_group, "
        + "subdivision, agent, source, account, day, week, month, hour, weekday, label, team, channel, priority, "
        + "csat_rating or metadata.K. Several between commas make one table: queue,day writes by_queue_day.csv. Repeat it for further tables.",
      apply: { (arguments, value) throws(UsageError) in
        arguments.options.by = try value.added(to: arguments.options.by)
      },
      reported: Reported(3) { .array($0.by.map { .string($0.keys.map(\.name).joined(separator: ",")) }) }),
    Flag(
      name: "max-groups", value: "N", verbs: [.summarize], group: .output, isRare: true,
      effect: .figures,
      summary: "rows of a table of --by, rest in (others)",
      details: "Give a table of --by at most N rows of its own groups, those with most conversations; the "
        + "rest stands together in one row more, (others).",
      apply: { (arguments, value) throws(UsageError) in
        arguments.options.maxGroups = try value.number(in: 1...Int.max)
      },
      reported: Reported(8) { .number(orNull: $0.maxGroups) }),
    Flag(
      name: "timezone", value: "ZONE", verbs: [.summarize], group: .output,
      effect: .figures,
      summary: "days and times in ZONE, as Europe/Berlin",
      details: "Count days, weeks, months, hours and weekdays by the clock of ZONE, a name of the IANA time "
        + "zone database such as Europe/Berlin, and write times with its offset. The default is UTC. run.json stays "
        + "in UTC.",
      apply: { (arguments, value) throws(UsageError) in arguments.options.zone = try value.zone() },
      reported: Reported(9) { .string(orNull: $0.zone?.name) }),
    Flag(
      name: "csv-text", value: "HOW", verbs: [.summarize, .merge], group: .output, isRare: true,
      choices: CSVText.allCases.map(\.rawValue),
      effect: .tables,
      summary: "guarded (default) or raw text cells",
      details: "With guarded, the default, a text cell that a spreadsheet would run as a formula "
        + "gets one ' in front; with raw it stands as it is.",
      apply: { (arguments, value) throws(UsageError) in arguments.options.csvText = try value.choice() },
      reported: Reported(23) { .string($0.csvText.rawValue) }),
    Flag(
      name: "dialect", value: "D", verbs: [.summarize, .merge], group: .output, excludesPartial: true,
      choices: Dialect.allCases.map(\.rawValue),
      effect: .tables,
      summary: "CSV as default, excel or excel-semicolon",
      details: "Write CSV files for a spreadsheet to open as they are: excel has a byte-order mark, CRLF and "
        + "times without T and zone; excel-semicolon also semicolons and decimal commas, as spreadsheets of "
        + "many countries expect. What a spreadsheet would change all the same is told as a warning.",
      apply: { (arguments, value) throws(UsageError) in arguments.options.dialect = try value.choice() },
      reported: Reported(24) { .string($0.dialect.rawValue) }),
    Flag(
      name: "buckets", value: "TIMES", verbs: [.summarize], group: .output,
      effect: .figures,
      summary: "write distribution.csv too: 30s,5m,1h",
      details:
        "Write distribution.csv too: how many first responses and responses of each queue took how long, in "
        + "buckets that end at each of TIMES. default stands for 10s,30s,1m,5m,15m,1h,4h,8h,24h.",
      apply: { (arguments, value) throws(UsageError) in
        let more = try value.buckets()
        arguments.options.buckets = arguments.options.buckets?.joined(with: more) ?? more
      },
      reported: Reported(19) { .array(orNull: $0.buckets?.bounds.map { .decimal($0, places: 3) }) }),
    Flag(
      name: "responses", verbs: [.summarize], group: .output,
      effect: .tables,
      summary: "write responses.csv too, a row per wait",
      details:
        "Write responses.csv too: a row for each wait of a customer, closed by an agent (a response), by a bot or "
        + "by nobody yet, with the ids and times of the two messages that its latency was measured from.",
      apply: { (arguments, _) in arguments.options.responses = true },
      reported: Reported(22) { .bool($0.responses) }),
    Flag(
      name: "split-rows", value: "N", verbs: [.summarize, .merge], group: .output, isRare: true,
      excludesPartial: true,
      effect: .tables,
      summary: "split tables of more than N rows",
      details: "Write a table of more than N rows as parts of N rows, each with the header: "
        + "conversations-0001.csv and on.",
      apply: { (arguments, value) throws(UsageError) in
        arguments.options.splitRows = try value.number(in: 1...Int.max)
      },
      reported: Reported(25) { .number(orNull: $0.splitRows) }),
    Flag(
      name: "xlsx", verbs: [.summarize, .merge], group: .output, excludesPartial: true,
      effect: .tables,
      summary: "write all tables into convostat.xlsx too",
      details: "Write convostat.xlsx too: a workbook with a sheet for each table, numbers and times as such, "
        + "and a sheet with the definitions of all columns.",
      apply: { (arguments, _) in arguments.options.xlsx = true },
      reported: Reported(26) { .bool($0.xlsx) }),
    Flag(
      name: "report", verbs: [.summarize, .merge], group: .output, excludesPartial: true,
      effect: .tables,
      summary: "write report.html, a page of charts, too",
      details: "Write report.html too: one page with charts and tables of the run, to be mailed, opened "
        + "offline and printed. It needs no network and no JavaScript.",
      apply: { (arguments, _) in arguments.options.report = true },
      reported: Reported(27) { .bool($0.report) }),
    Flag(
      name: "force", verbs: [.summarize, .merge], group: .output, isRare: true, excludesPartial: true,
      summary: "replace files that are not convostat's too",
      details:
        "Replace files in DIR that have the name of an output and that no run.json there names. Without this option "
        + "they belong to somebody else, and the run is refused with status 73.",
      apply: { (arguments, _) in arguments.options.force = true }),
    Flag(
      name: "allow-empty", verbs: [.summarize, .merge, .facts], group: .output, isRare: true,
      summary: "replace tables by empty ones",
      details:
        "Replace tables that have rows, or a file of facts, also if there was nothing to read. Without this option such "
        + "a run ends with status 65 and replaces nothing.",
      apply: { (arguments, _) in arguments.options.allowsEmpty = true }),
    Flag(
      name: "checksums", verbs: runs, group: .output, isRare: true,
      summary: "give the SHA-256 of inputs and outputs",
      details: "Give the SHA-256 of every input as it is, and of every output, in the line of --json; "
        + "summarize also in run.json.",
      apply: { (arguments, _) in arguments.options.checksums = true },
      reported: Reported(28) { .bool($0.checksums) }),
  ]

  private static let reading: [Flag] = [
    Flag(
      name: "conversation-from-filename", verbs: runs, group: .reading,
      effect: .records,
      summary: "the file's name is the asapp conversation",
      details: "Messages of asapp that name no conversation belong to the one that their file is named "
        + "after, up to the first dot: 01JC7.ndjson.gz holds the messages of 01JC7.",
      apply: { (arguments, _) in arguments.options.conversationFromFilename = true },
      reported: Reported(10) { .bool($0.conversationFromFilename) }),
    Flag(
      name: "account", value: "A", verbs: runs, group: .reading,
      effect: .records,
      summary: "account of chatwoot records without one",
      details:
        "The account of chatwoot records that name none, and of those that a map reads. Without this option it is taken from "
        + "the other records of the same conversation, if these name exactly one.",
      apply: { (arguments, value) throws(UsageError) in arguments.options.account = try value.notEmpty() },
      reported: Reported(11) { .string(orNull: $0.account) }),
    Flag(
      name: "map", value: "FILE", verbs: [.summarize, .check], group: .reading,
      effect: .records, readsFile: true,
      summary: "read another platform's records by a map",
      details: "Read every record by the map in FILE, JSON that says by JSON pointers where another platform "
        + "keeps conversation, message, role and times. samples/maps has maps for Zendesk, Intercom and Twilio; "
        + "README 1.7 explains them. check says how often each pointer found something, and what is there where "
        + "one never did.",
      apply: { (arguments, value) throws(UsageError) in arguments.options.map = try value.map() },
      reported: Reported(12) { .string(orNull: $0.map?.source) }),
    // A ledger may have such lines too, so facts --compact takes it.
    Flag(
      name: "max-line-bytes", value: "N", verbs: runs, group: .reading, isRare: true,
      effect: .limits, suitsCompact: true,
      summary: "reject longer lines (default 64M)",
      details: "Skip and reject lines longer than N bytes, and elements of a file that is one array; K, "
        + "M and G stand for powers of 1024. At most one byte less than 2G; the default is 64M.",
      apply: { (arguments, value) throws(UsageError) in arguments.options.maxLineBytes = try value.bytes() },
      reported: Reported(32) { .number($0.maxLineBytes) }),
    Flag(
      name: "max-rejects", value: "N", verbs: runs, group: .reading,
      effect: .limits,
      summary: "fail if more than N records are rejected",
      details: "Fail with status 65 if more than N lines and elements of pages are rejected. Then "
        + "summarize replaces no output but rejects.ndjson.",
      apply: { (arguments, value) throws(UsageError) in
        arguments.options.maxRejects = try value.number(in: 0...Int.max)
      },
      reported: Reported(29) { .number(orNull: $0.maxRejects) }),
    Flag(
      name: "max-reject-share", value: "P", verbs: runs, group: .reading,
      effect: .limits,
      summary: "fail if a greater share is: 5% or 0.05",
      details: "Fail with status 65 if a greater share than P of all lines and elements of pages is "
        + "rejected, or a greater share of all bytes: 5% or 0.05. Blank lines do not count. Then summarize "
        + "replaces no output but rejects.ndjson.",
      apply: { (arguments, value) throws(UsageError) in
        arguments.options.maxRejectShareMillionths = try value.shareMillionths()
      },
      reported: Reported(30) { .decimal(orNull: $0.maxRejectShareMillionths.map(Int64.init), places: 6) }),
    // compare tells of it, since rejects.ndjson of one run may lack what that of the other has.
    Flag(
      name: "max-reject-bytes", value: "N", verbs: runs, group: .reading, isRare: true,
      effect: .records,
      summary: "size of the file of rejects (default 1G)",
      details:
        "Write at most N bytes of rejects; K, M, G and T are powers of 1024. Later rejects are counted, "
        + "not written, and a warning says so. The default is 1G.",
      apply: { (arguments, value) throws(UsageError) in
        arguments.options.maxRejectBytes = try value.bytes(upTo: 1 << 50)
      },
      reported: Reported(31) { .number($0.maxRejectBytes) }),
    Flag(
      name: "keep-going", verbs: runs, group: .reading,
      effect: .limits,
      summary: "leave out inputs that cannot be read",
      details:
        "Leave out inputs that cannot be opened or break off, and go on with the others. Nothing of such "
        + "an input is counted. They are named, also in run.json, and the status is 66 all the same. Without "
        + "this option nothing is written then. It does not help where another input is a pipe.",
      apply: { (arguments, _) in arguments.options.keepsGoing = true },
      reported: Reported(33) { .bool($0.keepsGoing) }),
    Flag(
      name: "no-facts", verbs: runs, group: .reading, isRare: true,
      effect: .records,
      summary: "reject fact lines in dumps",
      details:
        "Reject fact lines as unknown_shape. Fact lines state ranks and times themselves, so someone who writes "
        + "lines of a dump could outrank its records with them.",
      apply: { (arguments, _) in arguments.options.refusesFacts = true },
      reported: Reported(34) { .bool($0.refusesFacts) }),
  ]

  private static let running: [Flag] = [
    Flag(
      name: "dry-run", verbs: [.summarize], group: .running,
      summary: "say what would be read and written",
      details:
        "Say which inputs would be read, of what size and kind, what would be written, and about how much "
        + "memory and disk it would take; read no more than the beginning of each input, and write nothing.",
      apply: { (arguments, _) in arguments.isDryRun = true }),
    Flag(
      name: "wait", value: "SECONDS", verbs: [.summarize, .facts, .merge], group: .running,
      summary: "wait while another run writes into DIR",
      details:
        "While another run writes into DIR, or the same file of facts, wait up to SECONDS before this one is given up with status "
        + "75. The default is 0.",
      apply: { (arguments, value) throws(UsageError) in
        arguments.options.waitSeconds = try value.number(in: 0...1_000_000)
      }),
    Flag(
      name: "jobs", short: "j", value: "N", verbs: workers, group: .running,
      summary: "workers (default: the processors allowed)",
      details: "Work with N workers. The default is the number of processors that this process may "
        + "use. The results never depend on it.",
      apply: { (arguments, value) throws(UsageError) in arguments.jobs = try value.number(in: 1...1024) }),
    Flag(
      name: "memory", value: "SIZE", verbs: workers, group: .running,
      summary: "memory to take (default: half of allowed)",
      details: "Take about SIZE bytes of memory (256M, 4G). What does not fit is put into temporary files, "
        + "together about a quarter of the size of the dump. The default is half of what this process may "
        + "use, by its control group or the machine. The results never depend on it.",
      apply: { (arguments, value) throws(UsageError) in
        arguments.options.memoryBytes = try value.bytes(upTo: 1 << 50)
      }),
    Flag(
      name: "tmp", value: "DIR", verbs: workers, group: .running,
      standardOutput: [],
      summary: "directory of the temporary file",
      details: "Put what does not fit into memory into a temporary file in DIR. The default is TMPDIR, else "
        + "/tmp. The file has no name, and is gone however the run ends.",
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
      details: "Print one JSON object as the last line of standard output in place of the summary: "
        + "the content of run.json, before it the exit status and, where the run failed, the "
        + "error. With compare: the runs, what changed most, and how many rows there are.",
      apply: { (arguments, _) in arguments.isJSON = true }),
    Flag(
      name: "log-format", value: "FORM", verbs: tellers, group: .running,
      summary: "text (default) or json on standard error",
      details:
        "Write diagnostics as text, the default, or as json: an object per line with time, level, event "
        + "and the run's id, which run.json has too.",
      apply: { (arguments, value) throws(UsageError) in arguments.logFormat = try value.choice() }),
    Flag(
      name: "metrics-file", value: "FILE", verbs: workers, group: .running,
      standardOutput: [],
      summary: "write metrics for Prometheus into FILE",
      details: "Write what became of the run into FILE, in the text format that the textfile collector of "
        + "Prometheus' node exporter reads from files that end with .prom. FILE is replaced at once, also when "
        + "the run fails.",
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
