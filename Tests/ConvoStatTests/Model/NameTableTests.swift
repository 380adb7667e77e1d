// Names with their ids: the highest rank wins, and each name belongs to its account.

import Testing

@testable import ConvoStat

@Suite("Name table")
struct NameTableTests {
  private func rank(_ number: Int) -> Rank {
    Rank(isRecord: false, updated: Int64(number), input: 0, offset: 0, index: -1)
  }

  private func scope(_ number: Int, _ texts: [PaddedBytes]) -> NameScope {
    switch number {
    case 0..<4: .account(texts[number].text)
    case 4..<7: .reference(UInt32(number))
    default: .everywhere
    }
  }

  @Test("Random names agree with a dictionary of the highest ranks", arguments: Seeds.upTo(4))
  func likeDictionary(seed: UInt64) {
    struct Key: Hashable {
      var named: UInt8
      var scope: Int
      var id: Int
    }
    // Accounts and ids that would collide if they were concatenated without lengths.
    let texts = ["", "1", "11", "\0\0\0\0", "é", "1\u{1}", "111"].map { PaddedBytes($0) }
    var random = RandomSource(seed: seed)
    var table = NameTable()
    var expected: [Key: (rank: Int, name: Int)] = [:]
    for rank in random.shuffled(Array(1...1500)) {
      let key = Key(named: UInt8(random.below(3)), scope: random.below(8), id: random.below(texts.count))
      let name = random.below(texts.count)
      let named = Named(rawValue: key.named) ?? .inbox
      table.add(
        named, scope(key.scope, texts), id: texts[key.id].text, name: texts[name].text, rank: self.rank(rank))
      if texts[key.id].text.isEmpty || texts[name].text.isEmpty { continue }
      if let held = expected[key], held.rank > rank { continue }
      expected[key] = (rank, name)
    }
    var buffer = KeyBuffer()
    for named in [Named.asappAgent, .chatwootAgent, .inbox] {
      for scope in 0..<8 {
        for id in texts.indices {
          let name = table.name(named, self.scope(scope, texts), id: texts[id].text, &buffer)
          let key = Key(named: named.rawValue, scope: scope, id: id)
          #expect(name.string == expected[key].map { texts[$0.name].text.string } ?? "", "\(key)")
        }
      }
    }
    var seen: Set<Key> = []
    table.forEachName { named, scope, id, name, _ in
      let number =
        switch scope {
        case .account(let account): texts.firstIndex { $0.text == account } ?? -1
        case .reference(let number): Int(number)
        case .everywhere: 7
        }
      let key = Key(named: named.rawValue, scope: number, id: texts.firstIndex { $0.text == id } ?? -1)
      #expect(name.string == expected[key].map { texts[$0.name].text.string })
      #expect(seen.insert(key).inserted)
    }
    #expect(seen == Set(expected.keys))
    withExtendedLifetime(texts) {}
  }
}
