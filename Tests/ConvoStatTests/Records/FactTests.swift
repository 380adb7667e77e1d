// The store of facts.

import Testing

@testable import ConvoStat

@Suite("Facts")
struct FactTests {
  @Test("A fact takes no more memory than it says, since there are millions of them")
  func size() {
    #expect(MemoryLayout<Fact>.stride == 56)
  }

  @Test("Facts come back as they were kept, over chunks, and agents take the numbers of the run")
  func store() {
    let (store, ids) = (FactStore(), ByteStore())
    let count = FactStore.chunkSize * 2 + 3
    for number in 0..<count {
      withText("m\(number)") { id in
        store.append(
          Fact(
            id: MessageID(id, store: ids), created: Int64(number), client: Message.noClient, updated: 0,
            reference: 0, agent: number % 3 == 0 ? Message.noAgent : UInt32(number % 3 - 1), kind: .agent))
      }
    }
    #expect(store.count == count)
    store.renumberAgents([7, 9])
    let agents = [Message.noAgent, 7, 9]
    #expect((0..<count).allSatisfy { store[$0].agent == agents[$0 % 3] && store[$0].created == $0 })
    #expect((0..<count).allSatisfy { store[$0].id.spelled == Array("m\($0)".utf8) })
  }
}
