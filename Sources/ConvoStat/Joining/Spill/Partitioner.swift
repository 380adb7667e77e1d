// A worker's facts split by partition: all facts of a conversation go to the same one.

/// The partition of a conversation's name.
///
/// The account has no influence, because a record may omit it. An asapp reference belongs to the partition
/// of its name, whether that is an id or an external id.
struct PartitionHash: Sendable {
  /// The number of partitions, a power of two.
  let count: Int
  private let hash = TextHash()

  init(count: Int) { self.count = count }

  @inline(__always)
  func callAsFunction(_ name: Text) -> Int { Int(hash(name)) & (count - 1) }
}

/// Writes a worker's facts into segments, one per partition.
struct Partitioner {
  private let facts: Facts
  private let hash: PartitionHash
  private let references: Grouped
  private let messages: Grouped
  private let idLinks: Grouped
  private let externalLinks: Grouped
  private let statuses: Grouped
  private let scopedNames: [[SegmentHead.ScopedName]]
  /// By partition: what reporting events are compared with.
  private let traits: [[ReferenceTrait]]
  /// By reference: its number in its segment.
  private var localNumbers: [UInt32]

  init(_ facts: Facts, _ hash: PartitionHash) {
    self.facts = facts
    self.hash = hash
    let partitions = (0..<UInt32(facts.references.count)).map { UInt8(hash(facts.references[$0].name)) }
    func group(_ count: Int, by partition: (Int) -> Int) -> Grouped {
      Grouped(
        groups: hash.count, parts: [count], groupOf: { _, index in partition(index) },
        numberOf: { _, index in UInt32(index) })
    }
    references = group(partitions.count) { Int(partitions[$0]) }
    messages = group(facts.messages.count) { Int(partitions[Int(facts.messages.packed($0).reference)]) }
    idLinks = group(facts.links.count) { Int(partitions[Int(facts.links[$0].id)]) }
    externalLinks = group(facts.links.count) { hash(facts.links[$0].externalID) }
    localNumbers = Array(repeating: 0, count: partitions.count)
    var names = [[SegmentHead.ScopedName]](repeating: [], count: hash.count)
    facts.names.forEachName { named, scope, id, name, rank in
      guard case .reference(let reference) = scope else { return }
      names[Int(partitions[Int(reference)])].append(
        SegmentHead.ScopedName(named: named, reference: reference, rank: rank, id: id, name: name))
    }
    scopedNames = names
    statuses = group(facts.statuses.count) { Int(partitions[Int(facts.statuses[$0].reference)]) }
    var traits = [[ReferenceTrait]](repeating: [], count: hash.count)
    facts.traits.forEach { traits[Int(partitions[Int($0.reference)])].append($0) }
    self.traits = traits
  }

  /// Writes the segment of a partition.
  /// - Returns: the length of its head in bytes, and the latest creation time of a message, negative
  ///   without messages. `nil` if the segment is empty.
  mutating func write(_ partition: Int, to writer: inout ByteBuffer) -> (headCount: Int, latest: Int64)? {
    if references[partition].isEmpty, externalLinks[partition].isEmpty { return nil }
    writeHead(partition, to: &writer)
    let headCount = writer.count
    writeObservations(partition, to: &writer)
    writeLife(partition, to: &writer)
    return (headCount, writeMessages(partition, to: &writer))
  }

  private mutating func writeHead(_ partition: Int, to writer: inout ByteBuffer) {
    writer.append(bytesOf: UInt32(references[partition].count))
    for (local, number) in references[partition].enumerated() {
      let reference = facts.references[number]
      localNumbers[Int(number)] = UInt32(local)
      writer.append(bytesOf: reference.kind.rawValue)
      writer.append(counted: reference.qualifier)
      writer.append(counted: reference.name)
    }
    writer.append(bytesOf: UInt32(idLinks[partition].count))
    for link in idLinks[partition] { writer.append(bytesOf: localNumbers[Int(facts.links[Int(link)].id)]) }
    let links = externalLinks[partition].filter { !facts.links[Int($0)].externalID.isEmpty }
    writer.append(bytesOf: UInt32(links.count))
    for number in links {
      let link = facts.links[Int(number)]
      writer.append(counted: link.externalID)
      writer.append(counted: facts.references[link.id].name)
    }
    writer.append(bytesOf: UInt32(scopedNames[partition].count))
    for name in scopedNames[partition] {
      writer.append(bytesOf: name.named.rawValue)
      writer.append(bytesOf: localNumbers[Int(name.reference)])
      writer.append(bytesOf: name.rank)
      writer.append(counted: name.id)
      writer.append(counted: name.name)
    }
  }

