// Each row of the table of shapes, and the precedence of any two rows.

import Testing

@testable import ConvoStat

@Suite("Shapes")
struct ShapeTests {
  private func shape(_ text: String) -> Shape {
    let fields = Fields(tree: Field.tree(extras: []).tree)
    let bytes = PaddedBytes(text)
    defer { withExtendedLifetime(bytes) {} }
    #expect(cursorReason(bytes, fields) == nil, "\(text)")
    return Shape(fields)
  }

  /// The minimum keys of each row, in the order of the rows.
  static let least: [(keys: String, shape: Shape)] = [
    ("\"event\":\"x\"", .event), ("\"convostat_fact\":1", .fact), ("\"message\":{\"event\":\"x\"}", .frame),
    ("\"type\":\"ping\"", .keepAlive),
    ("\"name\":1,\"value\":1,\"event_start_time\":1", .reportingEvent),
    ("\"notification_type\":1", .notification),
    ("\"rating\":1,\"csat_survey_response\":1", .surveyResponse),
    ("\"messageId\":1,\"sender\":{}", .asappMessage),
    ("\"message_type\":0,\"created_at\":1", .chatwootMessage), ("\"items\":[]", .items),
    ("\"payload\":[]", .payload),
    ("\"data\":{\"payload\":[]}", .dataPayload), ("\"error\":{}", .apiError),
    ("\"customer\":{},\"externalId\":1", .asappConversation),
    ("\"id\":1,\"name\":1,\"channel_type\":1", .inbox),
    ("\"id\":1,\"status\":1,\"meta\":{}", .chatwootConversation),
  ]

