// Measuring of a conversation: from its messages in order to its events and figures.

/// The measures of one conversation, with scratch memory that the next conversation uses again, so that
/// measuring does not allocate.
struct ConversationMeasures: ~Copyable {
  /// The memory of the figures, which are too many to be copied.
  private let storage = FixedArray(repeating: ConversationFigures(), count: 1)
  private var turnList = ReusableArray<Turn>()
  private var responseList = ReusableArray<Reply>()
  private var customerResponseList = ReusableArray<Reply>()
  private var botResponseList = ReusableArray<Int64>()
  private var agentList = ReusableArray<UInt32>()
  private var createdLatencies = ReusableArray<Int64>()
  private var clientLatencies = ReusableArray<Int64>()

  // All of these are valid until the next conversation is measured.

  /// The single figures (Definitions).
  @inline(__always)
  var figures: ConversationFigures { storage[0] }
  /// The figures without a copy.
  var figuresInPlace: InPlace<ConversationFigures> { storage.inPlace(0) }
  /// The turns of the participants, in order.
  var turns: BorrowedArray<Turn> { turnList.elements }
  /// The agent messages that closed a wait, in order.
  var responses: BorrowedArray<Reply> { responseList.elements }
  /// The customer messages directly after an agent's, in order.
  var customerResponses: BorrowedArray<Reply> { customerResponseList.elements }
  /// The creation times of the bot messages that were the first in their wait.
  var botResponses: BorrowedArray<Int64> { botResponseList.elements }
  /// The agents who wrote, each once.
  ///
  /// `Message.noAgent` represents agents without an id.
  var agents: BorrowedArray<UInt32> { agentList.elements }

  /// Measures a conversation and replaces the measures of the conversation before.
  ///
  /// - Parameters:
  ///   - messages: all its messages, each once, in order (Definitions: order).
  ///   - waitFrom: the customer message of a wait from which it is measured.
  ///   - creation: the moment from which the first response is measured; `nil` measures from the message that
  ///     opened the wait.
  mutating func measure(
    _ messages: BorrowedArray<Message>, waitFrom: WaitOpening, creation: Int64? = nil
  ) {
    clear()
    walk(messages, waitFrom: waitFrom)
    reduceAgents()
    conclude()
    guard let creation else { return }
    storage[0].creation = creation
    storage[0].firstResponse = figures.firstResponse?.measured(fromCreation: creation)
  }

  private mutating func clear() {
    storage[0] = ConversationFigures()
    turnList.removeAll()
    responseList.removeAll()
    customerResponseList.removeAll()
    botResponseList.removeAll()
    agentList.removeAll()
  }

  private mutating func walk(_ messages: BorrowedArray<Message>, waitFrom: WaitOpening) {
    if messages.isEmpty { return }
    var (counts, turns) = (ClassCounts(), ClassCounts())
    var lags = IngestLags()
    var all = Span()
    var participants = Span()
    var (previous, previousKind): (Int, MessageClass?) = (0, nil)
    var wait = Wait()
    var index = 0
    while index < messages.count {
      defer { index &+= 1 }
      let message = messages[index]
      let (kind, created) = (message.kind, message.created)
      counts.absorb(kind)
      all.absorb(created)
      if let lag = message.ingestLag { lags.absorb(lag) }
      guard kind.isParticipant else { continue }
      participants.absorb(created)
      if previousKind != kind {
        turnList.append(Turn(created: created, agent: message.agent, kind: kind))
        turns.absorb(kind)
      }
      switch kind {
      case .customer:
        if previousKind == .agent {
          customerResponseList.append(Reply(of: message, to: messages[previous]))
        }
        wait.receive(index, from: waitFrom)
      case .agent:
        if let opening = wait.close() { responseList.append(Reply(of: message, to: messages[opening])) }
        if agents.last != message.agent { agentList.append(message.agent) }
      default:
        if wait.isBotResponse() { botResponseList.append(created) }
      }
      (previous, previousKind) = (index, kind)
    }
    storage[0].messages = counts
    storage[0].turns = turns
    storage[0].ingestLags = lags
    storage[0].span = all.range
    storage[0].participantSpan = participants.range
    storage[0].unansweredSince = wait.unanswered.map { messages[$0].created }
    storage[0].unansweredClient = wait.unanswered.map { messages[$0].client } ?? Message.noClient
  }

  /// Removes repeated agents.
  ///
  /// Sorting bounds the cost of a conversation with thousands of agents.
  private mutating func reduceAgents() {
    guard agents.count > 1 else { return }
    agentList.sort()
    var kept = 1
    for index in 1..<agentList.count where agentList[index] != agentList[kept - 1] {
      agentList[kept] = agentList[index]
      kept += 1
    }
    agentList.truncate(to: kept)
  }

  private mutating func conclude() {
    storage[0].start = turns.first?.created
    storage[0].isAgentInitiated = turns.first?.kind == .agent
    storage[0].agents = agents.count - (agents.last == Message.noAgent ? 1 : 0)
    storage[0].responses = responses.count
    storage[0].botResponses = botResponses.count
    storage[0].customerResponses = customerResponses.count
    storage[0].firstResponse = responses.first
    storage[0].isNeverAnswered =
      figures.messages.customer > 0 && responses.isEmpty && botResponses.isEmpty
    for response in responses where (response.clientLatency ?? 0) < 0 {
      storage[0].responsesClientNegative += 1
    }
    if !responses.isEmpty { storage[0].response = statistics(of: responses) }
    if !customerResponses.isEmpty { storage[0].customerResponse = statistics(of: customerResponses) }
  }

  private mutating func statistics(of replies: BorrowedArray<Reply>) -> ByClock<LatencyStatistics> {
    createdLatencies.removeAll()
    clientLatencies.removeAll()
    for reply in replies {
      createdLatencies.append(reply.createdLatency)
      if let latency = reply.clientLatency { clientLatencies.append(latency) }
    }
    return ByClock(
      created: LatencyStatistics(sorting: &createdLatencies),
      client: LatencyStatistics(sorting: &clientLatencies))
  }
}

/// The earliest and the latest of several times.
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
