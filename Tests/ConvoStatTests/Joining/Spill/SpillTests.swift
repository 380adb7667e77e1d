// Facts put away partition by partition, and taken back.

import Foundation
import Testing

@testable import ConvoStat

@Suite("Spill")
struct SpillTests {
  /// Returns the facts of a random dump, dealt to workers by file.
  private func workers(seed: UInt64, count: Int) -> [ReadRecords] {
    var lines = [[String]](repeating: [], count: count)
    for (number, file) in RandomDump(seed: seed).lineFiles.enumerated() {
      lines[number % count] += file.lines.map { String(decoding: $0, as: UTF8.self) }
    }
    return lines.map { ReadRecords($0, forFacts: true) }
  }

  /// Returns all facts as fact lines, which are the same whatever the order in which facts were met.
  private func lines(of facts: [Facts]) -> [String] {
    let set = FactSet(facts)
    var scribe = FactScribe(set)
    var bytes = ByteBuffer()
    for place in 0..<set.references.count { scribe.append(place, to: &bytes) }
    return bytes.text.string.components(separatedBy: "\n")
  }

  /// Takes a segment back: what its head says, then its facts.
  private func take(_ segment: Segment, of spill: Spill, into facts: Facts) throws {
    try spill.read(segment, headOnly: true) { bytes in
      var reader = ByteReader(bytes)
      let head = SegmentHead(&reader)
      let numbers = head.references.map { facts.references.number(of: $0) }
      for link in head.links {
        facts.link(facts.references.number(of: .byID(link.id)), with: link.externalID)
      }
      for name in head.names {
        facts.names.add(
          name.named, .reference(numbers[Int(name.reference)]), id: name.id, name: name.name, rank: name.rank)
      }
    }
    try spill.read(segment, headOnly: false) { facts.absorb($0) { $0 } }
  }

  @Test("Facts come back as they were put away, in one go or in several", arguments: Seeds.upTo(12))
  func comeBack(seed: UInt64) throws {
    let workers = workers(seed: seed, count: 1 + Int(seed % 3))
    let spill = try Spill(in: NSTemporaryDirectory())
    for (number, worker) in workers.enumerated() { try spill.put(worker.reader.facts, of: number) }
    // Facts that are put away twice are the same facts.
    if seed % 2 == 1 { try spill.put(workers[0].reader.facts, of: 0) }

    let back = workers.map { $0.reader.facts.emptied() }
    for segment in spill.allSegments.joined() { try take(segment, of: spill, into: back[segment.worker]) }
    #expect(lines(of: back) == lines(of: workers.map(\.reader.facts)))
  }

  @Test("Everything of a name lies in the partition of the name", arguments: Seeds.upTo(6))
  func partitions(seed: UInt64) throws {
    let workers = workers(seed: seed, count: 2)
    let spill = try Spill(in: NSTemporaryDirectory())
    for (number, worker) in workers.enumerated() { try spill.put(worker.reader.facts, of: number) }
    var referenceCount = 0
    for (partition, segments) in spill.allSegments.enumerated() {
      for segment in segments {
        try spill.read(segment, headOnly: true) { bytes in
          var reader = ByteReader(bytes)
          let head = SegmentHead(&reader)
          #expect(reader.isAtEnd)
          #expect(head.references.allSatisfy { spill.hash($0.name) == partition })
          #expect(head.links.allSatisfy { spill.hash($0.externalID) == partition })
          referenceCount += head.references.count
        }
        #expect(segment.latest <= workers[segment.worker].reader.facts.latest.created)
      }
    }
    #expect(referenceCount == workers.reduce(0) { $0 + $1.reader.facts.references.count })
    for (number, worker) in workers.enumerated() {
      let latest = spill.allSegments.joined().filter { $0.worker == number }.map(\.latest).max()
      #expect(latest ?? -1 == worker.reader.facts.latest.created)
    }
  }

  @Test("Facts of one reference can be left out or taken as those of another")
  func moved() throws {
    let read = ReadRecords([
      #"{"conversationId":"A","messageId":"m1","sender":{"role":"customer"},"createdTimestamp":"2026-01-05T08:00:00Z"}"#,
      #"{"conversationId":"B","messageId":"m2","sender":{"role":"customer"},"createdTimestamp":"2026-01-05T08:00:01Z"}"#,
    ])
    let facts = read.reader.facts
    try #require(facts.messages.count == 2, "\(read.reasons)")
    let spill = try Spill(in: NSTemporaryDirectory())
    try spill.put(facts, of: 0)
    func taken(_ meaning: (Reference) -> Reference?) throws -> [String] {
      let taken = facts.emptied()
      for segment in spill.allSegments.joined() {
        try spill.read(segment, headOnly: false) { taken.absorb($0, meaning: meaning) }
      }
      return (0..<taken.messages.count).map { taken.references[taken.messages[$0].reference].name.string }
        .sorted()
    }
    #expect(try taken { $0 } == ["A", "B"])
    #expect(try taken { $0.name.string == "A" ? nil : $0 } == ["B"])
    #expect(try taken { _ in .byID(Text("C")) } == ["C", "C"])
  }
}
