// The columns of roles.csv.

/// What the cells of a role's row are made of.
struct RoleRow {
  let kind: MessageClass
  let counts: RoleCounts
  let ingestLag: LatencyStatistics
  /// The messages of all participants together.
  let participantMessages: Int
  /// The turns of all participants together.
  let participantTurns: Int
}

extension Column<RoleRow> {
  /// All columns of roles.csv, in their order (SPEC 3).
  static var ofRoles: [Column] {
    [
      Column("role", .text, "The class of the messages: customer, agent, bot, system, note or failed.") {
        .text(Text($0.kind.name))
      },
      Column("messages", .count, "Messages of the role.") { .count($0.counts.messages) },
      ofParticipants("message_share", .share, "The role's part of the messages of customer, agent and bot.") {
        .ratio($0.counts.messages, $0.participantMessages)
      },
      ofParticipants("turns", .count, "Unbroken runs of messages of the role.") { .count($0.counts.turns) },
      ofParticipants("turn_share", .share, "The role's part of the turns of customer, agent and bot.") {
        .ratio($0.counts.turns, $0.participantTurns)
      },
      Column("conversations", .count, "Conversations with at least one message of the role.") {
        .count($0.counts.conversations)
      },
      ofParticipants("messages_per_turn", .ratio, "Messages of the role per turn of the role.") {
        .ratio($0.counts.messages, $0.counts.turns)
      },
      ofParticipants(
        "turns_per_conversation", .ratio, "Turns of the role per conversation with at least one message of it."
      ) { .ratio($0.counts.turns, $0.counts.conversations) },
    ]
      + latency(.ingestLag, [.count, .mean, .median, .p95, .max]) { $0.ingestLag }
      + [
        Column("ingest_lags_negative", .count, ingestLagsNegativeDefinition) {
          .count($0.counts.ingestLag.negativeCount)
        }
      ]
  }

  /// A column that is empty for system, note and failed, which take no turns.
  private static func ofParticipants(
    _ name: String, _ unit: Unit, _ definition: String, cell: @escaping @Sendable (RoleRow) -> Cell
  ) -> Column {
    Column(name, unit, definition) { $0.kind.isParticipant ? cell($0) : .empty }
  }
}
