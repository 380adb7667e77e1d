// The store of facts.

import Testing

@testable import ConvoStat

@Suite("Facts")
struct FactTests {
  @Test("A stored fact has the size that is stated, because there are millions of them")
  func size() {
    #expect(MemoryLayout<PackedFact>.stride == 32)
  }

  /// Returns all fields of a fact as text.
  private func shown(_ fact: Fact) -> String {
    "\(String(decoding: fact.id.spelled, as: UTF8.self)) \(fact.kind) \(fact.created) \(fact.client) "
      + "\(fact.updated) \(fact.isRevision) \(fact.reference) \(fact.agent)"
  }

  @Test("Facts are read back as stored, over several chunks")
  func store() {
    var random = RandomSource(seed: 1)
    let (store, ids) = (FactStore(), ByteStore())
    let spellings = [
      "7", "01KDVDSSVKBC5DFDF8ZDX1XVAR", "123e4567-e89b-12d3-a456-426614174000",
      "an id of no usual form at all",
    ]
    let times = [0, 1, 1_767_225_600_000, Timestamp.end - 1]
    let lags = [
      0, 1, -1, Int64(Int32.max), Int64(Int32.min), Int64(Int32.max) + 1, Int64(Int32.min) - 1, 1 << 40,
    ]
    let agents = [Message.noAgent, 0, 1, 8189, 8190, 8191, 8192, 1 << 20]
    var expected: [String] = []
    for number in 0..<FactStore.chunkSize + 100 {
      let created = random.pick(times)
      let client = random.chance(10) ? Message.noClient : created - random.pick(lags)
      let spelling = random.pick(spellings) + (number % 7 == 0 ? "x" : "")
      let fact = withText(spelling) { id in
        Fact(
          id: MessageID(id, store: ids), created: created, client: client,
          updated: random.chance(20) ? random.pick(times) : 0, isRevision: random.chance(10),
          reference: UInt32.max - UInt32(number),
          agent: random.pick(agents), kind: random.pick(RecordedClass.allCases))
      }
      store.append(fact)
      expected.append(shown(fact))
    }
    #expect(store.count == expected.count)
    #expect(expected.indices.allSatisfy { shown(store[$0]) == expected[$0] })
  }
}
