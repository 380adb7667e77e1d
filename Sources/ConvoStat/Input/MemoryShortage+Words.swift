// Shortages of memory for people: what does not fit, how much it needs, and which option helps.

extension MemoryShortage: FailureCause {
  package var row: FailureRow {
    FailureRow("too_little_memory", .inputOutput, sentence, hint: "nothing was replaced; \(hint)")
  }

  /// What does not fit, in one line without a full stop.
  private var sentence: String {
    let subject =
      switch kind {
      case .groups(let table, _):
        "the groups of the tables, of which \(table.visible) has \(Quantity.count(count)) so far,"
      case .queues:
        "the groups of the tables and the report, of which this has \(Quantity.counted(count, "queue")) so far,"
      case .agents: "\(Quantity.counted(count, "agent")) and the names that were read by one worker"
      case .conversation: "one conversation of \(Quantity.counted(count, "message"))"
      case .messages: "about \(Quantity.counted(count, "message")) that are measured together"
      case .lines: "long lines and values that are read at the same time"
      case .part: "a part is made in memory, and its facts"
      }
    if kind == .part { return "\(subject) need more than the \(allowed)" }
    let verb = kind == .conversation ? "needs" : "need"
    return "\(subject) \(verb) about \(Quantity.bytes(neededBytes)) of memory, more than the \(allowed)"
  }

  private var allowed: String { "\(Quantity.bytes(allowedBytes)) that --memory leaves for that" }

  /// What helps.
  private var hint: String {
    switch kind {
    case .groups(_, isAsked: true): "give more memory by --memory, or hold fewer rows by --max-groups N"
    case .groups:
      "give more memory by --memory, or measure fewer conversations by --where, --since or --shard"
    case .queues: "give more memory by --memory, or leave out --report"
    case .agents, .conversation, .messages: "give more memory by --memory"
    case .lines: "give more memory by --memory, or reject long lines by --max-line-bytes N"
    case .part: "give more memory by --memory, or make more parts by --shard"
    }
  }
}

extension Failure {
  /// Something that must be in memory as a whole and does not fit.
  package static func memory(_ cause: MemoryShortage) -> Failure { Failure(cause) }
}
