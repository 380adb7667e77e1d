// Names of options in other tools, each with the name here.

import ConvoStat

/// An option of another tool, typed out of habit.
struct ForeignOption {
  /// The word as typed, with its dashes.
  let word: String

  /// The hint what to type instead; `nil` if the name is unknown.
  var answer: String? {
    let name = word.drop { $0 == "-" }.lowercased().replacing("_", with: "-")
    if word.hasPrefix("--"), name != word.dropFirst(2), let flag = Flag.named(name) {
      return "did you mean --\(flag.name)?"
    }
    if let sentence = ForeignOption.sentences[name] { return sentence }
    if let own = ForeignOption.names.first(where: { $0.others.contains(name) })?.own {
      return ForeignOption.explanation(of: own)
    }
    if word.hasPrefix("--"), let key = Key(name.replacing("-", with: "_")) {
      return "--where \(key.name)=VALUE selects conversations, --by \(key.name) adds a table"
    }
    return nil
  }

  /// Returns an explanation such as `--jobs N: workers (default: the processors allowed)`.
  static func explanation(of flag: String) -> String {
    Flag.named(flag).map { flag in
      "--\(flag.name)\(flag.value.map { " \($0)" } ?? ""): \(flag.summary)"
    } ?? ""
  }

  /// The names in other tools, by the name here.
  private static let names: [(own: String, others: Set<String>)] = [
    (
      "jobs",
      [
        "threads", "num-threads", "nthreads", "thread-count", "thread", "workers", "num-workers", "worker",
        "parallel", "parallelism", "cores", "cpus", "cpu", "procs", "processes", "nproc", "concurrency",
      ]
    ),
    ("timezone", ["tz", "time-zone", "zone", "local-time", "utc-offset"]),
    (
      "by",
      [
        "group-by", "groupby", "group", "groups", "grouping", "dimension", "dimensions", "breakdown", "per",
        "aggregate", "aggregate-by", "agg", "pivot", "split-by",
      ]
    ),
    (
      "since",
      [
        "from", "start", "start-date", "start-time", "date-from", "from-date", "after", "begin", "begin-date",
        "min-date", "newer-than",
      ]
    ),
    (
      "until",
      [
        "to", "end", "end-date", "end-time", "date-to", "to-date", "before", "max-date", "older-than", "till",
      ]
    ),
    (
      "where",
      ["filter", "filters", "query", "only", "include", "select", "match", "condition", "exclude"]
    ),
    (
      "within",
      [
        "sla", "slas", "slo", "slos", "service-level", "service-levels", "threshold", "thresholds", "target",
        "targets", "goal",
      ]
    ),
    (
      "out",
      [
        "output", "outputs", "output-dir", "output-directory", "output-path", "output-file", "out-dir",
        "outdir", "out-file", "outfile", "dest", "destination", "dir", "directory", "save", "save-to",
        "write-to", "target-dir", "output-folder", "folder",
      ]
    ),
    ("hours", ["business-hours", "opening-hours", "working-hours", "office-hours", "calendar", "schedule"]),
    ("buckets", ["bins", "bin", "histogram", "distribution"]),
    ("backlog", ["open", "waiting", "queue-length", "snapshot", "snapshots", "time-series"]),
    ("as-of", ["now", "at", "reference-date", "reference-time", "date", "as-of-date"]),
    ("quiet", ["silent", "no-progress", "no-warnings"]),
    (
      "max-rejects", ["strict", "fail-fast", "fail-on-error", "max-errors", "max-bad-records", "error-limit"]
    ),
    (
      "keep-going",
      ["ignore-errors", "skip-errors", "continue-on-error", "continue", "ignore-missing", "skip-unreadable"]
    ),
    ("tmp", ["tmpdir", "tmp-dir", "tempdir", "temp-dir", "temp", "temporary-directory", "scratch"]),
    (
      "memory", ["mem", "max-memory", "memory-limit", "max-mem", "ram", "buffer-size", "memory-budget"]
    ),
    ("map", ["mapping", "schema", "field-map", "mapping-file", "platform", "source-format"]),
    ("dry-run", ["dryrun", "simulate", "no-act", "just-print", "what-if", "plan"]),
    ("checksums", ["checksum", "sha256", "hash", "hashes", "md5", "digest"]),
    ("split-rows", ["split", "chunk-size", "chunksize", "max-rows", "rows-per-file", "chunk"]),
    ("metrics-file", ["metrics", "prometheus", "textfile", "stats-file"]),
    ("report", ["html", "charts", "chart", "plot", "plots", "graph", "dashboard"]),
    ("xlsx", ["excel-file", "workbook", "xls", "spreadsheet"]),
    ("responses", ["per-response", "per-message", "raw-responses", "detail", "details"]),
    ("dialect", ["excel", "delimiter", "separator", "sep", "field-separator", "csv-dialect", "bom"]),
    ("csv-text", ["raw", "no-escape", "escape", "sanitize"]),
    ("rejects", ["errors", "error-file", "bad-records", "reject-file", "badfile"]),
    ("max-line-bytes", ["max-line-length", "max-line-size", "max-record-size", "maximum-object-size"]),
    ("conversation-from-directory", ["conversation-from-dir", "directory-as-id", "id-from-directory"]),
    ("conversation-from-filename", ["conversation-from-file", "id-from-filename", "filename-as-id"]),
    ("newest-within", ["max-age", "freshness", "fresh-within", "stale-after"]),
    ("min-records", ["min-rows", "min-lines", "min-count", "expect-records"]),
    ("wait", ["timeout", "lock-timeout", "wait-for-lock"]),
    ("metadata", ["custom-attribute", "custom-attributes", "extra-columns", "meta"]),
    ("attributes", ["labels", "tags", "with-labels", "csat"]),
    ("log-format", ["log-json", "json-logs", "log", "log-style"]),
    ("no-sender", ["senderless", "unknown-sender", "without-sender", "missing-sender"]),
    ("bot-agent", ["bot-id", "bot-user", "bot-sender", "is-bot"]),
    ("bots", ["bot", "ignore-bots", "exclude-bots", "no-bots"]),
    ("config", ["conf", "config-file", "options", "options-file", "rc", "settings", "profile"]),
    ("last", ["period", "previous", "last-week", "last-month", "range"]),
    ("top", ["limit-rows", "max-lines"]),
    ("ledger", ["append", "incremental", "resume", "state", "archive"]),
  ]

