// The writer of responses.csv.

/// A writer of rows of responses.csv, without state between conversations.
final class ResponsesTable<Rows: RowBuffer & ~Copyable>: Sendable {
  private let writeCells: @Sendable (ResponseRow, inout Rows) -> Void
  private let hours: BusinessHours?
  private let agents: Agents

  /// Creates a writer for the options.
  init(_ options: TableOptions, agents: Agents) {
    writeCells = Columns.writer(of: Columns.ofResponses(options.columns)[...])
    hours = options.hours
    self.agents = agents
  }

  /// Writes a row for each wait of a conversation, in order.
  ///
  /// - Parameters:
  ///   - measures: the measures of the conversation.
  ///   - ids: the ids of its messages, in the order of the messages.
  ///   - service: the service measures of this conversation.
  ///   - asOf: the moment at which open waits are aged, in milliseconds since 1970.
  func append(
    _ conversation: InPlace<Conversation>, _ measures: ConversationMeasures, ids: MessageIDs,
    _ service: ServiceMeasures, asOf: Int64, to buffer: inout Rows
  ) {
    let lengths = service.lengths
    let business = service.business
    var number = 0
    var responses = 0
    var agent = ClosingAgent()
    for wait in measures.waits {
      number += 1
      if wait.end == .agent { responses += 1 }
      var row = ResponseRow(
        conversation: conversation, ids: ids, number: number, wait: wait,
        isFirstResponse: wait.end == .agent && responses == 1,
        resolved: wait.resolution.flatMap { measures.resolutions[$0].knownMoment }, asOf: asOf)
      switch wait.end {
      case .agent: if responses <= lengths.count { row.setBusiness(lengths[responses - 1]) }
      case .bot:
        if let hours, let latency = row.latency, let schedule = conversation.value.schedule(in: hours) {
          row.setBusiness(ServiceMeasures.lengths(of: latency, schedule))
        }
      case .resolve:
        if let schedule = hours.flatMap({ conversation.value.schedule(in: $0) }) {
          row.isOpenedInHours = schedule.isOpen(at: wait.since)
          row.business.created = row.closedAt.map { schedule.length(from: wait.since, to: $0) }
        }
      case .open:
        row.businessWaiting = business?.value.waiting
        row.isOpenedInHours = business?.value.waitingHours.isOpenedInHours
      }
      if row.isFirstResponse, let business { row.businessFirst = business.value.firstResponse }
      let closing = wait.end == .agent ? row.closing?.agent ?? Message.noAgent : Message.noAgent
      // Agents answer several waits in a row: their names are looked up once.
      if closing != agent.number { agent = ClosingAgent(closing, of: conversation, agents) }
      row.agent = agent
      writeCells(row, &buffer)
      buffer.endRow()
    }
  }
}
