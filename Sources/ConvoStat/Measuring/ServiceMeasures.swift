// The measures of a conversation that options ask for: business time, and answers within promised times.

/// The relation of a wait to the hours of its queue (ServiceLevels: waits outside hours).
struct WaitHours: BitwiseCopyable {
  /// True if the wait opened within the hours, by the platform's clock.
  var isOpenedInHours = false
  /// True if the length in business time is 0 because all of the wait lay outside the hours.
  var isOutside = ByClock(created: false, client: false)
}

/// The length of a wait in business time, in milliseconds.
struct BusinessLength: BitwiseCopyable {
  /// The length by each clock; `ServiceMeasures.noLength` by a clock that has no length.
  var length: ByClock<Int64>
  var hours: WaitHours
}

/// The business time of a conversation, in milliseconds.
struct BusinessFigures {
  /// The age of the unanswered wait.
  var waiting: Int64?
  var waitingHours = WaitHours()
  var firstResponse: ByClock<Int64?> = ByClock(created: nil, client: nil)
  var firstResponseHours = WaitHours()
  var response = ByClock(created: LatencyStatistics(), client: LatencyStatistics())
}

/// A wait that is open at the end and in which no bot has responded.
struct PendingWait {
  /// The age of the wait for the first response in milliseconds; `nil` if an agent has responded before.
  var firstAge: ByClock<Int64?>?
  /// The age of the wait in milliseconds, in business time if hours are given; `nil` by the client clock if
  /// it is unknown.
  var age: ByClock<Int64?>
}

/// Measures business time and service levels of one conversation after the other.
final class ServiceMeasures {
  private let hours: BusinessHours?
  private let promises: [Int64]
  private let asOf: Int64
  @exclusivity(unchecked) private var lengthList = ReusableArray<BusinessLength>()
  @exclusivity(unchecked) private var levelList = ReusableArray<LevelCounts>()
  @exclusivity(unchecked) private var created = ReusableArray<Int64>()
  @exclusivity(unchecked) private var client = ReusableArray<Int64>()
  @exclusivity(unchecked) private var figures = ReusableArray<BusinessFigures>()
  /// The open wait; set only with promised times.
  @exclusivity(unchecked) private(set) var pending: PendingWait?

  /// The value that represents a response without a business length.
  static let noLength = Int64.min

  /// - Parameters:
  ///   - hours: the hours in which queues are served; `nil` if no business time is measured.
  ///   - levels: the times within which customers must be answered; `nil` if none was promised.
  ///   - asOf: when open waits are aged, in milliseconds since 1970.
  init(hours: BusinessHours?, levels: ServiceLevels?, asOf: Int64) {
    self.hours = hours
    promises = levels?.levels.map(\.milliseconds) ?? []
    self.asOf = asOf
  }

  /// True if anything is measured at all.
  @inline(__always)
  var isOn: Bool { hours != nil || !promises.isEmpty }

  /// The business lengths of the responses, in order; empty without a schedule.
  ///
  /// Valid until the next conversation is measured.
  var lengths: BorrowedArray<BusinessLength> { lengthList.elements }

  /// The counts for each promised time.
  var levels: BorrowedArray<LevelCounts> { levelList.elements }

  /// The business time; `nil` if no schedule applies.
  var business: InPlace<BusinessFigures>? { figures.count == 0 ? nil : figures.elements.inPlace(0) }

  /// Measures a conversation and replaces the measures of the conversation before.
  /// - Parameter measures: the measures of this conversation.
  func measure(_ conversation: InPlace<Conversation>, _ measures: ConversationMeasures) {
    let schedule = hours.flatMap { conversation.value.schedule(in: $0) }
    lengthList.removeAll()
    figures.removeAll()
    if let schedule { measureBusiness(measures, schedule) }
    pending = promises.isEmpty ? nil : pendingWait(measures.figures, schedule)
    levelList.removeAll()
    for promise in promises { levelList.append(counts(measures, promise)) }
  }