  /// Hints for names without an equivalent option.
  private static let sentences: [String: String] = {
    let inputs = "inputs need no option: convostat summarize INPUT... --out DIR"
    let forms = "tables are CSV; --dialect, --xlsx, --report and --json give other forms"
    let louder = "there is no verbose mode: --log-format json writes for programs, --quiet prints less"
    let everything = "inputs are always read whole; to try a part: head -n 1000 FILE | convostat check -"
    let percentiles = "tables have median, p90, p95 and p99; --buckets TIMES writes the whole distribution"
    return [
      "input": inputs, "inputs": inputs, "in": inputs, "file": inputs, "files": inputs, "path": inputs,
      "data": inputs, "dump": inputs, "i": inputs, "f": inputs, "stdin": inputs,
      "format": forms, "output-format": forms, "csv": forms, "type": forms, "parquet": forms,
      "verbose": louder, "debug": louder, "v": louder, "vv": louder, "log-level": louder, "loglevel": louder,
      "limit": everything, "head": everything, "sample": everything, "n": everything,
      "percentile": percentiles, "percentiles": percentiles, "quantiles": percentiles, "p95": percentiles,
      "recursive": "directories are always searched", "r": "directories are always searched",
      "stdout": "convostat facts INPUT... --out - writes to standard output; tables need a directory",
      "usage": "convostat --help", "?": "convostat --help",
      "progress": "progress is shown on a terminal, without an option",
      "gzip": "compressed inputs are recognised; facts --out FILE.gz and FILE.zst are compressed",
      "compress": "compressed inputs are recognised; facts --out FILE.gz and FILE.zst are compressed",
      "color": "colours are for terminals; NO_COLOR=1 turns them off",
      "no-color": "NO_COLOR=1 in the environment turns colours off",
    ]
  }()
}
