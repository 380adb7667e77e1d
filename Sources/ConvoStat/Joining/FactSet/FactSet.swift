// The facts of all workers by reference, before any reference is resolved.

/// All facts of each reference, each reference once, in the order of fact lines.
///
/// References are not resolved here: the conversation of a reference is known only when the facts of all
/// nights are together.
final class FactSet: @unchecked Sendable {
  // SAFETY: nobody changes the facts of the workers as long as the set is used.
  let workers: [Facts]
  let references: DistinctReferences
  let agents: AgentNumbers
  private let messages: Grouped
  private let numbers: Grouped
  private let links: Grouped
  private let scoped: Grouped
  private let statuses: Grouped
  private let traits: Grouped
  /// The traits of all references, each with the worker's facts that know its texts.
  private let allTraits: [(reference: UInt32, facts: Facts, trait: ReferenceTrait)]
  private let scopedNames: [(reference: UInt32, name: SegmentHead.ScopedName)]
  private let joined: JoinedFacts
  /// The references and links of all workers.
  private let referenceNumbers: NumberedLists
  private let linkNumbers: NumberedLists
  private let statusNumbers: NumberedLists

  /// Joins the facts of the workers.
  init(_ workers: [Facts]) {
    self.workers = workers
    let references = DistinctReferences(workers.map(\.references))
    self.references = references
    agents = AgentNumbers(workers)
    let indexes = references.indexes
    let joined = JoinedFacts(workers, agents)
    self.joined = joined
    let ofReferences = NumberedLists(counts: workers.map(\.references.count))
    let ofLinks = NumberedLists(counts: workers.map { $0.links.count })
    messages = Grouped(
      groups: references.count, parts: workers.map(\.messages.count),
      groupOf: { part, index in Int(indexes[part][Int(workers[part].messages.packed(index).reference)]) },
      numberOf: { part, index in joined.number(of: index, in: part) })
    numbers = Grouped(
      groups: references.count, parts: workers.map(\.references.count),
      groupOf: { part, index in Int(indexes[part][index]) },
      numberOf: { part, index in UInt32(ofReferences.number(of: index, in: part)) })
    referenceNumbers = ofReferences
    links = Grouped(
      groups: references.count, parts: workers.map { $0.links.count },
      groupOf: { part, index in Int(indexes[part][Int(workers[part].links[index].id)]) },
      numberOf: { part, index in UInt32(ofLinks.number(of: index, in: part)) })
    linkNumbers = ofLinks
    let ofStatuses = NumberedLists(counts: workers.map { $0.statuses.count })
    statuses = Grouped(
      groups: references.count, parts: workers.map { $0.statuses.count },
      groupOf: { part, index in Int(indexes[part][Int(workers[part].statuses[index].reference)]) },
      numberOf: { part, index in UInt32(ofStatuses.number(of: index, in: part)) })
    statusNumbers = ofStatuses
    var found: [(reference: UInt32, facts: Facts, trait: ReferenceTrait)] = []
    for (worker, facts) in workers.enumerated() {
      facts.traits.forEach { found.append((indexes[worker][Int($0.reference)], facts, $0)) }
    }
    allTraits = found
    traits = Grouped(
      groups: references.count, parts: [found.count],
      groupOf: { [found] _, index in Int(found[index].reference) }, numberOf: { _, index in UInt32(index) })
    var names: [(reference: UInt32, name: SegmentHead.ScopedName)] = []
    for (worker, facts) in workers.enumerated() {
      facts.names.forEachName { named, scope, id, name, rank in
        guard case .reference(let reference) = scope else { return }
        names.append(
          (
            indexes[worker][Int(reference)],
            SegmentHead.ScopedName(named: named, reference: reference, rank: rank, id: id, name: name)
          ))
      }
    }
    scopedNames = names
    let constantNames = names
    scoped = Grouped(
      groups: references.count, parts: [constantNames.count],
      groupOf: { _, index in Int(constantNames[index].reference) },
      numberOf: { _, index in UInt32(index) })
  }

  /// The number of messages, including duplicates.
  var messageCount: Int { workers.reduce(0) { $0 + $1.messages.count } }

  /// Adds each message of a reference to `facts`.
  ///
  /// The message has the run's number of its agent.
  func gatherMessages(_ reference: Int, into facts: inout ReusableArray<Fact>) {
    prefetchMessages(reference + FactSet.prefetchDistance)
    for number in messages[reference] { facts.append(joined[number]) }
  }

  /// Messages are prefetched this number of references ahead.
  private static let prefetchDistance = 4

  private func prefetchMessages(_ reference: Int) {
    if reference >= references.count { return }
    for number in messages[reference].prefix(64) { joined.willRead(number) }
  }

  /// Calls `body` with each attribute that a record states about a reference.
  ///
  /// The attribute is an index among `Attribute.allCases` followed by `ExtraAttribute.kept`.
  func forEachObservation(_ reference: Int, _ body: (_ attribute: Int, Text, Rank) -> Void) {
    for number in numbers[reference] {
      let (worker, index) = referenceNumbers.locate(Int(number))
      let facts = workers[worker]
      facts.attributes.forEachRow(UInt32(index)) { rank, first in
        for attribute in 0..<facts.attributes.width {
          let value = facts.attributes[first + attribute]
          if value != AttributeRows.none { body(attribute, facts.text(value), rank) }
        }
      }
    }
  }

  /// Calls `body` with each name and each piece of metadata that was found with a reference.
  func forEachName(_ reference: Int, _ body: (Named, _ id: Text, _ name: Text, Rank) -> Void) {
    for number in scoped[reference] {
      let name = scopedNames[Int(number)].name
      body(name.named, name.id, name.name, name.rank)
    }
  }

  /// Returns the status observations of records other than messages, each once, in order.
  func statuses(_ reference: Int) -> [StatusObservation] {
    if statuses[reference].isEmpty { return [] }
    let all = statuses[reference].map { number in
      let (worker, index) = statusNumbers.locate(Int(number))
      return workers[worker].statuses[index].observation
    }
    return Set(all).sorted { $0.precedes($1) }
  }

  /// Calls `body` with each trait of a reference, and for an inbox with its id.
  func forEachTrait(_ reference: Int, _ body: (ReferenceTrait, _ inbox: Text) -> Void) {
    for number in traits[reference] {
      let (_, facts, trait) = allTraits[Int(number)]
      body(trait, trait.kind == .inbox ? facts.traits.inbox(trait.value) : .empty)
    }
  }

  /// True if a reference has traits.
  func hasTraits(_ reference: Int) -> Bool { !traits[reference].isEmpty }

  /// Returns the external ids that records gave a reference, with an empty text for a record without one;
  /// empty if the reference has no record.
  func links(_ reference: Int) -> [Text] {
    links[reference].map { number in
      let (worker, index) = linkNumbers.locate(Int(number))
      return workers[worker].links[index].externalID
    }
  }
}
