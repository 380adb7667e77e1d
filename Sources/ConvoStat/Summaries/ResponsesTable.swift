// The writer of responses.csv.

/// Writes the rows of responses.csv; it keeps nothing from one conversation to the next.
struct ResponsesTable: Sendable {
  /// The file's name.
  static let name = "responses.csv"

  private let writeCells: @Sendable (ResponseRow, inout CSVBuffer) -> Void
  private let waitFrom: WaitOpening
  private let hours: BusinessHours?
  private let agents: Agents

  /// A writer of rows of a run.
  init(options: Options, agents: Agents) {
    writeCells = Columns.writer(of: Columns.ofResponses(options.optionalColumns)[...])
    hours = options.hours
    waitFrom = options.waitFrom
    self.agents = agents
  }

  /// Writes a row for each wait of a conversation, in order.
  ///
  /// - Parameters:
  ///   - ids: those of its messages, in the order of the messages.
  ///   - asOf: when open waits are aged, in milliseconds since 1970.
  func append(
    _ conversation: Conversation, ids: MessageIDs, asOf: Int64, to buffer: inout CSVBuffer
  ) {
    let hours = hours?.schedule(of: conversation.queue)
    var number = 0
    var firstResponse: Int?
    var named: (agent: UInt32, name: Text)?
    for wait in EndedWaits(of: conversation.messages, waitFrom: waitFrom) {
      number += 1
      if wait.end == .agent, firstResponse == nil { firstResponse = number }
      var row = ResponseRow(
        conversation: conversation, ids: ids, number: number, wait: wait,
        isFirstResponse: firstResponse == number, asOf: asOf, hours: hours)
      if wait.end == .agent, let agent = row.closing?.agent, agent != Message.noAgent {
        row.agent = agents.agentID(agent)
        if named?.agent != agent {
          let (platform, account) = (conversation.platform, conversation.account)
          named = (agent, agents.agentName(platform: platform, account: account, id: row.agent))
        }
        row.agentName = named?.name ?? .empty
      }
      writeCells(row, &buffer)
      buffer.endRow()
    }
  }
}
