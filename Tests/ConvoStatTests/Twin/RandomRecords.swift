// Random records in every shape, and pages of them.

extension RandomScribe {
  /// Returns a value that is neither an id nor a name.
  ///
  /// Null, an empty text and an empty list remove an attribute, so records that agree have none of them.
  mutating func absent() -> String? {
    random.pick(
      conflictFree ? [nil, nil, "true", "false", "{}"] : [nil, nil, "null", "\"\"", "true", "[]", "{}"])
  }

  /// Returns a value in the given percentage of cases, otherwise one of no use.
  mutating func maybe(_ percent: Int, _ value: String) -> String? {
    random.chance(percent) ? value : absent()
  }

  /// The id of a message.
  mutating func messageID() -> String {
    id(
      random.pick(["m-9", "m-10", "9", "10", "11", "01GMXE90AEV7H3J4DPBDKB1R79", "\u{E9}", "e\u{301}", "m,1"])
    )
  }

  /// Returns any record.
  mutating func record(depth: Int = 0) -> String {
    if depth < 2, random.chance(4) { return wrapped(depth) }
    switch random.below(depth < 2 ? 35 : 20) {
    case 34: return random.chance(30) ? surveyResponse() : silentRecord()
    case 0...6: return object(asappMessage())
    case 7...13: return object(chatwootMessage(random.pick(Self.tickets), namesConversation: true))
    case 14, 15: return asappConversation(depth)
    case 16: return object(chatwootConversation(depth))
    case 17: return object(inbox())
    case 18: return random.chance(50) ? oddRecord() : event(depth)
    case 19, 20: return event(depth)
    case 21: return object(chatwootConversation(depth))
    case 22...24: return asappPage()
    case 25...27: return chatwootPage(depth)
    case 28: return list(depth)
    case 29: return array(elements(depth))
    case 30: return oddRecord()
    default: return asappConversation(depth)
    }
  }

  /// A record as a receiver of webhooks stores it: in a body, beside the headers of the request.
  private mutating func wrapped(_ depth: Int) -> String {
    let record = record(depth: depth + 1)
    let headers = random.chance(90) ? "{\"content-type\":\"application/json\"}" : "[]"
    let body = random.pick([
      record, record, quoted(record), quoted(" " + record + "\n"), quoted(record + "x"),
    ])
    return object([("headers", headers), ("body", body)])
  }

  /// The rating that a customer submitted, as the API lists it.
  private mutating func surveyResponse() -> String {
    let ticket = random.pick(Self.tickets)
    let rating = maybe(90, id(claim("rating", ticket, of: Self.ratings)))
    let comment = quoted(claim("comment", ticket, of: Self.comments))
    let conversation = random.chance(95) ? id(ticket) : "null"
    let more: [Field] =
      random.chance(50)
      ? [("feedback_message", random.pick(["null", comment]))]
      : [("csat_survey_response", random.pick(["{}", object([("feedback_message", comment)])]))]
    let account: [Field] = random.chance(60) ? [("account_id", id(random.pick(Self.accounts)))] : []
    return object(
      [("id", "1"), ("rating", rating), ("conversation_id", conversation)] + more + account
        + [("updated_at", time(missing: 40, bad: 10))])
  }

  /// A reporting event or a notification.
  private mutating func silentRecord() -> String {
    let names = [
      "conversation_resolved", "conversation_bot_resolved", "conversation_opened", "conversation_bot_handoff",
      "first_response",
    ]
    let ticket = random.pick(Self.tickets)
    let inbox = random.chance(80) ? claim("inbox", ticket, of: Self.inboxes) : random.pick(Self.inboxes)
    let start = claim("creation", ticket, of: Self.creations)
    let account = random.chance(80) ? id(random.pick(Self.accounts)) : nil
    let report: [Field] = [
      ("name", quoted(random.pick(names))), ("value", "5.0"),
      ("event_start_time", random.chance(80) ? start : time(missing: 10, bad: 10) ?? "null"),
      ("event_end_time", time(missing: 6, bad: 4)), ("conversation_id", id(ticket)),
      ("inbox_id", maybe(80, id(inbox))), ("id", "9"), ("status", "\"x\""), ("account_id", account),
    ]
    let notification: [Field] = [
      ("id", "7"), ("notification_type", quoted("conversation_creation")), ("status", "\"x\""),
      ("meta", "{}"),
    ]
    return object(random.chance(50) ? report : notification)
  }

