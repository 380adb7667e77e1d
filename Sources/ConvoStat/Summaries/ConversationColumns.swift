// The columns of conversations.csv.

/// What the cells of a conversation's row are made of.
struct ConversationRow: Counted {
  let conversation: Conversation
  let figures: ConversationFigures
  /// When open waits are aged, in milliseconds since 1970.
  let asOf: Int64

  var messages: ClassCounts { figures.messages }
  var turns: ClassCounts { figures.turns }
}

extension Column<ConversationRow> {
  /// All columns of conversations.csv, in their order (SPEC 3).
  static func ofConversations(metadataKeys: [String]) -> [Column] {
    attributes + metadata(metadataKeys) + people + times + messageCounts + turnCounts + answers
      + Clock.allCases.flatMap(responses)
      + [
        Column(
          "responses_client_negative", .count,
          "Responses that took less than no time by the senders' own clocks, because the clocks disagree."
        ) { .count($0.figures.responsesClientNegative) },
        Column("customer_responses", .count, "Customer messages right after an agent's.") {
          .count($0.figures.customerResponses)
        },
      ]
      + Clock.allCases.flatMap { clock in
        latency(.customerResponse.by(clock), [.mean, .median]) { $0.figures.customerResponse[clock] }
      }
      + ingestLags
  }

  private static var attributes: [Column] {
    [
      Column("source", .text, "The platform that the dump is from: asapp or chatwoot.") {
        .text(Text($0.conversation.platform.name))
      },
      Column("account_id", .text, "The account on the platform.") { .text($0.conversation.account) },
      Column("conversation_id", .text, "The conversation's id on the platform.") {
        .text($0.conversation.id)
      },
      Column("external_id", .text, "The id that your own system gave the conversation.") {
        .text($0.conversation.externalID)
      },
      Column("status", .text, "The conversation's status on the platform, such as open.") {
        .text($0.conversation.status)
      },
      Column("queue", .text, "The queue or inbox that the conversation came in by.") {
        .text($0.conversation.queue)
      },
      Column("organizational_group", .text, "The organizational group in the conversation's metadata.") {
        .text($0.conversation.organizationalGroup)
      },
      Column("subdivision", .text, "The subdivision in the conversation's metadata.") {
        .text($0.conversation.subdivision)
      },
    ]
  }

  private static func metadata(_ keys: [String]) -> [Column] {
    keys.enumerated().map { index, key in
      Column("metadata.\(key)", .text, "The value of \(key) in the conversation's metadata.") {
        .text($0.conversation.metadata[index])
      }
    }
  }

  private static var people: [Column] {
    [
      Column("assigned_agent_id", .text, "The id of the agent to whom the conversation is assigned.") {
        .text($0.conversation.assignedAgentID)
      },
      Column("assigned_agent_name", .text, "The name of the agent to whom the conversation is assigned.") {
        .text($0.conversation.assignedAgentName)
      },
      Column("customer_id", .text, "The id of the customer.") { .text($0.conversation.customerID) },
    ]
  }

  private static var times: [Column] {
    [
      Column("first_message_at", .time, "When the first message of customer, agent or bot was created.") {
        .time($0.figures.participantSpan?.lowerBound)
      },
      Column("last_message_at", .time, "When the last message of customer, agent or bot was created.") {
        .time($0.figures.participantSpan?.upperBound)
      },
      Column("duration_s", .seconds, "From the first to the last message of customer, agent or bot.") {
        .seconds($0.figures.participantSpan.map { $0.upperBound - $0.lowerBound })
      },
    ]
  }

  private static var answers: [Column] {
    [
      Column("agents", .count, "Different agents who wrote, as far as they have an id.") {
        .count($0.figures.agents)
      },
      Column("agent_initiated", .flag, "1 if an agent wrote before customer and bot, else 0.") {
        .flag($0.figures.isAgentInitiated)
      },
      Column("responses", .count, "Waits of customers that an agent's message ended.") {
        .count($0.figures.responses)
      },
      Column("bot_responses", .count, "Waits of customers in which a bot wrote; it does not end the wait.") {
        .count($0.figures.botResponses)
      },
      Column("unanswered", .flag, "1 if at the end the customer waits and no bot has written since, else 0.") {
        .flag($0.figures.unansweredSince != nil)
      },
      Column("never_answered", .flag, "1 if a customer wrote and neither agent nor bot ever responded, else 0.") {
        .flag($0.figures.isNeverAnswered)
      },
      Column("waiting_since", .time, "When the unanswered wait began.") { .time($0.figures.unansweredSince) },
      Column("waiting_s", .seconds, "Age of the unanswered wait at the as-of time.") { row in
        .seconds(row.figures.unansweredSince.map { row.asOf - $0 })
      },
    ]
  }

  private static func responses(by clock: Clock) -> [Column] {
    let first = LatencyName.firstResponse.by(clock)
    let whose = clock == .created ? "by the platform's clock" : "by the senders' own clocks"
    let definition = "How long the earliest wait was that an agent ended, \(whose)."
    return [
      Column("\(first.name)_s", .seconds, definition) { .seconds($0.figures.firstResponse?.latency(clock)) }
    ] + latency(.response.by(clock), [.total, .mean, .median, .p90, .max]) { $0.figures.response[clock] }
  }

  private static var ingestLags: [Column] {
    [
      Column("ingest_lags", .count, "Messages that have both times, so that their ingest lag is known.") {
        .count($0.figures.ingestLags.count)
      },
      lag("mean", "Mean") { $0.total.mean(count: $0.count) },
      lag("min", "Least") { $0.least },
      lag("max", "Greatest") { $0.greatest },
      Column("ingest_lags_negative", .count, ingestLagsNegativeDefinition) {
        .count($0.figures.ingestLags.negative)
      },
    ]
  }

  private static func lag(
    _ suffix: String, _ adjective: String, value: @escaping @Sendable (IngestLags) -> Int64
  ) -> Column {
    let latency = LatencyName.ingestLag
    return Column("\(latency.name)_\(suffix)_s", .seconds, "\(adjective) of the \(latency.values).") {
      let lags = $0.figures.ingestLags
      return lags.count > 0 ? .seconds(value(lags)) : .empty
    }
  }
}
