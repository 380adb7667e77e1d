// Random lives of conversations: the same changes told by several sources, seconds apart, in any order.

/// The records of some conversations that are resolved, reopened and handed over, made from a seed.
struct RandomLives {
  /// A record with the moment at which it becomes known.
  struct Entry {
    /// The conversation.
    var conversation: Int
    /// The moment in milliseconds since 1970; `nil` if the record has none.
    var moment: Int64?
    /// The record.
    var json: String
    /// What the record says without its status; `nil` if it is no conversation record.
    var bare: String?
    /// True if it only says what status its conversation had when it was read.
    var isSnapshot = false
  }

  /// The records.
  private(set) var entries: [Entry] = []
  /// The moment of the marker, a message that is in every selection.
  let asOf: Int64
  /// The creation of each conversation; `nil` if no record says it.
  private var creations: [Int64?] = []
  private var random: RandomSource
  private let files: Int

  /// The first moment.
  static let start: Int64 = 1_767_603_600_000

  /// Creates the lives of a seed.
  init(seed: UInt64) {
    random = RandomSource(seed: seed)
    files = 1 + random.below(3)
    asOf = Self.start + Int64(random.pick([0, 400, 30_000, 61_000, 600_000, 20_000_000, 90_000_000]))
    let count = 1 + random.below(6)
    for conversation in 0..<count { live(conversation) }
    let marker = """
      {"id":"marker","conversation_id":99,"account_id":1,"inbox_id":4,"message_type":3,"created_at":\(asOf)}
      """
    entries.append(Entry(conversation: count, moment: asOf, json: marker))
    creations.append(nil)
    entries = random.shuffled(entries)
  }

  /// The dump.
  var inputs: [RandomDump.Input] { dealt(entries.map(\.json)) }

  /// Returns the dump in another order of files and lines.
  func shuffled(seed: UInt64) -> [RandomDump.Input] {
    var random = RandomSource(seed: seed)
    return random.shuffled(dealt(random.shuffled(entries.map(\.json))))
  }

  /// The same dump without what came after as-of; of later records, what is not dated stays.
  var earlier: [RandomDump.Input] {
    var kept: [String] = []
    for (conversation, creation) in creations.enumerated() {
      let own = entries.filter { $0.conversation == conversation }
      let isBegun = creation.map { $0 <= asOf } ?? true
      let known = own.filter { entry in
        entry.moment.map { $0 <= asOf } ?? false && (isBegun || entry.bare == nil)
      }
      let isWhole = isBegun && own.allSatisfy { $0.moment.map { $0 <= asOf } ?? true }
      for entry in own where isBegun || entry.bare == nil {
        if let moment = entry.moment, moment <= asOf {
          kept.append(entry.json)
        } else if entry.moment == nil, isWhole || !entry.isSnapshot {
          if creation != nil || !known.isEmpty || isWhole { kept.append(entry.json) }
        } else if let bare = entry.bare, creation != nil || !known.isEmpty {
          kept.append(bare)
        }
      }
    }
    return dealt(kept)
  }

  private func dealt(_ lines: [String]) -> [RandomDump.Input] {
    (0..<files).map { file in
      let own = lines.indices.filter { $0 % files == file }.map { lines[$0] }
      return ("lives-\(file).ndjson", Array((own.joined(separator: "\n") + "\n").utf8))
    }
  }

  private static let steps: [Int64] = [
    0, 0, 0, 1, 250, 400, 999, 1000, 1000, 3000, 7500, 30_000, 59_999, 60_000, 60_001, 61_000, 300_000,
    10_800_000, 86_400_000, 864_000_000,
  ]

