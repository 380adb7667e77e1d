// The messages of all workers under one numbering, with the run's numbers of agents.

/// The messages of all workers, read where they lie.
///
/// Read-only, so that many workers can read at the same time.
final class JoinedFacts: @unchecked Sendable {
  // SAFETY: nobody changes the facts of the workers as long as messages are read. `agents` and `wide` keep the memory that
  // the chunks borrow; the owner of this object keeps the workers.
  private let chunks: FixedArray<Chunk>
  /// By worker: the number of its first chunk.
  private let firsts: FixedArray<Int>
  private let wide: [LargeArray<PackedFact.Wide>]
  private let agents: AgentNumbers

  /// A chunk of one worker's facts, with the tables that its facts refer to.
  private struct Chunk {
    let facts: BorrowedArray<PackedFact>
    let wide: BorrowedArray<PackedFact.Wide>
    /// The run's number of each agent of the worker.
    let agents: BorrowedArray<UInt32>
  }

  /// Joins the messages of the workers.
  init(_ workers: [Facts], _ agents: AgentNumbers) {
    self.agents = agents
    wide = workers.map { LargeArray($0.messages.wide) }
    var chunks: [Chunk] = []
    var firsts: [Int] = []
    for (worker, facts) in workers.enumerated() {
      firsts.append(chunks.count)
      let (wide, numbers) = (wide[worker].elements, agents.of(worker: worker))
      chunks += facts.messages.chunks.map {
        Chunk(facts: BorrowedArray(start: $0, count: FactStore.chunkSize), wide: wide, agents: numbers)
      }
    }
    self.chunks = FixedArray(chunks)
    self.firsts = FixedArray(firsts)
  }

  /// Returns the number of a worker's message.
  @inline(__always)
  func number(of index: Int, in worker: Int) -> UInt32 {
    UInt32(firsts[worker] << FactStore.chunkShift + index)
  }

  /// Returns the message with a number.
  @inline(__always)
  subscript(number: UInt32) -> Fact {
    let chunk = chunks[Int(number) >> FactStore.chunkShift]
    var fact = chunk.facts[Int(number) & (FactStore.chunkSize - 1)].unpacked(chunk.wide)
    if fact.hasAgent, !chunk.agents.isEmpty { fact.agent = chunk.agents[Int(fact.agent)] }
    return fact
  }

  /// Tells the processor that a message will soon be read.
  @inline(__always)
  func willRead(_ number: UInt32) {
    chunks[Int(number) >> FactStore.chunkShift].facts.willRead(Int(number) & (FactStore.chunkSize - 1))
  }
}