  /// Writes the observations of each reference as a list.
  ///
  /// Each list ends with a false.
  private func writeObservations(_ partition: Int, to writer: inout ByteBuffer) {
    for number in references[partition] {
      facts.attributes.forEachRow(number) { rank, first in
        writer.append(bytesOf: true)
        writer.append(bytesOf: rank)
        for index in 0..<facts.attributes.width {
          let value = facts.attributes[first + index]
          if value == AttributeRows.removed {
            writer.append(bytesOf: AttributeRows.removed)
          } else {
            writer.append(counted: value == AttributeRows.none ? Text.empty : facts.text(value))
          }
        }
      }
      writer.append(bytesOf: false)
    }
  }

  private func writeLife(_ partition: Int, to writer: inout ByteBuffer) {
    writer.append(bytesOf: UInt32(statuses[partition].count))
    for number in statuses[partition] {
      var status = facts.statuses[Int(number)]
      status.reference = localNumbers[Int(status.reference)]
      writer.append(bytesOf: status)
    }
    writer.append(bytesOf: UInt32(traits[partition].count))
    for trait in traits[partition] {
      var local = trait
      local.reference = localNumbers[Int(trait.reference)]
      writer.append(bytesOf: local)
      writer.append(counted: trait.kind == .inbox ? facts.traits.inbox(trait.value) : Text.empty)
    }
  }

  private func writeMessages(_ partition: Int, to writer: inout ByteBuffer) -> Int64 {
    var latest: Int64 = -1
    writer.append(bytesOf: UInt32(messages[partition].count))
    for number in messages[partition] {
      var packed = facts.messages.packed(Int(number))
      packed.reference = localNumbers[Int(packed.reference)]
      latest = max(latest, packed.created)
      writer.append(bytesOf: packed)
      if packed.isWide || packed.hasKeptID {
        let fact = facts.messages[Int(number)]
        if packed.isWide {
          writer.append(bytesOf: fact.client)
          writer.append(bytesOf: fact.updated)
          writer.append(bytesOf: fact.agent)
          writer.append(bytesOf: fact.isRevision)
        }
        if let text = fact.id.keptText { writer.append(counted: text) }
      }
    }
    return latest
  }
}

extension Facts {
  /// Adds the content of a segment, except facts of references that moved to another partition.
  /// - Parameters:
  ///   - start: the beginning of the segment.
  ///   - meaning: returns the reference that gets the facts of a reference, or `nil` to skip them.
  func absorb(_ segment: Text, meaning: (Reference) -> Reference?) {
    var reader = ByteReader(segment)
    let head = SegmentHead(&reader)
    let numbers = head.references.map { meaning($0).map { references.number(of: $0) } ?? AttributeRows.none }
    for bearer in head.bearers where numbers[Int(bearer)] != AttributeRows.none {
      link(numbers[Int(bearer)], with: .empty)
    }
    for number in numbers {
      while reader.read(Bool.self) { readObservation(&reader, about: number) }
    }
    for _ in 0..<reader.read(UInt32.self) {
      let status = reader.read(ReferredStatus.self)
      let number = numbers[Int(status.reference)]
      // They were counted when their records were read.
      if number != AttributeRows.none { keep(status.observation, of: number) }
    }
    for _ in 0..<reader.read(UInt32.self) { readTrait(&reader, numbers) }
    for _ in 0..<reader.read(UInt32.self) { readMessage(&reader, numbers) }
  }

  private func readTrait(_ reader: inout ByteReader, _ numbers: [UInt32]) {
    let trait = reader.read(ReferenceTrait.self)
    let (number, inbox) = (numbers[Int(trait.reference)], reader.readText())
    if number == AttributeRows.none { return }
    switch trait.kind {
    case .inbox: traits.note(inbox: inbox, of: number)
    case .start: traits.note(start: trait.value, of: number)
    case .row: traits.noteRow(number)
    }
  }

  private func readObservation(_ reader: inout ByteReader, about reference: UInt32) {
    let rank = reader.read(Rank.self)
    let isWanted = reference != AttributeRows.none
    for index in 0..<attributes.width {
      let count = reader.read(UInt32.self)
      if count == AttributeRows.removed {
        if isWanted { observeRemoval(at: index) }
        continue
      }
      let text = reader.readText(Int(count))
      if !isWanted || text.isEmpty { continue }
      if let attribute = Attribute(rawValue: index) {
        if attribute.isRare { observe(rare: attribute, text) } else { observe(attribute, text) }
      } else {
        observe(extra: index - Attribute.allCases.count, text)
      }
    }
    if isWanted { storeObservation(of: reference, rank: rank) }
  }

  private func readMessage(_ reader: inout ByteReader, _ numbers: [UInt32]) {
    let packed = reader.read(PackedFact.self)
    var fact = packed.unpacked(.none)
    if packed.isWide {
      fact.client = reader.read(Int64.self)
      fact.updated = reader.read(Int64.self)
      fact.agent = reader.read(UInt32.self)
      fact.isRevision = reader.read(Bool.self)
    }
    if packed.hasKeptID { fact.id = MessageID(reader.readText(), store: ids) }
    fact.reference = numbers[Int(packed.reference)]
    if fact.reference != AttributeRows.none { add(fact) }
  }
}
