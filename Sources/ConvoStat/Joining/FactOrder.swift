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
    if created != other.created { return created > other.created }
    if client != other.client { return client > other.client }  // missing is lowest
    if kind != other.kind { return Text(other.kind.name) < Text(kind.name) }
    return other.senderID(agents).precedesAsID(senderID(agents))
  }

  /// The id of an agent.
  ///
  /// Only the ids of agents are kept, because no output shows the others.
  private func senderID(_ agents: TextTable) -> Text { agent == Message.noAgent ? .empty : agents[agent] }
}

extension [Fact] {
  /// Keeps the winning record of each message, and sorts them by time.
  /// - Parameter agents: the ids of the facts' agents.
  /// - Returns: the number of records removed.
  mutating func keepPrevailing(_ agents: TextTable, byClient: Bool) -> Int {
    sort { $0.id == $1.id ? $0.prevails(over: $1, agents) : $0.id < $1.id }
    let removed = keepFirsts { $0.id == $1.id }
    sort { $0.precedes($1, byClient: byClient) }
    return removed
  }
}
