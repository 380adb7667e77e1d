// Items by group, compared with a dictionary.

import Testing

@testable import ConvoStat

@Suite("Grouped")
struct GroupedTests {
  @Test("Random items of several parts are grouped as a dictionary groups them", arguments: Seeds.upTo(30))
  func likeDictionary(seed: UInt64) {
    var random = RandomSource(seed: seed)
    let groups = seed == 0 ? 0 : 1 + random.below(20)
    let parts = (0..<1 + random.below(6)).map { _ in
      groups == 0 || random.chance(20) ? [] : (0..<random.below(200)).map { _ in random.below(groups) }
    }
    var expected: [Int: [UInt32]] = [:]
    for (part, things) in parts.enumerated() {
      for (index, group) in things.enumerated() {
        expected[group, default: []].append(UInt32(part * 1000 + index))
      }
    }
    let grouped = Grouped(
      groups: groups, parts: parts.map(\.count), groupOf: { part, index in parts[part][index] },
      numberOf: { part, index in UInt32(part * 1000 + index) })
    for group in 0..<groups { #expect(Array(grouped[group]) == expected[group] ?? []) }
  }
}
