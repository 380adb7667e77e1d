// One table by_*.csv during the run: its rows so far, and the row of each event of a conversation.

/// Rows by keys, each with its tally.
///
/// The key of a row is made of bytes in one text table: the period and the agent, which change from event to
/// event, then the texts of the conversation, which are written once per conversation.
struct Grouping: ~Copyable {
  /// The key columns, in their order.
  let keys: [Key]
  private let ofConversation: [ConversationKeyText]
  private let periods: Periods
  private let hasTime: Bool
  private let hasAgent: Bool
  /// The tallies by row, in the order in which the rows were added.
  private var tallies = ReusableArray<Tally>()
  /// The keys by row, in the format of `RowKey`.
  private let rowKeys = TextTable()
  /// The keys of rows for no agent in which something counts of a conversation with a status observation, if they exist;
  /// used only if the agent is a key.
  private let observedKeys = TextTable()
  private var key = KeyBuffer()
  private var agentless = LastRow()
  private var withAgent = LastRow()
  private let usesCaches: Bool
  /// By key column: true if it was asked for, false if it only comes with one that was.
  let isAsked: [Bool]
  /// True if all agents are one.
  let mergesAgents: Bool
  /// The index of the label among the texts of a conversation; `nil` if it is no key.
  let labelIndex: Int?
  /// True if groups may be folded into `(others)`.
  let isLimited: Bool
  /// The rows that have conversations in common; `nil` if no conversation counts in several, or it does not matter.
  let shared: SharedRows?
  /// The customers of each row; `nil` without `--attributes`.
  let customers: CustomerRows?
  /// The attributes of the conversation that is being added.
  private var counted = CountedAttributes()

  /// Creates a grouping by keys as on the command line, such as `[.queue]`.
  /// - Parameters:
  ///   - extras: the extra attributes that are read.
  ///   - zone: the time zone of days; `nil` is UTC.
  ///   - isLimited: true if groups may be folded into `(others)`.
  ///   - mergesAgents: true if all agents are one.
  ///   - customers: takes the customers of the rows; `nil` if they are not counted.
  init(
    by asked: [Key], extras: [ExtraAttribute] = [], zone: Zone? = nil, isLimited: Bool = false,
    mergesAgents: Bool = false, customers: CustomerRows? = nil, usesCaches: Bool = true
  ) {
    self.customers = customers
    self.usesCaches = usesCaches
    self.isLimited = isLimited
    self.mergesAgents = mergesAgents
    let keys = Key.columns(of: asked)
    self.keys = keys
    isAsked = keys.map { asked.contains($0) }
    labelIndex = keys.filter { !$0.isTime && $0 != .agent }.firstIndex(of: .label)
    shared = isLimited && keys.contains(.agent) ? SharedRows() : nil
    ofConversation = keys.compactMap { ConversationKeyText($0, extras: extras) }
    periods = Periods(keys, zone: zone)
    hasTime = keys.contains(where: \.isTime)
    hasAgent = keys.contains(.agent)
    RowKey.begin(&key)
  }

  /// The number of rows.
  var count: Int { tallies.count }

  /// The approximate memory of the rows, in bytes.
  var bytesHeld: Int {
    tallies.bytesHeld + rowKeys.bytesHeld + observedKeys.bytesHeld + (shared?.bytesHeld ?? 0)
      + (customers?.bytesHeld ?? 0)
  }

  /// Returns the tally of a row.
  func tally(_ row: Int) -> Tally {
    var tally = tallies[row]
    if observedKeys.count > 0, observedKeys.find(rowKeys[UInt32(row)]) != nil { tally.events[.observed] += 1 }
    return tally
  }

  /// Returns the key of a row.
  func rowKey(_ number: Int) -> RowKey { RowKey(bytes: rowKeys[UInt32(number)]) }

  /// Adds the counts of events to a row.
  @inline(__always)
  mutating func add(_ events: EventCounts, to row: Int) {
    tallies[row].events.merge(events)
  }

  /// Adds the rows of another grouping by the same keys.
  /// - Returns: for each row of `other`, the row of `self` that took it.
  mutating func merge(_ other: borrowing Grouping) -> [UInt32] {
    var mapped: [UInt32] = []
    for number in 0..<other.count {
      let row = row(rowKeys.number(of: other.rowKey(number).bytes))
      tallies[Int(row)].merge(other.tally(number))
      mapped.append(row)
    }
    for number in 0..<UInt32(other.observedKeys.count) {
      _ = observedKeys.number(of: other.observedKeys[number])
    }
    if let shared, let theirs = other.shared { shared.merge(theirs, mapped) }
    if let customers, let theirs = other.customers { customers.merge(theirs, mapped) }
    return mapped
  }
}

