// One table by_*.csv in the making: its rows so far, and to which of them each event of a conversation goes.

/// Tallies by keys.
///
/// An event goes to the row of (the conversation's keys, its period, its agent). A row is found by these as
/// bytes in one table of texts: the period and the agent in front, which change from event to event, then the
/// conversation's texts, which are written once per conversation.
struct Grouping: ~Copyable {
  /// The key columns, in their order.
  let keys: [Key]
  private let ofConversation: [ConversationKeyText]
  private let periods: Periods
  private let folds: Bool
  private let hasTime: Bool
  private let hasAgent: Bool
  /// A tally per row, in the order of first arrival.
  private var tallies: UnsafeMutablePointer<Tally>
  private var capacity = 16
  private(set) var count = 0
  /// The key of the row with the number, as `RowKey` reads it.
  private let rowKeys = TextTable()
  private var key = KeyBuffer()
  private var agentless = LastRow()
  private var withAgent = LastRow()

  /// A grouping by keys as they are asked for, such as `[.queue]`.
  /// - Parameters:
  ///   - metadataKeys: those that are read.
  ///   - zone: where days begin; nil is UTC.
  ///   - folds: whether memory for latencies is scarce.
  init(by asked: [Key], metadataKeys: [String] = [], zone: Zone? = nil, folds: Bool = false) {
    self.folds = folds
    keys = Key.columns(of: asked)
    ofConversation = keys.compactMap { ConversationKeyText($0, metadataKeys: metadataKeys) }
    periods = Periods(keys, zone: zone)
    hasTime = keys.contains(where: \.isTime)
    hasAgent = keys.contains(.agent)
    RowKey.begin(&key)
    tallies = .allocate(capacity: capacity)
  }

  deinit {
    tallies.deinitialize(count: count)
    tallies.deallocate()
  }

  /// The tally of a row; valid until the next conversation.
  func tally(_ row: Int) -> UnsafePointer<Tally> { UnsafePointer(tallies + row) }

  /// Adds a conversation, to one row or to as many as its events belong to.
  mutating func absorb(_ conversation: Conversation, _ measures: borrowing ConversationMeasures, asOf: Int64)
  {
    enter(conversation)
    if !hasAgent, let period = wholePeriod(of: measures.figures) {
      tally(in: period).pointee.absorb(conversation, measures, asOf: asOf)
    } else {
      absorbEvents(of: conversation, measures, asOf: asOf)
    }
  }

  /// Takes the rows of another grouping by the same keys.
  mutating func merge(_ other: consuming Grouping) {
    for number in 0..<other.count {
      let row = row(rowKeys.number(of: other.rowKey(number).bytes))
      tallies[row].merge((other.tallies + number).move())
    }
    other.count = 0
  }

  /// The key of a row.
  func rowKey(_ number: Int) -> RowKey { RowKey(bytes: rowKeys[UInt32(number)]) }
}

// Which row an event belongs to.
extension Grouping {
  /// Makes the conversation's texts the end of the key.
  private mutating func enter(_ conversation: Conversation) {
    guard !ofConversation.isEmpty else { return }
    RowKey.begin(&key)
    for part in ofConversation { key.add(part.text(of: conversation)) }
    agentless = LastRow()
    withAgent = LastRow()
  }

  /// The period into which all events of a conversation fall, if there is one.
  @inline(__always)
  private func wholePeriod(of figures: ConversationFigures) -> Int64? {
    guard hasTime else { return Periods.always }
    guard figures.start != nil, let span = figures.span else { return nil }
    return periods.number(of: span)
  }

  @inline(__always)
  private func period(of time: Int64) -> Int64 { hasTime ? periods.number(of: time) : Periods.always }

  /// The row of what no agent did in a period; valid until the next row is asked for.
  @inline(__always)
  private mutating func tally(in period: Int64) -> UnsafeMutablePointer<Tally> {
    if !agentless.matches(period, RowKey.noAgent) { agentless = find(period, RowKey.noAgent) }
    return tallies + agentless.row
  }

  /// The row of what an agent did in a period; valid until the next row is asked for.
  @inline(__always)
  private mutating func tally(in period: Int64, agent: UInt32) -> UnsafeMutablePointer<Tally> {
    guard hasAgent else { return tally(in: period) }
    let agent = agent == Message.noAgent ? Message.unknownAgent : agent
    if !withAgent.matches(period, agent) { withAgent = find(period, agent) }
    return tallies + withAgent.row
  }

  @inline(never)
  private mutating func find(_ period: Int64, _ agent: UInt32) -> LastRow {
    RowKey.set(period, agent, in: &key)
    let number = key.withText { rowKeys.number(of: $0) }
    return LastRow(period: period, agent: agent, row: row(number))
  }

  /// The place of the row with that number, which is added if it is new.
  private mutating func row(_ number: UInt32) -> Int {
    if number == count {
      if count == capacity { grow() }
      (tallies + count).initialize(to: Tally(folds: folds))
      count += 1
    }
    return Int(number)
  }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<Tally>.allocate(capacity: capacity * 2)
    larger.moveInitialize(from: tallies, count: count)
    tallies.deallocate()
    tallies = larger
    capacity *= 2
  }
}

// The slow way: event by event (README 3, by_agent and time keys).
extension Grouping {
  private mutating func absorbEvents(
    of conversation: Conversation, _ measures: borrowing ConversationMeasures, asOf: Int64
  ) {
    let figures = measures.figures
    let start = startPeriod(of: figures)
    absorbConversation(in: start, agents: measures.agents)
    for message in conversation.messages {
      let period = period(of: message.created)
      let tally = message.kind == .agent ? tally(in: period, agent: message.agent) : tally(in: period)
      tally.pointee.absorb(message)
    }
    for turn in measures.turns {
      let period = period(of: turn.created)
      let tally = turn.kind == .agent ? tally(in: period, agent: turn.agent) : tally(in: period)
      tally.pointee.absorb(turn)
    }
    for reply in measures.responses {
      tally(in: period(of: reply.created), agent: reply.agent).pointee.absorb(response: reply)
    }
    if let first = figures.firstResponse {
      tally(in: start, agent: first.agent).pointee.absorb(firstResponse: first)
    }
    for reply in measures.customerResponses {
      tally(in: period(of: reply.created)).pointee.absorb(customerResponse: reply)
    }
    for time in measures.botResponses { tally(in: period(of: time)).pointee.absorbBotResponse() }
    if let opened = figures.unansweredSince {
      tally(in: period(of: opened)).pointee.absorb(waitingFor: asOf - opened)
    }
    if figures.isNeverAnswered { tally(in: start).pointee.absorbNeverAnswered() }
  }

  /// The period of a conversation as a whole.
  private func startPeriod(of figures: ConversationFigures) -> Int64 {
    if let start = figures.start { return period(of: start) }
    return hasTime ? Periods.none : Periods.always
  }

  /// Counts the conversation for each agent who wrote, or for none.
  private mutating func absorbConversation(in period: Int64, agents: UnsafeBufferPointer<UInt32>) {
    if hasAgent, !agents.isEmpty {
      // One really named "(unknown)" and one without an id share a row, where a conversation counts once.
      let isTwice = agents.first == Message.unknownAgent && agents.last == Message.noAgent
      for agent in agents.dropLast(isTwice ? 1 : 0) {
        tally(in: period, agent: agent).pointee.conversations += 1
      }
    } else {
      tally(in: period).pointee.conversations += 1
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
