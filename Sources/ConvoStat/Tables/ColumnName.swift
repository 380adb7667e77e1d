// The names of all columns, as identifiers: a column that is renamed or removed is an error of the compiler for its readers.

/// The name of a column, as the header line has it.
package struct ColumnName: Sendable {
  package let text: String
  /// The figure that the cells are; `nil` for a plain count.
  private let named: Figure?

  private init(_ text: String, _ figure: Figure? = nil) {
    self.text = text
    named = figure
  }

  /// The figure that the cells are, if the column is one of figures.
  var figure: Figure { named ?? Figure(measure: text, statistic: Statistic.count.rawValue) }
}

extension ColumnName: Hashable {
  package static func == (left: ColumnName, right: ColumnName) -> Bool { left.text == right.text }

  package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

/// A figure as measures.csv names it.
struct Figure: Hashable, Sendable {
  /// The thing that is measured, such as `first_response`.
  let measure: String
  /// The clock of a latency; `nil` if it is measured by one clock only, or is no latency.
  var clock: Clock?
  /// The statistic, such as `median`.
  let statistic: String
}

// Keys of conversations, groups and buckets.
extension ColumnName {
  package static let source = key(.source)
  package static let accountID = key(.account)
  package static let conversationID = ColumnName("conversation_id")
  package static let session = ColumnName("session")
  package static let queue = key(.queue)
  package static let agent = key(.agent)
  package static let agentName = ColumnName("agent_name")
  package static let day = key(.day)
  package static let role = ColumnName("role")
  package static let bucket = ColumnName("bucket")
  package static let wait = ColumnName("wait")
  package static let period = ColumnName("period")

  /// The column of a key of the tables by_*.csv.
  package static func key(_ key: Key) -> ColumnName { ColumnName(key.column) }

  /// The column of a key of the metadata.
  package static func metadata(_ key: String) -> ColumnName { .key(.metadata(key)) }
}

// Attributes of conversations.
extension ColumnName {
  package static let externalID = ColumnName("external_id")
  package static let status = ColumnName("status")
  package static let organizationalGroup = key(.organizationalGroup)
  package static let subdivision = key(.subdivision)
  package static let assignedAgentID = ColumnName("assigned_agent_id")
  package static let assignedAgentName = ColumnName("assigned_agent_name")
  package static let customerID = ColumnName("customer_id")
  package static let labels = ColumnName("labels")
  package static let team = key(.team)
  package static let channel = key(.channel)
  package static let priority = key(.priority)
  package static let rating = key(.rating)
  package static let ratingComment = ColumnName("csat_comment")
  package static let customerName = ColumnName("customer_name")
  package static let agentIDs = ColumnName("agent_ids")
  package static let agentNames = ColumnName("agent_names")
  package static let link = ColumnName("link")
  package static let conversationCreatedAt = ColumnName("conversation_created_at")
  package static let firstMessageAt = ColumnName("first_message_at")
  package static let lastMessageAt = ColumnName("last_message_at")
  package static let duration = ColumnName("duration_s")
  package static let agentInitiated = ColumnName("agent_initiated")
}

// Counts.
extension ColumnName {
  package static let conversations = ColumnName("conversations")
  package static let messages = ColumnName("messages")
  package static let turns = ColumnName("turns")
  package static let agents = ColumnName("agents")
  package static let responses = ColumnName("responses")
  package static let botResponses = ColumnName("bot_responses")
  package static let waits = ColumnName("waits")
  package static let waitsEndedByBot = ColumnName("waits_ended_by_bot")
  package static let waitsEndedByResolve = ColumnName("waits_ended_by_resolve")
  package static let resolved = ColumnName("resolved")
  package static let resolutions = ColumnName("resolutions")
  package static let reopens = ColumnName("reopens")
  package static let responsesClientNegative = ColumnName("responses_client_negative")
  package static let customerResponses = ColumnName("customer_responses")
  package static let unanswered = ColumnName("unanswered")
  package static let waitingCustomers = ColumnName("waiting")
  package static let openConversations = ColumnName("open")
  package static let opened = ColumnName("opened")
  package static let reopened = ColumnName("reopened")
  package static let neverAnswered = ColumnName("never_answered")
  package static let ingestLags = ColumnName("ingest_lags")
  package static let ingestLagsNegative = ColumnName(
    "ingest_lags_negative", LatencyName.ingestLag.figure("negative"))
  package static let ratingCount = ColumnName(
    "csat_count", Figure(measure: "csat", statistic: Statistic.count.rawValue))
  package static let ratingMean = ColumnName(
    "csat_mean", Figure(measure: "csat", statistic: Statistic.mean.rawValue))
  package static let customers = ColumnName("customers")
  package static let messageShare = ColumnName(
    "message_share", Figure(measure: "messages", statistic: "share"))
  package static let turnShare = ColumnName(
    "turn_share", Figure(measure: "turns", statistic: "share"))
  package static let messagesPerTurn = ColumnName(
    "messages_per_turn", Figure(measure: "messages", statistic: "per_turn"))
  package static let turnsPerConversation = ColumnName(
    "turns_per_conversation", Figure(measure: "turns", statistic: "per_conversation"))

