// Measuring of a conversation: from its messages in order to its events and figures.

/// The measures of one conversation, with scratch memory that the next conversation uses again, so that
/// measuring does not allocate.
final class ConversationMeasures {
  /// The memory of the figures, which are too many to be copied.
  private let storage = FixedArray(repeating: ConversationFigures(), count: 1)
  @exclusivity(unchecked) private var turnList = ReusableArray<Turn>()
  @exclusivity(unchecked) private var waitList = ReusableArray<EndedWait>()
  @exclusivity(unchecked) private var responseList = ReusableArray<Reply>()
  @exclusivity(unchecked) private var customerResponseList = ReusableArray<Reply>()
  @exclusivity(unchecked) private var botResponseList = ReusableArray<Int64>()
  @exclusivity(unchecked) private var agentList = ReusableArray<UInt32>()
  @exclusivity(unchecked) private var createdLatencies = ReusableArray<Int64>()
  @exclusivity(unchecked) private var clientLatencies = ReusableArray<Int64>()
  @exclusivity(unchecked) private var wait = Wait()
  @exclusivity(unchecked) private var life = ConversationLife()
  @exclusivity(unchecked) private var stretches = WaitStretches()
  /// The moment of the last bot message or hand-over since the last agent message; `noHandover` without one.
  @exclusivity(unchecked) private var handedOver = ConversationMeasures.noHandover
  private static let noHandover = Int64.min

  // All of these are valid until the next conversation is measured.

  /// The single figures (Definitions).
  @inline(__always)
  var figures: ConversationFigures { storage[0] }
  /// The figures without a copy.
  var figuresInPlace: InPlace<ConversationFigures> { storage.inPlace(0) }
  /// The turns of the participants, in order.
  var turns: BorrowedArray<Turn> { turnList.elements }
  /// The waits in the order in which they ended, and at last the one that is open at the end.
  var waits: BorrowedArray<EndedWait> { waitList.elements }
  /// The changes to resolved, in order.
  var resolutions: BorrowedArray<Resolution> { life.resolutions }
  /// The moments of the changes back to open; `StatusObservation.noMoment` for unknown ones.
  var reopens: BorrowedArray<Int64> { life.reopens }
  /// The stretches of time in which the customer waits, in order; empty unless the rules ask for them.
  var waitStretches: BorrowedArray<WaitStretch> { stretches.elements }
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
  ///   - observations: all its status observations, in order.
  ///   - creation: the moment from which the first response and the resolutions are measured; `nil` measures from
  ///     the messages.
  func measure(
    _ messages: BorrowedArray<Message>, _ observations: BorrowedArray<SettledObservation> = .none,
    _ rules: WaitRules, creation: Int64? = nil
  ) {
    clear()
    walk(messages, observations, rules)
    reduceAgents()
    conclude(creation)
    guard let creation else { return }
    storage[0].creation = creation
    storage[0].firstResponse = figures.firstResponse?.measured(fromCreation: creation)
  }

  private func clear() {
    storage[0] = ConversationFigures()
    turnList.removeAll()
    waitList.removeAll()
    responseList.removeAll()
    customerResponseList.removeAll()
    botResponseList.removeAll()
    agentList.removeAll()
    life.begin()
    stretches.begin()
    wait = Wait()
    handedOver = ConversationMeasures.noHandover
  }

