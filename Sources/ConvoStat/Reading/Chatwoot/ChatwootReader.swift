// The reader of chatwoot's messages, conversations and inboxes ("Get messages", "List conversations", "List
// inboxes", webhooks and websocket events).

/// Reads chatwoot records into facts.
struct ChatwootReader {
  /// The account of records that name none (`--account`), or empty.
  let account: Text
  /// The sources of attributes in conversation records and in messages.
  private let extras: [ExtraSource]
  private let messageExtras: [ExtraSource]
  let surveyExtras: [ExtraSource]
  /// The slots of the customer's name in a page of messages; empty if no option asks for it.
  let customerNames: [Int]
  /// The index of the customer's name among the attributes that options ask for; `nil` if none does.
  private let customerNameIndex: Int?
  /// True if an option asks for the channels of inboxes.
  let hasChannels: Bool
  /// The index of the rating among the attributes that options ask for; `nil` if none does.
  let ratingIndex: Int?
  /// True if all metadata is kept, whatever its keys.
  private let keepsMetadata: Bool
  /// Counts the keys of metadata.
  ///
  /// Records that a skeleton reads have the same keys as one that was read here.
  private let metadataKeys: MetadataKeys?

  /// The texts by which activity messages tell a status.
  private let activities: ActivityTexts
  /// The texts of activity messages that tell no status; `nil` unless they are listed.
  let unmatchedActivities: ContentTally?

  init(_ options: ReadingOptions, extras: ExtraSources) {
    account = options.account
    activities = options.activities
    unmatchedActivities = options.listsContents ? ContentTally() : nil
    keepsMetadata = options.keepsMetadata
    metadataKeys = options.metadataKeys
    ratingIndex = options.extras.firstIndex(of: .rating)
    hasChannels = options.extras.contains(.channel)
    self.extras = extras.chatwoot
    messageExtras = extras.chatwootMessages
    surveyExtras = extras.surveys
    customerNames = extras.customerNamesInPages
    customerNameIndex = options.extras.firstIndex(of: .customerName)
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
    let reference = facts.references.number(
      of: Reference(
        chatwoot: conversation, account: account,
        inbox: account.isEmpty ? ChatwootReader.inbox(fields, context) : .empty))
    let updated = Timestamp(fields, .updatedAt, &facts.lastDate).value ?? 0
    let sender = kind == .agent ? fields.text(.senderID, .senderObjectID) : .empty
    let activity = kind == .system ? activity(fields, facts) : nil
    facts.add(
      Fact(
        id: MessageID(id, store: facts.ids), created: clocks.created, client: clocks.client, updated: updated,
        isRevision: isRevision, reference: reference,
        agent: activity.map { UInt32($0.rawValue) }
          ?? (sender.isEmpty ? Message.noAgent : facts.agents.number(of: sender)),
        kind: kind))
    let changed =
      Timestamp(fields, .conversationUpdatedAt, &facts.lastDate).value
      ?? (updated == 0 ? clocks.created : updated)
    observe(
      fields, context, kind, (account, reference), position.rank(isRecord: false, updated: changed), facts)
  }

  /// Returns the status that the text of an activity message tells; `nil` for all other messages.
  private func activity(_ fields: Fields, _ facts: Facts) -> StatusObservation.Told? {
    let type = fields.text(.messageType)
    guard type == "2" || type == "activity" else { return nil }
    let text = fields.text(.content)
    if let told = activities.told(text) {
      facts.counts.observe(.activity)
      return told
    }
    facts.counts.unmatchedActivities += 1
    if !text.isEmpty { unmatchedActivities?.add(text) }
    return nil
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
    var (agent, agentName) = (context.assigneeID, context.assigneeName)
    facts.names.add(.chatwootAgent, scope, id: agent, name: agentName, rank: rank)
    let (ownID, ownName) = (fields.text(.conversationAssigneeID), fields.text(.conversationAssigneeName))
    if !ownID.isEmpty || !ownName.isEmpty, !ChatwootReader.isBotAssignedInside(fields) {
      (agent, agentName) = (ownID, ownName)
      facts.names.add(.chatwootAgent, scope, id: agent, name: agentName, rank: rank)
    }
    if kind == .agent {
      facts.names.add(
        .chatwootAgent, scope, id: fields.text(.senderObjectID, .senderID), name: fields.text(.senderName),
        rank: rank)
    }
    let customer = fields.text(.conversationSenderID)
    if fields.has(.conversationStatus) {
      facts.observe(.status, ChatwootReader.status(fields.text(.conversationStatus)))
    }
    let place = inbox.isEmpty ? fields.text(.conversationInboxID) : inbox
    facts.observe(.queue, place)
    facts.traits.note(inbox: place, of: home.reference)
    facts.observeAgent(agent, agentName)
    facts.observe(.customerID, customer.isEmpty ? context.contactID : customer)
    if let customerNameIndex { facts.observe(extra: customerNameIndex, context.contactName) }
    facts.observe(messageExtras, of: fields)
    facts.storeObservation(of: home.reference, rank: rank)
    if fields.has(.conversation) {
      keepMetadata(
        of: fields, .conversationCustomAttributes, .conversationAdditionalAttributes,
        about: home.reference, rank, facts)
    }
  }