  /// Messages of a class.
  package static func messages(of kind: MessageClass) -> ColumnName { ColumnName("\(kind.name)_messages") }

  /// Turns of a class.
  package static func turns(of kind: MessageClass) -> ColumnName { ColumnName("\(kind.name)_turns") }

  /// The first responses in a bucket of distribution.csv.
  package static func firstResponses(_ clock: Clock) -> ColumnName {
    ColumnName("first_responses_\(clock.name)")
  }

  /// The responses in a bucket of distribution.csv.
  package static func responses(_ clock: Clock) -> ColumnName { ColumnName("responses_\(clock.name)") }
}

// Lengths of time.
extension ColumnName {
  package static let waitingSince = ColumnName("waiting_since")
  package static let waiting = ColumnName("waiting_s")
  package static let openedInHours = ColumnName("opened_in_hours")
  package static let waitingHours = ColumnName("waiting_hours_s")
  package static let resolvedAt = ColumnName("resolved_at")
  package static let resolution = ColumnName("resolution_s")
  package static let firstResolution = ColumnName("first_resolution_s")
  package static let handover = ColumnName("handover_s")
  package static let ingestLagMinimum = ColumnName("ingest_lag_min_s")
  package static let bucketStart = ColumnName("from_s")
  package static let bucketEnd = ColumnName("below_s")

  /// A figure of a latency.
  package static func latency(_ latency: LatencyName, _ statistic: Statistic) -> ColumnName {
    ColumnName(
      "\(latency.name)_\(statistic.suffix(latency.time))", latency.figure(statistic.rawValue))
  }

  /// The number of values of a latency that are 0 because all of the wait lay outside hours.
  static func outsideHours(_ latency: LatencyName) -> ColumnName {
    ColumnName("\(latency.name)_hours_outside", latency.business.figure("outside"))
  }

  /// A figure of first responses.
  package static func firstResponse(_ statistic: Statistic, by clock: Clock = .created) -> ColumnName {
    .latency(.firstResponse.by(clock), statistic)
  }

  /// A figure of responses.
  package static func response(_ statistic: Statistic, by clock: Clock = .created) -> ColumnName {
    .latency(.response.by(clock), statistic)
  }

  /// A figure of ingest lags.
  package static func ingestLag(_ statistic: Statistic) -> ColumnName { .latency(.ingestLag, statistic) }

  /// The first response of a conversation.
  package static func firstResponse(_ clock: Clock, isBusiness: Bool = false) -> ColumnName {
    ColumnName("first_response_\(clock.name)_\(isBusiness ? "hours_s" : "s")")
  }

  /// The length of a wait in responses.csv.
  package static func waitLength(_ clock: Clock, isBusiness: Bool = false) -> ColumnName {
    ColumnName("latency_\(clock.name)_\(isBusiness ? "hours_s" : "s")")
  }

  /// The share of a latency that lies within a promised time.
  package static func within(_ latency: LatencyName, _ level: String) -> ColumnName {
    ColumnName("\(latency.name)_within_\(level)", latency.figure("within_\(level)"))
  }

  /// The open waits that are older than a promised time.
  package static func waitingOver(_ level: String) -> ColumnName {
    ColumnName("waiting_over_\(level)", LatencyName.waiting.figure("over_\(level)"))
  }

  /// The open waits that may still end within a promised time.
  package static func pending(_ latency: LatencyName, _ level: String) -> ColumnName {
    ColumnName("\(latency.name)_pending_\(level)", latency.figure("pending_\(level)"))
  }
}

// The waits of responses.csv.
extension ColumnName {
  package static let closedBy = ColumnName("closed_by")
  package static let isFirstResponse = ColumnName("is_first_response")
  package static let openingMessageID = ColumnName("opening_message_id")
  package static let closingMessageID = ColumnName("closing_message_id")
  package static let botMessageID = ColumnName("bot_message_id")
  package static let openingCreatedAt = ColumnName("opening_created_at")
  package static let closingCreatedAt = ColumnName("closing_created_at")
  package static let botCreatedAt = ColumnName("bot_created_at")
  package static let openingClientAt = ColumnName("opening_client_at")
  package static let closingClientAt = ColumnName("closing_client_at")
}

// measures.csv.
extension ColumnName {
  package static let groupKeys = ColumnName("keys")
  package static let clock = ColumnName("clock")
  package static let statistic = ColumnName("statistic")
  package static let value = ColumnName("value")
  package static let valueCount = ColumnName("n")
}

// compare.csv, and the sheet of definitions.
extension ColumnName {
  package static let table = ColumnName("table")
  package static let rowKey = ColumnName("key")
  package static let measure = ColumnName("measure")
  package static let before = ColumnName("before")
  package static let after = ColumnName("after")
  package static let change = ColumnName("change")
  package static let relativeChange = ColumnName("relative_change")
  package static let valuesBefore = ColumnName("n_before")
  package static let valuesAfter = ColumnName("n_after")
  package static let weight = ColumnName("weight")
  package static let column = ColumnName("column")
  package static let unit = ColumnName("unit")
  package static let definition = ColumnName("definition")
}
