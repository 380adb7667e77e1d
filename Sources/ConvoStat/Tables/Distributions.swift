// Distributions that only the report shows: latencies, the hours at which customers write, and the longest
// open waits.

/// The identity of a queue in the tables.
package struct QueueName: Hashable {
  package let source: String
  package let account: String
  package let queue: String

  package init(source: String, account: String, queue: String) {
    self.source = source
    self.account = account
    self.queue = queue
  }

  /// The name as the tables write it: control characters except tab and newlines are U+FFFD (Outputs:
  /// guards).
  package var cells: QueueName {
    func cell(_ text: String) -> String {
      var cell = String.UnicodeScalarView()
      for scalar in text.unicodeScalars {
        let isControl = scalar.properties.generalCategory == .control
        cell.append(isControl && !"\t\n\r".unicodeScalars.contains(scalar) ? "\u{FFFD}" : scalar)
      }
      return String(cell)
    }
    return QueueName(source: source, account: cell(account), queue: cell(queue))
  }
}

/// The distributions of the conversations of one worker.
///
/// They are merged at the end.
package struct Distributions {
  /// The responses by each clock.
  package private(set) var response = ByClock(created: Histogram(.latency), client: Histogram(.latency))
  /// The responses by queue, by the platform's clock.
  package private(set) var responseByQueue: [QueueName: Histogram] = [:]
  /// The ingest lags of all messages.
  package private(set) var ingestLag = Histogram(.lag)
  /// The zone of the hours; `nil` is UTC.
  private let zone: Zone?
  /// The links of conversations; `nil` if they have none.
  private let link: ConversationLink?
  /// The number of customer messages by day and hour.
  package private(set) var customerMessages = HourCounts()
  /// The conversations that wait longest.
  package private(set) var waiting = WaitingList()

  /// The approximate memory of a queue and its histogram, in bytes.
  static let bytesPerQueue = 600

  /// Creates empty distributions.
  /// - Parameters:
  ///   - zone: the zone of the hours; `nil` is UTC.
  ///   - link: the links of conversations; `nil` if they have none.
  init(zone: Zone? = nil, link: ConversationLink? = nil) { (self.zone, self.link) = (zone, link) }

  /// Adds a conversation.
  ///
  /// - Parameters:
  ///   - measures: the measures of this conversation.
  ///   - asOf: the moment at which open waits are aged, in milliseconds since 1970.
  mutating func absorb(_ conversation: InPlace<Conversation>, _ measures: ConversationMeasures, asOf: Int64) {
    for message in conversation.value.messages {
      if let lag = message.ingestLag { ingestLag.absorb(lag) }
      if message.kind == .customer { absorbHour(of: message.created) }
    }
    absorb(measures.responses, of: conversation)
    if let since = measures.figures.unansweredSince {
      waiting.absorb(
        conversation.value, OpenStatuses.status(of: conversation.value, measures), since: since,
        milliseconds: asOf - since, isNeverAnswered: measures.figures.isNeverAnswered, link: link)
    }
  }

  /// Adds the conversations of another worker.
  mutating func merge(_ other: Distributions) {
    response.created.merge(other.response.created)
    response.client.merge(other.response.client)
    responseByQueue.merge(other.responseByQueue) { mine, theirs in
      var merged = mine
      merged.merge(theirs)
      return merged
    }
    ingestLag.merge(other.ingestLag)
    customerMessages.merge(other.customerMessages)
    waiting.merge(other.waiting)
  }

  private mutating func absorb(_ responses: BorrowedArray<Reply>, of conversation: InPlace<Conversation>) {
    guard !responses.isEmpty else { return }
    let queue = conversation.value.queue.isEmpty ? Text.withoutKey : conversation.value.queue
    let name = QueueName(
      source: conversation.value.source.string, account: conversation.value.account.string,
      queue: queue.string)
    for reply in responses {
      response.created.absorb(reply.createdLatency)
      responseByQueue[name, default: Histogram(.latency)].absorb(reply.createdLatency)
      if let latency = reply.clientLatency { response.client.absorb(latency) }
    }
  }

  private mutating func absorbHour(of time: Int64) {
    let (day, ofDay) = Zone.day(of: time + (zone?.offset(at: time) ?? 0))
    customerMessages.absorb(day: day, hour: Int(ofDay / 3_600_000))
  }
}
