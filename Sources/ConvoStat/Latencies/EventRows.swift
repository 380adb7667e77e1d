// The rows in which the events of a conversation count: found once for all tables.

/// A row set of the conversation that is being added: the rows of one agent and one period, with the counts for
/// them.
struct OpenRowSet {
  /// The time from which events belong to the row set, inclusive, and its end, exclusive.
  let start: Int64
  let end: Int64
  /// The agent, or `RowKey.noAgent`.
  let agent: UInt32
  /// The number of the row set in the log.
  let number: UInt32
  var events = EventCounts()
}

/// Adds conversations to groupings and to a log.
///
/// An event counts in the row of (the keys of the conversation, the period of its time, its agent) of every
/// grouping. These rows together are a row set. The events of a conversation are in few row sets, and usually in
/// that of the event before.
struct EventRows: ~Copyable {
  // SAFETY: the caller keeps the groupings alive, and `log` its lists. One worker uses all of them.
  private let groupings: MutableBorrowedArray<Grouping>
  private let log: LatencyLog
  /// The lists of the log.
  private let lists: MutableBorrowedArray<LatencyList>
  private let stretches: PlainStretches
  /// Reads the attributes that are counted; `nil` without `--attributes`.
  private let attributes: AttributeReader?
  /// The row sets of the conversation, the newest last.
  private var open = ReusableArray<OpenRowSet>()
  /// The indices of the row sets of the last event without an agent and of the last event of an agent.
  private var (nobodys, agents) = (-1, -1)
  /// True if the conversation has a status observation.
  private var isObserved = false

  /// The number of row sets that are searched before an event gets a new one.
  private static let searchLimit = 16
  /// The number of row sets at which their counts are flushed, in the middle of a conversation.
  private static let openLimit = 1024

  init(
    _ groupings: MutableBorrowedArray<Grouping>, log: LatencyLog, stretches: PlainStretches,
    attributes: AttributeReader?
  ) {
    self.attributes = attributes
    self.groupings = groupings
    self.log = log
    lists = log.lists.borrowed
    self.stretches = stretches
  }

  /// Adds a conversation.
  /// - Parameters:
  ///   - measures: the measures of this conversation.
  ///   - service: the service measures of this conversation.
  ///   - asOf: the moment at which open waits are aged, in milliseconds since 1970.
  mutating func absorb(
    _ conversation: InPlace<Conversation>, _ measures: ConversationMeasures,
    _ service: ServiceMeasures, asOf: Int64
  ) {
    isObserved = measures.figures.life != nil
    let counted = attributes?.attributes(of: conversation) ?? CountedAttributes()
    for index in 0..<groupings.count {
      groupings[index].begin(conversation, measures, counted)
    }
    absorbMessages(conversation.value.messages)
    absorbTurns(measures.turns)
    absorbReplies(measures)
    absorbWhole(measures, asOf: asOf)
    if isObserved { absorbLife(measures) }
    if service.isOn { absorbService(measures, service) }
    close()
  }

  private mutating func absorbMessages(_ messages: BorrowedArray<Message>) {
    for message in messages {
      let index = rowSet(at: message.created, of: message.kind, agent: message.agent)
      open[index].events.messages.absorb(message.kind)
      if let lag = message.ingestLag { append(lag, to: Pool.lags(of: message.kind), in: number(index)) }
    }
  }

  private mutating func absorbTurns(_ turns: BorrowedArray<Turn>) {
    for turn in turns {
      let index = rowSet(at: turn.created, of: turn.kind, agent: turn.agent)
      open[index].events.turns.absorb(turn.kind)
    }
  }

  private mutating func absorbReplies(_ measures: ConversationMeasures) {
    for reply in measures.responses {
      let number = number(rowSet(at: reply.created, of: .agent, agent: reply.agent))
      add(reply, .responseCreated, .responseClient, in: number)
    }
    for reply in measures.customerResponses {
      let number = number(rowSet(at: reply.created, agent: RowKey.noAgent))
      add(reply, .customerResponseCreated, .customerResponseClient, in: number)
    }
    for time in measures.botResponses {
      let index = rowSet(at: time, agent: RowKey.noAgent)
      open[index].events[.botResponse] += 1
    }
    let hasOtherEnds = measures.figures.waitsEndedByBot + measures.figures.waitsEndedByResolve > 0
    for wait in hasOtherEnds ? measures.waits : .none where wait.end == .bot || wait.end == .resolve {
      let index = rowSet(at: wait.since, agent: RowKey.noAgent)
      if wait.end == .bot {
        open[index].events[.waitEndedByBot] += 1
      } else {
        open[index].events[.waitEndedByResolve] += 1
      }
    }
    if let handover = measures.figures.handover {
      let number = number(rowSet(at: handover.created, agent: RowKey.noAgent))
      append(handover.length, to: Pool.handover.rawValue, in: number)
    }
  }

