// Shortages of memory for people: what does not fit, how much it needs, and which option helps.

extension MemoryShortage: FailureCause {
  package var row: FailureRow {
    FailureRow(
      "too_little_memory", .inputOutput, sentence,
      hint: "nothing was replaced; \(hint); see convostat help limits")
  }

  /// The message in one line without a full stop.
  private var sentence: String {
    let subject =
      switch kind {
      case .groups(let table, _):
        "the groups of the tables (\(table.visible) has \(Quantity.count(count)) so far)"
      case .queues:
        "the groups of the tables and of the report (\(Quantity.counted(count, "queue")) so far)"
      case .agents: "\(Quantity.counted(count, "agent")) and their names, read by one worker,"
      case .conversation: "one conversation of \(Quantity.counted(count, "message"))"
      case .messages: "about \(Quantity.counted(count, "message")) that must be measured together"
      case .lines: "long lines and values that are read at the same time"
      case .part: "the facts of a part, which must fit into memory,"
      }
    if kind == .part { return "\(subject) need more than the \(allowed)" }
    let verb = kind == .conversation ? "needs" : "need"
    return "\(subject) \(verb) about \(Quantity.bytes(neededBytes)) of memory, more than the \(allowed)"
  }

  private var allowed: String { "\(Quantity.bytes(allowedBytes)) that --memory leaves for this" }

  /// The hint.
  private var hint: String {
    switch kind {
    case .groups(_, isAsked: true): "allow more memory with --memory, or fewer rows with --max-groups N"
    case .groups:
      "allow more memory with --memory, or measure fewer conversations with --where, --since or --shard"
    case .queues: "allow more memory with --memory, or leave out --report"
    case .agents, .conversation, .messages: "allow more memory with --memory"
    case .lines: "allow more memory with --memory, or reject long lines with --max-line-bytes N"
    case .part: "allow more memory with --memory, or make more and smaller parts with --shard"
    }
  }
}

extension Failure {
  /// Data that must be in memory as a whole and does not fit.
  package static func memory(_ cause: MemoryShortage) -> Failure { Failure(cause) }
}
