// The options that decide how a run works and what it prints.

import ConvoStat

extension Flag {
  /// The options of running.
  static let running: [Flag] = [
    Flag(
      name: "dry-run", verbs: [.summarize], group: .running,
      summary: "show what would be read and written",
      details:
        "Show which inputs would be read, their size and kind, which outputs would be written, and "
        + "about how much memory and disk the run would need; with --xlsx also about how many rows and sheets the "
        + "workbook would have. Only the beginning of each input is read, "
        + "and nothing is written.",
      apply: { (arguments, _) in arguments.isDryRun = true }),
    Flag(
      name: "wait", value: "SECONDS", verbs: [.summarize, .facts, .merge], group: .running, isRare: true,
      summary: "wait while another run writes into DIR",
      details:
        "If another run writes into DIR, or into the same file of facts, wait up to SECONDS for its "
        + "end; then give up with status 75. The default is 0.",
      apply: { (arguments, value) throws(UsageError) in
        arguments.options.waitSeconds = try value.number(in: 0...1_000_000)
      }),
    Flag(
      name: "jobs", short: "j", value: "N", verbs: workers, group: .running, isRare: true,
      summary: "workers (default: the processors allowed)",
      details:
        "Use N workers. The default is the number of processors that this process may use. Results "
        + "never depend on it.",
      apply: { (arguments, value) throws(UsageError) in arguments.jobs = try value.number(in: 1...1024) }),
    Flag(
      name: "memory", value: "SIZE", verbs: workers, group: .running, isRare: true,
      summary: "memory to use (default: half of allowed)",
      details:
        "Use about SIZE bytes of memory (256M, 4G). Data that does not fit goes into temporary files, "
        + "together about a quarter of the size of the dump. The default is half of the memory that the "
        + "control group or the machine allows this process. Results never depend on it.",
      apply: { (arguments, value) throws(UsageError) in
        arguments.options.memoryBytes = try value.bytes(upTo: 1 << 50)
      }),
    Flag(
      name: "tmp", value: "DIR", verbs: workers, group: .running, isRare: true,
      standardOutput: [],
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
        + "the changes of groups beyond chance and the number of rows.",
      apply: { (arguments, _) in arguments.isJSON = true }),
    Flag(
      name: "log-format", value: "FORM", verbs: tellers, group: .running, isRare: true,
      summary: "text (default) or json on standard error",
      details:
        "Write diagnostics as text, the default, or as json: one object per line with time, level, "
        + "event and the id of the run, which run.json has too.",
      apply: { (arguments, value) throws(UsageError) in arguments.logFormat = try value.choice() }),
    Flag(
      name: "metrics-file", value: "FILE", verbs: workers, group: .running, isRare: true,
      standardOutput: [],
      summary: "write metrics for Prometheus into FILE",
      details:
        "Write the outcome of the run into FILE, in the text format that the textfile collector of the "
        + "Prometheus node exporter reads from files that end with .prom. FILE is replaced as a whole, "
        + "also if the run fails.",
      apply: { (arguments, value) throws(UsageError) in arguments.metricsPath = try value.path() }),
    Flag(
      name: "config", value: "FILE", verbs: tellers, group: .running, readsFile: true,
      summary: "read options from FILE first",
      details:
        "Read options from FILE, as if they were typed before those of the command line: so a value on the command "
        + "line wins, and options that add to each other, such as --by, add. A line is --name, or --name and its "
        + "value up to the end of the line, without quotes. # begins a comment. Relative paths are taken from the "
        + "directory of FILE. Options that the run does not take are skipped, so that one FILE serves several verbs. "
        + "Inputs belong on the command line. Repeat the option for more files.",
      apply: { (arguments, value) throws(UsageError) in arguments.configPaths.append(try value.path()) }),
    Flag(
      name: "help", short: "h", verbs: Verb.allCases, group: .running,
      summary: "-h: this help; --help: options explained",
      details: "Print help and do nothing else: one screen for -h, everything for --help.",
      apply: { (arguments, value) in arguments.help = value.isShort ? .short : .long }),
    Flag(
      name: "version", short: "V", verbs: Verb.allCases, group: .running, isRare: true,
      summary: "print the version",
      details: "Print the version and do nothing else.",
      apply: { (arguments, _) in arguments.wantsVersion = true }),
  ]
}
