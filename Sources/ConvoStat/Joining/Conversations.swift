// The second artefact of a run: everything that was read, conversation by conversation.

/// All conversations with their facts; read-only, so that many workers can measure at once.
final class Conversations: @unchecked Sendable {
  let keys: ConversationKeys
  let names: NameDirectory
  let workers: [Facts]
  let agents: AgentNumbers
  /// Messages whose reference may mean several conversations.
  private(set) var ambiguousReferences = 0
  /// Facts by conversation, and worker's references by conversation.
  private let facts: Grouped
  private let references: Grouped
  private let chunks: FixedArray<Chunk>
  private let wide: [LargeArray<PackedFact.Wide>]
  private let referenceNumbers: NumberedLists

  /// A chunk of facts of one worker, with what its facts refer to.
  private struct Chunk {
    let facts: BorrowedArray<PackedFact>
    let wide: BorrowedArray<PackedFact.Wide>
    /// The run's number of each agent of the worker.
    let agents: BorrowedArray<UInt32>
  }

  /// Joins what the workers kept.
  /// - Parameters:
  ///   - agents: the agents of the run, where the workers hold a part of it only.
  ///   - names: the names of the run, where the workers hold a part of it only.
  init(_ workers: [Facts], agents: AgentNumbers? = nil, names: NameDirectory? = nil) {
    self.workers = workers
    let keys = ConversationKeys(workers)
    self.keys = keys
    self.names = names ?? NameDirectory(workers, keys)
    let agents = agents ?? AgentNumbers(workers)
    self.agents = agents
    wide = workers.map { LargeArray($0.messages.wide) }
    var chunks: [Chunk] = []
    var firstChunk: [Int] = []
    for (worker, facts) in workers.enumerated() {
      firstChunk.append(chunks.count)
      let (wide, numbers) = (wide[worker].elements, agents.of(worker: worker))
      chunks += facts.messages.chunks.map {
        Chunk(facts: BorrowedArray(start: $0, count: FactStore.chunkSize), wide: wide, agents: numbers)
      }
    }
    self.chunks = FixedArray(chunks)
    let referenceNumbers = NumberedLists(counts: workers.map(\.references.count))
    self.referenceNumbers = referenceNumbers
    let places = keys.places
    facts = Grouped(
      groups: keys.count, parts: workers.map(\.messages.count),
      groupOf: { part, index in Int(places[part][Int(workers[part].messages.packed(index).reference)]) },
      numberOf: { part, index in UInt32(firstChunk[part] << FactStore.chunkShift + index) })
    references = Grouped(
      groups: keys.count, parts: workers.map(\.references.count),
      groupOf: { part, index in Int(places[part][index]) },
      numberOf: { part, index in UInt32(referenceNumbers.number(of: index, in: part)) })
    for (facts, isAmbiguous) in zip(workers, keys.isAmbiguous) where isAmbiguous.contains(true) {
      for index in 0..<facts.messages.count
      where isAmbiguous[Int(facts.messages.packed(index).reference)] {
        ambiguousReferences += 1
      }
    }
  }

  var count: Int { keys.count }

  /// Gives the memory of links back, which were followed when the conversations were joined.
  func forgetLinks() { for facts in workers { facts.forgetLinks() } }

  /// Gives the memory of all messages back; nothing may be asked about them afterwards.
  func forgetMessages() { for facts in workers { facts.messages.removeAll() } }

  /// About what a message of a conversation takes while the conversation is measured, in bytes.
  private static let bytesPerMessage = 256

  /// Throws if the longest conversation would need more than half of the memory while it is measured.
  func checkLongest(_ options: JoiningOptions) throws(Failure) {
    guard let allowed = options.boundBytes.map({ $0 / 2 }) else { return }
    let most = allowed / Conversations.bytesPerMessage
    if workers.reduce(0, { $0 + $1.messages.count }) <= most { return }
    let longest = (0..<count).lazy.map(factCount).max() ?? 0
    try MemoryShortage.check(
      .conversation, longest, needs: longest * Conversations.bytesPerMessage, of: allowed)
  }

  /// How many facts a conversation has.
  @inline(__always)
  func factCount(_ conversation: Int) -> Int { facts[conversation].count }

  /// The facts of a conversation, in no order, some perhaps twice, with the run's numbers of agents.
  @inline(__always)
  func forEachFact(_ conversation: Int, _ body: (Fact) -> Void) {
    for number in facts[conversation] {
      let chunk = chunks[Int(number) >> FactStore.chunkShift]
      var fact = chunk.facts[Int(number) & (FactStore.chunkSize - 1)].unpacked(chunk.wide)
      if fact.agent != Message.noAgent, !chunk.agents.isEmpty { fact.agent = chunk.agents[Int(fact.agent)] }
      body(fact)
    }
  }

  /// Says that the facts of a conversation will soon be asked for: they lie far apart in memory.
  @inline(__always)
  func prefetchFacts(_ conversation: Int) {
    guard conversation < count else { return }
    for number in facts[conversation].prefix(64) {
      chunks[Int(number) >> FactStore.chunkShift].facts.willRead(Int(number) & (FactStore.chunkSize - 1))
    }
  }

  /// The conversations of the facts that were created last, by whichever worker each was read, and when that was.
  var latest: (created: Int64, conversations: [Int])? {
    let latest = workers.map(\.latest)
    guard let created = latest.map(\.created).max(), created >= 0 else { return nil }
    let conversations = latest.indices.filter { latest[$0].created == created }
      .map { Int(keys.places[$0][Int(latest[$0].reference)]) }
    return (created, conversations)
  }

  /// Calls `body` with all that records say about a conversation: the worker's facts, the rank, the place of the
  /// values among the attributes.
  @inline(__always)
  func forEachSaying(_ conversation: Int, _ body: (Facts, Rank, _ first: Int) -> Void) {
    for number in references[conversation] {
      let (worker, index) = referenceNumbers.locate(Int(number))
      let facts = workers[worker]
      facts.attributes.forEachRow(UInt32(index)) { body(facts, $0, $1) }
    }
  }
}
