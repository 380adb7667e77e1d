// What is kept of a message, and where: facts are a set, and everything else is computed from them.

/// A message without its text. Numbers (of the reference, of the agent) are those of the worker that read it.
///
/// The fields stand in the order that leaves the fewest gaps: 56 bytes.
struct Fact {
  var id: MessageID
  var kind: MessageClass
  /// By what the message names its conversation.
  var reference: UInt32
  /// The sender where the class is agent, else `Message.noAgent`.
  var agent: UInt32
  var created: Int64
  /// The client clock, or `Message.noClient`.
  var client: Int64
  /// When the record was last changed, 0 if it does not say: of two records the later holds.
  var updated: Int64

  init(
    id: MessageID, created: Int64, client: Int64, updated: Int64, reference: UInt32, agent: UInt32,
    kind: MessageClass
  ) {
    self.id = id
    self.kind = kind
    self.reference = reference
    self.agent = agent
    self.created = created
    self.client = client
    self.updated = updated
  }
}

/// Facts in chunks of a fixed size, which never move.
final class FactStore {
  static let chunkShift = 13
  static let chunkSize = 1 << chunkShift

  private(set) var chunks: [UnsafeMutablePointer<Fact>] = []
  private var next: UnsafeMutablePointer<Fact>?
  private var left = 0

  deinit { for chunk in chunks { chunk.deallocate() } }

  var count: Int { chunks.count * FactStore.chunkSize - left }

  @inline(__always)
  func append(_ fact: Fact) {
    if left == 0 { grow() }
    next?.initialize(to: fact)
    next = next.map { $0 + 1 }
    left -= 1
  }

  @inline(never)
  private func grow() {
    let chunk = UnsafeMutablePointer<Fact>.allocate(capacity: FactStore.chunkSize)
    chunks.append(chunk)
    next = chunk
    left = FactStore.chunkSize
  }

  subscript(index: Int) -> Fact {
    chunks[index >> FactStore.chunkShift][index & (FactStore.chunkSize - 1)]
  }

  /// Gives every agent the number that the whole run knows it by.
  func renumberAgents(_ numbers: [UInt32]) {
    for index in 0..<count {
      let fact = chunks[index >> FactStore.chunkShift] + (index & (FactStore.chunkSize - 1))
      if fact.pointee.agent != Message.noAgent { fact.pointee.agent = numbers[Int(fact.pointee.agent)] }
    }
  }
}
