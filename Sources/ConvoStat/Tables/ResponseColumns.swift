// The columns of responses.csv.

/// The values of the row of a wait.
struct ResponseRow {
  let conversation: InPlace<Conversation>
  let ids: MessageIDs
  /// The number of the wait within the conversation, from 1.
  let number: Int
  let wait: EndedWait
  let isFirstResponse: Bool
  /// The moment of the resolution that ended the wait, in milliseconds since 1970; `nil` if none did, or if it is unknown.
  let resolved: Int64?
  /// The moment at which open waits are aged, in milliseconds since 1970.
  let asOf: Int64
  /// The lengths of the wait in business time, with `--hours` and if the queue has hours; in milliseconds.
  var business: ByClock<Int64?> = ByClock(created: nil, client: nil)
  /// The length of the first response in business time, in milliseconds.
  var businessFirst: ByClock<Int64?> = ByClock(created: nil, client: nil)
  /// True if the wait opened within hours; `nil` if the queue has no hours.
  var isOpenedInHours: Bool?
  /// The age of the unanswered wait in business time, in milliseconds.
  var businessWaiting: Int64?
  /// The agent who ended the wait.
  var agent = ClosingAgent()

  var opening: Message? { wait.opening.map { conversation.value.messages[$0] } }
  var closing: Message? { wait.closing.map { conversation.value.messages[$0] } }
  var botResponse: Message? { wait.botResponse.map { conversation.value.messages[$0] } }

  /// The moment at which the wait ended.
  var closedAt: Int64? { closing?.created ?? resolved }

  /// The time by the platform's clock from the opening of the wait to its end, in milliseconds.
  var length: Int64? { closedAt.map { $0 - wait.since } }

  /// The time from the opening to the closing message.
  var latency: Reply? { closing.map { Reply(of: $0, since: wait.since, client: wait.client) } }

  /// Sets the lengths of the wait in business time.
  mutating func setBusiness(_ length: BusinessLength) {
    business.created = length.length.created
    if length.length.client != ServiceMeasures.noLength { business.client = length.length.client }
    isOpenedInHours = length.hours.isOpenedInHours
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
        platform: conversation.value.platform, account: conversation.value.scope, id: id)
    }
  }
}

extension Columns<ResponseRow> {
  /// Returns all columns of responses.csv in order (Columns: responses.csv).
  static func ofResponses(_ optional: OptionalColumns = OptionalColumns()) -> [Columns] {
    [whoAndWhere(optional), messages, lengths] + (optional.hasHours ? [businessLengths] : [])
      + (optional.hasCreation ? [firstResponse(optional)] : [])
  }

  private static func whoAndWhere(_ optional: OptionalColumns) -> Columns {
    Columns(
      Column.ofConversationKey(optional) + [
        Column(.wait, .count, "Number of the wait within the conversation, from 1."),
        .queue,
        Column(
          .closedBy, .text,
          "What ended the wait: agent (a response), bot (a bot answered, and no agent before the next customer message, the resolution or the end), resolve (the conversation was resolved before anybody answered), or open (unanswered)."
        ),
        Column(
          .agent, .text, optional.people.ofAgents("The id of the agent who ended the wait.", .id)),
        Column(.agentName, .text, optional.people.ofAgents("The name of the agent.", .name)),
        Column(
          .isFirstResponse, .flag,
          "1 if this is the earliest wait of the conversation that an agent ended, else 0."),
      ], WaitCells(hasSessions: optional.hasSessions))
  }

  private static var messages: Columns {
    Columns(
      [
        Column(
          .openingMessageID, .text,
          "Id of the customer message from which the wait is measured; empty if a hand-over opened it."),
        Column(.closingMessageID, .text, "Id of the agent or bot message that ended the wait."),
        Column(
          .botMessageID, .text,
          "Id of the bot message that answered the wait, also if an agent ended it later."),
        Column(
          .openingCreatedAt, .time,
          "Creation time of the opening message, by the platform's clock, or the moment of the hand-over."),
        Column(
          .closingCreatedAt, .time,
          "Creation time of the closing message, by the platform's clock, or the moment of the resolution."),
        Column(.botCreatedAt, .time, "Creation time of the bot message that answered the wait."),
        Column(.openingClientAt, .time, "When the opening message was sent, by its sender's clock."),
        Column(.closingClientAt, .time, "When the closing message was sent, by its sender's clock."),
      ], MessageCells())
  }

