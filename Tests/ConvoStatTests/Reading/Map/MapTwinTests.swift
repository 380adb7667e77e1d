// The same conversations as asapp records and as records of an invented platform with a map: the same
// tables.

import Foundation
import Testing

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
        "created": "/times/0", "client": "/times/1", "updated": "/times/2", "sender": "/by"}]}
    """
  }

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
            members(conversation) + [("queue", .string(orNull: conversation.queue)), ("log", .array(whole))]))
      default:
        lines.append(talk(conversation, log: []))
        lines += conversation.messages.map { record($0, of: conversation.id).line }
        if let last = conversation.messages.last { lines.append(record(last, of: conversation.id).line) }
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
      members(conversation) + [("team", conversation.queue == nil ? .null : 2), ("log", .array(log))])
    let teams: [JSONValue] = [
      ["no": 1, "name": "wrong"], ["no": 2, "name": .string(orNull: conversation.queue)],
    ]
    return JSONValue.object([("teams", .array(random.shuffled(teams))), ("talk", talk)]).line
  }

  private mutating func record(_ message: Message, of conversation: String?) -> JSONValue {
    let times = [message.created, message.client, message.updated].map { moment -> JSONValue in
      guard let moment else { return random.pick([.null, .string(""), .number(0)]) }
      return random.pick([
        .string(formatMoment(moment)), .number(Int(moment)), .decimal(moment, places: 3),
        .string("\(moment)"),
      ])
    }
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

@Suite("A map")
struct MapTwinTests {
  @Test(
    "gives the tables of the same conversations of asapp, except for the source", arguments: Seeds.upTo(30))
  func sameTables(batch: UInt64) throws {
    for seed in batch * 10..<batch * 10 + 10 {
      var world = MappedWorld(seed: seed)
      var options = Options()
      options.jobs = Int(seed % 3) + 1
      options.metadataKeys = ["region"]
      options.by = [Breakdown([.agent, .hour]), Breakdown([.metadata("region")])]
      options.order = seed % 4 == 1 ? .client : .created
      options.firstResponseFrom = seed % 2 == 0 ? .conversation : .message
      options.responses = seed % 3 == 0
      options.memoryBytes = seed % 5 == 0 ? 1 : nil
      let asapp = try PipelineRun([("a.ndjson", Array(world.asapp.utf8))], options)
      options.maps.add(try PlatformMap(Array(MappedWorld.map.utf8)), path: "desk.map")
      let desk = try PipelineRun([("b.ndjson", Array(world.mapped().utf8))], options)

      let expected = asapp.tables.mapValues { $0.replacing("\nasapp,", with: "\ndesk,") }
      if let difference = firstDifference(expected, desk.tables) {
        Issue.record("seed \(seed), \(difference)")
      }
      #expect(desk.rejects.isEmpty, "seed \(seed)")
      #expect(desk.report.counts.messages == asapp.report.counts.messages, "seed \(seed)")
    }
  }

  @Test("counts the results of its pointers equally with any number of workers")
  func matches() throws {
    var world = MappedWorld(seed: 7)
    let dump = Array((0..<3).map { _ in world.mapped() }.joined(separator: "\n").utf8)
    let runs = try [1, 4].map { jobs in
      var options = Options()
      options.jobs = jobs
      options.maps.add(try PlatformMap(Array(MappedWorld.map.utf8)), path: "desk.map")
      return try PipelineRun([("b.ndjson", dump), ("c.ndjson", dump)], options).report.mapMatches
    }
    #expect(runs[0] == runs[1])
    let message = runs[0].first { $0.key == "messages[2].message" }
    #expect(message.map { $0.found > 0 && $0.found == $0.tried } ?? false)
  }
}
