// Random records of chatwoot.

extension RandomScribe {
  /// Returns an array of labels: some repeated, some not valid.
  mutating func labels(_ thing: String) -> String {
    let claimed = claim("labels", thing, of: Self.labelLists)
    var all = claimed.split(separator: "|").map { id(String($0)) }
    if random.chance(20) { all += all.prefix(1) }
    if random.chance(20) {
      all.append(random.pick(["null", "\"\"", "true", "[\"no\"]", "{\"title\":\"no\"}"]))
    }
    return !conflictFree && random.chance(5) ? "null" : array(random.shuffled(all))
  }

  private static let labelLists = [
    "", "Ann", "Ann|a,b", "=SUM(A1)|10|Ann", "日本|Zo\u{EB}|Zoe\u{308}", "(none)",
  ]

  /// The activities with their ids: copies of a message have the same text.
  private static let activities = [
    ("act-1", "Conversation was marked resolved by Kim"), ("act-2", "Conversation was resolved by Kim "),
    ("act-3", "Conversation was reopened by Kim"), ("act-4", "System reopened the conversation"),
    ("act-5", "Conversation was marked as pending by\nKim"), ("act-6", "Kim assigned Lou"), ("act-7", ""),
    ("act-8", "Conversation was resolved by Lou"), ("act-9", "\tConversation was snoozed by Kim"),
  ].map { (id: $0.0, text: $0.1) }

  /// The changes that an event tells, in a list or an object, or none.
  mutating func changes() -> String? {
    let status = random.pick(["\"resolved\"", "\"resolved\"", "\"open\"", "\"pending\"", "1", "null", "\"\""])
    let change = object([("previous_value", quoted("open")), ("current_value", status)])
    return random.pick([
      nil, "null", "[]", "[{\"priority\":{\"current_value\":\"high\"}}]",
      array([object([("team_id", "{}")]), object([("status", change)])]),
      array([object([("status", change)])]),
      object([("status", change)]),
    ])
  }

  private static let statuses = ["open", "resolved", "=pending", "", "3"]

  static let ratings = ["5", "1", "4.25", "\u{FFFD}", "(none)"]
  static let comments = ["", "ok", "=no\n+way", "Zo\u{EB}; a"]

  private static let assigneeTypes = ["user", "user", "user", "agent_bot"]
  private static let assignedTo = ["User", "User", "", "AgentBot"]

  mutating func account(_ percent: Int) -> [Field] {
    guard random.chance(percent) else { return [] }
    let account = id(random.pick(Self.accounts))
    return random.chance(70)
      ? [("account_id", account)] : [("account_id", absent()), ("account", object([("id", account)]))]
  }

  /// The account and the inbox of a record whose inbox belongs to one account only, whether the record names that or not.
  mutating func home() -> [Field] {
    let account = random.pick(Self.accounts)
    let inbox: Field =
      random.chance(70) ? ("inbox_id", id("in " + account)) : ("inbox", object([("id", id("in " + account))]))
    return random.chance(30) ? [inbox, ("account_id", id(account))] : [inbox]
  }

  mutating func assignee(_ ticket: String) -> String {
    let agent = claim("agent", ticket, of: Self.agents)
    let name = quoted(claim("name", agent, of: Self.names))
    let type = claim("assignee type", ticket, of: Self.assigneeTypes)
    return object([
      ("id", conflictFree ? id(agent) : maybe(90, id(agent))), ("name", maybe(80, name)),
      ("type", quoted(type)),
    ])
  }

  private mutating func inboxFields(_ ticket: String) -> [Field] {
    let inbox = claim("inbox", ticket, of: Self.inboxes)
    let name = maybe(80, quoted(claim("inbox name", inbox, of: Self.names)))
    switch random.below(5) {
    case 0: return []
    case 1:
      return [("inbox_id", maybe(80, id(inbox))), ("inbox", object([("id", id(inbox)), ("name", name)]))]
    case 2: return [("inbox", object([("id", id(inbox)), ("name", name)]))]
    default: return [("inbox_id", id(inbox))]
    }
  }

  private mutating func messageType() -> String {
    let customer = ["0", "\"0\"", "\"incoming\""]
    let agent = ["1", "\"1\"", "\"outgoing\""]
    switch random.below(20) {
    case 0: return random.pick(["2", "\"activity\"", "3", "\"template\""])
    case 1: return random.pick(["4", "\"Incoming\"", "null", "1.0", "true", "\"\""])
    case 2...10: return random.pick(customer)
    default: return random.pick(agent)
    }
  }