  /// Adds the measures that count once per conversation, at its start.
  ///
  /// A conversation without participant messages has none.
  private mutating func absorbWhole(_ measures: ConversationMeasures, asOf: Int64) {
    if let start = measures.figures.start, let first = measures.figures.firstResponse {
      let number = number(rowSet(at: start, of: .agent, agent: first.agent))
      add(first, .firstResponseCreated, .firstResponseClient, in: number)
    }
    if let opened = measures.figures.unansweredSince {
      let number = number(rowSet(at: opened, agent: RowKey.noAgent))
      append(asOf - opened, to: Pool.waiting.rawValue, in: number)
    }
    if let start = measures.figures.start, measures.figures.isNeverAnswered {
      let index = rowSet(at: start, agent: RowKey.noAgent)
      open[index].events[.neverAnswered] += 1
    }
  }

  /// Adds the life of a conversation with status observations; all of it counts for no agent.
  private mutating func absorbLife(_ measures: ConversationMeasures) {
    for resolution in measures.resolutions {
      open[rowSet(at: resolution.moment, agent: RowKey.noAgent)].events[.resolution] += 1
    }
    for moment in measures.reopens {
      open[rowSet(at: moment, agent: RowKey.noAgent)].events[.reopen] += 1
    }
    guard let life = measures.figures.life else { return }
    if life.isResolved {
      let moment = life.resolvedAt ?? StatusObservation.noMoment
      open[rowSet(at: moment, agent: RowKey.noAgent)].events[.resolved] += 1
    }
    for (resolution, pool) in [(life.first, Pool.firstResolution), (life.last, .resolution)] {
      guard let resolution else { continue }
      append(
        resolution.length, to: pool.rawValue,
        in: number(rowSet(at: resolution.moment, agent: RowKey.noAgent)))
    }
  }

  /// Adds a reply; by the senders' clocks only if both messages have a time.
  @inline(__always)
  private func add(_ reply: Reply, _ created: Pool, _ client: Pool, in rowSet: UInt32) {
    append(reply.createdLatency, to: created.rawValue, in: rowSet)
    if let latency = reply.clientLatency { append(latency, to: client.rawValue, in: rowSet) }
  }
}

extension EventRows {
  @inline(__always)
  private func append(_ milliseconds: Int64, to list: Int, in rowSet: UInt32) {
    lists[list].append(milliseconds, at: rowSet)
  }
}

// The measures that options ask for. The open wait counts at the time it opened, the missing first response
// at the start of the conversation.
extension EventRows {
  private mutating func absorbService(
    _ measures: ConversationMeasures, _ service: ServiceMeasures
  ) {
    for (reply, length) in zip(measures.responses, service.lengths) {
      let number = number(rowSet(at: reply.created, of: .agent, agent: reply.agent))
      add(length.length, .responseCreatedBusiness, .responseClientBusiness, in: number)
      if length.hours.isOpenedInHours {
        add(length.length, .responseCreatedInHours, .responseClientInHours, in: number)
      }
      count(length.hours.isOutside, .responseCreatedOutside, .responseClientOutside, in: number)
    }
    let figures = measures.figures
    if let start = figures.start, let first = figures.firstResponse, let business = service.business {
      let number = number(rowSet(at: start, of: .agent, agent: first.agent))
      let length = business.value.firstResponse
      let hours = business.value.firstResponseHours
      add(length, .firstResponseCreatedBusiness, .firstResponseClientBusiness, in: number)
      if hours.isOpenedInHours {
        add(length, .firstResponseCreatedInHours, .firstResponseClientInHours, in: number)
      }
      count(hours.isOutside, .firstResponseCreatedOutside, .firstResponseClientOutside, in: number)
    }
    guard let opened = figures.unansweredSince else { return }
    let number = number(rowSet(at: opened, agent: RowKey.noAgent))
    if let business = service.business, let age = business.value.waiting {
      let hours = business.value.waitingHours
      append(age, to: Pool.waitingBusiness.rawValue, in: number)
      if hours.isOpenedInHours { append(age, to: Pool.waitingInHours.rawValue, in: number) }
      if hours.isOutside.created { append(0, to: Pool.waitingOutside.rawValue, in: number) }
    }
    guard let pending = service.pending else { return }
    add(pending.age, .pendingCreated, .pendingClient, in: number)
    guard let age = pending.firstAge else { return }
    // A hand-over may open a wait in a conversation without participants, which has no start.
    add(
      age, .pendingFirstCreated, .pendingFirstClient,
      in: self.number(rowSet(at: figures.start ?? StatusObservation.noMoment, agent: RowKey.noAgent)))
  }

