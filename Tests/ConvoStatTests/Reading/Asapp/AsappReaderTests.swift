// asapp's records: their facts, and the reasons of refusals with their precedence.

import Testing

@testable import ConvoStat

@Suite("Asapp reader")
struct AsappReaderTests {
  /// Returns a message, with some fields added or replaced.
  private func message(_ fields: [String: String]) -> String {
    var all = [
      "messageId": "\"m1\"", "conversationId": "\"c1\"",
      "sender": "{\"role\":\"agent\",\"externalId\":\"a1\"}",
      "createdTimestamp": "5", "clientTimestamp": "4",
    ]
    for (key, value) in fields { all[key] = value.isEmpty ? nil : value }
    return "{" + all.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",")
      + "}"
  }

  @Test(
    "Keeps the id, class, times and conversation of a message, and its sender if that is an agent",
    arguments: [
      ([:], "m1 agent 5000 4000 0 id:c1 a1"), (["messageId": "7"], "7 agent 5000 4000 0 id:c1 a1"),
      (["messageId": "\"\\u006d\""], "m agent 5000 4000 0 id:c1 a1"),
      (["sender": "{\"role\":\"agent\"}"], "m1 agent 5000 4000 0 id:c1 -"),
      (["sender": "{\"role\":\"agent\",\"externalId\":7}"], "m1 agent 5000 4000 0 id:c1 7"),
      (["sender": "{\"role\":\"customer\",\"externalId\":\"x\"}"], "m1 customer 5000 4000 0 id:c1 -"),
      (["sender": "{\"role\":\"bot\",\"externalId\":\"x\"}"], "m1 bot 5000 4000 0 id:c1 -"),
      (["sender": "{\"role\":\"\\u0073ystem\"}"], "m1 system 5000 4000 0 id:c1 -"),
      (["clientTimestamp": ""], "m1 agent 5000 - 0 id:c1 a1"),
      (["clientTimestamp": "null"], "m1 agent 5000 - 0 id:c1 a1"),
      (["createdTimestamp": ""], "m1 agent 4000 - 0 id:c1 a1"),
      (["createdTimestamp": "0"], "m1 agent 4000 - 0 id:c1 a1"),
      (["createdTimestamp": "\"\""], "m1 agent 4000 - 0 id:c1 a1"),
      (["updated_at": "9"], "m1 agent 5000 4000 9000 id:c1 a1"),
      (["updated_at": "\"soon\""], "m1 agent 5000 4000 0 id:c1 a1"),
      (["updated_at": "[]"], "m1 agent 5000 4000 0 id:c1 a1"),
    ] as [([String: String], String)])
  func kept(fields: [String: String], expected: String) {
    let read = ReadRecords([message(fields)])
    #expect(read.messages == [expected])
    #expect(read.reasons == [:])
  }

  @Test(
    "Names its conversation by the first key that has a text",
    arguments: [
      (["conversationId": "\"\"", "conversation": "{\"id\":2}"], "id:2"),
      (["conversation": "{\"id\":2}"], "id:c1"),
      (["conversationId": "null", "conversation": "{\"id\":\"2\",\"externalId\":3}"], "id:2"),
      (["conversationId": "", "conversationExternalId": "4", "conversation": "{\"id\":2}"], "id:2"),
      (
        ["conversationId": "{}", "conversationExternalId": "4", "conversation": "{\"externalId\":3}"],
        "external:4"
      ),
      (
        ["conversationId": "[1]", "conversationExternalId": "true", "conversation": "{\"externalId\":3}"],
        "external:3"
      ),
      (["conversationId": "", "externalId": "\"007\""], "external:007"),
      (["conversationId": "7.0"], "id:7.0"),
      (["conversationId": "", "externalId": "5", "conversation": "[]"], "external:5"),
      (["conversationId": ""], "id:file"),
      (["conversationId": "", "conversation": "\"c\""], "id:file"),
      (["conversationId": "", "conversation_id": "9"], "id:file"),
    ] as [([String: String], String)])
  func reference(fields: [String: String], expected: String) {
    #expect(ReadRecords([message(fields)], filename: "file").conversations == [expected])
  }

  static let refusals: [([String: String], String)] = [
    (["messageId": "\"\""], "no_message_id"), (["messageId": "null"], "no_message_id"),
    (["messageId": "{}"], "no_message_id"),
    (["messageId": "\"\"", "conversationId": ""], "no_message_id"),
    (["conversationId": ""], "no_conversation"), (["conversationId": "", "sender": "{}"], "no_conversation"),
    (["sender": "{}"], "unknown_role"), (["sender": "{\"role\":\"Agent\"}"], "unknown_role"),
    (["sender": "{\"role\":\"agent \"}"], "unknown_role"), (["sender": "{\"role\":1}"], "unknown_role"),
    (["sender": "{\"role\":null}", "createdTimestamp": "\"x\""], "unknown_role"),
    (["createdTimestamp": "\"x\""], "bad_timestamp"), (["createdTimestamp": "true"], "bad_timestamp"),
    (["createdTimestamp": "-1"], "bad_timestamp"), (["clientTimestamp": "\"x\""], "bad_timestamp"),
    (["createdTimestamp": "", "clientTimestamp": "{}"], "bad_timestamp"),
    (["createdTimestamp": "", "clientTimestamp": ""], "no_timestamp"),
    (["createdTimestamp": "null", "clientTimestamp": "0"], "no_timestamp"),
  ]

  @Test("Refuses for the first applicable reason", arguments: refusals)
  func refusal(fields: [String: String], expected: String) {
    let read = ReadRecords([message(fields)])
    #expect(read.reasons == [expected: 1])
    #expect(read.messages == [])
    #expect(read.reader.facts.counts.usable == 0)
  }

  @Test("Counts the messages whose created time was replaced by the client time")
  func createdMissing() {
    let read = ReadRecords([
      message(["createdTimestamp": ""]), message([:]), message(["createdTimestamp": "null"]),
    ])
    #expect(read.reader.facts.counts.createdMissing == 2)
    #expect(read.reader.facts.counts.usable == 3)
  }

  @Test("Observes all attributes of a conversation record, and links its id with its external id")
  func conversation() {
    let whole = """
      {"id":"c1","externalId":"e1","customer":{"externalId":"k"},"agent":{"externalId":"a","name":"Ann"},\
      "metadata":{"queue":"q","organizationalGroup":"g","subdivision":"s","x":1},"status":"open","updated_at":3}
      """
    let read = ReadRecords(
      [
        whole,
        "{\"id\":\"c2\",\"customer\":{}}", "{\"externalId\":\"e2\",\"customer\":{\"externalId\":\"\"}}",
      ], metadataKeys: ["x", "queue"])
    #expect(read.reasons == [:])
    #expect(
      read.sayings == [
        "id:c1 externalID=e1 queue=q organizationalGroup=g subdivision=s assignedAgentID=a assignedAgentName=Ann"
          + " customerID=k metadata0=1 metadata1=q", "external:e2 externalID=e2 customerID=",
      ])
    #expect(read.names == ["asappAgent [] a=Ann"])
    let links = (0..<read.reader.facts.links.count).map { read.reader.facts.links[$0] }
    #expect(links.map(\.id) == [0, 1])
    #expect(links.map(\.externalID.string) == ["e1", ""])
  }

  @Test(
    "A conversation without any usable id is refused, and its messages are not read",
    arguments: [
      "{\"id\":null,\"customer\":{},\"messages\":[{}]}",
      "{\"id\":\"\",\"externalId\":{},\"customer\":{},\"messages\":[1,2]}",
    ])
  func noID(line: String) {
    let read = ReadRecords([line])
    #expect(read.reasons == ["no_conversation": 1])
    #expect(read.reader.counts.elements == 0)
  }

  @Test("Messages in a page or a conversation inherit what they do not name")
  func inherited() {
    let bare = message(["conversationId": ""])
    let own = message(["conversationId": "\"own\""])
    let read = ReadRecords([
      "{\"conversationId\":\"p\",\"items\":[\(bare),\(own)]}", "{\"externalId\":\"x\",\"items\":[\(bare)]}",
      "{\"id\":\"r\",\"customer\":{},\"messages\":[\(bare)]}",
      "{\"externalId\":\"e\",\"customer\":{},\"messages\":[\(bare)]}",
      "{\"conversation\":{\"id\":\"o\"},\"items\":[[\(bare)],{\"conversationId\":\"i\",\"items\":[\(bare)]},\(bare)]}",
    ])
    #expect(
      read.conversations == ["id:p", "id:own", "external:x", "id:r", "external:e", "id:o", "id:i", "id:o"])
    #expect(read.reasons == [:])
  }
}