  private mutating func contentAttributes(_ ticket: String) -> String {
    var fields: [Field] = []
    if random.chance(60) { fields.append(("external_created_at", time(missing: 10, bad: 10))) }
    if random.chance(20) {
      let reply = maybe(30, random.pick(["true", "false", "null", "\"true\"", "1"]))
      fields.append(("email", object([("date", time(missing: 10, bad: 30)), ("auto_reply", reply)])))
    }
    if random.chance(6) {
      fields.append(("is_reaction", random.pick(["true", "true", "false", "\"true\"", "1", "null"])))
    }
    if random.chance(6) {
      fields.append(("external_error", random.pick(["\"131047: no\"", "5", "\"\"", "null", "{}", "false"])))
    }
    if random.chance(8) {
      fields.append(("automation_rule_id", random.pick(["3", "\"r\"", "null", "false", "\"\""])))
    }
    if random.chance(8) {
      fields.append(("external_echo", random.pick(["true", "false", "null", "\"\"", "1"])))
    }
    if random.chance(8) {
      fields.append(("external_sender_name", random.pick(["\"WhatsApp\"", "\"\"", "null", "true"])))
    }
    if random.chance(12) {
      let rating = maybe(90, id(claim("rating", ticket, of: Self.ratings)))
      let comment = quoted(claim("comment", ticket, of: Self.comments))
      let response = object([("rating", rating), ("feedback_message", comment)])
      let values = random.chance(80) ? object([("csat_survey_response", response)]) : "[{\"value\":1}]"
      fields.append(("submitted_values", values))
    }
    return random.chance(4) ? "[]" : object(fields)
  }

  private mutating func attributes(_ ticket: String) -> [Field] {
    var fields: [Field] = []
    if random.chance(50) { fields.append(("labels", labels(ticket))) }
    if random.chance(50) {
      fields.append(
        ("priority", maybe(80, quoted(claim("priority", ticket, of: ["high", "low", "=p", "2"])))))
    }
    if random.chance(30) {
      fields.append(("channel", maybe(80, quoted(claim("channel", ticket, of: ["Channel::Api", "@c"])))))
    }
    for name in ["custom_attributes", "additional_attributes"] where random.chance(50) {
      let region = maybe(70, id(claim("r", ticket, of: Self.names)))
      fields.append(
        (name, object([("region", region), ("é", maybe(60, quoted(claim("e", ticket, of: Self.names))))])))
    }
    return fields
  }

  private mutating func conversationMeta(_ ticket: String) -> String {
    let customer = id(claim("customer", ticket, of: Self.agents))
    // With a sender, what is missing is gone. Records that agree have no sender then.
    let own = quoted(claim("customer name", ticket, of: Self.names))
    let sender = random.chance(70) ? object([("id", maybe(80, customer)), ("name", maybe(80, own))]) : nil
    let isGone = conflictFree && sender != nil
    let assignee =
      isGone || random.chance(70) ? isGone ? self.assignee(ticket) : maybe(80, assignee(ticket)) : nil
    let name = maybe(80, id(claim("team", ticket, of: Self.names)))
    let team = isGone || random.chance(40) ? object([("name", name)]) : nil
    let type = claim("assigned to", ticket, of: Self.assignedTo)
    let channel =
      random.chance(40) ? maybe(80, quoted(claim("channel", ticket, of: ["Channel::Api", "@c"]))) : nil
    return object([
      ("assignee", assignee), ("sender", sender), ("team", team), ("channel", channel),
      ("assignee_type", type == "" ? nil : quoted(type)),
    ])
  }

