// The facts of all workers by reference, before any reference is resolved.

/// All facts of each reference, each reference once, in the order of fact lines.
///
/// References are not resolved here: the conversation of a reference is known only when the facts of all
/// nights are together.
final class FactSet: @unchecked Sendable {
  let workers: [Facts]
  let references: DistinctReferences
  let agents: AgentNumbers
  private let messages: Grouped
  private let numbers: Grouped
  private let links: Grouped
  private let scoped: Grouped
  private let scopedNames: [(reference: UInt32, name: SegmentHead.ScopedName)]
  private let firstMessage: [Int]
  private let firstReference: [Int]
  private let firstLink: [Int]

  /// Joins the facts of the workers.
  init(_ workers: [Facts]) {
    self.workers = workers
    let references = DistinctReferences(workers.map(\.references))
    self.references = references
    agents = AgentNumbers(workers)
    let indexes = references.indexes
    func starts(_ count: (Facts) -> Int) -> [Int] {
      var total = 0
      return workers.map { facts in
        defer { total += count(facts) }
        return total
      }
    }
    let (firstMessage, firstReference, firstLink) = (
      starts { $0.messages.count }, starts { $0.references.count }, starts { $0.links.count }
    )
    (self.firstMessage, self.firstReference, self.firstLink) = (firstMessage, firstReference, firstLink)
    messages = Grouped(
      groups: references.count, parts: workers.map(\.messages.count),
      groupOf: { part, index in Int(indexes[part][Int(workers[part].messages.packed(index).reference)]) },
      numberOf: { part, index in UInt32(firstMessage[part] + index) })
    numbers = Grouped(
      groups: references.count, parts: workers.map(\.references.count),
      groupOf: { part, index in Int(indexes[part][index]) },
      numberOf: { part, index in UInt32(firstReference[part] + index) })
    links = Grouped(
      groups: references.count, parts: workers.map { $0.links.count },
      groupOf: { part, index in Int(indexes[part][Int(workers[part].links[index].id)]) },
      numberOf: { part, index in UInt32(firstLink[part] + index) })
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

  private func part(_ number: UInt32, _ firsts: [Int]) -> (worker: Int, index: Int) {
    var worker = firsts.count - 1
    while firsts[worker] > Int(number) { worker -= 1 }
    return (worker, Int(number) - firsts[worker])
  }

  /// Calls `body` with each message of a reference.
  ///
  /// The message has the run's number of its agent.
  func forEachMessage(_ reference: Int, _ body: (Fact) -> Void) {
    for number in messages[reference] {
      let (worker, index) = part(number, firstMessage)
      var fact = workers[worker].messages[index]
      if fact.agent != Message.noAgent, let agents = agents.of(worker: worker) {
        fact.agent = agents[Int(fact.agent)]
      }
      body(fact)
    }
  }

  /// Calls `body` with each attribute that a record states about a reference.
  ///
  /// The attribute is an index among `Attribute.allCases` followed by `ExtraAttribute.kept`.
  func forEachObservation(_ reference: Int, _ body: (_ attribute: Int, Text, Rank) -> Void) {
    for number in numbers[reference] {
      let (worker, index) = part(number, firstReference)
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

  /// Returns the external ids that records gave a reference, with an empty text for a record without one;
  /// empty if the reference has no record.
  func links(_ reference: Int) -> [Text] {
    links[reference].map { number in
      let (worker, index) = part(number, firstLink)
      return workers[worker].links[index].externalID
    }
  }
}