  private func walk(
    _ messages: BorrowedArray<Message>, _ observations: BorrowedArray<SettledObservation>, _ rules: WaitRules
  ) {
    if messages.isEmpty, observations.isEmpty { return }
    var (counts, turns) = (ClassCounts(), ClassCounts())
    var lags = IngestLags()
    var all = Span()
    var participants = Span()
    var (previous, previousKind): (Int, MessageClass?) = (0, nil)
    var index = 0
    var observed = 0
    // The index of the message that the next observation precedes.
    var next = observations.first?.before ?? .max
    while index < messages.count {
      defer { index &+= 1 }
      let message = messages[index]
      let (kind, created) = (message.kind, message.created)
      if index == next { next = observe(observations, &observed, before: index, messages, rules) }
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
        if life.isResolved { life.reopen(at: all.latest) }
        if let ended = wait.receive(index, from: rules.waitFrom) { end(ended, messages) }
      case .agent:
        if let ended = wait.close() { respond(message, index, to: ended, messages) }
        handedOver = ConversationMeasures.noHandover
        if agents.last != message.agent { agentList.append(message.agent) }
      default:
        handedOver = created
        if wait.isBotResponse(index) { botResponseList.append(created) }
      }
      if rules.tracksWaiting { noteWait(messages, at: max(all.latest, life.latest)) }
      (previous, previousKind) = (index, kind)
    }
    if observed < observations.count {
      _ = observe(observations, &observed, before: messages.count, messages, rules)
    }
    if rules.tracksWaiting { stretches.settle(resolutions) }
    if let open = wait.close() { end(open, messages) }
    storage[0].messages = counts
    storage[0].turns = turns
    storage[0].ingestLags = lags
    storage[0].span = all.range
    storage[0].participantSpan = participants.range
  }

  /// Takes the observations that precede a message.
  /// - Parameters:
  ///   - observed: the number of observations taken so far.
  ///   - index: the index of the message; the number of messages takes all that are left.
  /// - Returns: the index of the message that the next observation precedes.
  @inline(never)
  private func observe(
    _ observations: BorrowedArray<SettledObservation>, _ observed: inout Int, before index: Int,
    _ messages: BorrowedArray<Message>, _ rules: WaitRules
  ) -> Int {
    while observed < observations.count {
      let observation = observations[observed]
      if observation.before > index { return observation.before }
      observed += 1
      if observation.told == .handover {
        life.handOver(at: observation.moment)
        handedOver = observation.moment
        wait.handOver(at: handedOver)
        if rules.tracksWaiting { noteWait(messages, at: handedOver) }
      } else if life.observe(observation), rules.resolveEndsWait, let ended = wait.close() {
        end(ended, messages, isResolved: true)
        if rules.tracksWaiting {
          noteWait(messages, at: life.latest, resolution: resolutions.count - 1)
        }
      }
    }
    return .max
  }

  /// Notes whether the customer waits after a message, a hand-over or a resolution.
  @inline(never)
  private func noteWait(
    _ messages: BorrowedArray<Message>, at moment: Int64, resolution: Int? = nil
  ) {
    stretches.note(since: wait.since(messages), at: moment, resolution: resolution)
  }

  /// Adds a wait that an agent message ended.
  @inline(__always)
  private func respond(
    _ message: Message, _ index: Int, to wait: OpenWait, _ messages: BorrowedArray<Message>
  ) {
    let ended = waited(wait, messages, closing: index, .agent)
    let response = Reply(of: message, since: ended.since, client: ended.client)
    waitList.append(ended)
    responseList.append(response)
    guard handedOver != ConversationMeasures.noHandover, storage[0].handover == nil else { return }
    storage[0].handover = Handover(
      created: message.created, length: message.created - max(handedOver, ended.since))
  }

  /// Adds a wait that no agent ended.
  @inline(never)
  private func end(
    _ wait: OpenWait, _ messages: BorrowedArray<Message>, isResolved: Bool = false
  ) {
    if wait.isAnsweredByBot, let bot = wait.botResponse {
      storage[0].waitsEndedByBot += 1
      return waitList.append(waited(wait, messages, closing: bot, .bot))
    }
    let ended = waited(
      wait, messages, closing: nil, resolution: isResolved ? resolutions.count - 1 : nil,
      isResolved ? .resolve : .open)
    waitList.append(ended)
    if isResolved {
      storage[0].waitsEndedByResolve += 1
    } else {
      storage[0].unansweredSince = ended.since
      storage[0].unansweredClient = ended.client
    }
  }

  @inline(__always)
  private func waited(
    _ wait: OpenWait, _ messages: BorrowedArray<Message>, closing: Int?, resolution: Int? = nil,
    _ end: WaitEnd
  ) -> EndedWait {
    let opening = wait.opening.map { messages[$0] }
    return EndedWait(
      opening: wait.opening, since: opening?.created ?? wait.handover,
      client: opening?.client ?? Message.noClient, closing: closing, resolution: resolution,
      botResponse: wait.botResponse, end: end)
  }

  /// Removes repeated agents.
  ///
  /// Sorting bounds the cost of a conversation with thousands of agents.
  private func reduceAgents() {
    guard agents.count > 1 else { return }
    agentList.sort()
    var kept = 1
    for index in 1..<agentList.count where agentList[index] != agentList[kept - 1] {
      agentList[kept] = agentList[index]
      kept += 1
    }
    agentList.truncate(to: kept)
  }

  private func conclude(_ creation: Int64?) {
    storage[0].start = turns.first?.created
    if life.isObserved { storage[0].life = lifeFigures(since: creation ?? turns.first?.created) }
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

  /// Returns the figures of the conversation's life.
  /// - Parameter start: the moment from which resolutions are measured; `nil` without one.
  private func lifeFigures(since start: Int64?) -> LifeFigures {
    var figures = LifeFigures(
      resolutions: resolutions.count, reopens: reopens.count,
      inexactResolutions: resolutions.count { !$0.isExact }, isResolved: life.isResolved)
    if life.isResolved { figures.resolvedAt = resolutions.last?.knownMoment }
    guard let start else { return figures }
    for resolution in resolutions where resolution.isExact {
      guard let moment = resolution.knownMoment, moment >= start else { continue }
      let measured = MeasuredResolution(moment: moment, length: moment - start)
      if figures.first == nil { figures.first = measured }
      figures.last = measured
    }
    return figures
  }

  private func statistics(of replies: BorrowedArray<Reply>) -> ByClock<LatencyStatistics> {
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
