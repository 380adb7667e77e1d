// The names of all columns, as identifiers: a column that is renamed or removed is an error of the compiler for its readers.

/// The name of a column, as the header line has it.
struct ColumnName: Hashable, Sendable {
  let text: String

  private init(_ text: String) { self.text = text }
}

// Keys of conversations, groups and buckets.
extension ColumnName {
  static let source = key(.source)
  static let accountID = key(.account)
  static let conversationID = ColumnName("conversation_id")
  static let queue = key(.queue)
  static let agent = key(.agent)
  static let agentName = ColumnName("agent_name")
  static let day = key(.day)
  static let role = ColumnName("role")
  static let bucket = ColumnName("bucket")
  static let wait = ColumnName("wait")

  /// The column of a key of the tables by_*.csv.
  static func key(_ key: Key) -> ColumnName { ColumnName(key.column) }

  /// The column of a key of the metadata.
  static func metadata(_ key: String) -> ColumnName { .key(.metadata(key)) }
}

// Attributes of conversations.
extension ColumnName {
  static let externalID = ColumnName("external_id")
  static let status = ColumnName("status")
  static let organizationalGroup = key(.organizationalGroup)
  static let subdivision = key(.subdivision)
  static let assignedAgentID = ColumnName("assigned_agent_id")
  static let assignedAgentName = ColumnName("assigned_agent_name")
  static let customerID = ColumnName("customer_id")
  static let labels = ColumnName("labels")
  static let team = key(.team)
  static let channel = key(.channel)
  static let priority = key(.priority)
  static let rating = key(.rating)
  static let conversationCreatedAt = ColumnName("conversation_created_at")
  static let firstMessageAt = ColumnName("first_message_at")
  static let lastMessageAt = ColumnName("last_message_at")
  static let duration = ColumnName("duration_s")
  static let agentInitiated = ColumnName("agent_initiated")
}

// Counts.
extension ColumnName {
  static let conversations = ColumnName("conversations")
  static let messages = ColumnName("messages")
  static let turns = ColumnName("turns")
  static let agents = ColumnName("agents")
  static let responses = ColumnName("responses")
  static let botResponses = ColumnName("bot_responses")
  static let responsesClientNegative = ColumnName("responses_client_negative")
  static let customerResponses = ColumnName("customer_responses")
  static let unanswered = ColumnName("unanswered")
  static let neverAnswered = ColumnName("never_answered")
  static let ingestLags = ColumnName("ingest_lags")
  static let ingestLagsNegative = ColumnName("ingest_lags_negative")
  static let messageShare = ColumnName("message_share")
  static let turnShare = ColumnName("turn_share")
  static let messagesPerTurn = ColumnName("messages_per_turn")
  static let turnsPerConversation = ColumnName("turns_per_conversation")

  /// Messages of a class.
  static func messages(of kind: MessageClass) -> ColumnName { ColumnName("\(kind.name)_messages") }

  /// Turns of a class.
  static func turns(of kind: MessageClass) -> ColumnName { ColumnName("\(kind.name)_turns") }

  /// The first responses in a bucket of distribution.csv.
  static func firstResponses(_ clock: Clock) -> ColumnName { ColumnName("first_responses_\(clock.name)") }

  /// The responses in a bucket of distribution.csv.
  static func responses(_ clock: Clock) -> ColumnName { ColumnName("responses_\(clock.name)") }
}

// Lengths of time.
extension ColumnName {
  static let waitingSince = ColumnName("waiting_since")
  static let waiting = ColumnName("waiting_s")
  static let waitingHours = ColumnName("waiting_hours_s")
  static let ingestLagMinimum = ColumnName("ingest_lag_min_s")
  static let bucketStart = ColumnName("from_s")
  static let bucketEnd = ColumnName("below_s")

  /// A figure of a latency.
  static func latency(_ latency: LatencyName, _ statistic: Statistic) -> ColumnName {
    ColumnName("\(latency.name)_\(statistic.suffix(latency.isBusiness))")
  }

  /// A figure of first responses.
  static func firstResponse(_ statistic: Statistic, by clock: Clock = .created) -> ColumnName {
    .latency(.firstResponse.by(clock), statistic)
  }

  /// A figure of responses.
  static func response(_ statistic: Statistic, by clock: Clock = .created) -> ColumnName {
    .latency(.response.by(clock), statistic)
  }

  /// A figure of ingest lags.
  static func ingestLag(_ statistic: Statistic) -> ColumnName { .latency(.ingestLag, statistic) }

  /// The first response of a conversation.
  static func firstResponse(_ clock: Clock, isBusiness: Bool = false) -> ColumnName {
    ColumnName("first_response_\(clock.name)_\(isBusiness ? "hours_s" : "s")")
  }

  /// The length of a wait in responses.csv.
  static func waitLength(_ clock: Clock, isBusiness: Bool = false) -> ColumnName {
    ColumnName("latency_\(clock.name)_\(isBusiness ? "hours_s" : "s")")
  }

  /// The share of a latency that lies within a promised time.
  static func within(_ latency: LatencyName, _ level: String) -> ColumnName {
    ColumnName("\(latency.name)_within_\(level)")
  }

  /// The open waits that may still end within a promised time.
  static func pending(_ latency: LatencyName, _ level: String) -> ColumnName {
    ColumnName("\(latency.name)_pending_\(level)")
  }
}

// The waits of responses.csv.
extension ColumnName {
  static let closedBy = ColumnName("closed_by")
  static let isFirstResponse = ColumnName("is_first_response")
  static let openingMessageID = ColumnName("opening_message_id")
  static let closingMessageID = ColumnName("closing_message_id")
  static let botMessageID = ColumnName("bot_message_id")
  static let openingCreatedAt = ColumnName("opening_created_at")
  static let closingCreatedAt = ColumnName("closing_created_at")
  static let botCreatedAt = ColumnName("bot_created_at")
  static let openingClientAt = ColumnName("opening_client_at")
  static let closingClientAt = ColumnName("closing_client_at")
}

// compare.csv, and the sheet of definitions.
extension ColumnName {
  static let table = ColumnName("table")
  static let rowKey = ColumnName("key")
  static let measure = ColumnName("measure")
  static let before = ColumnName("before")
  static let after = ColumnName("after")
  static let change = ColumnName("change")
  static let relativeChange = ColumnName("relative_change")
  static let column = ColumnName("column")
  static let unit = ColumnName("unit")
  static let definition = ColumnName("definition")
}
