// The columns that several tables have: counts by class, waits, ingest lags.

/// A row that counts messages and turns by class.
protocol Counted: SendableMetatype {
  var messages: ClassCounts { get }
  var turns: ClassCounts { get }
}

extension Columns where Row: Counted {
  /// The columns `messages`, `customer_messages` and those of the other classes.
  static var messageCounts: Columns {
    let classes = MessageClass.allCases.map { kind in
      Column(.messages(of: kind), .count, kind.messagesDefinition)
    }
    let all = Column(.messages, .count, "All kept messages, of every class.")
    return Columns([all] + classes, MessageCounts())
  }

  /// The columns `customer_turns`, `agent_turns` and `bot_turns`.
  static var turnCounts: Columns {
    let participants = MessageClass.allCases.filter(\.isParticipant).map { kind in
      Column(
        .turns(of: kind), .count,
        "Unbroken runs of \(kind.name) messages; system messages and notes do not break a run."
      )
    }
    return Columns(participants, TurnCounts())
  }
}

private struct MessageCounts<Row: Counted>: RowCells {
  func write<Sink: CellSink & ~Copyable>(_ row: Row, to sink: inout Sink) {
    let counts = row.messages
    sink.numbers(atMost: 7) { cells in
      cells.integer(counts.total)
      cells.integer(counts.customer)
      cells.integer(counts.agent)
      cells.integer(counts.bot)
      cells.integer(counts.system)
      cells.integer(counts.note)
      cells.integer(counts.failed)
    }
  }
}

private struct TurnCounts<Row: Counted>: RowCells {
  func write<Sink: CellSink & ~Copyable>(_ row: Row, to sink: inout Sink) {
    let counts = row.turns
    sink.numbers(atMost: 3) { cells in cells.append(turns: counts) }
  }
}

extension NumberSink {
  /// Writes the cells of `turnCounts`.
  @inline(__always)
  mutating func append(turns counts: ClassCounts) {
    integer(counts.customer)
    integer(counts.agent)
    integer(counts.bot)
  }
}

extension MessageClass {
  fileprivate var messagesDefinition: String {
    switch self {
    case .customer: "Messages that the customer wrote."
    case .agent: "Messages that human agents wrote."
    case .bot: "Messages that bots wrote."
    case .system: "Messages of the platform itself: activity, templates, automation, campaigns."
    case .note: "Private notes between agents, which the customer never sees."
    case .failed: "Messages that never arrived; of all other columns, only messages counts them."
    }
  }
}

extension Column {
  /// Returns the columns that identify a conversation, or a session of one.
  static func ofConversationKey(_ optional: OptionalColumns) -> [Column] {
    let whole = [
      Column(.source, .text, "The platform of the dump: asapp, chatwoot, or the name that a map gives."),
      Column(.accountID, .text, "The account on the platform."),
      Column(.conversationID, .text, "The conversation's id on the platform."),
    ]
    let session = Column(
      .session, .count, "With --sessions: the number of the session within the conversation, from 1.")
    return optional.hasSessions ? whole + [session] : whole
  }

  static let queue = Column(.queue, .text, "The queue or inbox of the conversation.")

  static let responses = Column(.responses, .count, "Customer waits that an agent message ended.")

  static let botResponses = Column(
    .botResponses, .count, "Bot messages that were the first answer in a customer's wait.")

  static let waits = Column(
    .waits, .count,
    "Customer waits: the sum of responses, waits_ended_by_bot, waits_ended_by_resolve and unanswered.")

  static let waitsEndedByBot = Column(
    .waitsEndedByBot, .count,
    "Customer waits that a bot answered, and no agent before the next customer message, the resolution or the end."
  )

  static let waitsEndedByResolve = Column(
    .waitsEndedByResolve, .count,
    "Customer waits that the resolution of the conversation ended before anybody answered, such as a closing thanks."
  )

  static let resolutions = Column(
    .resolutions, .count, "Changes to resolved; empty if no status is known.")

  static let reopens = Column(
    .reopens, .count, "Changes back from resolved to open; empty if no status is known.")

  static let ingestLagsNegative = Column(
    .ingestLagsNegative, .count,
    "Messages with a negative ingest lag: they reached the platform before they were sent, so the clocks disagree."
  )
}
