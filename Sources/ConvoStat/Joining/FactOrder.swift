// The order of the messages of a conversation, and the record that wins among several of one message.

extension Fact {
  /// Returns true if the message precedes `other`: by created (or client) time, by the other clock, then by id
  /// (Definitions: order).
  func precedes(_ other: Fact, byClient: Bool) -> Bool {
    let times = OrderedTimes(created: created, client: client, byClient: byClient)
    let otherTimes = OrderedTimes(created: other.created, client: other.client, byClient: byClient)
    return times == otherTimes ? id < other.id : times < otherTimes
  }

  /// Returns true if the record wins over `other`, another record of the same message (Inputs: the same
  /// thing twice).
  func prevails(over other: Fact, _ agents: TextTable) -> Bool {
    if updated != other.updated { return updated > other.updated }
    if isRevision != other.isRevision { return isRevision }
    if (kind == .failed) != (other.kind == .failed) { return other.kind == .failed }  // a retry keeps the id
    if created != other.created { return created > other.created }
    if client != other.client { return client > other.client }  // missing is lowest
    if kind != other.kind {
      let (own, others) = (kind.usual, other.kind.usual)
      return own == others ? kind.rawValue < other.kind.rawValue : Text(others.name) < Text(own.name)
    }
    if kind == .system {
      return agent != other.agent && agent != Message.noAgent
        && (other.agent == Message.noAgent || other.agent < agent)
    }
    return other.senderID(agents).precedesAsID(senderID(agents))
  }

  /// The id of an agent.
  ///
  /// Only the ids of agents are kept, because no output shows the others.
  private func senderID(_ agents: TextTable) -> Text { agent == Message.noAgent ? .empty : agents[agent] }
}

extension [Fact] {
  /// Keeps the winning record of each message, with its most exact times, and sorts the messages by time.
  /// - Parameter agents: the ids of the facts' agents.
  /// - Returns: the number of records removed.
  mutating func keepPrevailing(_ agents: TextTable, byClient: Bool) -> Int {
    sort { $0.id == $1.id ? $0.prevails(over: $1, agents) : $0.id < $1.id }
    var index = 0
    while index < count {
      let (first, winner) = (index, self[index])
      index += 1
      while index < count, self[index].id == winner.id {
        self[first].created = self[index].created.finer(than: self[first].created, within: winner.created)
        self[first].client = self[index].client.finer(than: self[first].client, within: winner.client)
        index += 1
      }
    }
    let removed = keepFirsts { $0.id == $1.id }
    sort { $0.precedes($1, byClient: byClient) }
    return removed
  }

  /// Keeps the winning record of each message, and the records that tell more exact times, which later records may
  /// need; sorts them by time.
  /// - Parameter agents: the ids of the facts' agents.
  /// - Returns: the number of messages.
  mutating func keepTelling(_ agents: TextTable) -> Int {
    sort { $0.id == $1.id ? $0.prevails(over: $1, agents) : $0.id < $1.id }
    var kept: [Fact] = []
    var (messages, index) = (0, 0)
    while index < count {
      let first = index
      repeat { index += 1 } while index < count && self[index].id == self[first].id
      kept.append(self[first])
      messages += 1
      if index > first + 1 { kept += self[first..<index].tellingFinerTimes }
    }
    self = kept
    sort { $0.precedes($1, byClient: false) }
    return messages
  }
}

extension ArraySlice<Fact> {
  /// The records after the first that tell the least time with a fraction in some second, by one of the clocks.
  fileprivate var tellingFinerTimes: [Fact] {
    var (created, client) = ([Int64: Int64](), [Int64: Int64]())
    for fact in self {
      if fact.created.hasFraction {
        created[fact.created.second] = Swift.min(created[fact.created.second] ?? .max, fact.created)
      }
      if fact.client.hasFraction {
        client[fact.client.second] = Swift.min(client[fact.client.second] ?? .max, fact.client)
      }
    }
    // Each time is told once, by the first record that has it.
    func tells(_ fact: Fact) -> Bool {
      let isCreated = fact.created.hasFraction && created[fact.created.second] == fact.created
      let isClient = fact.client.hasFraction && client[fact.client.second] == fact.client
      if isCreated { created[fact.created.second] = nil }
      if isClient { client[fact.client.second] = nil }
      return isCreated || isClient
    }
    _ = first.map(tells)
    return dropFirst().filter(tells)
  }
}

extension Int64 {
  /// The second of a time in milliseconds.
  fileprivate var second: Int64 { self / 1000 }

  /// True if a time in milliseconds is known to less than a second; false for a missing one.
  fileprivate var hasFraction: Bool { self >= 0 && self % 1000 != 0 }

  /// Returns the more exact of two times of one moment, in milliseconds since 1970.
  /// - Parameters:
  ///   - found: the most exact time so far.
  ///   - whole: the time that the winning record gives.
  fileprivate func finer(than found: Int64, within whole: Int64) -> Int64 {
    guard whole >= 0, whole % 1000 == 0, hasFraction, second == whole / 1000 else { return found }
    return found == whole ? self : Swift.min(found, self)
  }
}
