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

extension Columns<ConversationRow> {
  /// All columns of conversations.csv, in their order (README 3).
  static func ofConversations(metadataKeys: [String]) -> [Columns] {
    let metadata = metadataKeys.enumerated().map { index, key in
      text("metadata.\(key)", "The value of \(key) in the conversation's metadata.") {
        $0.conversation.metadata[index]
      }
    }
    return attributes + metadata + people + times + [messageCounts, turnCounts] + answers + waits
      + createdLatencies + clientLatencies + customerResponses + ingestLags
  }

  private static var attributes: [Columns] {
    [
      text("source", "The platform that the dump is from: asapp or chatwoot.") {
        Text($0.conversation.platform.name)
      },
      text("account_id", "The account on the platform.") { $0.conversation.account },
      text("conversation_id", "The conversation's id on the platform.") { $0.conversation.id },
      text("external_id", "The id that your own system gave the conversation.") {
        $0.conversation.externalID
      },
      text("status", "The conversation's status on the platform, such as open.") { $0.conversation.status },
      text("queue", "The queue or inbox that the conversation came in by.") { $0.conversation.queue },
      text("organizational_group", "The organizational group in the conversation's metadata.") {
        $0.conversation.organizationalGroup
      },
      text("subdivision", "The subdivision in the conversation's metadata.") {
        $0.conversation.subdivision
      },
    ]
  }

  private static var people: [Columns] {
    [
      text("assigned_agent_id", "The id of the agent to whom the conversation is assigned.") {
        $0.conversation.assignedAgentID
      },
      text("assigned_agent_name", "The name of the agent to whom the conversation is assigned.") {
        $0.conversation.assignedAgentName
      },
      text("customer_id", "The id of the customer.") { $0.conversation.customerID },
    ]
  }

  private static var times: [Columns] {
    [
      time("first_message_at", "When the first message of customer, agent or bot was created.") {
        $0.figures.participantSpan?.lowerBound
      },
      time("last_message_at", "When the last message of customer, agent or bot was created.") {
        $0.figures.participantSpan?.upperBound
      },
      seconds("duration_s", "From the first to the last message of customer, agent or bot.") {
        $0.figures.participantSpan.map { $0.upperBound - $0.lowerBound }
      },
    ]
  }

  private static var answers: [Columns] {
    [
      count("agents", "Different agents who wrote, as far as they have an id.") { $0.figures.agents },
      flag("agent_initiated", "1 if an agent wrote before customer and bot, else 0.") {
        $0.figures.isAgentInitiated
      },
      responses { $0.figures.responses },
      botResponses { $0.figures.botResponses },
    ]
  }

  private static var waits: [Columns] {
    [
      flag("unanswered", "1 if at the end the customer waits and no bot has written since, else 0.") {
        $0.figures.unansweredSince != nil
      },
      flag("never_answered", "1 if a customer wrote and neither agent nor bot ever responded, else 0.") {
        $0.figures.isNeverAnswered
      },
      time("waiting_since", "When the unanswered wait began.") { $0.figures.unansweredSince },
      seconds("waiting_s", "Age of the unanswered wait at the as-of time.") { row in
        row.figures.unansweredSince.map { row.asOf - $0 }
      },
    ]
  }

  // The clocks are written out, not mapped over, so that no closure captures one.

  private static let responseStatistics: [Statistic] = [.total, .mean, .median, .p90, .max]

  private static var createdLatencies: [Columns] {
    [
      firstResponse(by: .created) { $0.figures.firstResponse?.createdLatency },
      latency(.response.by(.created), responseStatistics) { $0.figures.response.created },
    ]
  }

  private static var clientLatencies: [Columns] {
    [
      firstResponse(by: .client) { $0.figures.firstResponse?.clientLatency },
      latency(.response.by(.client), responseStatistics) { $0.figures.response.client },
      count(
        "responses_client_negative",
        "Responses that took less than no time by the senders' own clocks, because the clocks disagree."
      ) { $0.figures.responsesClientNegative },
    ]
  }

  @inline(__always)
  private static func firstResponse(
    by clock: Clock, _ value: @escaping @Sendable (ConversationRow) -> Int64?
  ) -> Columns {
    let definition = "How long the earliest wait was that an agent ended, \(clock.phrase)."
    return seconds("first_response_\(clock.name)_s", definition, value)
  }

  private static var customerResponses: [Columns] {
    [
      count("customer_responses", "Customer messages right after an agent's.") {
        $0.figures.customerResponses
      },
      latency(.customerResponse.by(.created), [.mean, .median]) { $0.figures.customerResponse.created },
      latency(.customerResponse.by(.client), [.mean, .median]) { $0.figures.customerResponse.client },
    ]
  }

  private static var ingestLags: [Columns] {
    let values = LatencyName.ingestLag.values
    return [
      count("ingest_lags", "Messages that have both times, so that their ingest lag is known.") {
        $0.figures.ingestLags.count
      },
      seconds("ingest_lag_mean_s", "Mean of the \(values).") { $0.figures.ingestLags.mean },
      seconds("ingest_lag_min_s", "Least of the \(values).") { $0.figures.ingestLags.least },
      seconds("ingest_lag_max_s", "Greatest of the \(values).") { $0.figures.ingestLags.greatest },
      ingestLagsNegative { $0.figures.ingestLags.negative },
    ]
  }
}
