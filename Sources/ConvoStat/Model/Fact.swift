// What is kept of a message, and where: facts are a set, and everything else is computed from them.

/// A message without its text. Numbers (of the reference, of the agent) are those of the worker that read it.
struct Fact {
  var id: MessageID
  var kind: MessageClass
  /// By what the message names its conversation.
  var reference: UInt32
  /// The sender where the class is agent, else `Message.noAgent`.
  var agent: UInt32
  /// From 1970 to 2999, in milliseconds.
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

/// A fact in 32 bytes, as millions of them are kept.
///
///     bits of the word    45 created   3 class   2 form of the id   1 wide   13 agent
///
/// The client clock stands as its distance from the created one. What does not fit (a distance of more than 24
/// days, an update time, a worker's agent beyond the first eight thousand) is kept wide, beside the others.
struct PackedFact {
  private let idHigh: UInt64
  private let idLow: UInt64
  private let word: UInt64
  var reference: UInt32
  /// created - client, or `noLag`; of a wide fact, its place among the wide ones.
  private let lag: Int32

  // One by one: a tuple of them would be made at the first use, and looked for at every other.
  private static let kindShift: UInt64 = 45
  private static let formShift: UInt64 = 48
  private static let wideShift: UInt64 = 50
  private static let agentShift: UInt64 = 51
  private static let noLag = Int32.min
  private static let noAgent = UInt64(1 << 13 - 1)

  /// The fields of a fact that do not fit.
  struct Wide {
    var client: Int64
    var updated: Int64
    var agent: UInt32
  }

  /// - Parameter wide: takes what does not fit.
  @inline(__always)
  init(_ fact: Fact, _ wide: inout [Wide]) {
    (idHigh, idLow) = (fact.id.high, fact.id.low)
    reference = fact.reference
    let head =
      UInt64(fact.created) | UInt64(fact.kind.rawValue) << PackedFact.kindShift
      | UInt64(fact.id.form.rawValue) << PackedFact.formShift
    let agent = fact.agent == Message.noAgent ? PackedFact.noAgent : UInt64(fact.agent)
    let hasClient = fact.client != Message.noClient
    let lag = hasClient ? Int32(truncatingIfNeeded: fact.created &- fact.client) : PackedFact.noLag
    let isExact =
      !hasClient || (lag != PackedFact.noLag && Int64(lag) == fact.created &- fact.client)
    if isExact, fact.updated == 0, agent < PackedFact.noAgent || fact.agent == Message.noAgent {
      word = head | agent << PackedFact.agentShift
      self.lag = lag
    } else {
      word = head | 1 << PackedFact.wideShift
      self.lag = Int32(bitPattern: UInt32(wide.count))
      wide.append(Wide(client: fact.client, updated: fact.updated, agent: fact.agent))
    }
  }

  /// Whether some of its fields are kept beside it.
  var isWide: Bool { word >> PackedFact.wideShift & 1 != 0 }

  /// Whether the bytes of its id are kept elsewhere.
  var hasKeptID: Bool {
    word >> PackedFact.formShift & 3 == UInt64(MessageID.Form.kept.rawValue)
  }

  @inline(__always)
  var created: Int64 { Int64(word & (1 << 45 - 1)) }

  /// The fact as it was.
  @inline(__always)
  func unpacked(_ wide: BorrowedArray<Wide>) -> Fact {
    let id = MessageID(
      high: idHigh, low: idLow, form: UInt8(truncatingIfNeeded: word >> PackedFact.formShift) & 3)
    let kind = MessageClass(
      rawValue: UInt8(truncatingIfNeeded: word >> PackedFact.kindShift) & 7)
    var client = lag == PackedFact.noLag ? Message.noClient : created &- Int64(lag)
    let packedAgent = word >> PackedFact.agentShift
    var agent = packedAgent == PackedFact.noAgent ? Message.noAgent : UInt32(packedAgent)
    var updated: Int64 = 0
    if isWide, !wide.isEmpty {
      let rest = wide[Int(UInt32(bitPattern: lag))]
      (client, updated, agent) = (rest.client, rest.updated, rest.agent)
    }
    return Fact(
      id: id, created: created, client: client, updated: updated, reference: reference, agent: agent,
      kind: kind ?? .failed)
  }
}

/// Facts in chunks of a fixed size, which never move.
final class FactStore {
  static let chunkShift = 16
  static let chunkSize = 1 << chunkShift

  @exclusivity(unchecked) private(set) var chunks: [UnsafeMutablePointer<PackedFact>] = []
  /// What did not fit into the facts.
  @exclusivity(unchecked) private(set) var wide: [PackedFact.Wide] = []
  @exclusivity(unchecked) private var next: UnsafeMutablePointer<PackedFact>?
  @exclusivity(unchecked) private var left = 0

  deinit { removeAll() }

  /// Gives all memory back.
  func removeAll() {
    for chunk in chunks { LargeMemory.give(chunk, bytes: FactStore.chunkBytes) }
    (chunks, wide, next, left) = ([], [], nil, 0)
  }

  private static let chunkBytes = chunkSize * MemoryLayout<PackedFact>.stride

  var count: Int { chunks.count * FactStore.chunkSize - left }

  @inline(__always)
  func append(_ fact: Fact) {
    if left == 0 { grow() }
    next?.initialize(to: PackedFact(fact, &wide))
    next = next.map { $0 + 1 }
    left -= 1
  }

  @inline(never)
  private func grow() {
    let chunk = LargeMemory.take(bytes: FactStore.chunkBytes)
      .bindMemory(to: PackedFact.self, capacity: FactStore.chunkSize)
    chunks.append(chunk)
    next = chunk
    left = FactStore.chunkSize
  }

  var bytesHeld: Int {
    chunks.count * FactStore.chunkBytes + wide.capacity * MemoryLayout<PackedFact.Wide>.stride
  }

  /// A fact as it is kept.
  @inline(__always)
  func packed(_ index: Int) -> PackedFact {
    chunks[index >> FactStore.chunkShift][index & (FactStore.chunkSize - 1)]
  }

  subscript(index: Int) -> Fact {
    wide.withBorrowed { packed(index).unpacked($0) }
  }
}
