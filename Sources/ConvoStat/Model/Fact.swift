// Facts of messages, and their store. Facts are a set; everything else is computed from them.

/// A message without its text.
///
/// The numbers of the reference and the agent belong to the worker that read the message.
struct Fact {
  var id: MessageID
  var kind: RecordedClass
  /// The number of the reference by which the message names its conversation.
  var reference: UInt32
  /// The number of the sender if the class is agent, the number of the status that an activity tells if the class
  /// is system, else `Message.noAgent`.
  var agent: UInt32
  /// The created time in milliseconds since 1970, within 1970 to 2999.
  var created: Int64
  /// The client time in milliseconds since 1970, or `Message.noClient`.
  var client: Int64
  /// The time of the last change of the record in milliseconds since 1970, or 0 if unknown.
  ///
  /// Of two records the later one wins.
  var updated: Int64
  /// True if the record is an event that tells of a change, which wins over other records of its time.
  var isRevision: Bool

  init(
    id: MessageID, created: Int64, client: Int64, updated: Int64, isRevision: Bool = false, reference: UInt32,
    agent: UInt32, kind: RecordedClass
  ) {
    self.id = id
    self.kind = kind
    self.reference = reference
    self.agent = agent
    self.created = created
    self.client = client
    self.updated = updated
    self.isRevision = isRevision
  }
}

extension Fact {
  /// True if `agent` is the number of an agent.
  @inline(__always)
  var hasAgent: Bool { agent != Message.noAgent && kind != .system }

  /// The status that an activity tells; `nil` for all other messages.
  @inline(__always)
  var activity: StatusObservation.Told? {
    kind == .system && agent != Message.noAgent
      ? StatusObservation.Told(rawValue: UInt8(truncatingIfNeeded: agent)) : nil
  }
}

/// A fact in 32 bytes, because millions of them are kept.
///
///     bits of the word    45 created   3 class   2 form of the id   1 wide   13 agent
///
/// The client time is stored as its distance from the created time. Values that do not fit (a distance of
/// more than 24 days, an update time, a revision, an agent number beyond the first eight thousand of a worker) are
/// stored in a separate list of wide facts.
struct PackedFact {
  private let idHigh: UInt64
  private let idLow: UInt64
  private let word: UInt64
  var reference: UInt32
  /// created - client in milliseconds, or `noLag`; for a wide fact, its index in the list of wide facts.
  private let lag: Int32

  // Separate constants: a tuple would be a global with lazy initialisation, which each use has to check.
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
    var isRevision: Bool
  }

  /// Packs a fact.
  /// - Parameter wide: receives the fields that do not fit.
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
    let isPlain = fact.updated == 0 && !fact.isRevision
    if isExact, isPlain, agent < PackedFact.noAgent || fact.agent == Message.noAgent {
      word = head | agent << PackedFact.agentShift
      self.lag = lag
    } else {
      word = head | 1 << PackedFact.wideShift
      self.lag = Int32(bitPattern: UInt32(wide.count))
      wide.append(
        Wide(client: fact.client, updated: fact.updated, agent: fact.agent, isRevision: fact.isRevision))
    }
  }

  /// True if some fields are in the list of wide facts.
  var isWide: Bool { word >> PackedFact.wideShift & 1 != 0 }

  /// True if the bytes of the id are stored out of line.
  var hasKeptID: Bool {
    word >> PackedFact.formShift & 3 == UInt64(MessageID.Form.kept.rawValue)
  }

  @inline(__always)
  var created: Int64 { Int64(word & (1 << 45 - 1)) }

  /// Returns the unpacked fact.
  /// - Parameter wide: the list of wide facts.
  @inline(__always)
  func unpacked(_ wide: BorrowedArray<Wide>) -> Fact {
    let id = MessageID(
      high: idHigh, low: idLow, form: UInt8(truncatingIfNeeded: word >> PackedFact.formShift) & 3)
    let kind = RecordedClass(
      rawValue: UInt8(truncatingIfNeeded: word >> PackedFact.kindShift) & 7)
    var client = lag == PackedFact.noLag ? Message.noClient : created &- Int64(lag)
    let packedAgent = word >> PackedFact.agentShift
    var agent = packedAgent == PackedFact.noAgent ? Message.noAgent : UInt32(packedAgent)
    var (updated, isRevision) = (Int64(0), false)
    if isWide, !wide.isEmpty {
      let rest = wide[Int(UInt32(bitPattern: lag))]
      (client, updated, agent, isRevision) = (rest.client, rest.updated, rest.agent, rest.isRevision)
    }
    return Fact(
      id: id, created: created, client: client, updated: updated, isRevision: isRevision,
      reference: reference, agent: agent, kind: kind ?? .failed)
  }
}

/// Facts in chunks of a fixed size, which never move.
final class FactStore {
  static let chunkShift = 16
  static let chunkSize = 1 << chunkShift

  @exclusivity(unchecked) private(set) var chunks: [UnsafeMutablePointer<PackedFact>] = []
  /// The fields that did not fit into their facts.
  @exclusivity(unchecked) private(set) var wide: [PackedFact.Wide] = []
  @exclusivity(unchecked) private var next: UnsafeMutablePointer<PackedFact>?
  @exclusivity(unchecked) private var left = 0

  deinit { removeAll() }

  /// Removes all facts and frees their memory.
  func removeAll() {
    for chunk in chunks { chunk.deallocate() }
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
    let chunk = UnsafeMutablePointer<PackedFact>.allocate(capacity: FactStore.chunkSize)
    chunks.append(chunk)
    next = chunk
    left = FactStore.chunkSize
  }

  var bytesHeld: Int {
    chunks.count * FactStore.chunkBytes + wide.capacity * MemoryLayout<PackedFact.Wide>.stride
  }

  /// Returns the packed fact at an index.
  @inline(__always)
  func packed(_ index: Int) -> PackedFact {
    chunks[index >> FactStore.chunkShift][index & (FactStore.chunkSize - 1)]
  }

  subscript(index: Int) -> Fact {
    wide.withBorrowed { packed(index).unpacked($0) }
  }
}
