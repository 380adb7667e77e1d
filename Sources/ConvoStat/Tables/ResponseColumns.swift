// The columns of responses.csv.

/// What the cells of a wait's row are made of.
struct ResponseRow {
  let conversation: InPlace<Conversation>
  let ids: MessageIDs
  /// Which wait of the conversation it is, from 1.
  let number: Int
  let wait: EndedWait
  let isFirstResponse: Bool
  /// When open waits are aged, in milliseconds since 1970.
  let asOf: Int64
  /// The lengths of the wait in business time, with `--hours`, and where some hours are stated for the queue.
  var business: ByClock<Int64?> = ByClock(created: nil, client: nil)
  /// Likewise of the first response, as it is measured.
  var businessFirst: ByClock<Int64?> = ByClock(created: nil, client: nil)
  /// Likewise the age of the unanswered wait.
  var businessWaiting: Int64?
  /// The agent who ended the wait.
  var agent = ClosingAgent()

  var opening: Message { conversation.value.messages[wait.opening] }
  var closing: Message? { wait.closing.map { conversation.value.messages[$0] } }
  var botResponse: Message? { wait.botResponse.map { conversation.value.messages[$0] } }

  /// From the opening to the closing message.
  var latency: Reply? { closing.map { Reply(of: $0, to: opening) } }

  /// Sets the lengths of the wait in business time.
  mutating func setBusiness(_ lengths: ByClock<Int64>) {
    business.created = lengths.created
    if lengths.client != ServiceMeasures.noLength { business.client = lengths.client }
  }
}

/// The agent who ended a wait.
struct ClosingAgent {
  /// The agent's number, or `Message.noAgent`.
  let number: UInt32
  /// The id and the name, empty if nobody with an id ended the wait.
  let id: Text
  let name: Text

  /// Creates nobody.
  init() { (number, id, name) = (Message.noAgent, .empty, .empty) }

  /// Looks up the agent `number` of a conversation.
  init(_ number: UInt32, of conversation: InPlace<Conversation>, _ agents: Agents) {
    self.number = number
    if number == Message.noAgent {
      (id, name) = (.empty, .empty)
    } else {
      id = agents.agentID(number)
      name = agents.agentName(
        platform: conversation.value.platform, account: conversation.value.account, id: id)
    }
  }
}

extension Columns<ResponseRow> {
  /// All columns of responses.csv, in their order (README 3).
  static func ofResponses(_ optional: OptionalColumns = OptionalColumns()) -> [Columns] {
    [whoAndWhere, messages, lengths] + (optional.hasHours ? [businessLengths] : [])
      + (optional.hasCreation ? [firstResponse(optional)] : [])
  }

  private static var whoAndWhere: Columns {
    Columns(
      Column.ofConversationKey + [
        Column("wait", .count, "Number of the wait within the conversation, from 1."),
        .queue,
        Column(
          "closed_by", .text,
          "Who ended the wait: agent (a response), bot (a bot wrote, and no agent before the next customer message or the end), or open (unanswered)."
        ),
        Column("agent", .text, "The id of the agent who ended the wait."),
        Column("agent_name", .text, "The name of the agent."),
        Column(
          "is_first_response", .flag,
          "1 if this is the earliest wait of the conversation that an agent ended, else 0."),
      ]
    ) { row, buffer in
      buffer.text(row.conversation.value.source)
      buffer.text(row.conversation.value.account)
      buffer.text(row.conversation.value.id)
      buffer.integer(row.number)
      buffer.text(row.conversation.value.queue)
      buffer.text(Text(row.wait.end.name))
      buffer.text(row.agent.id)
      buffer.text(row.agent.name)
      buffer.integer(row.isFirstResponse ? 1 : 0)
    }
  }

  private static var messages: Columns {
    Columns([
      Column("opening_message_id", .text, "Id of the customer message from which the wait is measured."),
      Column("closing_message_id", .text, "Id of the agent or bot message that ended the wait."),
      Column(
        "bot_message_id", .text, "Id of the first bot message in the wait, also if an agent ended it later."),
      Column("opening_created_at", .time, "Creation time of the opening message, by the platform's clock."),
      Column("closing_created_at", .time, "Creation time of the closing message, by the platform's clock."),
      Column("bot_created_at", .time, "Creation time of the first bot message in the wait."),
      Column("opening_client_at", .time, "When the opening message was sent, by its sender's clock."),
      Column("closing_client_at", .time, "When the closing message was sent, by its sender's clock."),
    ]) { row, buffer in
      let (opening, closing) = (row.opening, row.closing)
      buffer.messageID(row.ids[row.wait.opening])
      buffer.messageID(row.wait.closing.map { row.ids[$0] })
      buffer.messageID(row.wait.botResponse.map { row.ids[$0] })
      buffer.time(opening.created)
      buffer.time(closing?.created)
      buffer.time(row.botResponse?.created)
      buffer.clientTime(opening)
      buffer.clientTime(closing)
    }
  }

  private static var lengths: Columns {
    Columns([
      Column(
        "latency_created_s", .seconds, "From the opening to the closing message, by the platform's clock."),
      Column(
        "latency_client_s", .seconds,
        "From the opening to the closing message, by the senders' own clocks; negative if these disagree."),
      Column("waiting_s", .seconds, "Age of the unanswered wait at the as-of time."),
    ]) { row, buffer in
      let latency = row.latency
      buffer.seconds(latency?.createdLatency)
      buffer.seconds(latency?.clientLatency)
      buffer.seconds(row.closing == nil ? row.asOf - row.opening.created : nil)
    }
  }

  /// The columns with `--hours`.
  private static var businessLengths: Columns {
    Columns([
      Column(
        "latency_created_hours_s", .seconds,
        "From the opening to the closing message, by the platform's clock, counting business hours only."),
      Column(
        "latency_client_hours_s", .seconds,
        "From the opening to the closing message, by the senders' own clocks, counting business hours only."),
      Column(
        "waiting_hours_s", .seconds,
        "Age of the unanswered wait at the as-of time, counting business hours only."),
    ]) { row, buffer in
      buffer.seconds(row.business.created)
      buffer.seconds(row.business.client)
      buffer.seconds(row.businessWaiting)
    }
  }
}

extension CSVBuffer {
  /// An id as it was written; an empty cell where there is none.
  fileprivate mutating func messageID(_ id: MessageID?) {
    guard let id else { return empty() }
    id.withText { text($0) }
  }

  /// When a message was sent; an empty cell where that is not known.
  fileprivate mutating func clientTime(_ message: Message?) {
    time(message.flatMap { $0.hasClient ? $0.client : nil })
  }
}
