// The joined facts of all workers, by conversation.

/// All conversations with their facts.
///
/// Read-only, so that many workers can measure at the same time.
final class Conversations: @unchecked Sendable {
  // SAFETY: nobody changes facts while workers measure: `forgetLinks` and `forgetMessages` are called before and after. `workers`
  // keeps the memory that `joined` borrows.
  let keys: ConversationKeys
  let names: NameDirectory
  let workers: [Facts]
  let agents: AgentNumbers
  /// The number of messages whose reference may mean several conversations.
  private(set) var ambiguousReferences = 0
  /// Facts by conversation, and the workers' references by conversation.
  private let facts: Grouped
  private let references: Grouped
  /// The status observations by conversation; `nil` without any.
  private let statuses: Grouped?
  private let statusNumbers: NumberedLists
  private let joined: JoinedFacts
  private let referenceNumbers: NumberedLists

  /// Joins the facts of the workers.
  /// - Parameters:
  ///   - agents: the agents of the run. `nil` if the workers hold all of them.
  ///   - names: the names of the run. `nil` if the workers hold all of them.
  ///   - inboxes: the accounts of the run's inboxes. `nil` if the workers name all of them.
  init(
    _ workers: [Facts], agents: AgentNumbers? = nil, names: NameDirectory? = nil,
    inboxes: InboxAccounts? = nil
  ) {
    self.workers = workers
    let keys = ConversationKeys(workers, inboxes: inboxes)
    self.keys = keys
    self.names = names ?? NameDirectory(workers, keys)
    let agents = agents ?? AgentNumbers(workers)
    self.agents = agents
    let joined = JoinedFacts(workers, agents)
    self.joined = joined
    let referenceNumbers = NumberedLists(counts: workers.map(\.references.count))
    let indexes = keys.indexes
    // The last group takes the facts of reporting events that mean no conversation.
    let groups = keys.count + 1
    facts = Grouped(
      groups: groups, parts: workers.map(\.messages.count),
      groupOf: { part, index in Int(indexes[part][Int(workers[part].messages.packed(index).reference)]) },
      numberOf: { part, index in joined.number(of: index, in: part) })
    references = Grouped(
      groups: groups, parts: workers.map(\.references.count),
      groupOf: { part, index in Int(indexes[part][index]) },
      numberOf: { part, index in UInt32(referenceNumbers.number(of: index, in: part)) })
    self.referenceNumbers = referenceNumbers
    let statusNumbers = NumberedLists(counts: workers.map { $0.statuses.count })
    statuses =
      workers.allSatisfy { $0.statuses.count == 0 }
      ? nil
      : Grouped(
        groups: groups, parts: workers.map { $0.statuses.count },
        groupOf: { part, index in Int(indexes[part][Int(workers[part].statuses[index].reference)]) },
        numberOf: { part, index in UInt32(statusNumbers.number(of: index, in: part)) })
    self.statusNumbers = statusNumbers
    for (facts, isAmbiguous) in zip(workers, keys.isAmbiguous) where isAmbiguous.contains(true) {
      for index in 0..<facts.messages.count
      where isAmbiguous[Int(facts.messages.packed(index).reference)] {
        ambiguousReferences += 1
      }
    }
  }

  var count: Int { keys.count }

  /// Frees the links of all workers, which only the join needs.
  func forgetLinks() { for facts in workers { facts.forgetLinks() } }

  /// Frees all messages.
  ///
  /// Afterwards no message may be read.
  func forgetMessages() { for facts in workers { facts.messages.removeAll() } }

  /// Approximate memory in bytes that a message takes while its conversation is measured.
  private static let bytesPerMessage = 256

  /// Throws if the longest conversation would need more than half of the memory while it is measured.
  func checkLongest(_ options: JoiningOptions) throws(Failure) {
    guard let allowed = options.boundBytes.map({ $0 / 2 }) else { return }
    let maximumMessages = allowed / Conversations.bytesPerMessage
    if workers.reduce(0, { $0 + $1.messages.count }) <= maximumMessages { return }
    let longest = (0..<count).lazy.map(factCount).max() ?? 0
    try MemoryShortage.check(
      .conversation, longest, needs: longest * Conversations.bytesPerMessage, of: allowed)
  }

  /// Returns the number of facts of a conversation, including duplicates.
  @inline(__always)
  func factCount(_ conversation: Int) -> Int { facts[conversation].count }

  /// Calls `body` with each fact of a conversation, in no order and possibly with duplicates.
  ///
  /// The fact has the run's number of its agent.
  @inline(__always)
  func forEachFact(_ conversation: Int, _ body: (Fact) -> Void) {
    for number in facts[conversation] { body(joined[number]) }
  }

  /// The number of reporting events that mean no conversation, repeated ones too.
  var unmatchedEvents: Int { statuses?[count].count ?? 0 }

  /// Calls `body` with each status observation of a conversation, in no order and possibly repeated.
  func forEachStatus(_ conversation: Int, _ body: (StatusObservation) -> Void) {
    guard let statuses else { return }
    for number in statuses[conversation] {
      let (worker, index) = statusNumbers.locate(Int(number))
      body(workers[worker].statuses[index].observation)
    }
  }

  /// Prefetches the facts of a conversation, which lie far apart in memory.
  @inline(__always)
  func prefetchFacts(_ conversation: Int) {
    guard conversation < count else { return }
    for number in facts[conversation].prefix(64) { joined.willRead(number) }
  }

  /// The creation time of the latest fact in milliseconds since 1970, and the conversations of the facts with
  /// that time; `nil` without messages.
  var latest: (created: Int64, conversations: [Int])? {
    let latest = workers.map(\.latest)
    guard let created = latest.map(\.created).max(), created >= 0 else { return nil }
    let conversations = latest.indices.filter { latest[$0].created == created }
      .map { Int(keys.indexes[$0][Int(latest[$0].reference)]) }
    return (created, conversations)
  }

  /// Calls `body` with each observation of a conversation: the worker's facts, the rank, and the index of
  /// the first value in the worker's attributes.
  @inline(__always)
  func forEachObservation(_ conversation: Int, _ body: (Facts, Rank, _ first: Int) -> Void) {
    for number in references[conversation] {
      let (worker, index) = referenceNumbers.locate(Int(number))
      let facts = workers[worker]
      facts.attributes.forEachRow(UInt32(index)) { body(facts, $0, $1) }
    }
  }
}
