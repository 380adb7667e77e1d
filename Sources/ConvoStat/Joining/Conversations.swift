// The second artefact of a run: everything that was read, conversation by conversation.

import Intrinsics

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
  private let chunks: UnsafeMutableBufferPointer<Chunk>
  private let wide: [UnsafeMutableBufferPointer<PackedFact.Wide>]
  private let firstReference: [Int]

  /// A chunk of facts of one worker, with what its facts refer to.
  private struct Chunk {
    let facts: UnsafeMutablePointer<PackedFact>
    let wide: UnsafePointer<PackedFact.Wide>?
    /// The run's number of each agent of the worker.
    let agents: UnsafePointer<UInt32>?
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
    wide = workers.map { kept($0.messages.wide) }
    var chunks: [Chunk] = []
    var firstChunk: [Int] = []
    var firstReference: [Int] = []
    var referenceCount = 0
    for (worker, facts) in workers.enumerated() {
      firstChunk.append(chunks.count)
      firstReference.append(referenceCount)
      let (wide, numbers) = (wide[worker].baseAddress, agents.of(worker: worker))
      chunks += facts.messages.chunks.map {
        Chunk(facts: $0, wide: wide.map { UnsafePointer($0) }, agents: numbers)
      }
      referenceCount += facts.references.count
    }
    self.chunks = kept(chunks)
    self.firstReference = firstReference
    let places = keys.places
    facts = Grouped(
      groups: keys.count, parts: workers.map(\.messages.count),
      groupOf: { part, index in Int(places[part][Int(workers[part].messages.packed(index).reference)]) },
      numberOf: { part, index in UInt32(firstChunk[part] << FactStore.chunkShift + index) })
    references = Grouped(
      groups: keys.count, parts: workers.map(\.references.count),
      groupOf: { part, index in Int(places[part][index]) },
      numberOf: { part, index in UInt32(firstReference[part] + index) })
    for (facts, isAmbiguous) in zip(workers, keys.isAmbiguous) where isAmbiguous.contains(true) {
      for index in 0..<facts.messages.count
      where isAmbiguous[Int(facts.messages.packed(index).reference)] {
        ambiguousReferences += 1
      }
    }
  }

  deinit {
    chunks.deallocate()
    for wide in wide { wide.deallocate() }
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
      if fact.agent != Message.noAgent, let agents = chunk.agents { fact.agent = agents[Int(fact.agent)] }
      body(fact)
    }
  }

  /// Says that the facts of a conversation will soon be asked for: they lie far apart in memory.
  @inline(__always)
  func prefetchFacts(_ conversation: Int) {
    guard conversation < count else { return }
    for number in facts[conversation].prefix(64) {
      prefetch(chunks[Int(number) >> FactStore.chunkShift].facts + Int(number) & (FactStore.chunkSize - 1))
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
      var worker = workers.count - 1
      while firstReference[worker] > Int(number) { worker -= 1 }
      let facts = workers[worker]
      facts.attributes.forEachRow(number - UInt32(firstReference[worker])) { body(facts, $0, $1) }
    }
  }
}
