// What chatwoot records tell of a conversation's life: events of a status, snapshots, hand-overs, activities and
// reporting events (Life: status observations).

extension ChatwootReader {
  /// Observes the status that a conversation record tells.
  /// - Parameters:
  ///   - event: the event that the record is of; `nil` without an event.
  ///   - changed: the time of the latest change that the record names, in milliseconds since 1970; 0 without one.
  func observeStatus(
    _ fields: Fields, _ event: ConversationEvent?, of reference: UInt32, changed: Int64, _ facts: Facts
  ) {
    let text = fields.text(.status)
    var told = text.isEmpty ? nil : ChatwootReader.told(text)
    let change =
      event == .statusChanged || event == .updated ? ChangedStatus(fields.raw(.changedAttributes)) : nil
    switch event {
    case .resolved: told = .resolved
    case .opened: told = .open
    case .statusChanged, .updated: told = change?.told ?? told
    case .other, nil: break
    }
    guard let told else { return }
    let isExact = event != nil && event != .other && (event != .updated || change != nil)
    let moment = isExact ? ChatwootReader.moment(fields, facts) : changed == 0 ? nil : changed
    facts.observe(
      StatusObservation(
        moment: moment ?? StatusObservation.noMoment, told: told, origin: isExact ? .event : .record),
      of: reference)
  }

  /// Returns the status with a name or, in rows of the database, with a number.
  static func told(_ text: Text) -> StatusObservation.Told { StatusObservation.Told(status: status(text)) }

  /// Returns the moment of an event; `nil` if it has none of its times.
  static func moment(_ fields: Fields, _ facts: Facts) -> Int64? {
    Timestamp(fields, .updatedAt, &facts.lastDate).value
      ?? Timestamp(fields, .timestamp, &facts.lastDate).value
  }

  /// Notes what reporting events about the conversation of a record are compared with.
  func noteTraits(_ fields: Fields, inbox: Text, of reference: UInt32, _ facts: Facts) {
    facts.traits.note(inbox: inbox, of: reference)
    if let created = Timestamp(fields, .createdAt, &facts.lastDate).value {
      facts.traits.note(start: created / 1000, of: reference)
    }
    if !fields.text(.displayID).isEmpty { facts.traits.noteRow(reference) }
  }

  /// Reads a reporting event.
  /// - Returns: false if it tells nothing of a conversation's life.
  func reportingEvent(
    _ fields: Fields, _ context: PageContext, into facts: Facts
  ) throws(Refusal) -> Bool {
    let name = fields.text(.name)
    let told: StatusObservation.Told
    if name == "conversation_resolved" || name == "conversation_bot_resolved" {
      told = .resolved
    } else if name == "conversation_opened" {
      told = .open
    } else if name == "conversation_bot_handoff" {
      told = .handover
    } else {
      return false
    }
    let id = fields.text(.conversationNumber)
    if id.isEmpty { throw Refusal(.noConversation) }
    let ended = Timestamp(fields, .eventEndTime, &facts.lastDate)
    if ended == .unreadable { throw Refusal(.badTimestamp, "event_end_time", fields.raw(.eventEndTime)) }
    guard let moment = ended.value else { throw Refusal(.noTimestamp) }
    // An opening may be one of many, so it does not begin when the conversation does.
    let start = told == .open ? nil : Timestamp(fields, .eventStartTime, &facts.lastDate).value
    let reported = ReportedConversation(
      account: account(fields, context), inbox: fields.text(.inboxID, .inboxObjectID),
      start: start.map { $0 / 1000 })
    let number = reported.bytes.withText {
      facts.references.number(of: .reported($0, conversation: id))
    }
    facts.observe(StatusObservation(moment: moment, told: told, origin: .reporting), of: number)
    facts.counts.usable += 1
    return true
  }
}

/// The change of the status that an event names.
struct ChangedStatus {
  /// The new status; `nil` if the event does not say.
  private(set) var told: StatusObservation.Told?

  /// Finds the status in the changed attributes: an object for each, in a list; `nil` if it is not among them.
  init?(_ changed: Text) {
    guard !changed.isEmpty else { return nil }
    let unescaped = UnescapedTexts()
    var objects = [changed]
    var list = ValueWalk(changed, unescaped)
    if list.enters("[") {
      objects = []
      while let object = list.nextValue() { objects.append(object) }
    }
    let changes = objects.compactMap { ChangedStatus.member("status", of: $0, unescaped) }
    guard let change = changes.last else { return nil }
    guard let current = ChangedStatus.member("current_value", of: change, unescaped) else { return }
    var value = ValueWalk(current, unescaped)
    let text = value.textOrNothing()
    if !text.isEmpty { told = ChatwootReader.told(text) }
  }

  /// Returns the last value of a key of an object as written; `nil` for any other value or without the key.
  private static func member(_ key: StaticString, of object: Text, _ unescaped: UnescapedTexts) -> Text? {
    var members = ValueWalk(object, unescaped)
    guard members.enters("{") else { return nil }
    var found: Text?
    while let member = members.nextMember() { if member.key == key { found = member.value } }
    return found
  }
}
