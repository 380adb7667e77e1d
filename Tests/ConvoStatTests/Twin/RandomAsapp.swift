// Random records of asapp.

extension RandomScribe {
  private func external(of conversation: String) -> String {
    let isClash = !conflictFree && claim("clash", conversation, of: ["", "", "", "", "x"]) == "x"
    let claimed = conflictFree ? "" : claim("external-of", "", of: ["", "", "b"])
    return isClash ? "C1" : claim("external" + claimed, conversation, of: Self.externals)
  }

  private mutating func reference(to conversation: String) -> [Field] {
    let own = id(conversation)
    let other = id(external(of: conversation))
    switch random.below(9) {
    case 0: return [("conversation", object([("id", own), ("externalId", other)]))]
    case 1: return [("conversationExternalId", other)]
    case 2: return [("conversation", object([("id", absent()), ("externalId", other)]))]
    case 3: return [("externalId", other)]
    case 4: return [("conversationId", id(external(of: conversation)))]
    case 5: return [("conversationId", own), ("externalId", quoted("not this"))]
    case 6: return [("conversationId", absent()), ("conversationExternalId", other)]
    default: return [("conversationId", own)]
    }
  }

  /// The fields of a message.
  mutating func asappMessage(conversation: String? = nil, namesConversation: Bool = true) -> [Field] {
    let roles = ["customer", "customer", "customer", "agent", "agent", "agent", "bot", "system"]
    let role = random.chance(96) ? random.pick(roles) : random.pick(["Customer", "", "user", "note"])
    var sender: [Field] = [("role", random.chance(98) ? quoted(role) : absent())]
    if random.chance(85) { sender.append(("externalId", maybe(92, id(random.pick(Self.agents))))) }
    let messageID = messageID()
    var fields: [Field] = [
      ("messageId", random.chance(97) ? messageID : random.pick(["null", "\"\"", "false"])),
      ("text", maybe(70, quoted(random.pick(Self.names)))), ("sender", object(sender)),
      ("createdTimestamp", time(missing: 8, bad: 4)), ("clientTimestamp", time(missing: 30, bad: 2)),
    ]
    if random.chance(25) { fields.append(("updated_at", time(missing: 10, bad: 10))) }
    if namesConversation, random.chance(95) {
      fields += reference(to: conversation ?? random.pick(Self.conversations))
    }
    return fields
  }

  /// A conversation, some with messages in it.
  mutating func asappConversation(_ depth: Int) -> String {
    let conversation = random.pick(Self.conversations)
    let other = external(of: conversation)
    let topic = other
    var metadata: [Field] = []
    let columns = [
      ("queue", "queue"), ("organizationalGroup", "g"), ("subdivision", "s"), ("region", "r"), ("é", "e"),
    ]
    for (key, claimed) in columns where random.chance(70) {
      metadata.append((key, maybe(90, id(claim(claimed, topic, of: Self.names)))))
    }
    if random.chance(40) { metadata.append(("tags", labels(topic))) }
    if random.chance(10) {
      metadata.append(("x", random.pick(["{\"tags\":[\"no\"]}", conflictFree ? "[null]" : "[]", "\"[\""])))
    }
    let name = maybe(60, quoted(claim("customer name", topic, of: Self.names)))
    let customer = maybe(80, id(claim("customer", topic, of: Self.agents)))
    var fields: [Field] = [
      ("customer", object([("externalId", customer), ("name", name)])),
      ("metadata", maybe(90, object(metadata))),
    ]
    if random.chance(70) {
      let keys = ["createdTimestamp", "created_at", "timestamp"]
      let place = random.below(3)
      for key in keys[..<place] where random.chance(20) { fields.append((key, "\"soon\"")) }
      fields.append((keys[place], claim("creation", topic, of: Self.creations)))
    }
    switch random.below(20) {
    case 0: fields.append(("id", "null"))
    case 1...4: fields.append(("externalId", id(other)))
    case 5...8: fields.append(("id", id(conversation)))
    default: fields += [("id", id(conversation)), ("externalId", id(other))]
    }
    if random.chance(70) {
      let agent = claim("agent", topic, of: Self.agents)
      let name = maybe(75, quoted(claim("name", agent, of: Self.names)))
      let externalID = conflictFree ? id(agent) : maybe(90, id(agent))
      fields.append(("agent", maybe(95, object([("externalId", externalID), ("name", name)]))))
    }
    if conflictFree || random.chance(30) { fields.append(("updated_at", time(missing: 10, bad: 10))) }
    if depth < 2, random.chance(20) { fields.append(("messages", array(messages(conversation)))) }
    return object(fields)
  }

  private mutating func messages(_ conversation: String) -> [String] {
    var messages: [String] = []
    for _ in 0..<random.below(6) {
      messages.append(object(asappMessage(conversation: conversation, namesConversation: random.chance(20))))
    }
    return messages
  }

  /// Returns a page of messages, some together with the conversation.
  mutating func asappPage() -> String {
    let conversation = random.pick(Self.conversations)
    let context = random.chance(80) ? reference(to: conversation) : []
    if random.chance(10) {
      let inner = object([("items", array(messages(conversation)))] + (random.chance(30) ? context : []))
      return object([("items", array([inner] + messages(conversation)))] + context)
    }
    return object([("items", array(messages(conversation)))] + context)
  }
}
