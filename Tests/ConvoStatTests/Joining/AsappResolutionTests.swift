// The resolution of asapp references: a table of the definition, and small worlds against a naive reading
// of it.

import Testing

@testable import ConvoStat

@Suite("Asapp resolution")
struct AsappResolutionTests {
  /// Returns the meaning of references, given records with id or external id or both.
  ///
  /// References begin with `=`, or with `!` for external ids.
  private func resolved(_ records: [(id: String, external: String)], _ asked: [String]) -> [String] {
    let facts = Facts(extras: 0)
    let table = facts.references
    func number(_ text: String, isExternal: Bool) -> UInt32 {
      withText(text) { table.number(of: isExternal ? .byExternalID($0) : .byID($0)) }
    }
    for record in records {
      if record.id.isEmpty {
        _ = number(record.external, isExternal: true)
        continue
      }
      withText(record.external) { facts.link(number(record.id, isExternal: false), with: $0) }
    }
    let numbers = asked.map { number(String($0.dropFirst()), isExternal: $0.hasPrefix("!")) }
    let references = DistinctReferences([table])
    let resolution = AsappResolution(references, [facts])
    return numbers.map { number in
      let (meant, isAmbiguous) = resolution.resolve(references.indexes[0][Int(number)], in: references)
      return references[meant].name.string + (isAmbiguous ? "?" : "")
    }
  }

  /// Records as `id/external id`, references by id (`=`) and by external id (`!`), and their meaning; `?`
  /// if they may mean several.
  static let worlds = [
    ("", "=A !A", "A A"), ("A/", "=A !A", "A A"), ("A/x", "=A !x =x !A =y", "A A A A y"),
    ("/x", "=x !x", "x x"),
    ("A/x /x", "=x !x", "A A"), ("A/x B/x", "=A =B !x =x", "A B B? B?"), ("B/x A/x", "!x", "B?"),
    ("B/x A/x C/x", "!x", "C?"), ("A/x A/x", "!x", "A"), ("A/x A/y", "!x !y =x", "A A A"),
    ("9/x 10/x", "!x", "9?"),
    ("A/B B/C", "=A =B !B =C !C", "A B A B B"), ("A/A B/A", "=A !A", "A B?"), ("é/x e\u{301}/x", "!x", "é?"),
  ]

  @Test("A reference means the conversation that the records name", arguments: worlds)
  func table(records: String, asked: String, expected: String) {
    let records = records.split(separator: " ").map { record in
      let parts = record.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
      return (id: parts[0], external: parts[1])
    }
    #expect(
      resolved(records, asked.split(separator: " ").map(String.init)).joined(separator: " ") == expected)
  }

  /// Returns the same meaning by set operations, as the specification words it.
  private func naive(_ records: [(id: String, external: String)], _ asked: String) -> String {
    let text = String(asked.dropFirst())
    let isExternal = asked.hasPrefix("!")
    if !isExternal, records.contains(where: { $0.id == text }) { return text }
    let linked = Set(records.filter { $0.external == text && !$0.id.isEmpty }.map(\.id))
    guard let greatest = linked.max() else { return text }
    return greatest + (linked.count > 1 ? "?" : "")
  }

  @Test("All worlds of three records over two ids and two external ids agree with the set definition")
  func smallWorlds() {
    let names = ["", "A", "B"]
    let kinds = names.flatMap { id in names.map { (id: id, external: $0) } }.filter {
      !$0.id.isEmpty || !$0.external.isEmpty
    }
    let asked = ["=A", "=B", "=C", "!A", "!B", "!C"]
    for first in kinds {
      for second in kinds {
        for third in kinds {
          let records = [first, second, third]
          #expect(resolved(records, asked) == asked.map { naive(records, $0) }, "\(records)")
        }
      }
    }
  }
}
