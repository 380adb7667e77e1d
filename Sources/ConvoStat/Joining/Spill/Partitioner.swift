// A worker's facts taken apart by partition: everything about a conversation goes to the same one.

/// Which of so many partitions a conversation's name belongs to.
///
/// The account does not count: a record may leave it out. An asapp reference goes where its name goes, whether it is
/// an id or an external id.
struct PartitionHash: Sendable {
  /// A power of two.
  let count: Int
  private let hash = TextHash()

  init(count: Int) { self.count = count }

  @inline(__always)
  func callAsFunction(_ name: Text) -> Int { Int(hash(name)) & (count - 1) }
}

/// Writes a worker's facts into segments, one for each partition.
struct Partitioner {
  private let facts: Facts
  private let hash: PartitionHash
  private let references: Grouped
  private let messages: Grouped
  private let idLinks: Grouped
  private let externalLinks: Grouped
  private let scopedNames: [[SegmentHead.ScopedName]]
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
  }

  /// Writes the segment of a partition.
  /// - Returns: how many bytes its head has and when its last message was created; nil if there is nothing in it.
  mutating func write(_ partition: Int, to writer: inout ByteBuffer) -> (headCount: Int, latest: Int64)? {
    if references[partition].isEmpty, externalLinks[partition].isEmpty { return nil }
    writeHead(partition, to: &writer)
    let headCount = writer.count
    writeSayings(partition, to: &writer)
    return (headCount, writeMessages(partition, to: &writer))
  }

  private mutating func writeHead(_ partition: Int, to writer: inout ByteBuffer) {
    writer.append(bytesOf: UInt32(references[partition].count))
    for (local, number) in references[partition].enumerated() {
      let reference = facts.references[number]
      localNumbers[Int(number)] = UInt32(local)
      writer.append(bytesOf: reference.kind.rawValue)
      writer.append(counted: reference.account)
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

  /// What records say about each reference, a list for each; a list ends with a mark.
  private func writeSayings(_ partition: Int, to writer: inout ByteBuffer) {
    for number in references[partition] {
      facts.attributes.forEachRow(number) { rank, first in
        writer.append(bytesOf: true)
        writer.append(bytesOf: rank)
        for index in 0..<facts.attributes.width {
          let value = facts.attributes[first + index]
          writer.append(counted: value == AttributeRows.none ? Text.empty : facts.text(value))
        }
      }
      writer.append(bytesOf: false)
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
        }
        if let text = fact.id.keptText { writer.append(counted: text) }
      }
    }
    return latest
  }
}

extension Facts {
  /// Takes everything of a segment but what belongs to references that moved to another partition.
  /// - Parameter meaning: the reference to which is taken what belongs to one; nil where it is left.
  func take(_ segment: Text, meaning: (Reference) -> Reference?) {
    var reader = ByteReader(segment)
    let head = SegmentHead(&reader)
    let numbers = head.references.map { meaning($0).map { references.number(of: $0) } ?? AttributeRows.none }
    for bearer in head.bearers where numbers[Int(bearer)] != AttributeRows.none {
      link(numbers[Int(bearer)], with: .empty)
    }
    for number in numbers {
      while reader.take(Bool.self) { takeSaying(&reader, about: number) }
    }
    for _ in 0..<reader.take(UInt32.self) { takeMessage(&reader, numbers) }
  }

  private func takeSaying(_ reader: inout ByteReader, about reference: UInt32) {
    let rank = reader.take(Rank.self)
    let isWanted = reference != AttributeRows.none
    for index in 0..<attributes.width {
      let text = reader.takeText()
      if !isWanted || text.isEmpty { continue }
      if let attribute = Attribute(rawValue: index) {
        if attribute.isRare { say(rare: attribute, text) } else { say(attribute, text) }
      } else {
        say(extra: index - Attribute.allCases.count, text)
      }
    }
    if isWanted { keepSaid(about: reference, rank: rank) }
  }

  private func takeMessage(_ reader: inout ByteReader, _ numbers: [UInt32]) {
    let packed = reader.take(PackedFact.self)
    var fact = packed.unpacked(.none)
    if packed.isWide {
      fact.client = reader.take(Int64.self)
      fact.updated = reader.take(Int64.self)
      fact.agent = reader.take(UInt32.self)
    }
    if packed.hasKeptID { fact.id = MessageID(reader.takeText(), store: ids) }
    fact.reference = numbers[Int(packed.reference)]
    if fact.reference != AttributeRows.none { add(fact) }
  }
}
