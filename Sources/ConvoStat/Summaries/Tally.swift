// What a group of conversations adds up to: the accumulator of one row of summary.csv and by_*.csv.

/// The latencies of one kind of reply, by both clocks.
struct ReplyPools {
  var created = LatencyPool()
  var client = LatencyPool()

  /// Adds a reply; by the senders' clocks only where both messages have a time.
  @inline(__always)
  mutating func absorb(_ reply: Reply) {
    created.absorb(reply.createdLatency)
    if let latency = reply.clientLatency { client.absorb(latency) }
  }

  /// Adds the replies of another part.
  mutating func merge(_ other: ReplyPools) {
    created.merge(other.created)
    client.merge(other.client)
  }
}

/// Counts and latencies of the conversations, or of the events of conversations, that fall into a row.
struct Tally {
  var conversations = 0
  private(set) var messages = ClassCounts()
  private(set) var turns = ClassCounts()
  private(set) var botResponses = 0
  private(set) var neverAnswered = 0
  /// The ages of unanswered waits.
  private(set) var waiting = LatencyPool()
  private(set) var firstResponse = ReplyPools()
  private(set) var response = ReplyPools()
  private(set) var customerResponse = ReplyPools()
  private(set) var ingestLag = LatencyPool()

  /// Adds a message, and its ingest lag where it has one.
  @inline(__always)
  mutating func absorb(_ message: Message) {
    messages.absorb(message.kind)
    if let lag = message.ingestLag { ingestLag.absorb(lag) }
  }

  /// Adds a turn.
  mutating func absorb(_ turn: Turn) { turns.absorb(turn.kind) }

  /// Adds an agent's response.
  mutating func absorb(response reply: Reply) { response.absorb(reply) }

  /// Adds the first response of a conversation; as a response it is added by itself.
  mutating func absorb(firstResponse reply: Reply) { firstResponse.absorb(reply) }

  /// Adds a customer's response.
  mutating func absorb(customerResponse reply: Reply) { customerResponse.absorb(reply) }

  /// Adds a bot response.
  mutating func absorbBotResponse() { botResponses += 1 }

  /// Adds an unanswered wait of that age in milliseconds.
  mutating func absorb(waitingFor age: Int64) { waiting.absorb(age) }

  /// Adds a conversation in which nobody ever responded; as a conversation it is added by itself.
  mutating func absorbNeverAnswered() { neverAnswered += 1 }

  /// Adds a whole conversation.
  mutating func absorb(_ conversation: Conversation, _ measures: ConversationMeasures, asOf: Int64) {
    let figures = measures.figures
    conversations += 1
    messages.merge(figures.messages)
    turns.merge(figures.turns)
    botResponses += figures.botResponses
    if figures.isNeverAnswered { neverAnswered += 1 }
    if let opened = figures.unansweredSince { waiting.absorb(asOf - opened) }
    if let first = figures.firstResponse { firstResponse.absorb(first) }
    for reply in measures.responses { response.absorb(reply) }
    for reply in measures.customerResponses { customerResponse.absorb(reply) }
    if figures.ingestLags.count > 0 {
      for message in conversation.messages {
        if let lag = message.ingestLag { ingestLag.absorb(lag) }
      }
    }
  }

  /// Adds another part of the same row.
  mutating func merge(_ other: Tally) {
    conversations += other.conversations
    messages.merge(other.messages)
    turns.merge(other.turns)
    botResponses += other.botResponses
    neverAnswered += other.neverAnswered
    waiting.merge(other.waiting)
    firstResponse.merge(other.firstResponse)
    response.merge(other.response)
    customerResponse.merge(other.customerResponse)
    ingestLag.merge(other.ingestLag)
  }
}
