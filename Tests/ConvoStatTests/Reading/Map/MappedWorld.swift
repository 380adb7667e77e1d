// Random conversations as records of asapp, and as records of an invented platform with a map.

import Foundation

@testable import ConvoStat

/// Random conversations, and their records in both formats.
struct MappedWorld {
  /// A message, and the sender's role in the format of the invented platform.
  struct Message {
    var id: String
    var role: String
    var word: JSONValue
    var created: Int64
    var client: Int64?
    var updated: Int64?
    var sender: String
  }

  struct Conversation {
    var id: String
    var queue: String?
    var region: String?
    var created: Int64?
    var agent: (id: String, name: String)?
    var customer: String
    var messages: [Message] = []
    var changes: [Change] = []
  }

  /// A change of the status, or a status that a record showed.
  struct Change {
    var status: String
    var word: JSONValue
    var moment: Int64?
    var isExact: Bool
  }

  private var random: RandomSource
  private(set) var conversations: [Conversation] = []

  init(seed: UInt64) {
    random = RandomSource(seed: seed)
    for number in 0..<random.below(12) + 1 {
      var conversation = Conversation(
        id: random.pick(["\(number)", "c-é\"\(number)"]),
        queue: random.pick(["sales", "=x", "bé\u{1}", nil]),
        region: random.pick(["north", nil]),
        created: random.pick([1_767_600_000_250, 1_767_700_000_000, nil]),
        agent: random.pick([("a1", "Ann"), ("a2", "Ben"), nil]),
        customer: "u\(random.below(4))")
      var moment = Int64(1_767_600_000_000) + Int64(random.below(400_000_000))
      for index in 0..<random.below(12) {
        moment += Int64(random.below(4_000_000))
        conversation.messages.append(message("m\(number)-\(index)", at: moment))
        if random.chance(25) { conversation.changes.append(change(near: moment)) }
      }
      conversations.append(conversation)
    }
  }

  private mutating func message(_ id: String, at moment: Int64) -> Message {
    let (role, word) = random.pick([
      ("customer", JSONValue.string("c")), ("customer", .string("cust\n")), ("agent", .bool(true)),
      ("agent", .string("staff-7")), ("bot", .number(3)), ("system", .string("other")), ("system", .null),
    ])
    return Message(
      id: id, role: role, word: word, created: moment,
      client: random.chance(60) ? moment - Int64(random.below(90_000)) + 30_000 : nil,
      updated: random.chance(30) ? moment + 5000 : nil, sender: random.pick(["a1", "a2", ""]))
  }

  private mutating func change(near message: Int64) -> Change {
    let (status, word) = random.pick([
      ("resolved", JSONValue.string("done")), ("resolved", .bool(true)), ("open", .string("opened")),
      ("open", .string("open again")), ("snoozed", .number(7)), ("pending", .string("parked")),
    ])
    let moment = message + random.pick([0, 1, 400, 61_000, -61_000, 3_000_000])
    let isExact = random.chance(70)
    return Change(
      status: status, word: word, moment: isExact || random.chance(80) ? moment : nil, isExact: isExact)
  }

  // MARK: As asapp records

  var asapp: String {
    var lines: [String] = []
    for conversation in conversations {
      var members: [JSONValue.Member] = [
        ("id", .string(conversation.id)),
        ("createdTimestamp", .string(orNull: conversation.created.map(formatMoment))),
        ("customer", ["externalId": .string(conversation.customer)]),
        (
          "metadata",
          ["queue": .string(orNull: conversation.queue), "region": .string(orNull: conversation.region)]
        ),
      ]
      if let agent = conversation.agent {
        members.append(("agent", ["externalId": .string(agent.id), "name": .string(agent.name)]))
      }
      lines.append(JSONValue.object(members).line)
      // Records of asapp have no status, but facts do.
      let observed = conversation.changes.map { change -> JSONValue in
        let words: [JSONValue] = [.string(change.status), .string(change.isExact ? "map" : "record")]
        return .array(words + (change.moment.map { [.number(Int($0))] } ?? []))
      }
      if !observed.isEmpty {
        lines.append(
          JSONValue.object([
            ("convostat_fact", 1), ("asapp", .string(conversation.id)), ("observed", .array(observed)),
          ]).line)
      }
      for message in conversation.messages {
        let record: JSONValue = [
          "conversationId": .string(conversation.id), "messageId": .string(message.id),
          "sender": ["role": .string(message.role), "externalId": .string(message.sender)],
          "createdTimestamp": .string(formatMoment(message.created)),
          "clientTimestamp": .string(orNull: message.client.map(formatMoment)),
          "updated_at": .string(orNull: message.updated.map(formatMoment)),
        ]
        lines.append(record.line)
      }
    }
    return lines.joined(separator: "\n")
  }