  private func measureBusiness(_ measures: ConversationMeasures, _ schedule: OpeningHours) {
    var business = BusinessFigures()
    created.removeAll()
    client.removeAll()
    for reply in measures.responses {
      let lengths = ServiceMeasures.lengths(of: reply, schedule)
      created.append(lengths.length.created)
      if lengths.length.client != ServiceMeasures.noLength { client.append(lengths.length.client) }
      lengthList.append(lengths)
    }
    if var first = lengths.first {
      if measures.figures.creation != nil, let reply = measures.figures.firstResponse {
        first = ServiceMeasures.lengths(of: reply, schedule)
      }
      business.firstResponse.created = first.length.created
      if first.length.client != ServiceMeasures.noLength {
        business.firstResponse.client = first.length.client
      }
      business.firstResponseHours = first.hours
      business.response = ByClock(
        created: LatencyStatistics(sorting: &created),
        client: LatencyStatistics(sorting: &client))
    }
    if let opened = measures.figures.unansweredSince {
      let age = schedule.length(from: opened, to: asOf)
      let isOpen = schedule.isOpen(at: opened)
      business.waiting = age
      business.waitingHours.isOpenedInHours = isOpen
      business.waitingHours.isOutside.created = age == 0 && asOf >= opened && !isOpen
    }
    figures.append(business)
  }

  /// Returns the business length of a response by both clocks; `noLength` by a clock that has no length.
  ///
  /// A wait that opens within hours and takes any time has some of it within them. So a length of 0 is that of a
  /// wait outside if it opened outside and did not end before it opened.
  static func lengths(of reply: Reply, _ schedule: OpeningHours) -> BusinessLength {
    let opened = reply.created - reply.createdLatency
    let length = schedule.length(from: opened, to: reply.created)
    var hours = WaitHours(isOpenedInHours: schedule.isOpen(at: opened))
    hours.isOutside.created = length == 0 && reply.createdLatency >= 0 && !hours.isOpenedInHours
    var lengths = ByClock(created: length, client: ServiceMeasures.noLength)
    if let latency = reply.clientLatency {
      let opened = reply.client - latency
      lengths.client = schedule.length(from: opened, to: reply.client)
      hours.isOutside.client = lengths.client == 0 && latency >= 0 && !schedule.isOpen(at: opened)
    }
    return BusinessLength(length: lengths, hours: hours)
  }

  private func pendingWait(_ figures: ConversationFigures, _ schedule: OpeningHours?) -> PendingWait? {
    guard let opened = figures.unansweredSince, let created = age(from: opened, schedule) else { return nil }
    var plain = ByClock<Int64?>(created: created, client: nil)
    if figures.unansweredClient != Message.noClient {
      plain.client = age(from: figures.unansweredClient, schedule)
    }
    if figures.firstResponse != nil { return PendingWait(age: plain) }
    guard let creation = figures.creation else { return PendingWait(firstAge: plain, age: plain) }
    // No sender's clock knows when the conversation was created.
    let first = ByClock(created: age(from: creation, schedule), client: nil)
    return PendingWait(firstAge: first, age: plain)
  }

  /// Returns the age of a wait that opened at a moment; `nil` if it has no hours and hours are asked for.
  private func age(from opened: Int64, _ schedule: OpeningHours?) -> Int64? {
    hours == nil ? asOf - opened : schedule?.length(from: opened, to: asOf)
  }

  private func counts(_ measures: ConversationMeasures, _ promise: Int64) -> LevelCounts {
    var counts = LevelCounts()
    for (index, reply) in measures.responses.enumerated() {
      for clock in Clock.allCases {
        guard let length = length(of: reply, index, clock) else { continue }
        let isWithin = length <= promise ? 1 : 0
        counts.response[clock].answered += 1
        counts.response[clock].within += isWithin
      }
    }
    for clock in Clock.allCases {
      guard let length = firstLength(measures.figures, clock) else { continue }
      counts.firstResponse[clock].answered = 1
      counts.firstResponse[clock].within = length <= promise ? 1 : 0
    }
    guard let pending else { return counts }
    for clock in Clock.allCases {
      if let age = pending.age[clock] { counts.response[clock].add(LevelCount(open: age, promise)) }
      guard let first = pending.firstAge, let age = first[clock] else { continue }
      counts.firstResponse[clock].add(LevelCount(open: age, promise))
    }
    return counts
  }

  /// Returns the length of the first response, measured as for all responses.
  private func firstLength(_ figures: ConversationFigures, _ clock: Clock) -> Int64? {
    hours == nil ? figures.firstResponse?.latency(clock) : business?.value.firstResponse[clock]
  }

  /// Returns the length of a response, in business time if hours are given; `nil` if it is unknown.
  private func length(of reply: Reply, _ index: Int, _ clock: Clock) -> Int64? {
    if hours == nil { return reply.latency(clock) }
    guard index < lengths.count else { return nil }
    let length = lengths[index].length[clock]
    return length == ServiceMeasures.noLength ? nil : length
  }
}
