// The reader of asapp's messages and conversations ("Retrieve a message", "List messages", "Retrieve a
// conversation", "List conversations").

/// Reads asapp records into facts.
struct AsappReader {
  /// The sources of attributes in conversation records.
  let extras: [ExtraSource]
  /// True if all metadata is kept, whatever its keys.
  var keepsMetadata = false
  /// Counts the keys of metadata.
  ///
  /// Records that a skeleton reads have the same keys as one that was read here.
  var metadataKeys: MetadataKeys?

  /// Returns the conversation that a record or a page names (Inputs: which conversation); `nil` if it
  /// names none.
  static func reference(_ fields: Fields) -> Reference? {
    let id = fields.text(.conversationID, .conversationObjectID)
    if !id.isEmpty { return .byID(id) }
    let external = fields.text(.conversationExternalID, .conversationObjectExternalID, .externalID)
    return external.isEmpty ? nil : .byExternalID(external)
  }

  static func message(
    _ fields: Fields, _ context: PageContext, _ position: RecordPosition, into facts: Facts
  ) throws(Refusal) {
    let id = fields.text(.messageID)
    if id.isEmpty { throw Refusal(.noMessageID) }
    var reference = AsappReader.reference(fields) ?? context.asapp
    if reference == nil, !position.conversationFromPath.isEmpty {
      reference = .byID(position.conversationFromPath)
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

  private static func role(_ role: Text) -> RecordedClass? {
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

  /// Reads a conversation record.
  /// - Returns: the context of the messages in the conversation.
  func conversation(
    _ fields: Fields, _ position: RecordPosition, into facts: Facts
  ) throws(Refusal) -> PageContext {
    let (id, externalID) = (fields.text(.id), fields.text(.externalID))
    if id.isEmpty, externalID.isEmpty { throw Refusal(.noConversation) }
    let own: Reference = id.isEmpty ? .byExternalID(externalID) : .byID(id)
    let number = facts.references.add(own)
    if !id.isEmpty { facts.link(number, with: externalID) }
    let rank = position.rank(
      isRecord: true, updated: Timestamp(fields, .updatedAt, &facts.lastDate).value ?? 0)
    facts.observe(rare: .externalID, externalID)
    facts.observe(.queue, fields.text(.metadataQueue), elseRemovedIf: fields.isCleared(.metadataQueue))
    facts.observe(
      .organizationalGroup, fields.text(.organizationalGroup),
      elseRemovedIf: fields.isCleared(.organizationalGroup))
    facts.observe(.subdivision, fields.text(.subdivision), elseRemovedIf: fields.isCleared(.subdivision))
    facts.observeAgent(
      fields.text(.agentExternalID), fields.text(.agentName),
      elseRemovedIf: fields.isCleared(.agent) || fields.isCleared(.agentExternalID)
        || fields.isCleared(.agentName))
    facts.observe(
      .customerID, fields.text(.customerExternalID), elseRemovedIf: fields.isCleared(.customerExternalID))
    facts.observe(extras, ofRecord: fields)
    facts.storeObservation(of: number, rank: rank)
    if let metadataKeys, fields.kind(.metadata) == .object { metadataKeys.note(fields.raw(.metadata)) }
    if keepsMetadata, fields.kind(.metadata) == .object {
      var metadata = AllMetadata()
      metadata.absorb(fields.raw(.metadata), except: ["queue", "organizationalGroup", "subdivision"])
      metadata.store(about: number, rank: rank, in: facts)
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
  /// Observes labels that the record being read gives its conversation.
  func observe(labels index: Int, _ labels: [Text]) {
    if labels.isEmpty { return }
    Labels.joined(labels).withText { observe(extra: index, $0) }
  }

  /// Returns the times of a message by the two clocks.
  ///
  /// A missing created time is replaced by the client time (Inputs: messages and times).
  ///
  /// - Throws: `Refusal` if both times are missing.
  func clocks(created: Int64?, client: Int64?) throws(Refusal) -> (created: Int64, client: Int64) {
    if let created { return (created, client ?? Message.noClient) }
    guard let client else { throw Refusal(.noTimestamp) }
    counts.createdMissing += 1
    return (client, Message.noClient)
  }
}