  /// Adds the life of a conversation.
  private mutating func live(_ conversation: Int) {
    var now = Self.start + Int64(random.below(4)) * 500
    creations.append(random.chance(75) ? now : nil)
    // Something that names the conversation comes first, so that reporting events always mean it.
    let first = random.pick(["customer", "customer", "customer", "agent", "bot", "record", "system"])
    add(first == "record" ? record(conversation, "open", now) : message(conversation, first, now))
    for _ in 0..<(2 + random.below(14)) {
      now += random.pick(Self.steps)
      if random.chance(30) { now = (now + 999) / 1000 * 1000 }
      switch random.below(20) {
      case 0...5: add(message(conversation, "customer", now))
      case 6...8: add(message(conversation, "agent", now))
      case 9, 10: add(message(conversation, "bot", now))
      case 11: add(message(conversation, random.pick(["note", "failed", "system", "activity:"]), now))
      case 12: handOver(conversation, now)
      case 13: add(record(conversation, random.pick(["open", "resolved", "pending"]), now))
      case 14 where random.chance(30): add(timeless(conversation))
      default:
        let status = random.pick(["resolved", "resolved", "resolved", "open", "pending", "snoozed"])
        tell(conversation, status, now)
      }
    }
  }

  private mutating func add(_ entry: Entry) {
    entries.append(entry)
    if random.chance(6) { entries.append(entry) }
  }

  /// Tells a change by some of the sources, each at its own moment.
  private mutating func tell(_ conversation: Int, _ status: String, _ moment: Int64) {
    for source in ["event", "named", "changed", "report", "activity", "record"] where random.chance(35) {
      let shift = random.pick([0, 0, 0, 1, 400, 500, 1000, 2000, 20_000, 60_000, 60_001])
      var own = moment + Int64(shift)
      if random.chance(25) { own = (own + 999) / 1000 * 1000 }
      switch source {
      case "activity": add(message(conversation, "activity:" + status, own))
      case "report" where status == "resolved" || status == "open": add(report(conversation, status, own))
      case "record": add(record(conversation, status, own))
      default: add(event(conversation, source, status, own))
      }
    }
  }

  private mutating func handOver(_ conversation: Int, _ moment: Int64) {
    if random.chance(60) { add(event(conversation, "handoff", "open", moment)) }
    if random.chance(40) { add(report(conversation, "handoff", moment + random.pick([0, 0, 700, 3000]))) }
  }

  private func account(_ conversation: Int) -> Int { 1 + conversation % 2 }

  /// A time in milliseconds, or in seconds with or without a fraction.
  private mutating func time(_ moment: Int64) -> String {
    if moment % 1000 == 0, random.chance(50) { return String(moment / 1000) }
    if random.chance(70) { return String(moment) }
    return "\(moment / 1000)." + String(String(moment % 1000 + 1000).dropFirst())
  }

  private mutating func message(_ conversation: Int, _ word: String, _ moment: Int64) -> Entry {
    let parts = word.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    let kind = parts[0]
    let agent = 5 + random.below(2)
    let sender =
      switch kind {
      case "agent" where random.chance(90): #"{"id":\#(agent),"name":"Agent \#(agent)","type":"user"}"#
      case "agent": #"{"name":"Somebody","type":"user"}"#
      case "bot": #"{"id":9,"type":"agent_bot"}"#
      default: #"{"id":\#(70 + conversation),"type":"contact"}"#
      }
    let types = ["customer": "0", "failed": "0", "note": "1", "agent": "1", "bot": "1", "system": "3"]
    let texts = [
      "resolved": "Conversation was marked resolved by A", "open": "Conversation was reopened by A",
      "pending": "Conversation was marked as pending by A", "snoozed": " Conversation was snoozed by A\\n",
      "": random.pick(["A assigned B", "conversation was resolved by A", ""]),
    ]
    var fields = """
      "id":\(entries.count + 1),"message_type":\(types[kind] ?? "2"),"created_at":\(time(moment)),\
      "sender":\(sender),"private":\(kind == "note"),"status":"\(kind == "failed" ? "failed" : "sent")",\
      "content":"\(texts[parts.last ?? ""] ?? "x")","conversation_id":\(conversation + 1),\
      "account_id":\(account(conversation)),"inbox_id":\(3 + conversation % 3)
      """
    if random.chance(40) {
      let client = moment - Int64(random.pick([0, 100, 900, 5000, 70_000, -2000]))
      fields += ",\"content_attributes\":{\"external_created_at\":\(client)}"
    }
    if random.chance(30) { fields += ",\"event\":\"message_created\"" }
    return Entry(conversation: conversation, moment: moment, json: "{\(fields)}")
  }

