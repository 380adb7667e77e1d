// The shapes of records, recognised by the keys of a JSON object (Inputs: records by shape).

/// The shape of a record.
///
/// The cases have the order in which they are tried.
enum Shape: UInt8 {
  /// A list of records.
  case page
  /// An event whose name is beside its fields, or beside `data`.
  case event
  case fact
  /// A websocket frame: the event is under `message`.
  case frame
  /// A frame that keeps the connection.
  case keepAlive
  /// What a webhook receiver stores: the record is in the body, beside the headers of the request.
  case wrapped
  /// A reporting event, or a notification: neither a message nor a conversation.
  case reportingEvent, notification
  /// The rating that a customer submitted.
  case surveyResponse
  case asappMessage, chatwootMessage
  case items, payload, dataPayload
  case apiError
  case asappConversation, inbox, chatwootConversation
  case unknown

  init(_ fields: borrowing Fields) {
    func isObject(_ field: Field) -> Bool { fields.kind(field) == .object }
    func isArray(_ field: Field) -> Bool { fields.kind(field) == .array }
    if fields.isString(.event) {
      self = .event
    } else if fields.has(.fact) {
      self = .fact
    } else if fields.isString(.frameEvent) {
      self = .frame
    } else if fields.isString(.type), Shape.isKeepAlive(fields.text(.type)) {
      self = .keepAlive
    } else if fields.has(.eventStartTime), fields.has(.value), fields.has(.name) {
      self = .reportingEvent
    } else if fields.has(.notificationType) {
      self = .notification
    } else if fields.has(.rating), Shape.isSurveyResponse(fields) {
      self = .surveyResponse
    } else if fields.has(.messageID), isObject(.sender) {
      self = .asappMessage
    } else if fields.has(.messageType), fields.has(.createdAt) {
      self = .chatwootMessage
    } else if isArray(.items) {
      self = .items
    } else if isArray(.payload) {
      self = .payload
    } else if isArray(.dataPayload) {
      self = .dataPayload
    } else if isObject(.error) {
      self = .apiError
    } else if isObject(.customer), fields.has(.externalID) || fields.has(.id) {
      self = .asappConversation
    } else if fields.has(.id), fields.has(.name), fields.has(.channelType), !fields.has(.inboxID) {
      self = .inbox
    } else if fields.has(.id), fields.has(.status), fields.has(.inboxID) || isObject(.meta) {
      self = .chatwootConversation
    } else {
      self = .unknown
    }
  }

  private static func isSurveyResponse(_ fields: borrowing Fields) -> Bool {
    fields.has(.surveyResponseObject)
      || fields.has(.feedbackMessage) && fields.has(.conversationNumber)
  }

  private static func isKeepAlive(_ type: Text) -> Bool {
    type == "ping" || type == "welcome" || type == "confirm_subscription" || type == "disconnect"
  }
}

/// An event whose fields are a conversation (Life: status observations).
enum ConversationEvent {
  /// An event whose name tells the new status.
  case resolved, opened
  case statusChanged
  /// A change of the conversation; it may name the status among what changed.
  case updated
  /// An event that does not tell of a status.
  case other
}

/// The subject of a chatwoot event.
enum EventSubject: Equatable {
  case message, messageRevision
  case conversation(ConversationEvent)
  /// A bot hands a conversation over to people.
  case handover
  /// A subject without messages or conversations: the event counts as ignored.
  case other

  init(_ name: Text) {
    func named(_ subject: StaticString, _ rest: StaticString) -> Bool {
      let (count, length) = (subject.utf8CodeUnitCount, rest.utf8CodeUnitCount)
      guard name.count == count + 1 + length,
        name[count] == UInt8(ascii: "_") || name[count] == UInt8(ascii: ".")
      else { return false }
      return Text(start: name.start, count: count) == subject
        && Text(start: name.start + count + 1, count: length) == rest
    }
    if named("message", "created") {
      self = .message
    } else if named("message", "updated") {
      self = .messageRevision
    } else if named("conversation", "resolved") {
      self = .conversation(.resolved)
    } else if named("conversation", "opened") {
      self = .conversation(.opened)
    } else if named("conversation", "status_changed") {
      self = .conversation(.statusChanged)
    } else if named("conversation", "updated") {
      self = .conversation(.updated)
    } else if named("conversation", "created") || named("macro", "executed")
      || EventSubject.isOfAutomation(name)
    {
      self = .conversation(.other)
    } else if named("conversation", "bot_handoff") {
      self = .handover
    } else {
      self = .other
    }
  }

  /// Returns true for the webhook of an automation rule, such as `automation_event.message_created`.
  private static func isOfAutomation(_ name: Text) -> Bool {
    let beginning: StaticString = "automation_event"
    let length = beginning.utf8CodeUnitCount
    return name.count > length + 1 && name.prefix(length) == beginning
      && (name[length] == UInt8(ascii: "_") || name[length] == UInt8(ascii: "."))
  }
}
