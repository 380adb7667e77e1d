// chatwoot's records: their facts, their observations, and the reasons of refusals with their precedence.

import Testing

@testable import ConvoStat

@Suite("Chatwoot reader")
struct ChatwootReaderTests {
  /// Returns a message, with some fields added or replaced.
  private func message(_ fields: [String: String]) -> String {
    var all = [
      "id": "1", "conversation_id": "2", "account_id": "3", "message_type": "1", "created_at": "5",
      "sender_id": "4",
    ]
    for (key, value) in fields { all[key] = value.isEmpty ? nil : value }
    return "{" + all.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",")
      + "}"
  }

  @Test(
    "Keeps the id, class, times and conversation of a message, and its sender if that is an agent",
    arguments: [
      ([:], "1 agent 5000 - 0 3/2 4"), (["id": "\"a\""], "a agent 5000 - 0 3/2 4"),
      (["sender_id": "", "sender": "{\"id\":9}"], "1 agent 5000 - 0 3/2 9"),
      (["sender": "{\"id\":9}"], "1 agent 5000 - 0 3/2 4"),
      (["sender_id": "null"], "1 emptySender 5000 - 0 3/2 -"),
      (["message_type": "0"], "1 customer 5000 - 0 3/2 -"),
      (["updated_at": "9"], "1 agent 5000 - 9000 3/2 4"),
      (["content_attributes": "{\"external_created_at\":4}"], "1 agent 5000 4000 0 3/2 4"),
      (["content_attributes": "{\"external_created_at\":\"x\"}"], "1 agent 5000 - 0 3/2 4"),
      (
        ["content_attributes": "{\"external_created_at\":\"x\",\"email\":{\"date\":3}}"],
        "1 agent 5000 3000 0 3/2 4"
      ),
      (
        ["content_attributes": "{\"external_created_at\":4,\"email\":{\"date\":3}}"],
        "1 agent 5000 4000 0 3/2 4"
      ),
      (
        ["content_attributes": "{\"email\":{\"date\":\"1970-01-01T00:00:02 +0000\"}}"],
        "1 agent 5000 2000 0 3/2 4"
      ),
      (
        ["created_at": "null", "content_attributes": "{\"external_created_at\":4}"], "1 agent 4000 - 0 3/2 4"
      ),
    ] as [([String: String], String)])
  func kept(fields: [String: String], expected: String) {
    let read = ReadRecords([message(fields)])
    #expect(read.messages == [expected])
    #expect(read.reasons == [:])
  }

  @Test(
    "Names its conversation and its account by the first key that has a text",
    arguments: [
      (["conversation_id": "", "conversation": "{\"id\":7,\"display_id\":8}"], "3/7"),
      (["conversation_id": "\"\"", "conversation": "{\"display_id\":8}"], "3/8"),
      (["conversation": "{\"id\":7}"], "3/2"),
      (["account_id": "", "account": "{\"id\":6}", "conversation": "{\"account_id\":5}"], "6/2"),
      (["account_id": "null", "conversation": "{\"account_id\":5}"], "5/2"),
      (["account_id": "{}"], "given/2"),
      (["account": "{\"id\":6}"], "3/2"), (["account_id": "\"03\""], "03/2"),
      (["conversation_id": "\"2\""], "3/2"),
    ] as [([String: String], String)])
  func reference(fields: [String: String], expected: String) {
    #expect(ReadRecords([message(fields)], account: "given").conversations == [expected])
  }

  static let classes: [([String: String], MessageClass)] = {
    let bots = ["AgentBot", "agent_bot", "Captain::Assistant", "captain_assistant"]
    var table: [([String: String], MessageClass)] = [
      ([:], .agent), (["message_type": "0"], .customer), (["message_type": "\"0\""], .customer),
      (["message_type": "\"incoming\""], .customer), (["message_type": "\"1\""], .agent),
      (["message_type": "\"outgoing\""], .agent), (["message_type": "2"], .system),
      (["message_type": "\"2\""], .system),
      (["message_type": "\"activity\""], .system), (["message_type": "3"], .system),
      (["message_type": "\"template\""], .system), (["private": "true"], .note),
      (["private": "\"true\""], .agent),
      (["private": "1"], .agent), (["private": "null"], .agent), (["status": "\"failed\""], .failed),
      (["status": "\"sent\""], .agent), (["status": "[\"failed\"]"], .agent),
      (["status": "\"failed\"", "private": "true", "message_type": "7"], .failed),
      (["private": "true", "message_type": "{}"], .note),
      (["content_attributes": "{\"automation_rule_id\":1}"], .system),
      (["content_attributes": "{\"automation_rule_id\":null}"], .agent),
      (["content_attributes": "{\"automation_rule_id\":\"\"}"], .agent),
      (["additional_attributes": "{\"campaign_id\":1}"], .system),
      (["additional_attributes": "{\"campaign_id\":false}"], .agent),
      (["additional_attributes": "{\"automation_rule_id\":1}"], .agent),
      (["message_type": "0", "additional_attributes": "{\"campaign_id\":1}"], .customer),
      (["additional_attributes": "{\"campaign_id\":1}", "sender_type": "\"AgentBot\""], .system),
      (["sender_type": "\"User\"", "sender": "{\"type\":\"agent_bot\"}"], .agent),
      (["sender_type": "\"agentbot\""], .agent),
      (["message_type": "0", "sender_type": "\"AgentBot\""], .customer),
      (["sender_type": "\"User\""], .agent),
    ]
    for bot in bots {
      table.append((["sender_type": "\"\(bot)\""], .bot))
      table.append((["sender": "{\"type\":\"\(bot)\"}"], .bot))
      table.append((["sender_type": "null", "sender": "{\"type\":\"\(bot)\"}"], .bot))
    }
    return table
  }()

  @Test("A message's class is the first rule that matches", arguments: classes)
  func messageClass(fields: [String: String], expected: MessageClass) {
    #expect(ReadRecords([message(fields)]).classes == [expected])
  }

  static let refusals: [([String: String], String)] = [
    (["id": "\"\"", "conversation_id": "", "message_type": "7", "created_at": "\"x\""], "no_message_id"),
    (["id": "", "conversation_id": "2"], "no_message_id"),
    (["conversation_id": "", "message_type": "7", "created_at": "\"x\""], "no_conversation"),
    (["message_type": "7", "created_at": "\"x\""], "unknown_role"),
    (["message_type": "null"], "unknown_role"),
    (["message_type": "1.0"], "unknown_role"), (["message_type": "\"Incoming\""], "unknown_role"),
    (["message_type": "-0"], "unknown_role"), (["message_type": "\"01\""], "unknown_role"),
    (["message_type": "true"], "unknown_role"),
    (["created_at": "\"x\""], "bad_timestamp"), (["created_at": "[]"], "bad_timestamp"),
    (["created_at": "0"], "no_timestamp"),
    (["created_at": "null", "content_attributes": "{\"external_created_at\":\"x\"}"], "no_timestamp"),
  ]

  @Test("Refuses for the first applicable reason", arguments: refusals)
  func refusal(fields: [String: String], expected: String) {
    let read = ReadRecords([message(fields)])
    #expect(read.reasons == [expected: 1])
    #expect(read.messages == [])
    #expect(read.sayings == [] && read.names == [])
  }

  @Test("A message is observed for its conversation, its inbox and its agents")
  func says() {
    let fields = [
      "inbox_id": "10", "inbox": "{\"id\":11,\"name\":\"Mail\"}", "sender": "{\"id\":4,\"name\":\"Sam\"}",
      "conversation":
        "{\"inbox_id\":12,\"meta\":{\"assignee\":{\"id\":5,\"name\":\"Ann\"},\"sender\":{\"id\":6}}}",
    ]
    let read = ReadRecords([message(fields)])
    #expect(read.sayings == ["3/2 queue=10 assignedAgentID=5 assignedAgentName=Ann customerID=6"])
    #expect(
      read.names == [
        "inbox [3] 10=Mail", "chatwootAgent [3] 5=Ann", "chatwootAgent [3] 4=Sam", "accountInbox [3] 10=10",
      ])

    let customer = ReadRecords([
      message([
        "message_type": "0", "account_id": "", "sender": fields["sender"] ?? "",
        "conversation": "{\"inbox_id\":12}",
      ])
    ])
    #expect(customer.sayings == ["(12)/2 queue=12"])
    #expect(customer.names == [])
  }

  @Test("The meta of a page applies to its messages, but their own values win")
  func pageMeta() {
    let meta =
      "{\"assignee\":{\"id\":5,\"name\":\"Ann\"},\"contact\":{\"payload\":[{\"id\":6},{\"id\":7}]},\"inbox\":{\"name\":\"Mail\"}}"
    let own = message([
      "id": "2", "inbox_id": "10",
      "conversation": "{\"meta\":{\"assignee\":{\"id\":8},\"sender\":{\"id\":9}}}",
    ])
    let read = ReadRecords(["{\"meta\":\(meta),\"payload\":[\(message(["conversation_id": "20"])),\(own)]}"])
    #expect(
      read.sayings == [
        "3/20 assignedAgentID=5 assignedAgentName=Ann customerID=6",
        "3/2 queue=10 assignedAgentID=8 assignedAgentName= customerID=9",
      ])
    #expect(read.names == ["chatwootAgent [3] 5=Ann", "inbox [3] 10=Mail", "accountInbox [3] 10=10"])
  }

  @Test("Conversation and inbox records are observed")
  func conversations() {
    let conversation = """
      {"id":2,"inbox_id":10,"account_id":3,"status":"open","updated_at":9,"meta":{"assignee":{"id":5,"name":"Ann"},\
      "sender":{"id":6},"inbox":{"name":"Mail"}}}
      """
    let read = ReadRecords([
      conversation, "{\"id\":3,\"status\":null,\"inbox\":{\"id\":11,\"name\":\"Web\"},\"meta\":{}}",
      "{\"id\":10,\"name\":\"Post\",\"channel_type\":\"x\"}",
      "{\"id\":10,\"name\":\"Post\",\"channel_type\":\"x\",\"account\":{\"id\":3}}",
      "{\"id\":null,\"name\":null,\"channel_type\":null}",
    ])
    #expect(read.reasons == [:])
    #expect(read.reader.facts.counts.usable == 5)
    #expect(
      read.sayings == [
        "3/2 status=open queue=10 assignedAgentID=5 assignedAgentName=Ann customerID=6",
        "(11)/3 status= queue=11",
      ])
    #expect(
      read.names == [
        "inbox [3] 10=Mail", "chatwootAgent [3] 5=Ann", "accountInbox [3] 10=10", "inbox (11)/3 11=Web",
        "inbox everywhere 10=Post",
      ])
    #expect(
      ReadRecords(["{\"id\":\"\",\"status\":1,\"inbox_id\":1,\"messages\":[1]}"]).reasons == [
        "no_conversation": 1
      ])
  }
}
