// The measuring of a conversation: from its messages in order to its events and figures.

/// What is measured of one conversation, and the scratch to measure the next one without allocating.
struct ConversationMeasures: ~Copyable {
  /// Where the figures lie: they are many, and not to be copied.
  private let place: UnsafeMutablePointer<ConversationFigures>
  private var turnList = EventList<Turn>()
  private var responseList = EventList<Reply>()
  private var customerResponseList = EventList<Reply>()
  private var botResponseList = EventList<Int64>()
  private var agentList = EventList<UInt32>()
  private var createdLatencies = EventList<Int64>()
  private var clientLatencies = EventList<Int64>()

  /// Nothing measured yet.
  init() {
    place = .allocate(capacity: 1)
    place.initialize(to: ConversationFigures())
  }

  deinit { place.deallocate() }

  // All of these are valid until the next conversation is measured.

  /// All single values (README 2).
  @inline(__always)
  var figures: ConversationFigures { place.pointee }
  /// The same where they lie.
  var figuresInPlace: UnsafePointer<ConversationFigures> { UnsafePointer(place) }
  /// The turns of the participants, in order.
  var turns: UnsafeBufferPointer<Turn> { turnList.values }
  /// Agent messages that closed a wait, in order.
  var responses: UnsafeBufferPointer<Reply> { responseList.values }
  /// Customer messages right after an agent's, in order.
  var customerResponses: UnsafeBufferPointer<Reply> { customerResponseList.values }
  /// When each bot message was created that was the first of a wait.
  var botResponses: UnsafeBufferPointer<Int64> { botResponseList.values }
  /// The agents that wrote, each once; `Message.noAgent` stands for those without an id.
  var agents: UnsafeBufferPointer<UInt32> { agentList.values }

  /// Measures a conversation in place of the one before.
  ///
  /// - Parameters:
  ///   - messages: all its messages, each once, in the order of README 2.
  ///   - waitFrom: which customer message of a wait it is measured from.
  ///   - creation: from when on the first response is measured; nil: from the message that opened the wait.
  mutating func measure(
    _ messages: UnsafeBufferPointer<Message>, waitFrom: WaitOpening, creation: Int64? = nil
  ) {
    clear()
    walk(messages, waitFrom: waitFrom)
    reduceAgents()
    conclude()
    guard let creation else { return }
    place.pointee.creation = creation
    place.pointee.firstResponse = figures.firstResponse?.measured(fromCreation: creation)
  }

  private mutating func clear() {
    place.initialize(to: ConversationFigures())
    turnList.truncate(to: 0)
    responseList.truncate(to: 0)
    customerResponseList.truncate(to: 0)
    botResponseList.truncate(to: 0)
    agentList.truncate(to: 0)
  }

  private mutating func walk(_ messages: UnsafeBufferPointer<Message>, waitFrom: WaitOpening) {
    guard var message = messages.baseAddress else { return }
    let end = message + messages.count
    var (counts, turns) = (ClassCounts(), ClassCounts())
    var lags = IngestLags()
    var all = Span()
    var participants = Span()
    var previous: UnsafePointer<Message>?
    var wait = Wait()
    while message < end {
      defer { message += 1 }
      let (kind, created) = (message.pointee.kind, message.pointee.created)
      counts.absorb(kind)
      all.absorb(created)
      if let lag = message.pointee.ingestLag { lags.absorb(lag) }
      guard kind.isParticipant else { continue }
      participants.absorb(created)
      if previous?.pointee.kind != kind {
        turnList.append(Turn(created: created, agent: message.pointee.agent, kind: kind))
        turns.absorb(kind)
      }
      switch kind {
      case .customer:
        if let previous, previous.pointee.kind == .agent {
          customerResponseList.append(Reply(of: message.pointee, to: previous.pointee))
        }
        wait.hear(message, from: waitFrom)
      case .agent:
        if let opening = wait.close() { responseList.append(Reply(of: message.pointee, to: opening.pointee)) }
        if agents.last != message.pointee.agent { agentList.append(message.pointee.agent) }
      default:
        if wait.isBotResponse() { botResponseList.append(created) }
      }
      previous = message
    }
    place.pointee.messages = counts
    place.pointee.turns = turns
    place.pointee.ingestLags = lags
    place.pointee.span = all.range
    place.pointee.participantSpan = participants.range
    place.pointee.unansweredSince = wait.unanswered?.pointee.created
    place.pointee.unansweredClient = wait.unanswered?.pointee.client ?? Message.noClient
  }

  /// Keeps each agent once. Sorting bounds the cost of a conversation with thousands of agents.
  private mutating func reduceAgents() {
    guard agents.count > 1 else { return }
    var agents = agentList.mutableValues
    agents.sort()
    var kept = 1
    for agent in agents[1...] where agent != agents[kept - 1] {
      agents[kept] = agent
      kept += 1
    }
    agentList.truncate(to: kept)
  }

  private mutating func conclude() {
    place.pointee.start = turns.first?.created
    place.pointee.isAgentInitiated = turns.first?.kind == .agent
    place.pointee.agents = agents.count - (agents.last == Message.noAgent ? 1 : 0)
    place.pointee.responses = responses.count
    place.pointee.botResponses = botResponses.count
    place.pointee.customerResponses = customerResponses.count
    place.pointee.firstResponse = responses.first
    place.pointee.isNeverAnswered =
      figures.messages.customer > 0 && responses.isEmpty && botResponses.isEmpty
    for response in responses where (response.clientLatency ?? 0) < 0 {
      place.pointee.responsesClientNegative += 1
    }
    if !responses.isEmpty { place.pointee.response = statistics(of: responses) }
    if !customerResponses.isEmpty { place.pointee.customerResponse = statistics(of: customerResponses) }
  }

  private mutating func statistics(of replies: UnsafeBufferPointer<Reply>) -> ByClock<LatencyStatistics> {
    createdLatencies.truncate(to: 0)
    clientLatencies.truncate(to: 0)
    for reply in replies {
      createdLatencies.append(reply.createdLatency)
      if let latency = reply.clientLatency { clientLatencies.append(latency) }
    }
    return ByClock(
      created: LatencyStatistics(sorting: createdLatencies.mutableValues),
      client: LatencyStatistics(sorting: clientLatencies.mutableValues))
  }
}

/// The earliest and the latest of some times.
private struct Span {
  private var earliest = Int64.max
  private var latest = Int64.min

  @inline(__always)
  mutating func absorb(_ time: Int64) {
    earliest = min(earliest, time)
    latest = max(latest, time)
  }

  var range: ClosedRange<Int64>? { earliest <= latest ? earliest...latest : nil }
}
