// The columns of roles.csv.

/// The values of the row of a role.
struct RoleRow {
  let kind: MessageClass
  let counts: RoleCounts
  let ingestLag: LatencyStatistics
  let ingestLagsNegative: Int
  /// The number of messages of all participants.
  let participantMessages: Int
  /// The number of turns of all participants.
  let participantTurns: Int
}

extension Columns<RoleRow> {
  /// The columns of roles.csv in order (Columns: roles.csv).
  static var ofRoles: [Columns] {
    [
      text(.role, "The class of the messages: customer, agent, bot, system, note or failed.") {
        Text($0.kind.name)
      },
      count(.messages, "Messages of the role.") { $0.counts.messages },
      ofParticipants(
        .messageShare, .share, "The role's share of all messages of customers, agents and bots."
      ) { ($0.counts.messages, $0.participantMessages) },
      turns,
      ofParticipants(.turnShare, .share, "The role's share of all turns of customers, agents and bots.") {
        ($0.counts.turns, $0.participantTurns)
      },
      count(.conversations, "Conversations with at least one message of the role.") {
        $0.counts.conversations
      },
      ofParticipants(.messagesPerTurn, .ratio, "Messages of the role per turn of the role.") {
        ($0.counts.messages, $0.counts.turns)
      },
      ofParticipants(
        .turnsPerConversation, .ratio,
        "Turns of the role per conversation with at least one message of the role."
      ) { ($0.counts.turns, $0.counts.conversations) },
      latency(.ingestLag, [.count, .mean, .median, .p95, .max]) { $0.ingestLag },
      count(.ingestLagsNegative) { $0.ingestLagsNegative },
    ]
  }

  // System messages, notes and failed messages have no turns and do not belong to the participants' messages.

  private static var turns: Columns {
    Columns([Column(.turns, .count, "Unbroken runs of messages of the role.")], RoleTurns())
  }

  private static func ofParticipants(
    _ id: ColumnName, _ unit: Unit, _ definition: String,
    _ value: @escaping @Sendable (RoleRow) -> (Int, Int)
  ) -> Columns {
    ratio(id, unit, definition) { $0.kind.isParticipant ? value($0) : nil }
  }
}

private struct RoleTurns: RowCells {
  func write<Sink: CellSink & ~Copyable>(_ row: RoleRow, to sink: inout Sink) {
    if row.kind.isParticipant { sink.integer(row.counts.turns) } else { sink.empty() }
  }
}