  // MARK: As records of the invented platform

  static let map = map(source: "desk")

  /// Returns the map of the platform under a name.
  static func map(source: String) -> String {
    """
    {"source": "\(source)",
     "conversations": [
       {"each": "/talk", "conversation": "/key", "created": "/born", "attributes": {
          "queue": {"at": "/team", "in": "^/teams", "key": "/no", "take": "/name"},
          "assigned_agent_id": "/owner/id", "assigned_agent_name": "/owner/name", "customer_id": "/from/0"},
        "metadata": {"region": ["/none", "/x~1y/region"]}},
       {"each": "/all/*/talks/*", "conversation": "/key", "created": ["/none", "/born"], "attributes": {
          "queue": "/queue", "assigned_agent_id": "/owner/id", "assigned_agent_name": "/owner/name",
          "customer_id": "/from/0"}, "metadata": {"region": "/x~1y/region"}}],
     "messages": [
       {"each": "/talk/log/*", "conversation": "^/talk/key", "message": {"at": "/id", "prefix": "m"},
        "role": [{"at": "/who", "values": {"c": "customer", "true": "agent", "3": null}},
                 {"at": "/who", "values": {"cust*": "customer", "staff*": "agent", "3": "bot"}, "else": "system"}],
        "created": "/times/0", "client": "/times/1", "updated": "/times/2", "sender": "/by"},
       {"each": "/all/*/talks/*/log/*", "conversation": "^/key", "message": {"at": "/id", "prefix": "m"},
        "role": {"at": "/who", "values": {"c*": "customer", "true": "agent", "staff-7": "agent", "3": "bot"},
                 "else": "system"},
        "created": "/times/0", "client": "/times/1", "updated": "/times/2", "sender": "/by"},
       {"each": "", "if": "/times", "conversation": "/key", "message": {"at": "/id", "prefix": "m"},
        "role": {"at": "/who", "values": {"c*": "customer", "true": "agent", "staff-7": "agent", "3": "bot"},
                 "else": "system"},
        "created": "/times/0", "client": "/times/1", "updated": "/times/2", "sender": "/by"}],
     "statuses": [
       {"each": "/talk/changes/*", "if": {"at": "/field", "values": ["state", "x"]}, "conversation": "^/talk/key",
        "moment": "/at", "status": \(statuses)},
       {"each": "/all/*/talks/*/changes/*", "if": {"at": "/field", "values": ["state"]}, "conversation": "^/key",
        "moment": ["/none", "/at"], "status": \(statuses)},
       {"each": "/talk/seen/*", "conversation": "^/talk/key", "moment": "/at", "exact": false, "status": \(statuses)},
       {"each": "/all/*/talks/*/seen/*", "conversation": "^/key", "moment": "/at", "exact": false,
        "status": \(statuses)},
       {"each": "", "if": "/done", "conversation": "/key", "moment": "/done", "status": "resolved"}]}
    """
  }

  private static let statuses = """
    [{"at": "/to", "values": {"done": "resolved", "true": "resolved", "open*": "open", "opened": null}},
     {"at": "/to", "values": {"7": "snoozed", "p*": "pending", "opened": "open"}}]
    """

