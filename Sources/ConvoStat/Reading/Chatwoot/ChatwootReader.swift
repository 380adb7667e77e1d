// The reader of chatwoot's messages, conversations and inboxes ("Get messages", "List conversations", "List
// inboxes", webhooks and websocket events).

/// Reads chatwoot records into facts.
struct ChatwootReader {
  /// The account of records that name none (`--account`), or empty.
  let account: Text
  /// The sources of attributes in conversation records and in messages.
  private let extras: [ExtraSource]
  private let messageExtras: [ExtraSource]
  /// True if an option asks for the channels of inboxes.
  private let hasChannels: Bool
  /// The index of the rating among the attributes that options ask for; `nil` if none does.
  private let ratingIndex: Int?
  /// True if all metadata is kept, whatever its keys.
  private let keepsMetadata: Bool
  /// Counts the keys of metadata.
  ///
  /// Records that a skeleton reads have the same keys as one that was read here.
  private let metadataKeys: MetadataKeys?

  init(_ options: ReadingOptions, extras: ExtraSources) {
    account = options.account
    keepsMetadata = options.keepsMetadata
    metadataKeys = options.metadataKeys
    ratingIndex = options.extras.firstIndex(of: .rating)
    hasChannels = options.extras.contains(.channel)
    self.extras = extras.chatwoot
    messageExtras = extras.chatwootMessages
  }

  func message(
    _ fields: Fields, _ context: PageContext, _ position: RecordPosition, isRevision: Bool = false,
    into facts: Facts
  ) throws(Refusal) {
    let id = fields.text(.id)
    if id.isEmpty { throw Refusal(.noMessageID) }
    let own = fields.text(.conversationNumber, .conversationObjectID, .conversationDisplayID)
    let conversation = own.isEmpty ? context.conversation : own
    if conversation.isEmpty { throw Refusal(.noConversation) }
    guard let kind = ChatwootReader.kind(fields) else {
      throw Refusal(.unknownRole, "message_type", fields.raw(.messageType))
    }
    let created = Timestamp(fields, .createdAt, &facts.lastDate)
    if created == .unreadable { throw Refusal(.badTimestamp, "created_at", fields.raw(.createdAt)) }
    let client =
      Timestamp(fields, .externalCreatedAt, &facts.lastDate).value
      ?? Timestamp(fields, .emailDate, &facts.lastDate).value
    let clocks = try facts.clocks(created: created.value, client: client)

    let account = account(fields, context)
    let reference = facts.references.number(of: .chatwoot(account: account, conversation: conversation))
    let updated = Timestamp(fields, .updatedAt, &facts.lastDate).value ?? 0
    let sender = kind == .agent ? fields.text(.senderID, .senderObjectID) : .empty
    facts.add(
      Fact(
        id: MessageID(id, store: facts.ids), created: clocks.created, client: clocks.client, updated: updated,
        isRevision: isRevision, reference: reference,
        agent: sender.isEmpty ? Message.noAgent : facts.agents.number(of: sender),
        kind: kind))
    observe(
      fields, context, kind, (account, reference), position.rank(isRecord: false, updated: updated), facts)
  }

  /// Returns the class of a message: the first rule of the definition that matches (Inputs:
  /// messages and times); `nil` if none matches.
  private static func kind(_ fields: Fields) -> RecordedClass? {
    let status = fields.text(.status)
    if status == "failed" || status == "3" || !fields.text(.externalError).isEmpty { return .failed }
    if fields.kind(.isPrivate) == .yes { return .note }
    let type = fields.text(.messageType)
    if type == "2" || type == "3" || type == "activity" || type == "template" { return .system }
    if isSurveyOrCall(fields.text(.contentType)) { return .system }
    if type == "0" || type == "incoming" { return isUnasking(fields) ? .system : .customer }
    guard type == "1" || type == "outgoing" else { return nil }
    if !fields.text(.automationRuleID, .campaignID).isEmpty { return .system }
    let sender = fields.text(.senderType, .senderObjectType)
    let isBot =
      sender == "AgentBot" || sender == "agent_bot" || sender == "Captain::Assistant"
      || sender == "captain_assistant"
    if isBot { return .bot }
    if !sender.isEmpty || !fields.text(.senderID, .senderObjectID, .senderName).isEmpty { return .agent }
    if isEcho(fields) { return .agent }
    return fields.has(.sender) || fields.has(.senderType) || fields.has(.senderID)
      ? .emptySender : .noSenderKey
  }