  /// The fields of a message.
  mutating func chatwootMessage(_ ticket: String, namesConversation: Bool) -> [Field] {
    let messageID = messageID()
    let senderID = random.pick(Self.agents)
    let name = maybe(80, quoted(claim("name", senderID, of: Self.names)))
    let types = ["User", "Contact", "AgentBot", "agent_bot", "Captain::Assistant", "captain_assistant", ""]
    let type = random.chance(30) ? random.pick(types) : "User"
    var fields: [Field] = [
      ("id", random.chance(97) ? messageID : random.pick(["null", "\"\"", "[1]"])),
      ("message_type", messageType()), ("created_at", time(missing: 6, bad: 4) ?? "null"),
      ("private", random.chance(85) ? "false" : random.pick(["true", "\"true\"", "1", "null"])),
      ("status", random.chance(4) ? random.pick(["3", "\"3\"", "0", "1"]) : nil),
    ]
    if random.chance(8) {
      let activity = random.pick(Self.activities)
      (fields[0].1, fields[1].1) = (quoted(activity.id), random.pick(["2", "\"2\"", "\"activity\""]))
      fields.append(("content", quoted(activity.text)))
    }
    if fields[4].1 == nil { fields[4].1 = maybe(90, quoted(random.chance(8) ? "failed" : "sent")) }
    if random.chance(30) {
      let types = ["text", "text", "input_csat", "voice_call", "cards", "9", "12", "0"]
      fields.append(("content_type", random.chance(50) ? quoted(random.pick(types)) : id(random.pick(types))))
    }
    if random.chance(60) {
      let attributes = contentAttributes(ticket)
      fields.append(
        ("content_attributes", random.chance(8) ? quoted(random.pick(["", " "]) + attributes) : attributes))
    }
    if random.chance(10) {
      fields.append(("additional_attributes", object([("campaign_id", random.pick(["4", "null", "\"\""]))])))
    }
    let isSenderless = random.chance(12)
    if isSenderless {
      let empty = random.pick(["null", "{}", "\"\""])
      if random.chance(60) { fields.append((random.pick(["sender", "sender_type", "sender_id"]), empty)) }
    }
    if !isSenderless, random.chance(50) { fields.append(("sender_type", maybe(80, quoted(type)))) }
    if !isSenderless, random.chance(70) {
      fields.append(("sender_id", maybe(80, id(random.pick(Self.agents)))))
    }
    if !isSenderless, random.chance(70) {
      fields.append(
        ("sender", object([("id", maybe(90, id(senderID))), ("name", name), ("type", quoted(type))])))
    }
    if random.chance(40) { fields.append(("updated_at", time(missing: 10, bad: 10))) }
    fields +=
      !conflictFree && random.chance(20)
      ? home() : account(55) + (random.chance(60) ? inboxFields(ticket) : [])

    var inside: [Field] = []
    if random.chance(40) { inside.append(("meta", conversationMeta(ticket))) }
    if random.chance(20) { inside.append(("inbox_id", id(claim("inbox", ticket, of: Self.inboxes)))) }
    if random.chance(20) { inside.append(("messages", "[{}]")) }
    if random.chance(20) { inside.append(("created_at", claim("creation", ticket, of: Self.creations))) }
    if random.chance(15) { inside.append(("account_id", id(random.pick(Self.accounts)))) }
    if random.chance(30) {
      inside.append(("status", maybe(80, quoted(claim("status", ticket, of: Self.statuses)))))
      inside += attributes(ticket)
    }
    if random.chance(20) { inside.append(("updated_at", time(missing: 10, bad: 10))) }
    if namesConversation {
      switch random.below(12) {
      case 0, 1: inside.append(("id", id(ticket)))
      case 2: inside += [("id", absent()), ("display_id", id(ticket))]
      case 3: break
      default:
        fields.append(("conversation_id", id(ticket)))
        if random.chance(20) { inside.append(("id", "\"not this\"")) }
      }
    }
    if !inside.isEmpty { fields.append(("conversation", object(inside))) }
    return fields
  }

  /// The fields of a conversation.
  mutating func chatwootConversation(_ depth: Int) -> [Field] {
    let ticket = random.pick(Self.tickets)
    var fields: [Field] = [("id", random.chance(97) ? id(ticket) : "null")]
    fields += !conflictFree && random.chance(20) ? home() : inboxFields(ticket) + account(60)
    fields.append(
      ("status", maybe(80, quoted(claim("status", ticket, of: Self.statuses)))))
    if random.chance(85) { fields.append(("meta", conversationMeta(ticket))) }
    let hasBot =
      claim("assignee type", ticket, of: Self.assigneeTypes) != "user"
      || claim("assigned to", ticket, of: Self.assignedTo) == "AgentBot"
    if random.chance(15), !conflictFree || !hasBot {
      fields.append(("assignee_id", maybe(70, id(claim("agent", ticket, of: Self.agents)))))
    }
    if random.chance(15) {
      fields.append(("contact_id", maybe(70, id(claim("customer", ticket, of: Self.agents)))))
    }
    if random.chance(15) { fields.append(("team_id", maybe(70, id(claim("team", ticket, of: Self.names))))) }
    if random.chance(15) {
      let labels = claim("labels", ticket, of: Self.labelLists)
      // A comma separates labels here.
      if !labels.contains(",") {
        fields.append(("cached_label_list", maybe(80, quoted(labels.replacing("|", with: ", ")))))
      }
    }
    fields += attributes(ticket)
    if random.chance(60) { fields.append(("created_at", claim("creation", ticket, of: Self.creations))) }
    // Few times, so that records of one conversation and time disagree.
    let few = ["1767607200", "\"2026-01-05T10:00:00Z\""]
    if !conflictFree, random.chance(80) {
      fields.append(("updated_at", random.pick(few)))
    } else if conflictFree || random.chance(40) {
      fields.append(("updated_at", time(missing: 10, bad: 10)))
    }
    if random.chance(6) { fields.append(("display_id", maybe(80, id(random.pick(Self.tickets))))) }
    for key in ["last_activity_at", "timestamp"] where random.chance(20) {
      fields.append((key, time(missing: 10, bad: 10)))
    }
    if depth < 2, random.chance(30) {
      var messages: [String] = []
      for _ in 0..<random.below(4) {
        messages.append(object(chatwootMessage(ticket, namesConversation: random.chance(40))))
      }
      fields.append(("messages", array(messages)))
    }
    return fields
  }

  /// The fields of an inbox record.
  mutating func inbox() -> [Field] {
    let inbox = random.pick(Self.inboxes)
    let name = quoted(claim("inbox name", inbox, of: Self.names))
    return [
      ("id", random.chance(95) ? id(inbox) : "null"), ("name", random.chance(95) ? name : "null"),
      ("channel_type", quoted(claim("inbox channel", inbox, of: ["Channel::Api", "Channel::Email", ""]))),
      ("updated_at", time(missing: 70, bad: 5)),
    ] + account(30)
  }
}
