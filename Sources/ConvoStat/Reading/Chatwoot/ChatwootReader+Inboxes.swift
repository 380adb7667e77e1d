// Chatwoot's records besides messages and conversations: inboxes and answers to surveys.

extension ChatwootReader {
  /// Reads the rating that a customer submitted in a survey.
  func surveyResponse(
    _ fields: Fields, _ context: PageContext, _ position: RecordPosition, into facts: Facts
  ) throws(Refusal) {
    let own = fields.text(.conversationNumber, .conversationObjectID, .conversationDisplayID)
    let conversation = own.isEmpty ? context.conversation : own
    if conversation.isEmpty { throw Refusal(.noConversation) }
    let number = facts.references.number(
      of: Reference(
        chatwoot: conversation, account: account(fields, context),
        inbox: ChatwootReader.inbox(fields, context)))
    let updated =
      Timestamp(fields, .updatedAt, &facts.lastDate).value
      ?? Timestamp(fields, .createdAt, &facts.lastDate).value ?? 0
    if let ratingIndex { facts.observe(extra: ratingIndex, fields.text(.rating)) }
    facts.observe(surveyExtras, of: fields)
    facts.storeObservation(of: number, rank: position.rank(isRecord: false, updated: updated))
    facts.counts.usable += 1
  }

  /// Reads an inbox record: the name and the hours of an inbox in one account, or in all accounts.
  func inbox(_ fields: Fields, _ context: PageContext, _ position: RecordPosition, into facts: Facts) {
    let own = fields.text(.accountID, .accountObjectID)
    let account = own.isEmpty ? context.account : own
    let scope: NameScope = account.isEmpty ? .everywhere : .account(account)
    if !account.isEmpty { facts.note(inbox: fields.text(.id), of: account) }
    let rank = position.rank(
      isRecord: true, updated: Timestamp(fields, .updatedAt, &facts.lastDate).value ?? 0)
    facts.names.add(.inbox, scope, id: fields.text(.id), name: fields.text(.name), rank: rank)
    if hasChannels {
      facts.names.add(
        .inboxChannel, scope, id: fields.text(.id), name: fields.text(.channelType), rank: rank)
    }
    if var schedule = WorkingHours(fields).schedule {
      schedule.withUTF8 {
        facts.names.add(.inboxHours, scope, id: fields.text(.id), name: Text($0), rank: rank)
      }
    }
    facts.counts.usable += 1
    facts.counts.descriptions += 1
  }
}