  /// Counts and keeps the metadata of a conversation, if the run wants that.
  private func keepMetadata(
    of fields: Fields, _ first: Field, _ second: Field, about reference: UInt32, _ rank: Rank, _ facts: Facts
  ) {
    if let metadataKeys {
      for field in [first, second] where fields.kind(field) == .object {
        metadataKeys.note(fields.raw(field))
      }
    }
    guard keepsMetadata else { return }
    var metadata = AllMetadata(removes: rank.isRecord)
    for field in [first, second] where fields.kind(field) == .object { metadata.absorb(fields.raw(field)) }
    metadata.store(about: reference, rank: rank, in: facts)
  }

  /// Returns true if a bot or an assistant is assigned by the `meta` of a conversation or a page.
  ///
  /// Users, bots and assistants count their ids apart, so it is no agent.
  static func isBotAssigned(_ fields: Fields) -> Bool {
    isBot(fields.text(.assigneeType), fields.text(.assigneeObjectType))
  }

  /// Returns true if a bot or an assistant is assigned by the conversation in a message.
  private static func isBotAssignedInside(_ fields: Fields) -> Bool {
    isBot(fields.text(.conversationAssigneeType), fields.text(.conversationAssigneeObjectType))
  }

  private static func isBot(_ type: Text, _ objectType: Text) -> Bool {
    !type.isEmpty && !(type == "User") || objectType == "agent_bot" || objectType == "captain_assistant"
  }

  /// Returns the time of the latest change that a conversation record names, in milliseconds since 1970; 0 if it
  /// names none.
  private static func changed(_ fields: Fields, _ lastDate: inout LastDate) -> Int64 {
    max(
      Timestamp(fields, .updatedAt, &lastDate).value ?? 0,
      Timestamp(fields, .lastActivityAt, &lastDate).value ?? 0,
      Timestamp(fields, .timestamp, &lastDate).value ?? 0)
  }

  /// Reads a conversation record.
  /// - Parameter event: the event that the record is of; `nil` without an event.
  /// - Returns: the context of the messages in the conversation.
  func conversation(
    _ fields: Fields, _ context: PageContext, _ position: RecordPosition, _ event: ConversationEvent? = nil,
    into facts: Facts
  ) throws(Refusal) -> PageContext {
    let id = fields.text(.id)
    if id.isEmpty { throw Refusal(.noConversation) }
    let account = account(fields, context)
    let inbox = fields.text(.inboxID, .inboxObjectID)
    let number = facts.references.add(Reference(chatwoot: id, account: account, inbox: inbox))
    let changed = ChatwootReader.changed(fields, &facts.lastDate)
    let rank = position.rank(isRecord: true, updated: changed)
    let scope = scope((account, number))
    observeStatus(fields, event, of: number, changed: changed, facts)
    noteTraits(fields, inbox: inbox, of: number, facts)
    facts.names.add(.inbox, scope, id: inbox, name: fields.text(.inboxName, .metaInboxName), rank: rank)
    facts.observe(
      .status, ChatwootReader.status(fields.text(.status)), elseRemovedIf: fields.isCleared(.status))
    facts.observe(
      .queue, inbox,
      elseRemovedIf: fields.isCleared(.inboxID) || fields.isCleared(.inbox)
        || fields.isCleared(.inboxObjectID))
    observeAssignee(of: fields, scope, rank, facts)
    facts.observe(
      .customerID, fields.text(.metaSenderID, .contactNumber),
      elseRemovedIf: fields.isCleared(.metaSender) || fields.isCleared(.metaSenderID)
        || fields.isCleared(.contactNumber))
    facts.observe(extras, ofRecord: fields)
    facts.storeObservation(of: number, rank: rank)
    keepMetadata(of: fields, .customAttributes, .additionalAttributes, about: number, rank, facts)
    facts.counts.usable += 1
    facts.counts.descriptions += 1
    return PageContext(chatwoot: id, account: account, inbox: inbox)
  }