  /// Returns any records as elements of a page.
  mutating func elements(_ depth: Int) -> [String] {
    var elements: [String] = []
    for _ in 0..<random.below(4) { elements.append(record(depth: depth + 1)) }
    return elements
  }

  /// A page of conversations, inboxes or anything.
  mutating func list(_ depth: Int) -> String {
    switch random.below(4) {
    case 0:
      var conversations: [String] = []
      for _ in 0..<random.below(4) { conversations.append(object(chatwootConversation(depth))) }
      let page = object([("meta", object([("all_count", "3")])), ("payload", array(conversations))])
      return random.chance(50) ? object([("data", page)]) : page
    case 1: return object([("payload", array([object(inbox()), object(inbox())]))])
    case 2:
      let conversations = [asappConversation(depth), asappConversation(depth)]
      return object([("items", array(conversations))])
    default: return object([(random.pick(["items", "payload"]), array(elements(depth)))])
    }
  }

  /// A webhook or websocket event.
  mutating func event(_ depth: Int) -> String {
    let isMessage = random.chance(60)
    let mark = random.pick(["_", "."])
    let names =
      isMessage ? ["created", "updated"] : ["created", "updated", "status_changed", "opened", "resolved"]
    var name = (isMessage ? "message" : "conversation") + mark + random.pick(names)
    if !isMessage, random.chance(15) {
      name = random.pick([
        "automation_event\(mark)message_created", "macro\(mark)executed", "automation_event",
        "conversation\(mark)bot_handoff",
      ])
    }
    if random.chance(15) {
      let others = ["conversation.typing_on", "assignee.changed", "", "Message_created", "presence.update"]
      return object([("event", quoted(random.pick(others)))] + chatwootConversation(depth))
    }
    if random.chance(5) {
      let type = random.pick(["ping", "welcome", "confirm_subscription", "disconnect"])
      return object([("type", quoted(type)), ("message", "1767603600")])
    }
    let ticket = random.pick(Self.tickets)
    var fields = isMessage ? chatwootMessage(ticket, namesConversation: true) : chatwootConversation(depth)
    if !isMessage, random.chance(50) { fields.append(("changed_attributes", changes())) }
    let event: Field = ("event", quoted(name))
    let body = random.chance(50) ? object([event, ("data", object(fields))]) : object([event] + fields)
    return random.chance(30)
      ? object([("identifier", quoted("{\"channel\":\"x\"}")), ("message", body)]) : body
  }

  /// Returns errors, unknown shapes, and records that look like others.
  mutating func oddRecord() -> String {
    random.pick([
      "{\"error\":{\"requestId\":\"r\",\"code\":\"400-01\",\"message\":\"Bad request\"}}",
      "{\"error\":\"text\"}", "{\"errors\":[\"one\",{\"message\":\"two\"},3]}", "{\"errors\":{}}",
      "{\"description\":null,\"errors\":null}", "{\"error\":\"text\",\"messageId\":\"9\"}", "{\"error\":5}",
      "{\"errors\":[],\"errors\":null}",
      "{}", "5", "\"x\"", "null", "true", "[]", "[5]", "[[[]]]", "-0.0e-0", "{\"items\":{}}",
      "{\"payload\":{}}",
      "{\"items\":[]}", "{\"data\":{\"payload\":[]}}", "{\"text\":\"hi\"}",
      "{\"messageId\":\"9\",\"sender\":{}}",
      "{\"messageId\":\"9\",\"sender\":null,\"items\":[{}]}", "{\"id\":1,\"name\":\"x\"}", "{\"event\":null}",
      "{\"id\":5,\"inbox_id\":1}", "{\"rating\":5,\"feedback_message\":null}",
      "{\"headers\":{},\"body\":\"text\"}",
      "{\"headers\":{},\"body\":5,\"message_type\":0,\"created_at\":1}",
      "{\"rating\":5,\"csat_survey_response\":1}",
      "{\"id\":\"C1\",\"customer\":null,\"meta\":{}}", "{\"id\":2,\"inbox_id\":null}", "{\"meta\":{}}",
      "{\"event\":5,\"id\":22,\"inbox_id\":1,\"meta\":null}", "{\"customer\":{},\"externalId\":null}",
      "{\"message_type\":0}", "{\"event\":\"message_created\"}",
      "{\"event\":\"conversation_opened\",\"data\":{}}",
      "{\"message\":{\"event\":5},\"type\":\"pong\"}",
      "{\"id\":23,\"name\":\"n\",\"channel_type\":1,\"inbox_id\":2}",
    ])
  }
}
