// Fact lines with a value of every kind under every key: each is a fact or a reject, and every reader
// terminates.

import Foundation
import Testing

@testable import ConvoStat

@Suite("Kinds of values in facts")
struct FactKindsTests {
  /// Values of every kind, as JSON.
  static let values = [
    "true", "null", "0.5", "-1", "7", "\"x\"", "{}", "[]", "{\"a\":[1]}", "1e3", "12345678901234567890",
  ]

  /// The keys, each with the kinds of elements that its list may have.
  static let lists: [(key: String, allowed: Set<String>)] = [
    ("links", ["\"x\""]), ("ids", ["\"x\""]), ("created", ["7", "-1"]), ("lags", ["7", "-1", "null"]),
    ("updates", ["7", "-1", "null"]), ("agents", ["\"x\""]), ("by", ["7", "-1"]), ("said", []),
  ]

  @Test("an element of a wrong kind rejects the line, first or later in its list", arguments: lists)
  func elements(_ list: (key: String, allowed: Set<String>)) throws {
    for value in Self.values where !list.allowed.contains(value) {
      let later =
        list.allowed.map { ["\($0),\(value)", "\($0),\(value),\($0)"] } + [[value, "\(value),\(value)"]]
      for elements in later.joined() {
        let line = "{\"convostat_fact\":1,\"asapp\":\"C\",\"\(list.key)\":[\(elements)]}"
        let read = ReadRecords([line])
        #expect(read.reader.rejects == [.badFact: 1], "\(line)")
        #expect(read.reader.facts.messages.count == 0, "\(line)")
      }
    }
  }

  @Test("a value of any kind under any key results in a fact or a reject")
  func keys() {
    let keys =
      Self.lists.map(\.key) + [
        "convostat_fact", "asapp", "asapp_external", "chatwoot", "asapp_agent", "chatwoot_agent", "inbox",
        "inbox_channel", "inbox_hours", "account", "name", "prefix", "senders", "steps", "from", "of",
        "updated",
        "part", "part_keys",
        "unknown",
      ]
    for key in keys {
      for value in Self.values + Self.values.map({ "[\($0)]" }) + Self.values.map({ "{\"a\":\($0)}" }) {
        for version in 1...2 {
          let line = "{\"convostat_fact\":\(version),\"asapp\":\"C\",\"\(key)\":\(value)}"
          let read = ReadRecords([line])
          #expect(read.reader.counts.lines == 1, "\(line)")
          #expect(read.reader.rejects.values.reduce(0, +) <= 1, "\(line)")
        }
      }
    }
  }

  @Test("each step of a walk moves or throws, whatever the caller reads")
  func steps() {
    for list in ["[\(Self.values.joined(separator: ","))]", "[]", "[[],[[]],{}]"] {
      let bytes = PaddedBytes(list)
      var walk = ValueWalk(bytes.text, UnescapedTexts())
      var steps = 0
      do throws(WrongKind) {
        try walk.enter("[")
        // Nothing is read, so the second step must throw.
        while try walk.nextElement() { steps += 1 }
        #expect(list == "[]")
      } catch {
        #expect(steps == 1, "\(list)")
      }
      var values = ValueWalk(bytes.text, UnescapedTexts())
      _ = values.enters("[")
      var last = values.at
      while values.nextValue() != nil {
        #expect(values.at > last)
        last = values.at
      }
      #expect(values.at == bytes.start + bytes.count, "\(list)")
    }
  }
}
