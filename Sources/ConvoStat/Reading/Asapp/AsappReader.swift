// ASAPP's messages and conversations, made facts ("Retrieve a message", "List messages",
// "Retrieve a conversation", "List conversations").

/// Reads asapp records into facts.
struct AsappReader {
  /// Where conversations have the attributes that options ask for.
  let extras: [ExtraSource]
  /// Whether all metadata is kept, whatever its keys.
  var keepsMetadata = false
  /// Takes the keys that metadata has. A record that a skeleton reads has the keys of one that was read here.
  var metadataKeys: MetadataKeys?

  /// The conversation that a record or a page names (README 1.2), or nil.
  static func reference(_ fields: Fields) -> Reference? {
    let id = fields.text(.conversationID, .conversationObjectID)
    if !id.isEmpty { return .byID(id) }
    let external = fields.text(.conversationExternalID, .conversationObjectExternalID, .externalID)
    return external.isEmpty ? nil : .byExternalID(external)
  }

  static func message(
    _ fields: Fields, _ context: PageContext, _ place: RecordPlace, into facts: Facts
  ) throws(Refusal) {
    let id = fields.text(.messageID)
    if id.isEmpty { throw Refusal(.noMessageID) }
    var reference = AsappReader.reference(fields) ?? context.asapp
    if reference == nil, !place.conversationFromFilename.isEmpty {
      reference = .byID(place.conversationFromFilename)
      facts.counts.namedByFile += 1
    }
    guard let reference else { throw Refusal(.noConversation) }
    guard let kind = AsappReader.role(fields.text(.senderRole)) else {
      throw Refusal(.unknownRole, "sender.role", fields.text(.senderRole))
    }
    let (created, client) = try times(fields, facts)
    let sender = kind == .agent ? fields.text(.senderExternalID) : .empty
    facts.add(
      Fact(
        id: MessageID(id, store: facts.ids), created: created, client: client,
        updated: Timestamp(fields, .updatedAt, &facts.lastDate).value ?? 0,
        reference: facts.references.number(of: reference),
        agent: sender.isEmpty ? Message.noAgent : facts.agents.number(of: sender), kind: kind))
  }

  private static func role(_ role: Text) -> MessageClass? {
    if role == "customer" { return .customer }
    if role == "agent" { return .agent }
    if role == "system" { return .system }
    if role == "bot" { return .bot }
    return nil
  }

  private static func times(
    _ fields: Fields, _ facts: Facts
  ) throws(Refusal) -> (created: Int64, client: Int64) {
    let created = Timestamp(fields, .createdTimestamp, &facts.lastDate)
    let client = Timestamp(fields, .clientTimestamp, &facts.lastDate)
    if case .unreadable = created {
      throw Refusal(.badTimestamp, "createdTimestamp", fields.raw(.createdTimestamp))
    }
    if case .unreadable = client {
      throw Refusal(.badTimestamp, "clientTimestamp", fields.raw(.clientTimestamp))
    }
    return try facts.clocks(created: created.value, client: client.value)
  }

  /// - Returns: what the messages in the conversation inherit.
  func conversation(
    _ fields: Fields, _ place: RecordPlace, into facts: Facts
  ) throws(Refusal) -> PageContext {
    let (id, externalID) = (fields.text(.id), fields.text(.externalID))
    if id.isEmpty, externalID.isEmpty { throw Refusal(.noConversation) }
    let own: Reference = id.isEmpty ? .byExternalID(externalID) : .byID(id)
    let number = facts.references.add(own)
    if !id.isEmpty { facts.link(number, with: externalID) }
    let rank = place.rank(isRecord: true, updated: Timestamp(fields, .updatedAt, &facts.lastDate).value ?? 0)
    facts.say(rare: .externalID, externalID)
    facts.say(.queue, fields.text(.metadataQueue))
    facts.say(.organizationalGroup, fields.text(.organizationalGroup))
    facts.say(.subdivision, fields.text(.subdivision))
    facts.say(.assignedAgentID, fields.text(.agentExternalID))
    facts.say(.assignedAgentName, fields.text(.agentName))
    facts.say(rare: .customerID, fields.text(.customerExternalID))
    facts.say(extras, of: fields)
    facts.keepSaid(about: number, rank: rank)
    if let metadataKeys, fields.kind(.metadata) == .object { metadataKeys.note(fields.raw(.metadata)) }
    if keepsMetadata, fields.kind(.metadata) == .object {
      var metadata = AllMetadata()
      metadata.take(fields.raw(.metadata), except: ["queue", "organizationalGroup", "subdivision"])
      metadata.keep(about: number, rank: rank, in: facts)
    }
    facts.names.add(
      .asappAgent, .account(.empty), id: fields.text(.agentExternalID), name: fields.text(.agentName),
      rank: rank)
    facts.counts.usable += 1
    facts.counts.descriptions += 1
    return PageContext(asapp: own)
  }
}

extension Facts {
  /// Notes labels that the record being read gives its conversation.
  func say(labels index: Int, _ labels: [Text]) {
    if labels.isEmpty { return }
    Labels.joined(labels).withText { say(extra: index, $0) }
  }

  /// The two clocks of a message: a missing created time is taken from the client (README 1.3).
  func clocks(created: Int64?, client: Int64?) throws(Refusal) -> (created: Int64, client: Int64) {
    if let created { return (created, client ?? Message.noClient) }
    guard let client else { throw Refusal(.noTimestamp) }
    counts.createdMissing += 1
    return (client, Message.noClient)
  }
}