  /// The fields of a conversation record apart from its status and times.
  private func own(_ conversation: Int) -> String {
    let creation = creations[conversation].map { ",\"created_at\":\($0)" } ?? ""
    return """
      "id":\(conversation + 1),"account_id":\(account(conversation)),"inbox_id":\(3 + conversation % 3),\
      "meta":{"assignee":{"id":\(5 + conversation % 2),"name":"Agent \(5 + conversation % 2)"}}\(creation)
      """
  }

  private func bare(_ conversation: Int) -> String { "{\"status\":null,\(own(conversation))}" }

  private mutating func record(_ conversation: Int, _ status: String, _ moment: Int64) -> Entry {
    let written = time(moment)
    let times =
      switch random.below(3) {
      case 0: ",\"updated_at\":\(written)"
      case 1: ",\"timestamp\":\(written),\"last_activity_at\":\(written),\"updated_at\":0"
      default: ",\"last_activity_at\":\(written),\"updated_at\":\(Self.start / 1000 - 5)"
      }
    let names = ["", "", "\"event\":\"conversation_updated\",", "\"event\":\"conversation_created\","]
    return Entry(
      conversation: conversation, moment: moment,
      json: "{\(random.pick(names))\"status\":\"\(status)\",\(own(conversation))\(times)}",
      bare: bare(conversation), isSnapshot: true)
  }

  private mutating func event(_ conversation: Int, _ source: String, _ status: String, _ moment: Int64)
    -> Entry
  {
    let written = time(moment)
    let times =
      random.chance(70)
      ? ",\"updated_at\":\(written)" : ",\"timestamp\":\(written),\"last_activity_at\":\(moment + 90_000)"
    let change = "\"changed_attributes\":[{\"status\":{\"current_value\":\"\(status)\"}}]"
    let isNamed = status == "resolved" || status == "open"
    let event =
      switch source {
      case "handoff": "\"event\":\"conversation_bot_handoff\",\"status\":\"resolved\""
      case "named" where isNamed:
        "\"event\":\"conversation_\(status == "open" ? "opened" : status)\",\"status\":\"x\""
      case "changed": "\"event\":\"conversation_updated\",\"status\":\"x\",\(change)"
      default: "\"event\":\"conversation_status_changed\",\"status\":\"\(status)\""
      }
    // A hand-over tells nothing but account and inbox, and what came after as-of not even that.
    let bare = source == "handoff" ? "{\"event\":\"conversation_bot_handoff\",\(own(conversation))}" : nil
    return Entry(
      conversation: conversation, moment: moment, json: "{\(event),\(own(conversation))\(times)}",
      bare: bare ?? self.bare(conversation))
  }

  /// A record or event that has no moment.
  private mutating func timeless(_ conversation: Int) -> Entry {
    let status = random.pick(["open", "resolved"])
    let isSnapshot = random.chance(60)
    let event = isSnapshot ? "" : "\"event\":\"conversation_status_changed\","
    return Entry(
      conversation: conversation, moment: nil,
      json: "{\(event)\"status\":\"\(status)\",\(own(conversation))}", bare: bare(conversation),
      isSnapshot: isSnapshot)
  }

  private mutating func report(_ conversation: Int, _ status: String, _ moment: Int64) -> Entry {
    let names = ["open": "conversation_opened", "handoff": "conversation_bot_handoff"]
    let name = names[status] ?? random.pick(["conversation_resolved", "conversation_bot_resolved"])
    let start = (creations[conversation] ?? Self.start) + (random.chance(8) ? 5000 : 0)
    let inbox = random.chance(8) ? 77 : 3 + conversation % 3
    let account = random.chance(4) ? 8 : account(conversation)
    return Entry(
      conversation: conversation, moment: moment,
      json: """
        {"name":"\(name)","value":1,"event_start_time":\(time(start)),"event_end_time":\(time(moment)),\
        "conversation_id":\(conversation + 1),"account_id":\(account),"inbox_id":\(inbox)}
        """)
  }
}
