// What a group of conversations adds up to: the accumulator of one row of summary.csv and by_*.csv.

/// The latencies that are pooled in a row.
enum Pool: Int, CaseIterable {
  /// The ages of unanswered waits.
  case waiting
  case firstResponseCreated, firstResponseClient
  case responseCreated, responseClient
  case customerResponseCreated, customerResponseClient
  case ingestLag
}

/// Counts and latencies of the conversations, or of the events of conversations, that fall into a row.
struct Tally: ~Copyable {
  var conversations = 0
  private(set) var messages = ClassCounts()
  private(set) var turns = ClassCounts()
  private(set) var botResponses = 0
  private(set) var neverAnswered = 0
  private let pools: UnsafeMutablePointer<LatencyPool>

  /// - Parameter folds: whether memory for latencies is scarce.
  init(folds: Bool = false) {
    pools = .allocate(capacity: Pool.allCases.count)
    for pool in Pool.allCases { (pools + pool.rawValue).initialize(to: LatencyPool(folds: folds)) }
  }

  deinit {
    pools.deinitialize(count: Pool.allCases.count)
    pools.deallocate()
  }

  /// The latencies of a kind; valid as long as the tally.
  @inline(__always)
  func pool(_ pool: Pool) -> UnsafePointer<LatencyPool> { UnsafePointer(pools + pool.rawValue) }

  /// Adds a message, and its ingest lag where it has one.
  @inline(__always)
  mutating func absorb(_ message: Message) {
    messages.absorb(message.kind)
    if let lag = message.ingestLag { absorb(lag, .ingestLag) }
  }

  /// Adds a turn.
  @inline(__always)
  mutating func absorb(_ turn: Turn) { turns.absorb(turn.kind) }

  /// Adds an agent's response.
  @inline(__always)
  mutating func absorb(response reply: Reply) { absorb(reply, .responseCreated, .responseClient) }

  /// Adds the first response of a conversation; as a response it is added by itself.
  @inline(__always)
  mutating func absorb(firstResponse reply: Reply) {
    absorb(reply, .firstResponseCreated, .firstResponseClient)
  }

  /// Adds a customer's response.
  @inline(__always)
  mutating func absorb(customerResponse reply: Reply) {
    absorb(reply, .customerResponseCreated, .customerResponseClient)
  }

  /// Adds a bot response.
  @inline(__always)
  mutating func absorbBotResponse() { botResponses += 1 }

  /// Adds an unanswered wait of that age in milliseconds.
  mutating func absorb(waitingFor age: Int64) { absorb(age, .waiting) }

  /// Adds a conversation in which nobody ever responded; as a conversation it is added by itself.
  mutating func absorbNeverAnswered() { neverAnswered += 1 }

  /// Adds a whole conversation.
  mutating func absorb(
    _ conversation: Conversation, _ measures: borrowing ConversationMeasures, asOf: Int64
  ) {
    conversations += 1
    messages.merge(measures.figures.messages)
    turns.merge(measures.figures.turns)
    botResponses += measures.figures.botResponses
    if measures.figures.isNeverAnswered { neverAnswered += 1 }
    if let opened = measures.figures.unansweredSince { absorb(waitingFor: asOf - opened) }
    if let first = measures.figures.firstResponse { absorb(firstResponse: first) }
    for reply in measures.responses { absorb(response: reply) }
    for reply in measures.customerResponses { absorb(customerResponse: reply) }
    if measures.figures.ingestLags.count == 0 { return }
    for message in conversation.messages {
      if let lag = message.ingestLag { absorb(lag, .ingestLag) }
    }
  }

  /// Takes another part of the same row.
  mutating func merge(_ other: consuming Tally) {
    conversations += other.conversations
    messages.merge(other.messages)
    turns.merge(other.turns)
    botResponses += other.botResponses
    neverAnswered += other.neverAnswered
    for pool in 0..<Pool.allCases.count {
      let place = pools + pool
      place.pointee.merge((other.pools + pool).move())
      (other.pools + pool).initialize(to: LatencyPool())
    }
  }

  @inline(__always)
  private mutating func absorb(_ value: Int64, _ pool: Pool) {
    let place = pools + pool.rawValue
    place.pointee.absorb(value)
  }

  /// Adds a reply; by the senders' clocks only where both messages have a time.
  @inline(__always)
  private mutating func absorb(_ reply: Reply, _ created: Pool, _ client: Pool) {
    absorb(reply.createdLatency, created)
    if let latency = reply.clientLatency { absorb(latency, client) }
  }
}
