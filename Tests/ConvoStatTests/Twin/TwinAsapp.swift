// The records of asapp: which field means what.

extension Twin.Intake {
  /// The keys K of `metadata.K` that the options name.
  var metadataKeys: [String] {
    let keys = options.keys.filter { $0.hasPrefix("metadata.") }
    return options.metadataKeys + keys.map { String($0.dropFirst("metadata.".count)) }
  }

  /// The conversation that an object names by asapp's keys.
  func asappReference(_ json: Twin.JSON) -> Twin.Reference? {
    if let id = json.text("conversationId") ?? json.text("conversation", "id") { return .id(id) }
    let external =
      json.text("conversationExternalId") ?? json.text("conversation", "externalId")
      ?? json.text("externalId")
    return external.map { .external($0) }
  }

  /// Adds a message.
  mutating func asappMessage(_ json: Twin.JSON, _ place: Place, _ context: Twin.Context) -> Verdict {
    guard let id = json.text("messageId") else { return .rejected("no_message_id") }
    guard let reference = asappReference(json) ?? context.asapp else { return .rejected("no_conversation") }
    let roles: [Twin.Text: Twin.Role] = [
      "customer": .customer, "agent": .agent, "bot": .bot, "system": .system,
    ]
    guard let name = json["sender"]?["role"]?.string, let role = roles[name] else {
      return .rejected("unknown_role")
    }
    let created = Twin.Clock.read(json["createdTimestamp"])
    switch times(created: created, client: Twin.Clock.read(json["clientTimestamp"])) {
    case .failure(let refusal): return .rejected(refusal.reason)
    case .success(let (created, client)):
      let bearer = Twin.Bearer(source: .asapp, reference: reference, rank: rank(json, place))
      let sender = json.text("sender", "externalId")
      messages.append(
        Twin.Message(
          bearer: bearer, updated: bearer.rank.updated, id: id, created: created, client: client,
          role: decided(role, sender),
          recordedRole: role, sender: sender))
      return .record
    }
  }

  /// Adds a conversation and the messages in it.
  mutating func asappConversation(_ json: Twin.JSON, _ place: Place, _ context: Twin.Context) -> Verdict {
    let id = json.text("id")
    let externalID = json.text("externalId")
    guard let reference = id.map({ .id($0) }) ?? externalID.map({ Twin.Reference.external($0) }) else {
      return .rejected("no_conversation")
    }
    var bearer = Twin.Bearer(source: .asapp, reference: reference, rank: rank(json, place))
    bearer.set("external_id", externalID)
    bearer.set("queue", json.text("metadata", "queue"))
    bearer.set("organizational_group", json.text("metadata", "organizationalGroup"))
    bearer.set("subdivision", json.text("metadata", "subdivision"))
    for key in metadataKeys { bearer.set(Twin.Text("metadata." + key), json.text("metadata", key)) }
    if case .object(let members)? = json["metadata"] {
      bearer.set("label", Twin.joined(members.values.flatMap { ($0.elements ?? []).compactMap(\.text) }))
      bearer.remove("label", if: members.values.contains(.array([])))
    }
    bearer.setAgent(json.text("agent", "externalId"), json.text("agent", "name"))
    bearer.set("customer_id", json.text("customer", "externalId"))
    bearer.set("customer_name", json.text("customer", "name"))
    bearer.remove("customer_name", if: json.clears("customer", "name"))
    bearer.remove("queue", if: json.clears("metadata", "queue"))
    bearer.remove("organizational_group", if: json.clears("metadata", "organizationalGroup"))
    bearer.remove("subdivision", if: json.clears("metadata", "subdivision"))
    for key in metadataKeys { bearer.remove(Twin.Text("metadata." + key), if: json.clears("metadata", key)) }
    bearer.remove(
      "assigned_agent_id", "assigned_agent_name",
      if: json.clears("agent") || json.clears("agent", "externalId") || json.clears("agent", "name"))
    bearer.remove("customer_id", if: json.clears("customer", "externalId"))
    for key in ["createdTimestamp", "created_at", "timestamp"] {
      bearer.setCreation(json[key])
    }
    bearer.meetAgent(json.text("agent", "externalId"), json.text("agent", "name"))
    conversations.append(Twin.ConversationRecord(bearer: bearer, id: id, externalID: externalID))

    if let elements = json["messages"]?.elements {
      var inside = context
      inside.asapp = reference
      inside.meta = nil
      _ = page(elements, place, inside)
    }
    return .record
  }
}