  /// Returns true if a person sent the message from the channel's own app.
  private static func isEcho(_ fields: Fields) -> Bool {
    fields.kind(.externalEcho) == .yes || !fields.text(.externalEcho, .externalSenderName).isEmpty
  }

  /// Returns true if a content type is that of a survey or a call: neither answers a customer.
  private static func isSurveyOrCall(_ type: Text) -> Bool {
    type == "input_csat" || type == "voice_call" || type == "9" || type == "12"
  }

  /// Returns true if an incoming message asks nothing: an automatic reply by mail, a reaction, a rating.
  private static func isUnasking(_ fields: Fields) -> Bool {
    fields.kind(.autoReply) == .yes || fields.kind(.isReaction) == .yes || !fields.text(.csatRating).isEmpty
  }

  /// Observes what a message says about its conversation, its inbox and its agent.
  private func observe(
    _ fields: Fields, _ context: PageContext, _ kind: RecordedClass,
    _ home: (account: Text, reference: UInt32),
    _ rank: Rank, _ facts: Facts
  ) {
    let scope = scope(home)
    let inbox = fields.text(.inboxID, .inboxObjectID)
    let inboxName = fields.text(.inboxName, .metaInboxName)
    facts.names.add(
      .inbox, scope, id: inbox, name: inboxName.isEmpty ? context.inboxName : inboxName, rank: rank)
    let (assigneeID, assigneeName) = (
      fields.text(.conversationAssigneeID), fields.text(.conversationAssigneeName)
    )
    facts.names.add(.chatwootAgent, scope, id: assigneeID, name: assigneeName, rank: rank)
    facts.names.add(.chatwootAgent, scope, id: context.assigneeID, name: context.assigneeName, rank: rank)
    if kind == .agent {
      facts.names.add(
        .chatwootAgent, scope, id: fields.text(.senderObjectID), name: fields.text(.senderName), rank: rank)
    }
    let customer = fields.text(.conversationSenderID)
    facts.observe(.queue, inbox.isEmpty ? fields.text(.conversationInboxID) : inbox)
    facts.observe(.assignedAgentID, assigneeID.isEmpty ? context.assigneeID : assigneeID)
    facts.observe(.assignedAgentName, assigneeName.isEmpty ? context.assigneeName : assigneeName)
    facts.observe(.customerID, customer.isEmpty ? context.contactID : customer)
    facts.observe(messageExtras, of: fields)
    facts.storeObservation(of: home.reference, rank: rank)
  }

  /// Reads a conversation record.
  /// - Returns: the context of the messages in the conversation.
  func conversation(
    _ fields: Fields, _ context: PageContext, _ position: RecordPosition, into facts: Facts
  ) throws(Refusal) -> PageContext {
    let id = fields.text(.id)
    if id.isEmpty { throw Refusal(.noConversation) }
    let account = account(fields, context)
    let number = facts.references.add(.chatwoot(account: account, conversation: id))
    let rank = position.rank(
      isRecord: true, updated: Timestamp(fields, .updatedAt, &facts.lastDate).value ?? 0)
    let scope = scope((account, number))
    let inbox = fields.text(.inboxID, .inboxObjectID)
    facts.names.add(.inbox, scope, id: inbox, name: fields.text(.inboxName, .metaInboxName), rank: rank)
    facts.names.add(
      .chatwootAgent, scope, id: fields.text(.assigneeID), name: fields.text(.assigneeName), rank: rank)
    facts.observe(.status, ChatwootReader.status(fields.text(.status)))
    facts.observe(.queue, inbox)
    facts.observe(.assignedAgentID, fields.text(.assigneeID, .assigneeNumber))
    facts.observe(.assignedAgentName, fields.text(.assigneeName))
    facts.observe(rare: .customerID, fields.text(.metaSenderID, .contactNumber))
    facts.observe(extras, of: fields)
    facts.storeObservation(of: number, rank: rank)
    if let metadataKeys {
      for field in [Field.customAttributes, .additionalAttributes] where fields.kind(field) == .object {
        metadataKeys.note(fields.raw(field))
      }
    }
    if keepsMetadata {
      var metadata = AllMetadata()
      for field in [Field.customAttributes, .additionalAttributes] where fields.kind(field) == .object {
        metadata.absorb(fields.raw(field))
      }
      metadata.store(about: number, rank: rank, in: facts)
    }
    facts.counts.usable += 1
    facts.counts.descriptions += 1
    return PageContext(chatwoot: id, account: account)
  }