  /// Observes what a conversation record says about its assigned agent.
  private func observeAssignee(of fields: Fields, _ scope: NameScope, _ rank: Rank, _ facts: Facts) {
    if ChatwootReader.isBotAssigned(fields) { return facts.observeAgentRemoval() }
    let (id, name) = (fields.text(.assigneeID), fields.text(.assigneeName))
    facts.names.add(.chatwootAgent, scope, id: id, name: name, rank: rank)
    // The API does not print the assignee of a conversation that has none.
    facts.observeAgent(
      id.isEmpty ? fields.text(.assigneeNumber) : id, name,
      elseRemovedIf: fields.isCleared(.assignee) || fields.isCleared(.assigneeID)
        || fields.isCleared(.assigneeName) || fields.isCleared(.assigneeNumber)
        || fields.kind(.assignee) == .absent && fields.kind(.metaSender) == .object)
  }

  /// Reads the event of a hand-over: the conversation, its account and its inbox, and nothing else of it.
  func handover(
    _ fields: Fields, _ context: PageContext, _ position: RecordPosition, into facts: Facts
  ) throws(Refusal) {
    let id = fields.text(.id)
    if id.isEmpty { throw Refusal(.noConversation) }
    let account = account(fields, context)
    let inbox = fields.text(.inboxID, .inboxObjectID)
    let number = facts.references.add(Reference(chatwoot: id, account: account, inbox: inbox))
    let updated = Timestamp(fields, .updatedAt, &facts.lastDate).value ?? 0
    let rank = position.rank(isRecord: true, updated: updated)
    facts.names.add(
      .inbox, scope((account, number)), id: inbox, name: fields.text(.inboxName, .metaInboxName), rank: rank)
    facts.observe(.queue, inbox)
    facts.traits.note(inbox: inbox, of: number)
    facts.storeObservation(of: number, rank: rank)
    if let moment = ChatwootReader.moment(fields, facts) {
      facts.observe(StatusObservation(moment: moment, told: .handover, origin: .event), of: number)
    }
    facts.counts.usable += 1
    facts.counts.descriptions += 1
  }

  // Rows of the database have numbers for words.

  private static let statuses = ["open", "resolved", "pending", "snoozed"].map { Text($0 as StaticString) }
  private static let priorities = ["low", "medium", "high", "urgent"].map { Text($0 as StaticString) }

  /// Returns the word for a status.
  static func status(_ text: Text) -> Text { word(text, among: statuses) }

  /// Returns the word for a priority.
  static func priority(_ text: Text) -> Text { word(text, among: priorities) }

  @inline(__always)
  private static func word(_ text: Text, among words: [Text]) -> Text {
    text.count == 1 && text[0] &- 0x30 < 4 ? words[Int(text[0] - 0x30)] : text
  }

  func account(_ fields: Fields, _ context: PageContext) -> Text {
    let own = fields.text(.accountID, .accountObjectID, .conversationAccountID)
    if !own.isEmpty { return own }
    return context.account.isEmpty ? account : context.account
  }

  /// Returns the inbox by which a message without an account may be told to belong to one.
  static func inbox(_ fields: Fields, _ context: PageContext) -> Text {
    let own = fields.text(.inboxID, .inboxObjectID, .conversationInboxID)
    return own.isEmpty ? context.inbox : own
  }

  func scope(_ home: (account: Text, reference: UInt32)) -> NameScope {
    home.account.isEmpty ? .reference(home.reference) : .account(home.account)
  }
}
