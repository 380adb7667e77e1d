// One table by_*.csv in the making: its rows so far, and to which of them each event of a conversation goes.

/// Tallies by keys.
///
/// An event goes to the row of (the conversation's keys, its period, its agent). A row is found by these as
/// bytes in one table of texts: the period and the agent in front, which change from event to event, then the
/// conversation's texts, which are written once per conversation.
struct Grouping {
  /// The key columns, in their order.
  let keys: [Key]
  private let ofConversation: [Key]
  private let hasTime: Bool
  private let hasAgent: Bool
  /// A tally per row, in the order of first arrival.
  private(set) var tallies: [Tally] = []
  /// The key of the row with the number, as `RowKey` reads it.
  private let rowKeys = TextTable()
  private var key: [UInt8]
  private var agentless = LastRow()
  private var withAgent = LastRow()

  /// A grouping by keys as they are asked for, such as `[.queue]`.
  init(by asked: [Key]) {
    keys = Key.columns(of: asked)
    ofConversation = keys.filter(\.isOfConversation)
    hasTime = keys.contains(where: \.isTime)
    hasAgent = keys.contains(.agent)
    key = RowKey.prefix
  }

  /// Adds a conversation, to one row or to as many as its events belong to.
  mutating func absorb(_ conversation: Conversation, _ measures: ConversationMeasures, asOf: Int64) {
    enter(conversation)
    if !hasAgent, let period = wholePeriod(of: measures.figures) {
      tallies[row(in: period)].absorb(conversation, measures, asOf: asOf)
    } else {
      absorbEvents(of: conversation, measures, asOf: asOf)
    }
  }

  /// Adds the rows of another grouping by the same keys.
  mutating func merge(_ other: Grouping) {
    for number in other.tallies.indices {
      let row = row(rowKeys.number(of: other.rowKey(number).bytes))
      tallies[row].merge(other.tallies[number])
    }
  }

  /// The key of a row.
  func rowKey(_ number: Int) -> RowKey { RowKey(bytes: rowKeys[UInt32(number)]) }
}

// Which row an event belongs to.
extension Grouping {
  /// Makes the conversation's texts the end of the key.
  private mutating func enter(_ conversation: Conversation) {
    guard !ofConversation.isEmpty else { return }
    key.removeLast(key.count - RowKey.prefix.count)
    for part in ofConversation { RowKey.append(part.text(of: conversation), to: &key) }
    agentless = LastRow()
    withAgent = LastRow()
  }

  /// The period into which all events of a conversation fall, if there is one.
  @inline(__always)
  private func wholePeriod(of figures: ConversationFigures) -> Int64? {
    guard hasTime else { return Period.always }
    guard figures.start != nil, let span = figures.span else { return nil }
    let first = Period.day(of: span.lowerBound)
    return first == Period.day(of: span.upperBound) ? first : nil
  }

  @inline(__always)
  private func period(of time: Int64) -> Int64 { hasTime ? Period.day(of: time) : Period.always }

  /// The row of what no agent did in a period.
  @inline(__always)
  private mutating func row(in period: Int64) -> Int {
    if agentless.matches(period, RowKey.noAgent) { return agentless.row }
    agentless = find(period, RowKey.noAgent)
    return agentless.row
  }

  /// The row of what an agent did in a period.
  @inline(__always)
  private mutating func row(in period: Int64, agent: UInt32) -> Int {
    guard hasAgent else { return row(in: period) }
    let agent = agent == Message.noAgent ? Message.unknownAgent : agent
    if withAgent.matches(period, agent) { return withAgent.row }
    withAgent = find(period, agent)
    return withAgent.row
  }

  @inline(never)
  private mutating func find(_ period: Int64, _ agent: UInt32) -> LastRow {
    RowKey.set(period, agent, in: &key)
    let number = key.withUnsafeBufferPointer { [rowKeys] in
      rowKeys.number(of: Text(start: $0.baseAddress!, count: $0.count))
    }
    return LastRow(period: period, agent: agent, row: row(number))
  }

  /// The place of the row with that number, which is added if it is new.
  private mutating func row(_ number: UInt32) -> Int {
    if number == tallies.count { tallies.append(Tally()) }
    return Int(number)
  }
}

// The slow way: event by event (README 3, by_agent and time keys).
extension Grouping {
  private mutating func absorbEvents(
    of conversation: Conversation, _ measures: ConversationMeasures, asOf: Int64
  ) {
    let figures = measures.figures
    let start = figures.start.map(period(of:)) ?? (hasTime ? Period.none : Period.always)
    absorbConversation(in: start, agents: measures.agents)
    for message in conversation.messages {
      let period = period(of: message.created)
      let row = message.kind == .agent ? row(in: period, agent: message.agent) : row(in: period)
      tallies[row].absorb(message)
    }
    for turn in measures.turns {
      let period = period(of: turn.created)
      tallies[turn.kind == .agent ? row(in: period, agent: turn.agent) : row(in: period)].absorb(turn)
    }
    for reply in measures.responses {
      tallies[row(in: period(of: reply.created), agent: reply.agent)].absorb(response: reply)
    }
    if let first = figures.firstResponse {
      tallies[row(in: start, agent: first.agent)].absorb(firstResponse: first)
    }
    for reply in measures.customerResponses {
      tallies[row(in: period(of: reply.created))].absorb(customerResponse: reply)
    }
    for time in measures.botResponses { tallies[row(in: period(of: time))].absorbBotResponse() }
    if let opened = figures.unansweredSince {
      tallies[row(in: period(of: opened))].absorb(waitingFor: asOf - opened)
    }
    if figures.isNeverAnswered { tallies[row(in: start)].absorbNeverAnswered() }
  }

  /// Counts the conversation for each agent who wrote, or for none.
  private mutating func absorbConversation(in period: Int64, agents: [UInt32]) {
    if hasAgent, !agents.isEmpty {
      // One really named "(unknown)" and one without an id share a row, where a conversation counts once.
      let isTwice = agents.first == Message.unknownAgent && agents.last == Message.noAgent
      for agent in agents.dropLast(isTwice ? 1 : 0) {
        tallies[row(in: period, agent: agent)].conversations += 1
      }
    } else {
      tallies[row(in: period)].conversations += 1
    }
  }
}

/// The row that was found last, as the next event often belongs to the same.
private struct LastRow {
  var period = Int64.min
  var agent = UInt32.max
  var row = -1

  @inline(__always)
  func matches(_ period: Int64, _ agent: UInt32) -> Bool {
    row >= 0 && period == self.period && agent == self.agent
  }
}