  /// Reads the event of a hand-over: the conversation, its account and its inbox, and nothing else of it.
  func handover(
    _ fields: Fields, _ context: PageContext, _ position: RecordPosition, into facts: Facts
  ) throws(Refusal) {
    let id = fields.text(.id)
    if id.isEmpty { throw Refusal(.noConversation) }
    let account = account(fields, context)
    let number = facts.references.add(.chatwoot(account: account, conversation: id))
    let updated = Timestamp(fields, .updatedAt, &facts.lastDate).value ?? 0
    let rank = position.rank(isRecord: true, updated: updated)
    let inbox = fields.text(.inboxID, .inboxObjectID)
    facts.names.add(
      .inbox, scope((account, number)), id: inbox, name: fields.text(.inboxName, .metaInboxName), rank: rank)
    facts.observe(.queue, inbox)
    facts.storeObservation(of: number, rank: rank)
    facts.counts.usable += 1
    facts.counts.descriptions += 1
  }

  // Rows of the database have numbers for words.

  private static let statuses = ["open", "resolved", "pending", "snoozed"].map { Text($0 as StaticString) }
  private static let priorities = ["low", "medium", "high", "urgent"].map { Text($0 as StaticString) }

  /// Returns the word for a status.
  private static func status(_ text: Text) -> Text { word(text, among: statuses) }

  /// Returns the word for a priority.
  static func priority(_ text: Text) -> Text { word(text, among: priorities) }

  @inline(__always)
  private static func word(_ text: Text, among words: [Text]) -> Text {
    text.count == 1 && text[0] &- 0x30 < 4 ? words[Int(text[0] - 0x30)] : text
  }

  /// Reads the rating that a customer submitted in a survey.
  func surveyResponse(
    _ fields: Fields, _ context: PageContext, _ position: RecordPosition, into facts: Facts
  ) throws(Refusal) {
    let own = fields.text(.conversationNumber, .conversationObjectID, .conversationDisplayID)
    let conversation = own.isEmpty ? context.conversation : own
    if conversation.isEmpty { throw Refusal(.noConversation) }
    let number = facts.references.number(
      of: .chatwoot(account: account(fields, context), conversation: conversation))
    let updated = Timestamp(fields, .updatedAt, &facts.lastDate).value ?? 0
    if let ratingIndex { facts.observe(extra: ratingIndex, fields.text(.rating)) }
    facts.storeObservation(of: number, rank: position.rank(isRecord: false, updated: updated))
    facts.counts.usable += 1
  }

  /// Reads an inbox record: the name of an inbox in one account, or in all accounts.
  func inbox(_ fields: Fields, _ context: PageContext, _ position: RecordPosition, into facts: Facts) {
    let own = fields.text(.accountID, .accountObjectID)
    let account = own.isEmpty ? context.account : own
    let scope: NameScope = account.isEmpty ? .everywhere : .account(account)
    let rank = position.rank(
      isRecord: true, updated: Timestamp(fields, .updatedAt, &facts.lastDate).value ?? 0)
    facts.names.add(.inbox, scope, id: fields.text(.id), name: fields.text(.name), rank: rank)
    if hasChannels {
      facts.names.add(
        .inboxChannel, scope, id: fields.text(.id), name: fields.text(.channelType), rank: rank)
    }
    facts.counts.usable += 1
    facts.counts.descriptions += 1
  }

  private func account(_ fields: Fields, _ context: PageContext) -> Text {
    let own = fields.text(.accountID, .accountObjectID, .conversationAccountID)
    if !own.isEmpty { return own }
    return context.account.isEmpty ? account : context.account
  }

  private func scope(_ home: (account: Text, reference: UInt32)) -> NameScope {
    home.account.isEmpty ? .reference(home.reference) : .account(home.account)
  }
}
