// Short scripts of what happens in a conversation, and the records of chatwoot that tell it.

import Foundation

/// What happens in conversations, as records of chatwoot.
struct LifeScript {
  /// The moment from which scripts count, which is also when every conversation was created.
  static let start: Int64 = 1_767_603_600_000

  /// One record.
  struct Entry {
    /// The moment in milliseconds since 1970; `nil` if it has none.
    var moment: Int64?
    /// The kind of thing that happens.
    var word: String
    /// The record.
    var json: String
    /// True if it is a message.
    var isMessage = false
  }

  /// The records of the script.
  private(set) var entries: [Entry] = []
  /// The conversation.
  var conversation = 7

  /// The file with the records.
  var lines: [UInt8] { Array((entries.map(\.json).joined(separator: "\n") + "\n").utf8) }

  /// Creates the records of a script such as `customer 0, agent 60, event:resolved 100.5`.
  ///
  /// A word is a class, `handoff`, or a source and a status; a number is in seconds, `-` is no moment, and
  /// what follows a slash is the customer's clock.
  init(_ script: String = "", conversation: Int = 7) {
    self.conversation = conversation
    for part in script.split(separator: ", ") {
      let words = part.split(separator: " ")
      let times = words[1].split(separator: "/").map { number in
        Double(number).map { Self.start + Int64(($0 * 1000).rounded()) }
      }
      add(String(words[0]), at: times[0], client: times.count > 1 ? times[1] : nil)
    }
  }

  /// Adds what happens at a moment.
  mutating func add(_ word: String, at moment: Int64?, client: Int64? = nil) {
    let parts = word.split(separator: ":").map(String.init)
    let isMessage = parts.count == 1 && word != "handoff" || parts[0] == "activity"
    let json = isMessage ? message(parts, moment ?? 0, client) : status(parts, moment)
    entries.append(Entry(moment: moment, word: word, json: json, isMessage: isMessage))
  }

  private func message(_ parts: [String], _ moment: Int64, _ client: Int64?) -> String {
    let senders = [
      "agent": #","sender":{"id":5,"name":"Kim","type":"user"}"#,
      "bot": #","sender":{"id":9,"type":"agent_bot"}"#, "customer": #","sender":{"id":1,"type":"contact"}"#,
    ]
    let types = ["customer": 0, "agent": 1, "bot": 1]
    let texts = [
      "resolved": "Conversation was marked resolved by Kim", "open": "Conversation was reopened by Kim",
      "pending": "Conversation was marked as pending by Kim",
      "snoozed": "Conversation was snoozed by Kim", "other": "Kim assigned Lou",
    ]
    let text = parts.count > 1 ? texts[parts[1]] ?? "" : "x"
    return """
      {"id":"m\(entries.count)","conversation_id":\(conversation),"account_id":1,"inbox_id":3,"created_at":\(moment),\
      "message_type":\(types[parts[0]] ?? 2),"private":\(parts[0] == "note"),"content":"\(text)"\
      \(senders[parts[0]] ?? "")\(client.map { ",\"content_attributes\":{\"external_created_at\":\($0)}" } ?? "")}
      """
  }

  private func status(_ parts: [String], _ moment: Int64?) -> String {
    let status = parts.count > 1 ? parts[1] : "open"
    let own = """
      "id":\(conversation),"account_id":1,"inbox_id":3,"meta":{},"created_at":\(Self.start)\
      \(moment.map { ",\"updated_at\":\($0)" } ?? "")
      """
    let change = """
      "changed_attributes":[{"x":{"previous_value":1}},{"status":{"previous_value":"?",\
      "current_value":"\(status)"}}]
      """
    switch parts[0] {
    case "handoff": return "{\"event\":\"conversation_bot_handoff\",\(own)}"
    case "named":
      let name = status == "resolved" ? "conversation_resolved" : "conversation_opened"
      return "{\"event\":\"\(name)\",\"status\":\"pending\",\(own)}"
    case "event": return "{\"event\":\"conversation_status_changed\",\"status\":\"\(status)\",\(own)}"
    case "changed": return "{\"event\":\"conversation_updated\",\"status\":\"x\",\(change),\(own)}"
    case "updated": return "{\"event\":\"conversation_updated\",\"status\":\"\(status)\",\(own)}"
    case "report": return report(status, moment)
    default: return "{\"status\":\"\(status)\",\(own)}"
    }
  }

  private func report(_ status: String, _ moment: Int64?) -> String {
    let names = [
      "resolved": "conversation_resolved", "open": "conversation_opened", "bot": "conversation_bot_resolved",
      "handoff": "conversation_bot_handoff",
    ]
    return """
      {"id":1,"name":"\(names[status] ?? status)","value":1.0,"event_start_time":\(Self.start),\
      "event_end_time":\(moment.map(String.init) ?? "null"),"account_id":1,"conversation_id":\(conversation),\
      "inbox_id":3}
      """
  }
}

extension Twin {
  /// The cells of conversations.csv of the only conversation of some lines.
  static func cells(_ lines: [UInt8], _ options: Options = Options()) -> [String: String] {
    let table = Twin(options: options).run([("life.ndjson", lines)]).tables["conversations.csv"] ?? ""
    let rows = table.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    guard rows.count == 2 else { return [:] }
    return Dictionary(uniqueKeysWithValues: zip(rows[0], rows[1]))
  }
}
