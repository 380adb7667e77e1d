// The order of all references, compared with sorted texts.

import Testing

@testable import ConvoStat

@Suite("Distinct references")
struct DistinctReferencesTests {
  /// Returns a reference as a sortable array: platform, account, name, kind, all bytewise.
  private struct Plain: Hashable {
    var kind: Int
    var account: String
    var name: String

    var key: [[UInt8]] {
      let isOfInbox = kind == Reference.Kind.ofInbox.rawValue
      return [
        [kind >= 2 ? 1 : 0], isOfInbox ? [] : Array(account.utf8), Array(name.utf8), [UInt8(kind)],
        Array(account.utf8),
      ]
    }
  }

  private func plain(_ random: inout RandomSource, _ prefix: String) -> Plain {
    let tails = ["", "a", "b", "ab", "\0", "\0\0", "é", "12345678", "123456789", "1234567a9", "zzzzzzzzzz"]
    let kind = random.pick([0, 1, 2, Int(Reference.Kind.ofInbox.rawValue)])
    return Plain(
      kind: kind, account: kind >= 2 ? random.pick(["", "1", "2", "10", "1\0"]) : "",
      name: prefix + random.pick(tails) + random.pick(tails))
  }

  private func add(_ reference: Plain, to list: ReferenceList) -> UInt32 {
    withText(reference.account) { account in
      withText(reference.name) { name in
        list.add(
          Reference(Reference.Kind(rawValue: UInt8(reference.kind)) ?? .byID, qualifier: account, name: name))
      }
    }
  }

  @Test(
    "References of several workers stand once each, in the order of their bytes", arguments: Seeds.upTo(40))
  func likeSorting(seed: UInt64) {
    var random = RandomSource(seed: seed)
    let prefix = random.pick(["", "c", "conversation-"])
    let count = seed < 30 ? random.below(40) : 3000
    let parts = (0..<1 + random.below(3)).map { _ in (0..<count).map { _ in plain(&random, prefix) } }
    let lists = parts.map { _ in ReferenceList() }
    let numbers = zip(parts, lists).map { part, list in part.map { add($0, to: list) } }
    let distinct = DistinctReferences(lists)
    let expected = Set(parts.joined()).sorted { one, other in
      for (left, right) in zip(one.key, other.key) where left != right {
        return left.lexicographicallyPrecedes(right)
      }
      return false
    }
    func shown(_ reference: Reference) -> Plain {
      Plain(
        kind: Int(reference.kind.rawValue), account: reference.qualifier.string, name: reference.name.string)
    }
    #expect((0..<UInt32(distinct.count)).map { shown(distinct[$0]) } == expected)
    for (part, numbers) in zip(parts.indices, numbers) {
      let got = numbers.map { shown(distinct[distinct.indexes[part][Int($0)]]) }
      #expect(got == parts[part])
    }
    for index in 0..<UInt32(distinct.count) { #expect(distinct.find(distinct[index]) == index) }
    #expect(distinct.find(.byID(Text("not there"))) == nil)
  }
}
