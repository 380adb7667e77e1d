// The second artefact of a run: everything that was read, conversation by conversation.

/// All conversations with their facts; read-only, so that many workers can measure at once.
final class Conversations: @unchecked Sendable {
  let keys: ConversationKeys
  let names: NameDirectory
  let workers: [Facts]
  /// The agents that sent messages, by the numbers that `Message.agent` has.
  let agents = TextTable()
  /// Messages whose reference may mean several conversations.
  private(set) var ambiguousReferences = 0
  /// Facts by conversation, and worker's references by conversation.
  private let facts: Grouped
  private let references: Grouped
  /// The chunks of facts of all workers, and by chunk the numbers of its worker's agents.
  private let chunks: [UnsafeMutablePointer<Fact>]
  private let agentNumbers: [[UInt32]]
  private let firstReference: [Int]

  /// Joins what the workers kept.
  init(_ workers: [Facts]) {
    self.workers = workers
    let keys = ConversationKeys(workers)
    self.keys = keys
    names = NameDirectory(workers, keys)
    _ = agents.number(of: Message.unknownAgentID)  // comes first, as `Message.unknownAgent`
    agentNumbers = workers.map { [agents] facts in
      (0..<UInt32(facts.agents.count)).map { agents.number(of: facts.agents[$0]) }
    }
    chunks = workers.flatMap(\.messages.chunks)
    var firstChunk: [Int] = []
    var firstReference: [Int] = []
    var (chunkCount, referenceCount) = (0, 0)
    for facts in workers {
      firstChunk.append(chunkCount)
      firstReference.append(referenceCount)
      chunkCount += facts.messages.chunks.count
      referenceCount += facts.references.count
    }
    self.firstReference = firstReference
    let places = keys.places
    let (numbers, agents) = (agentNumbers, workers)
    self.facts = Grouped(
      groups: keys.keys.count, parts: workers.map(\.messages.count),
      groupOf: { part, index in Int(places[part][Int(agents[part].messages[index].reference)]) },
      numberOf: { part, index in UInt32(firstChunk[part] << FactStore.chunkShift + index) })
    references = Grouped(
      groups: keys.keys.count, parts: workers.map(\.references.count),
      groupOf: { part, index in Int(places[part][index]) },
      numberOf: { part, index in UInt32(firstReference[part] + index) })
    for (facts, numbers) in zip(workers, numbers) { facts.messages.renumberAgents(numbers) }
    for (facts, isAmbiguous) in zip(workers, keys.isAmbiguous) where isAmbiguous.contains(true) {
      for index in 0..<facts.messages.count where isAmbiguous[Int(facts.messages[index].reference)] {
        ambiguousReferences += 1
      }
    }
  }

  var count: Int { keys.keys.count }

  /// The facts of a conversation, in no order, some perhaps twice.
  @inline(__always)
  func forEachFact(_ conversation: Int, _ body: (Fact) -> Void) {
    for number in facts[conversation] {
      body(chunks[Int(number) >> FactStore.chunkShift][Int(number) & (FactStore.chunkSize - 1)])
    }
  }

  /// Calls `body` with all that records say about a conversation, as numbers of the texts of a worker.
  func forEachSaying(_ conversation: Int, _ body: (Facts, Rank, UnsafePointer<UInt32>) -> Void) {
    for number in references[conversation] {
      var worker = workers.count - 1
      while firstReference[worker] > Int(number) { worker -= 1 }
      let facts = workers[worker]
      facts.attributes.forEachRow(number - UInt32(firstReference[worker])) { body(facts, $0, $1) }
    }
  }
}

extension Conversations: AgentDirectory {
  func agentID(_ number: UInt32) -> Text { agents[number] }

  func agentName(platform: Platform, account: Text, id: Text) -> Text {
    var key = KeyBuffer()
    return names.agent(id, platform, account: account, &key)
  }
}
