// Pseudonyms: stable, short, distinct.

import Testing

@testable import ConvoStat

@Suite struct PseudonymKeyTests {
  private let key = PseudonymKey([UInt8](repeating: 0x31, count: 32))

  private func pseudonym(_ kind: PseudonymKey.Kind, _ id: String, _ key: PseudonymKey? = nil) -> String {
    id.withText { String(decoding: (key ?? self.key).pseudonym(kind, $0), as: UTF8.self) }
  }

  @Test("A pseudonym depends on the key, the kind and the id, and on nothing else") func stable() {
    #expect(
      pseudonym(.agent, "a1") == pseudonym(.agent, "a1", PseudonymKey([UInt8](repeating: 0x31, count: 32))))
    let others = [
      pseudonym(.agent, "a1"), pseudonym(.agent, "a2"), pseudonym(.customer, "a1"),
      pseudonym(.agent, "a1", PseudonymKey([UInt8](repeating: 0x32, count: 32))),
    ]
    #expect(Set(others.map { $0.split(separator: "-")[1].prefix(12) }).count == 4)
    #expect(others[0].wholeMatch(of: /agent-[0-9a-f]{12}/) != nil)
    #expect(others[2].wholeMatch(of: /customer-[0-9a-f]{16}/) != nil)
  }

  @Test("A hundred thousand agents have different pseudonyms") func distinct() {
    #expect(Set((0..<100_000).map { pseudonym(.agent, String($0)) }).count == 100_000)
  }

  @Test("Agents in options are shown as in the tables, and (none) and (unknown) stay") func options() {
    var people = People()
    #expect(people.shownAgent("a1") == "a1")
    (people.agents, people.key) = (.pseudonyms, key)
    #expect(people.shownAgent("a1") == pseudonym(.agent, "a1"))
    people.agents = .none
    #expect(["a1", "(none)", "(unknown)"].map(people.shownAgent) == ["(hidden)", "(none)", "(unknown)"])
    let conditions = [Condition(.agent, "a1"), Condition(.queue, "a1")].compactMap(\.self)
    #expect(conditions.map { $0.text(for: people) } == ["agent=(hidden)", "queue=a1"])
  }
}