  private func add(_ length: ByClock<Int64>, _ created: Pool, _ client: Pool, in rowSet: UInt32) {
    let hasClient = length.client != ServiceMeasures.noLength
    add(
      ByClock(created: length.created, client: hasClient ? length.client : nil), created, client, in: rowSet)
  }

  private func add(_ length: ByClock<Int64?>, _ created: Pool, _ client: Pool, in rowSet: UInt32) {
    if let length = length.created { append(length, to: created.rawValue, in: rowSet) }
    if let length = length.client { append(length, to: client.rawValue, in: rowSet) }
  }

  private func count(_ isOutside: ByClock<Bool>, _ created: Pool, _ client: Pool, in rowSet: UInt32) {
    if isOutside.created { append(0, to: created.rawValue, in: rowSet) }
    if isOutside.client { append(0, to: client.rawValue, in: rowSet) }
  }
}

// Finding and adding row sets.
extension EventRows {
  @inline(__always)
  private func number(_ index: Int) -> UInt32 { open[index].number }

  /// Returns the index of the row set of an event of a sender of a class.
  @inline(__always)
  private mutating func rowSet(at time: Int64, of kind: MessageClass, agent: UInt32) -> Int {
    guard kind == .agent else { return rowSet(at: time, agent: RowKey.noAgent) }
    return rowSet(at: time, agent: agent == Message.noAgent ? Message.unknownAgent : agent)
  }

  /// Returns the index of the row set of an event of an agent, or of no agent, at a time.
  @inline(__always)
  private mutating func rowSet(at time: Int64, agent: UInt32) -> Int {
    let last = agent == RowKey.noAgent ? nobodys : agents
    return last >= 0 && holds(last, time, agent) ? last : findRowSet(at: time, agent: agent)
  }

  @inline(__always)
  private func holds(_ index: Int, _ time: Int64, _ agent: UInt32) -> Bool {
    open[index].start <= time && time < open[index].end && open[index].agent == agent
  }

  @inline(never)
  private mutating func findRowSet(at time: Int64, agent: UInt32) -> Int {
    if open.count == EventRows.openLimit { close() }
    var found = open.count - 1
    let lowest = max(0, open.count - EventRows.searchLimit)
    while found >= lowest, !holds(found, time, agent) { found -= 1 }
    if found < lowest {
      found = open.count
      let number = UInt32(log.rowSetCount)
      for index in 0..<groupings.count {
        log.addRow(groupings[index].row(at: time, agent: agent))
      }
      let stretch =
        time == StatusObservation.noMoment ? time..<time : stretches.stretch(around: time)
      open.append(
        OpenRowSet(start: stretch.lowerBound, end: stretch.upperBound, agent: agent, number: number))
    }
    if agent == RowKey.noAgent { nobodys = found } else { agents = found }
    return found
  }

  /// Adds the counts of all row sets to their rows and removes the row sets.
  private mutating func close() {
    if isObserved { for index in 0..<open.count { open[index].events[.observed] = 1 } }
    for rowSet in open.elements {
      for index in 0..<groupings.count {
        groupings[index].add(rowSet.events, to: log.row(of: rowSet.number, in: index))
      }
    }
    open.removeAll()
    (nobodys, agents) = (-1, -1)
  }
}
