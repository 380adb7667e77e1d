// The columns of the tables that have a row per group: summary.csv and by_*.csv.

/// What the cells of a group's row are made of.
struct GroupRow: Counted {
  /// The key cells, in the order of the grouping's keys.
  let keys: [Text]
  /// The name of the agent, where the agent is a key.
  let agentName: Text
  let figures: TallyFigures

  var messages: ClassCounts { figures.messages }
  var turns: ClassCounts { figures.turns }
}

extension Column<GroupRow> {
  /// The columns of a grouping: its keys, then the measures (SPEC 3).
  static func ofGroups(by keys: [Key]) -> [Column] {
    let keyColumns = keys.enumerated().map { index, key in
      Column(key.column, .text, key.definition) { .text($0.keys[index]) }
    }
    guard keys.contains(.agent) else { return keyColumns + measures }
    return keyColumns
      + [Column("agent_name", .text, "The name that was met beside the agent's id.") { .text($0.agentName) }]
      + measures
  }

  /// The columns of summary.csv, and those after the keys of every by_*.csv.
  static var measures: [Column] {
    [Column("conversations", .count, conversationsDefinition) { .count($0.figures.conversations) }]
      + messageCounts + turnCounts + answers
      + latency(.waiting, [.median, .max]) { $0.figures.waiting }
      + Clock.allCases.flatMap(replies)
      + latency(.ingestLag, Statistic.ofGroups) { $0.figures.ingestLag }
      + [
        Column("ingest_lags_negative", .count, ingestLagsNegativeDefinition) {
          .count($0.figures.ingestLagsNegative)
        }
      ]
  }

  private static var conversationsDefinition: String {
    "Conversations in the row; by agent: those in which the agent wrote, in (none) those in which none did."
  }

  private static var answers: [Column] {
    [
      Column("responses", .count, "Waits of customers that an agent's message ended.") {
        .count($0.figures.response.created.count)
      },
      Column("bot_responses", .count, "Waits of customers in which a bot wrote; it does not end the wait.") {
        .count($0.figures.botResponses)
      },
      Column("unanswered", .count, "Conversations at whose end the customer waits and no bot has written since.") {
        .count($0.figures.waiting.count)
      },
      Column(
        "never_answered", .count, "Conversations in which a customer wrote and neither agent nor bot ever responded."
      ) { .count($0.figures.neverAnswered) },
    ]
  }

  private static func replies(by clock: Clock) -> [Column] {
    latency(.firstResponse.by(clock), Statistic.ofGroups) { $0.figures.firstResponse[clock] }
      + latency(.response.by(clock), Statistic.ofGroups) { $0.figures.response[clock] }
      + latency(.customerResponse.by(clock), Statistic.ofGroups) { $0.figures.customerResponse[clock] }
  }
}
