// All that the workers kept, reference by reference: what facts say, before anything is resolved.

/// Everything about each reference, every reference once, in the order of fact lines.
///
/// References stay as they were made: which conversation one means is known only when the facts of all nights are
/// together.
final class FactSet: @unchecked Sendable {
  let workers: [Facts]
  let references: DistinctReferences
  let agents: AgentNumbers
  private let messages: Grouped
  private let numbers: Grouped
  private let links: Grouped
  private let scoped: Grouped
  private let scopedNames: [(place: UInt32, name: SegmentHead.ScopedName)]
  /// The messages, references and links of all workers.
  private let messageNumbers: NumberedLists
  private let referenceNumbers: NumberedLists
  private let linkNumbers: NumberedLists

  /// Joins what the workers kept.
  init(_ workers: [Facts]) {
    self.workers = workers
    let references = DistinctReferences(workers.map(\.references))
    self.references = references
    agents = AgentNumbers(workers)
    let places = references.places
    let (ofMessages, ofReferences, ofLinks) = (
      NumberedLists(counts: workers.map(\.messages.count)),
      NumberedLists(counts: workers.map(\.references.count)),
      NumberedLists(counts: workers.map { $0.links.count })
    )
    (messageNumbers, referenceNumbers, linkNumbers) = (ofMessages, ofReferences, ofLinks)
    messages = Grouped(
      groups: references.count, parts: workers.map(\.messages.count),
      groupOf: { part, index in Int(places[part][Int(workers[part].messages.packed(index).reference)]) },
      numberOf: { part, index in UInt32(ofMessages.number(of: index, in: part)) })
    numbers = Grouped(
      groups: references.count, parts: workers.map(\.references.count),
      groupOf: { part, index in Int(places[part][index]) },
      numberOf: { part, index in UInt32(ofReferences.number(of: index, in: part)) })
    links = Grouped(
      groups: references.count, parts: workers.map { $0.links.count },
      groupOf: { part, index in Int(places[part][Int(workers[part].links[index].id)]) },
      numberOf: { part, index in UInt32(ofLinks.number(of: index, in: part)) })
    var names: [(place: UInt32, name: SegmentHead.ScopedName)] = []
    for (worker, facts) in workers.enumerated() {
      facts.names.forEachName { named, scope, id, name, rank in
        guard case .reference(let reference) = scope else { return }
        names.append(
          (
            places[worker][Int(reference)],
            SegmentHead.ScopedName(named: named, reference: reference, rank: rank, id: id, name: name)
          ))
      }
    }
    scopedNames = names
    let placed = names
    scoped = Grouped(
      groups: references.count, parts: [placed.count], groupOf: { _, index in Int(placed[index].place) },
      numberOf: { _, index in UInt32(index) })
  }

  /// How many messages there are, some perhaps twice.
  var messageCount: Int { workers.reduce(0) { $0 + $1.messages.count } }

  /// Calls `body` with each message of a reference, its agent by the number of the run.
  func forEachMessage(_ place: Int, _ body: (Fact) -> Void) {
    for number in messages[place] {
      let (worker, index) = messageNumbers.locate(Int(number))
      var fact = workers[worker].messages[index]
      let agents = agents.of(worker: worker)
      if fact.agent != Message.noAgent, !agents.isEmpty { fact.agent = agents[Int(fact.agent)] }
      body(fact)
    }
  }

  /// Calls `body` with each attribute that any record says of a reference: its place among those of every run, with
  /// those of `ExtraAttribute.kept` behind them.
  func forEachSaying(_ place: Int, _ body: (_ attribute: Int, Text, Rank) -> Void) {
    for number in numbers[place] {
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

  /// Calls `body` with each name and each piece of metadata that was met with a reference.
  func forEachName(_ place: Int, _ body: (Named, _ id: Text, _ name: Text, Rank) -> Void) {
    for number in scoped[place] {
      let name = scopedNames[Int(number)].name
      body(name.named, name.id, name.name, name.rank)
    }
  }

  /// The external ids that records gave a reference, an empty one where a record gave none; none without a record.
  func links(_ place: Int) -> [Text] {
    links[place].map { number in
      let (worker, index) = linkNumbers.locate(Int(number))
      return workers[worker].links[index].externalID
    }
  }
}