  private static var lengths: Columns {
    Columns(
      [
        Column(
          .waitLength(.created), .seconds, "From the opening to the end of the wait, by the platform's clock."
        ),
        Column(
          .waitLength(.client), .seconds,
          "From the opening to the closing message, by the senders' own clocks; negative if these disagree."),
        Column(.waiting, .seconds, "Age of the unanswered wait at the as-of time."),
      ], LengthCells())
  }

  /// The columns of `--hours`.
  private static var businessLengths: Columns {
    Columns(
      [
        Column(
          .waitLength(.created, isBusiness: true), .seconds,
          "From the opening to the end of the wait, by the platform's clock, counting business hours only."),
        Column(
          .waitLength(.client, isBusiness: true), .seconds,
          "From the opening to the closing message, by the senders' own clocks, counting business hours only."
        ),
        Column(
          .waitingHours, .seconds,
          "Age of the unanswered wait at the as-of time, counting business hours only."),
        Column(
          .openedInHours, .flag,
          "1 if the wait opened within business hours, by the platform's clock, else 0; the opening minute is within them, the closing minute is not."
        ),
      ], BusinessLengthCells())
  }
}

private struct WaitCells: RowCells {
  let hasSessions: Bool

  func write<Sink: CellSink & ~Copyable>(_ row: ResponseRow, to sink: inout Sink) {
    sink.text(row.conversation.value.source)
    sink.text(row.conversation.value.account)
    sink.text(row.conversation.value.id)
    if hasSessions { sink.integer(row.conversation.value.session) }
    sink.integer(row.number)
    sink.text(row.conversation.value.queue)
    sink.text(Text(row.wait.end.name))
    sink.text(row.agent.id)
    sink.text(row.agent.name)
    sink.integer(row.isFirstResponse ? 1 : 0)
  }
}

private struct MessageCells: RowCells {
  func write<Sink: CellSink & ~Copyable>(_ row: ResponseRow, to sink: inout Sink) {
    let (opening, closing) = (row.opening, row.closing)
    sink.messageID(row.wait.opening.map { row.ids[$0] })
    sink.messageID(row.wait.closing.map { row.ids[$0] })
    sink.messageID(row.wait.botResponse.map { row.ids[$0] })
    sink.time(row.wait.since)
    sink.time(row.closedAt)
    sink.time(row.botResponse?.created)
    sink.clientTime(opening)
    sink.clientTime(closing)
  }
}

private struct LengthCells: RowCells {
  func write<Sink: CellSink & ~Copyable>(_ row: ResponseRow, to sink: inout Sink) {
    let latency = row.latency
    sink.seconds(row.length)
    sink.seconds(latency?.clientLatency)
    sink.seconds(row.wait.end == .open ? row.asOf - row.wait.since : nil)
  }
}

private struct BusinessLengthCells: RowCells {
  func write<Sink: CellSink & ~Copyable>(_ row: ResponseRow, to sink: inout Sink) {
    sink.seconds(row.business.created)
    sink.seconds(row.business.client)
    sink.seconds(row.businessWaiting)
    if let isOpened = row.isOpenedInHours { sink.integer(isOpened ? 1 : 0) } else { sink.empty() }
  }
}

extension CellSink where Self: ~Copyable {
  /// Writes an id as the platform wrote it; an empty cell for `nil`.
  fileprivate mutating func messageID(_ id: MessageID?) {
    guard let id else { return empty() }
    id.withText { text($0) }
  }

  /// Writes the time of a message by its sender's clock; an empty cell if it is unknown.
  fileprivate mutating func clientTime(_ message: Message?) {
    time(message.flatMap { $0.hasClient ? $0.client : nil })
  }
}
