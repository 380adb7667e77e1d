// The facts of several workers as one set, and as sorted runs that are merged.

import Foundation
import Testing

@testable import ConvoStat

@Suite("Fact sets and runs")
struct FactSetTests {
  /// Returns the facts of a random dump, its lines dealt to workers one by one.
  private func workers(seed: UInt64, count: Int) -> [ReadRecords] {
    let lines = RandomDump(seed: seed).lineFiles.flatMap(\.lines).map { String(decoding: $0, as: UTF8.self) }
    return (0..<count).map { worker in
      ReadRecords(
        lines.enumerated().filter { $0.offset % count == worker }.map(\.element), forFacts: true,
        keepsMetadata: true)
    }
  }

  /// Returns a text that no other reference has.
  ///
  /// Names need not be UTF-8, so the text has their bytes.
  private func shown(_ reference: Reference) -> String {
    "\(reference.kind) \(Array(reference.qualifier.bytes))/\(Array(reference.name.bytes))"
  }

  private func shown(_ message: Fact, agent: String) -> String {
    "\(String(decoding: message.id.spelled, as: UTF8.self)) \(message.kind) \(message.created) \(message.client) "
      + "\(message.updated) \(agent)"
  }

  /// Returns everything that workers keep of each reference, found by asking one worker after the other.
  private func expected(_ workers: [Facts]) -> [String: [String]] {
    var pieces: [String: [String]] = [:]
    for facts in workers {
      for number in 0..<UInt32(facts.references.count) {
        let reference = shown(facts.references[number])
        pieces[reference, default: []] += []
        facts.attributes.forEachRow(number) { _, first in
          for attribute in 0..<facts.attributes.width {
            let value = facts.attributes[first + attribute]
            if value != AttributeRows.none {
              pieces[reference, default: []].append("\(attribute) is \(facts.text(value).string)")
            }
          }
        }
      }
      for index in 0..<facts.messages.count {
        let message = facts.messages[index]
        let agent = message.hasAgent ? facts.agents[message.agent].string : ""
        pieces[shown(facts.references[message.reference]), default: []].append(shown(message, agent: agent))
      }
      for index in 0..<facts.links.count {
        let link = facts.links[index]
        pieces[shown(facts.references[link.id]), default: []].append("link \(link.externalID.string)")
      }
      facts.names.forEachName { named, scope, id, name, _ in
        guard case .reference(let number) = scope else { return }
        pieces[shown(facts.references[number]), default: []].append("\(named) \(id.string) \(name.string)")
      }
    }
    return pieces.mapValues { $0.sorted() }
  }

  @Test("A set has everything of each reference once, from every worker", arguments: Seeds.upTo(12))
  func likeAsking(seed: UInt64) {
    let read = workers(seed: seed, count: 1 + Int(seed % 4))
    let workers = read.map(\.reader.facts)
    let set = FactSet(workers)
    var got: [String: [String]] = [:]
    for index in 0..<set.references.count {
      var pieces = set.links(index).map { "link \($0.string)" }
      var messages = ReusableArray<Fact>()
      set.gatherMessages(index, into: &messages)
      for message in messages.elements {
        let agent = message.hasAgent ? set.agents.ids[message.agent].string : ""
        pieces.append(shown(message, agent: agent))
      }
      set.forEachObservation(index) { attribute, text, _ in pieces.append("\(attribute) is \(text.string)") }
      set.forEachName(index) { named, id, name, _ in pieces.append("\(named) \(id.string) \(name.string)") }
      #expect(got.updateValue(pieces.sorted(), forKey: shown(set.references[UInt32(index)])) == nil)
    }
    #expect(got == expected(workers))
    #expect(set.messageCount == workers.reduce(0) { $0 + $1.messages.count })
    withExtendedLifetime(read) {}
  }

  @Test("Runs are merged to the lines of one set", arguments: Seeds.upTo(12))
  func runs(seed: UInt64) throws {
    let read = workers(seed: seed, count: 1 + Int(seed % 5))
    let workers = read.map(\.reader.facts)
    let set = FactSet(workers)
    // Half of the messages lie ahead of the clock.
    var times: [Int64] = []
    for facts in workers {
      for index in 0..<facts.messages.count { times.append(facts.messages[index].created) }
    }
    let horizon = times.isEmpty ? 0 : times.sorted()[times.count / 2]
    var scribe = FactScribe(set, horizon: horizon)
    var expected = ByteBuffer()
    for index in 0..<set.references.count { scribe.append(index, to: &expected) }

    let runs = try FactRuns(in: NSTemporaryDirectory())
    for (number, facts) in workers.enumerated() { try runs.put(facts, of: number) }
    var (got, totals) = ([UInt8](), FactTotals())
    try runs.merge(horizon: horizon) { (lines, ofLines) throws(Failure) in
      got += lines.bytes
      totals.merge(ofLines)
    }
    #expect(String(decoding: got, as: UTF8.self) == expected.text.string)
    #expect(totals.references == set.references.count)
    let whole = scribe.totals(of: set.references.count)
    #expect(totals.messages == whole.messages)
    #expect(totals.newest == whole.newest)
    #expect(totals.newestInTime == whole.newestInTime)
    withExtendedLifetime(read) {}
  }

  @Test(
    "A long conversation takes several lines, and is read back whole", arguments: [999, 1000, 1001, 2500])
  func longConversations(count: Int) {
    let read = ReadRecords(
      (0..<count).map { number in
        #"{"id":\#(number),"conversation_id":7,"message_type":0,"created_at":\#(1_767_603_600 + number)}"#
      }, forFacts: true)
    let set = FactSet([read.reader.facts])
    var scribe = FactScribe(set)
    var bytes = ByteBuffer()
    for index in 0..<set.references.count { scribe.append(index, to: &bytes) }
    let lines = bytes.text.string.split(separator: "\n").map(String.init)
    let perLine = FactScribe.maximumMessagesPerLine
    #expect(lines.count == (count + perLine - 1) / perLine)
    let again = ReadRecords(lines, forFacts: true)
    #expect(again.messages.sorted() == read.messages.sorted())
    #expect(again.reasons == [:])
  }
}