  @Test("The minimum keys of a row have its shape", arguments: least)
  func rows(keys: String, expected: Shape) { #expect(shape("{\(keys)}") == expected) }

  @Test("If two rows match, the first one wins, whatever the order of the keys")
  func precedence() {
    for first in Self.least.indices {
      for second in Self.least.indices where second > first {
        for text in [
          "{\(Self.least[first].keys),\(Self.least[second].keys)}",
          "{\(Self.least[second].keys),\(Self.least[first].keys)}",
        ] {
          // An inbox must not have an inbox_id; it has an id, like a conversation.
          #expect(shape(text) == Self.least[first].shape, "\(text)")
        }
      }
    }
  }

  @Test(
    "Shapes are recognised by presence: null and empty values count, unless a row requires a kind",
    arguments: [
      ("{\"messageId\":null,\"sender\":{}}", Shape.asappMessage),
      ("{\"messageId\":\"\",\"sender\":null}", .unknown),
      ("{\"messageId\":1,\"sender\":\"x\"}", .unknown), ("{\"messageId\":1,\"sender\":[]}", .unknown),
      ("{\"sender\":{}}", .unknown),
      ("{\"message_type\":null,\"created_at\":null}", .chatwootMessage), ("{\"message_type\":0}", .unknown),
      ("{\"created_at\":0}", .unknown), ("{\"convostat_fact\":null}", .fact), ("{\"event\":null}", .unknown),
      ("{\"event\":1}", .unknown), ("{\"event\":{}}", .unknown), ("{\"event\":\"\"}", .event),
      ("{\"\\u0065vent\":\"\\u0078\"}", .event),
      ("{\"message\":{\"event\":1}}", .unknown), ("{\"message\":\"event\"}", .unknown),
      ("{\"message\":{\"event\":\"\\u0078\"}}", .frame),
      ("{\"items\":{}}", .unknown), ("{\"items\":null}", .unknown), ("{\"payload\":{}}", .unknown),
      ("{\"data\":[]}", .unknown), ("{\"data\":{\"payload\":{}}}", .unknown),
      ("{\"payload\":null,\"data\":{\"payload\":[]}}", .dataPayload),
      ("{\"error\":\"x\"}", .unknown), ("{\"error\":null}", .unknown), ("{\"customer\":{}}", .unknown),
      ("{\"customer\":{},\"id\":null}", .asappConversation), ("{\"customer\":null,\"id\":1}", .unknown),
      ("{\"customer\":\"x\",\"externalId\":1}", .unknown),
      ("{\"id\":null,\"status\":null,\"inbox_id\":null}", .chatwootConversation),
      ("{\"id\":1,\"inbox_id\":1,\"meta\":{}}", .unknown),
      ("{\"rating\":1,\"feedback_message\":null,\"conversation_id\":null}", .surveyResponse),
      ("{\"rating\":1,\"feedback_message\":null}", .unknown), ("{\"name\":1,\"value\":1}", .unknown),
      ("{\"id\":1,\"meta\":[]}", .unknown), ("{\"id\":1}", .unknown), ("{\"inbox_id\":1}", .unknown),
      ("{\"meta\":{}}", .unknown),
      ("{\"id\":1,\"name\":1,\"channel_type\":1,\"status\":1,\"inbox_id\":1}", .chatwootConversation),
      ("{\"id\":1,\"name\":1,\"channel_type\":1,\"status\":1,\"inbox_id\":null}", .chatwootConversation),
      ("{\"id\":null,\"name\":null,\"channel_type\":null}", .inbox),
      ("{\"id\":1,\"name\":1,\"status\":1,\"meta\":{}}", .chatwootConversation),
      ("{}", .unknown), ("[]", .unknown), ("1", .unknown), ("\"event\"", .unknown), ("null", .unknown),
      ("{\"event\":\"x\",\"event\":null}", .unknown), ("{\"items\":[],\"items\":1,\"payload\":[]}", .payload),
    ])
  func presence(text: String, expected: Shape) { #expect(shape(text) == expected) }

  @Test(
    "Frames that keep the connection are recognised by their exact type",
    arguments: [
      ("\"ping\"", Shape.keepAlive), ("\"welcome\"", .keepAlive), ("\"confirm_subscription\"", .keepAlive),
      ("\"disconnect\"", .keepAlive), ("\"\\u0070ing\"", .keepAlive), ("\"Ping\"", .unknown),
      ("\"ping \"", .unknown),
      ("\"pings\"", .unknown), ("\"\"", .unknown), ("1", .unknown), ("null", .unknown),
      ("[\"ping\"]", .unknown),
      ("\"reject_subscription\"", .unknown),
    ])
  func keepAlive(type: String, expected: Shape) { #expect(shape("{\"type\":\(type)}") == expected) }

  static let conversationEvents = ["created", "updated", "status_changed", "opened", "resolved"]
    .flatMap { ["conversation_" + $0, "conversation." + $0] }
  static let otherEvents = [
    "", "message", "message_", "message_create", "message_createdx", "xmessage_created", "message-created",
    "message__created", "Message_created", "message_deleted", "message_opened", "conversation_deleted",
    "conversation_typing_on", "conversation.status.changed", "conversation_status.changed",
    "conversation_read",
    "contact_created", "webwidget_triggered", "presence.update", "message_created\0", "conversation",
  ]

  @Test("The subject of an event follows from its exact name")
  func eventSubject() {
    func about(_ subject: EventSubject, _ names: [String]) -> [String] {
      names.filter { withText($0) { EventSubject($0) } == subject }
    }
    for (subject, names) in [
      (EventSubject.message, ["message_created", "message.created"]),
      (.messageRevision, ["message_updated", "message.updated"]),
      (.handover, ["conversation_bot_handoff", "conversation.bot_handoff"]),
    ] {
      #expect(about(subject, names) == names)
    }
    let ofStatus: [(EventSubject, [String])] = [
      (.conversation(.resolved), ["conversation_resolved", "conversation.resolved"]),
      (.conversation(.opened), ["conversation_opened", "conversation.opened"]),
      (.conversation(.statusChanged), ["conversation_status_changed", "conversation.status_changed"]),
      (.conversation(.updated), ["conversation_updated", "conversation.updated"]),
    ]
    for (subject, names) in ofStatus { #expect(about(subject, names) == names) }
    let others = Self.conversationEvents.filter { name in !ofStatus.contains { $0.1.contains(name) } }
    #expect(about(.conversation(.other), Self.conversationEvents) == others)
    #expect(about(.other, Self.otherEvents) == Self.otherEvents)
  }
}