  mutating func mapped() -> String {
    var lines: [String] = []
    var batch: [JSONValue] = []
    for conversation in conversations {
      let whole = conversation.messages.map { record($0, of: nil) }
      // A list may be cut in two, and a message in both parts is the same message.
      let cut = random.below(whole.count + 1)
      let (first, second) = (Array(whole[..<cut]), Array(whole[max(cut - 1, 0)...]))
      switch random.below(3) {
      case 0:
        for part in [first, second] { lines.append(talk(conversation, log: part)) }
      case 1:
        batch.append(
          .object(
            members(conversation) + changes(conversation)
              + [("queue", .string(orNull: conversation.queue)), ("log", .array(whole))]))
      default:
        lines.append(talk(conversation, log: []))
        lines += conversation.messages.map { record($0, of: conversation.id).line }
        if let last = conversation.messages.last { lines.append(record(last, of: conversation.id).line) }
        for change in conversation.changes where change.isExact && change.status == "resolved" {
          lines.append(
            JSONValue.object([("key", .string(conversation.id)), ("done", time(change.moment))]).line)
        }
      }
    }
    let middle = random.below(batch.count + 1)
    lines.append(
      JSONValue.object([
        (
          "all",
          .array([
            ["talks": .array(Array(batch[..<middle]))], .null, ["talks": .array(Array(batch[middle...]))],
          ])
        )
      ]).line)
    return random.shuffled(lines).joined(separator: random.pick(["\n", "\r\n"]))
  }

  private func members(_ conversation: Conversation) -> [JSONValue.Member] {
    [
      ("key", Int(conversation.id).map(JSONValue.number) ?? .string(conversation.id)),
      ("born", conversation.created.map { .decimal($0, places: 3) } ?? .string("")),
      ("from", .array([.string(conversation.customer), "nobody"])),
      ("x/y", ["region": .string(orNull: conversation.region)]),
      (
        "owner",
        conversation.agent.map { ["id": .string($0.id), "name": .string($0.name)] } ?? .null
      ),
    ]
  }

  private mutating func talk(_ conversation: Conversation, log: [JSONValue]) -> String {
    let talk = JSONValue.object(
      members(conversation) + changes(conversation)
        + [("team", conversation.queue == nil ? .null : 2), ("log", .array(log))])
    let teams: [JSONValue] = [
      ["no": 1, "name": "wrong"], ["no": 2, "name": .string(orNull: conversation.queue)],
    ]
    return JSONValue.object([("teams", .array(random.shuffled(teams))), ("talk", talk)]).line
  }

  /// Returns the lists of changes and of seen statuses, with elements that tell nothing.
  private mutating func changes(_ conversation: Conversation) -> [JSONValue.Member] {
    var (changes, seen) = ([JSONValue](), [JSONValue]())
    for change in conversation.changes {
      let members: [JSONValue.Member] = [("to", change.word), ("at", time(change.moment))]
      if change.isExact { changes.append(.object(members + [("field", "state")])) }
      if !change.isExact { seen.append(.object(members)) }
      if random.chance(30) { changes.append(.object(members + [("field", "title")])) }
      if random.chance(30) { seen.append(["to": random.pick(["doner", .null, .array([])]), "at": "never"]) }
    }
    return [("changes", .array(random.shuffled(changes))), ("seen", .array(random.shuffled(seen)))]
  }

  private mutating func time(_ moment: Int64?) -> JSONValue {
    guard let moment else { return random.pick([.null, .string(""), .number(0)]) }
    return random.pick([
      .string(formatMoment(moment)), .number(Int(moment)), .decimal(moment, places: 3), .string("\(moment)"),
    ])
  }

  private mutating func record(_ message: Message, of conversation: String?) -> JSONValue {
    let times = [message.created, message.client, message.updated].map { time($0) }
    return .object(
      (conversation.map { [("key", .string($0))] } ?? [])
        + [
          ("by", .string(message.sender)), ("who", message.word), ("times", .array(times)),
          ("id", .string(String(message.id.dropFirst()))),
        ])
  }
}

extension JSONValue: ExpressibleByIntegerLiteral {
  /// Creates a number.
  public init(integerLiteral value: Int) { self = .number(value) }
}
