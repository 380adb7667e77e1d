// Messages inserted in order: accepted ones are in the defined order, and uncertain ones are refused.

import Testing

@testable import ConvoStat

@Suite("Ordered messages")
struct OrderedMessagesTests {
  private func fact(_ number: Int, created: Int64, client: Int64 = Message.noClient) -> Fact {
    Fact(
      id: MessageID(high: 0, low: UInt64(number), form: MessageID.Form.ulid.rawValue), created: created,
      client: client, updated: 0, reference: 0, agent: UInt32(number), kind: .customer)
  }

  /// Returns the agents of the messages (which equal the numbers of their ids) after all are inserted; `nil`
  /// if one was refused.
  private func taken(_ facts: [Fact], byClient: Bool = false) -> [Int]? {
    var ordered = OrderedMessages()
    ordered.begin(atMost: facts.count, byClient: byClient)
    let rules = ClassRules(JoiningOptions(), AgentNumbers([]))
    for fact in facts where !ordered.insert(fact, rules) { return nil }
    let agents = ordered.messages.map { Int($0.agent) }
    #expect(agents.indices.allSatisfy { ordered.ids[$0].low == UInt64(agents[$0]) })
    return agents
  }

  @Test(
    "Messages are accepted in order, and in the order of two workers", arguments: [0, 1, 2, 30, 200])
  func runs(count: Int) {
    let facts = (0..<count).map { fact($0, created: Int64($0 / 2)) }
    #expect(taken(facts) == Array(0..<count))
    #expect(taken(facts, byClient: true) == Array(0..<count))
    // Blocks of some messages in turn, as if two workers had read them.
    let mine = facts.filter { Int($0.created) / 5 % 2 == 0 }
    let theirs = facts.filter { Int($0.created) / 5 % 2 == 1 }
    if count <= 30 { #expect(taken(mine + theirs) == Array(0..<count)) }
  }

  @Test("Repeated messages, and those of uncertain order, are refused")
  func refused() {
    #expect(taken([fact(1, created: 5), fact(1, created: 5)]) == nil)
    #expect(taken([fact(1, created: 5), fact(2, created: 6), fact(1, created: 5)]) == nil)
    #expect(taken([fact(2, created: 5), fact(1, created: 6)]) == nil)  // ids and times disagree
    #expect(taken([fact(1, created: 6), fact(2, created: 5)]) == nil)
    #expect(taken([fact(1, created: 5), fact(3, created: 7), fact(2, created: 8)]) == nil)
    #expect(taken([fact(1, created: 5), fact(3, created: 7), fact(2, created: 4)]) == nil)
    let short = Fact(
      id: MessageID(high: 1 << 56, low: 0, form: MessageID.Form.short.rawValue), created: 9,
      client: Message.noClient, updated: 0, reference: 0, agent: 0, kind: .customer)
    #expect(taken([fact(1, created: 5), short]) == nil)  // of another length
    #expect(taken((0..<100).reversed().map { fact($0, created: Int64($0)) }) == nil)  // too many moves
  }

  @Test("Random messages are in order whenever they are accepted", arguments: Seeds.upTo(4))
  func random(seed: UInt64) {
    var random = RandomSource(seed: seed)
    var taken = 0
    for _ in 0..<20_000 {
      let byClient = random.chance(50)
      let facts = (0..<random.below(8)).map { _ in
        let number = random.below(12)
        let created = Int64(random.chance(80) ? number / 2 : random.below(6))
        let hasClient = random.chance(50)
        return fact(number, created: created, client: hasClient ? Int64(number / 3) : Message.noClient)
      }
      guard let numbers = self.taken(facts, byClient: byClient) else { continue }
      taken += 1
      let sorted = facts.sorted { $0.precedes($1, byClient: byClient) }
      #expect(numbers == sorted.map { Int($0.agent) })
      #expect(Set(numbers).count == numbers.count)
    }
    #expect(taken > 1000)
  }
}
