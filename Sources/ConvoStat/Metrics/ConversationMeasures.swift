// The measuring of a conversation: from its messages in order to its events and figures.

/// What is measured of one conversation, and the scratch to measure the next one without allocating.
struct ConversationMeasures: ~Copyable {
  /// All single values (README 2).
  private(set) var figures = ConversationFigures()
  /// The turns of the participants, in order.
  private(set) var turns: [Turn] = []
  /// Agent messages that closed a wait, in order.
  private(set) var responses: [Reply] = []
  /// Customer messages right after an agent's, in order.
  private(set) var customerResponses: [Reply] = []
  /// When each bot message was created that was the first of a wait.
  private(set) var botResponses: [Int64] = []
  /// The agents that wrote, each once; `Message.noAgent` stands for those without an id.
  private(set) var agents: [UInt32] = []
  private var sorted: [Int64] = []

  /// Measures a conversation in place of the one before.
  ///
  /// - Parameters:
  ///   - messages: all its messages, each once, in the order of README 2.
  ///   - waitFrom: which customer message of a wait it is measured from.
  mutating func measure(_ messages: UnsafeBufferPointer<Message>, waitFrom: WaitOpening) {
    clear()
    walk(messages, waitFrom: waitFrom)
    reduceAgents()
    conclude()
  }

  private mutating func clear() {
    figures = ConversationFigures()
    turns.removeAll(keepingCapacity: true)
    responses.removeAll(keepingCapacity: true)
    customerResponses.removeAll(keepingCapacity: true)
    botResponses.removeAll(keepingCapacity: true)
    agents.removeAll(keepingCapacity: true)
  }

  private mutating func walk(_ messages: UnsafeBufferPointer<Message>, waitFrom: WaitOpening) {
    var counts = ClassCounts()
    var lags = IngestLags()
    var all = Span()
    var participants = Span()
    var previous: Message?
    var wait = Wait()
    for message in messages {
      counts.absorb(message.kind)
      all.absorb(message.created)
      if let lag = message.ingestLag { lags.absorb(lag) }
      guard message.kind.isParticipant else { continue }
      participants.absorb(message.created)
      if previous?.kind != message.kind {
        turns.append(Turn(created: message.created, agent: message.agent, kind: message.kind))
      }
      switch message.kind {
      case .customer:
        if let previous, previous.kind == .agent {
          customerResponses.append(Reply(of: message, to: previous))
        }
        wait.hear(message, from: waitFrom)
      case .agent:
        if let opening = wait.close() { responses.append(Reply(of: message, to: opening)) }
        if agents.last != message.agent { agents.append(message.agent) }
      default:
        if wait.isBotResponse() { botResponses.append(message.created) }
      }
      previous = message
    }
    figures.messages = counts
    figures.ingestLags = lags
    figures.span = all.range
    figures.participantSpan = participants.range
    figures.unansweredSince = wait.unansweredSince
  }

  /// Keeps each agent once. Sorting bounds the cost of a conversation with thousands of agents.
  private mutating func reduceAgents() {
    guard agents.count > 1 else { return }
    agents.sort()
    var kept = 1
    for agent in agents[1...] where agent != agents[kept - 1] {
      agents[kept] = agent
      kept += 1
    }
    agents.removeLast(agents.count - kept)
  }

  private mutating func conclude() {
    for turn in turns { figures.turns.absorb(turn.kind) }
    figures.start = turns.first?.created
    figures.isAgentInitiated = turns.first?.kind == .agent
    figures.agents = agents.count - (agents.last == Message.noAgent ? 1 : 0)
    figures.responses = responses.count
    figures.botResponses = botResponses.count
    figures.customerResponses = customerResponses.count
    figures.firstResponse = responses.first
    figures.isNeverAnswered =
      figures.messages.customer > 0 && responses.isEmpty && botResponses.isEmpty
    for response in responses where (response.clientLatency ?? 0) < 0 {
      figures.responsesClientNegative += 1
    }
    figures.response = statistics(of: responses)
    figures.customerResponse = statistics(of: customerResponses)
  }

  private mutating func statistics(of replies: [Reply]) -> ByClock<LatencyStatistics> {
    ByClock(created: statistics(of: replies, by: .created), client: statistics(of: replies, by: .client))
  }

  @inline(__always)
  private mutating func statistics(of replies: [Reply], by clock: Clock) -> LatencyStatistics {
    guard !replies.isEmpty else { return LatencyStatistics() }
    sorted.removeAll(keepingCapacity: true)
    var total = ExactSum()
    for reply in replies {
      guard let latency = reply.latency(clock) else { continue }
      total += latency
      sorted.append(latency)
    }
    sorted.sort()
    return sorted.withUnsafeBufferPointer { values in
      LatencyStatistics(count: values.count, total: total) { values[$0] }
    }
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
