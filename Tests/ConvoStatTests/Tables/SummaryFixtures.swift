// Conversations with attributes for tests of the tables, and tables read back as rows.

import Foundation

@testable import ConvoStat

/// The texts of tests, kept for the life of a fixture, and the agents by number.
final class TextFixture: AgentDirectory {
  private let store = ByteStore()
  /// All workers that write a table look up names.
  private let lock = NSLock()
  private let agentIDs: [String]

  init(agentIDs: [String] = ["(unknown)", "a1", "a2", "a3", "a4"]) { self.agentIDs = agentIDs }

  func text(_ string: String) -> Text {
    var string = string
    return string.withUTF8 { bytes in
      bytes.isEmpty
        ? .empty : lock.withLock { store.keep(Text(bytes)) }
    }
  }

  func agentID(_ number: UInt32) -> Text { text(agentIDs[Int(number)]) }

  func agentName(platform: Platform, account: Text, id: Text) -> Text {
    agentIDs.contains(id.string) ? text("\(platform.name) \(account.string) \(id.string)") : .empty
  }
}

/// A conversation as a test states it.
struct ConversationFixture {
  var platform = Platform.asapp
  var account = ""
  var id = "C"
  var externalID = ""
  var queue = ""
  var customer = ""
  var metadata: [String] = []
  var messages: [Message]

  /// Calls a function with the conversation and its measures.
  func with(_ texts: TextFixture, _ body: (InPlace<Conversation>, ConversationMeasures) -> Void) {
    metadata.map(texts.text).withBorrowed { metadata in
      messages.withBorrowed { messages in
        let conversation = Conversation(
          platform: platform, account: texts.text(account), id: texts.text(id),
          externalID: texts.text(externalID), status: .empty, queue: texts.text(queue),
          organizationalGroup: .empty, subdivision: .empty, assignedAgentID: .empty,
          assignedAgentName: .empty,
          customerID: texts.text(customer), extras: metadata, messages: messages)
        withUnsafePointer(to: conversation) { body(InPlace($0), measured(Array(messages))) }
      }
    }
  }
}

/// Returns the tables of conversations at an as-of time of 300 s after nine o'clock.
func tables(
  of conversations: [ConversationFixture], texts: TextFixture = TextFixture(), workers: Int = 1,
  options: Options = Options()
) -> [Table] {
  let parts = (0..<workers).map { _ in Summaries(options.tables) }
  let asOf = nineOClock + 300_000
  for (number, fixture) in conversations.enumerated() {
    fixture.with(texts) { conversation, measures in
      let service = ServiceMeasures(hours: options.hours, levels: options.levels, asOf: asOf)
      if service.isOn { service.measure(conversation, measures) }
      parts[number % workers].absorb(conversation, measures, service, asOf: asOf)
    }
  }
  for part in parts.dropFirst() { parts[0].merge(part) }
  return parts[0].tables(agents: texts)
}

/// A table read back: each row by column name.
///
/// For tables without quoted cells.
func rows(of table: Table) -> [[String: String]] {
  let lines = String(decoding: table.bytes, as: UTF8.self).split(separator: "\n")
  let names = cells(lines[0])
  return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(names, cells($0))) }
}

/// The cells of a line without quoted cells.
func cells(_ line: some StringProtocol) -> [String] {
  String(line).split(separator: "," as Character, omittingEmptySubsequences: false).map(String.init)
}