// Finding the row of an event.
extension Grouping {
  /// Counts a conversation and makes it the one to which the next events belong.
  mutating func begin(
    _ conversation: InPlace<Conversation>, _ measures: ConversationMeasures, _ counted: CountedAttributes
  ) {
    enter(conversation)
    self.counted = counted
    let period = period(from: measures.figures.start)
    let isObserved = measures.figures.life != nil
    count(period, measures.agents, isObserved: isObserved)
    guard hasAgent, isObserved else { return }
    RowKey.set(period, RowKey.noAgent, in: &key)
    _ = key.withText { observedKeys.number(of: $0) }
  }

  /// Returns the row of an event of an agent, or of `RowKey.noAgent`, at a time.
  @inline(__always)
  mutating func row(at time: Int64, agent: UInt32) -> UInt32 {
    row(in: period(of: time), agent: agent)
  }

  @inline(__always)
  private func period(of time: Int64) -> Int64 {
    if !hasTime { return Periods.always }
    return time == StatusObservation.noMoment ? Periods.none : periods.number(of: time)
  }

  /// Writes the texts of the conversation at the end of the key.
  private mutating func enter(_ conversation: InPlace<Conversation>) {
    guard !ofConversation.isEmpty else { return }
    RowKey.begin(&key)
    for part in ofConversation { key.add(part.text(of: conversation.value)) }
    agentless = LastRow()
    withAgent = LastRow()
  }

  /// Returns the period of a conversation as a whole.
  private func period(from start: Int64?) -> Int64 {
    guard hasTime else { return Periods.always }
    return start.map { periods.number(of: $0) } ?? Periods.none
  }

  /// Counts the conversation for each agent who wrote, or for none.
  private mutating func count(_ period: Int64, _ agents: BorrowedArray<UInt32>, isObserved: Bool) {
    guard hasAgent, !agents.isEmpty else {
      count(in: period, agent: RowKey.noAgent, isObserved: isObserved)
      return
    }
    if mergesAgents {
      let row = count(in: period, agent: Message.unknownAgent, isObserved: isObserved)
      shared?.add(row)
      shared?.end(counted.rating)
      return
    }
    // An agent literally named "(unknown)" and agents without an id share a row, in which a conversation must
    // count once.
    let isTwice = agents.first == Message.unknownAgent && agents.last == Message.noAgent
    for agent in agents.dropLast(isTwice ? 1 : 0) {
      let row = count(
        in: period, agent: agent == Message.noAgent ? Message.unknownAgent : agent, isObserved: isObserved)
      shared?.add(row)
    }
    shared?.end(counted.rating)
  }

  @inline(__always)
  @discardableResult
  private mutating func count(in period: Int64, agent: UInt32, isObserved: Bool) -> Int {
    let row = Int(row(in: period, agent: agent))
    tallies[row].conversations += 1
    if isObserved { tallies[row].events[.observed] += 1 }
    if let customers { count(in: row, customers) }
    return row
  }

  @inline(never)
  private mutating func count(in row: Int, _ customers: CustomerRows) {
    tallies[row].ratings.merge(counted.rating)
    if let customer = counted.customer { customers.add(customer, to: row) }
  }

  @inline(__always)
  private mutating func row(in period: Int64, agent: UInt32) -> UInt32 {
    if !hasAgent || agent == RowKey.noAgent {
      if !agentless.matches(period, RowKey.noAgent) { agentless = find(period, RowKey.noAgent) }
      return agentless.row
    }
    let agent = mergesAgents ? Message.unknownAgent : agent
    if !withAgent.matches(period, agent) { withAgent = find(period, agent) }
    return withAgent.row
  }

  @inline(never)
  private mutating func find(_ period: Int64, _ agent: UInt32) -> LastRow {
    RowKey.set(period, agent, in: &key)
    let number = key.withText { rowKeys.number(of: $0) }
    return LastRow(isKnown: usesCaches, period: period, agent: agent, row: row(number))
  }

  /// Returns the row with a number, and adds it if it is new.
  private mutating func row(_ number: UInt32) -> UInt32 {
    if number == tallies.count { tallies.append(Tally()) }
    return number
  }
}

/// The row that was found last.
///
/// The next event often belongs to the same row.
private struct LastRow {
  var isKnown = false
  var period: Int64 = 0
  var agent: UInt32 = 0
  var row: UInt32 = 0

  @inline(__always)
  func matches(_ period: Int64, _ agent: UInt32) -> Bool {
    isKnown && period == self.period && agent == self.agent
  }
}
