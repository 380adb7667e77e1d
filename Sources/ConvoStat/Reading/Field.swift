// The keys that convostat reads in records of any shape, and their paths.

/// A value that some reader asks for.
///
/// The raw value is its slot in `Fields`.
enum Field: Int {
  case event, type, fact
  case body, headers, value, eventStartTime, eventEndTime, notificationType
  case rating, surveyResponseObject, feedbackMessage
  case data, dataPayload, frame, frameEvent
  case items, payload, messages
  case error, errorCode, errorRequestID, errorMessage

  case id, displayID, externalID, name, channelType, status, isPrivate, updatedAt, lastActivityAt, timestamp
  case changedAttributes, workingHours, workingHoursEnabled, timezone
  case accountID, account, accountObjectID, assigneeNumber, contactNumber
  case inboxID, inbox, inboxObjectID, inboxName

  case messageID, createdTimestamp, clientTimestamp
  case messageType, content, contentType, createdAt, senderID, senderType
  case sender, senderRole, senderExternalID, senderObjectID, senderName, senderObjectType
  case contentAttributes, externalCreatedAt, externalError, externalEcho, externalSenderName, isReaction
  case email, emailDate, autoReply, automationRuleID
  case submittedValues, surveyResponse, csatRating
  case additionalAttributes, campaignID, customAttributes

  case conversationID, conversationExternalID, conversationNumber
  case conversation, conversationObjectID, conversationObjectExternalID, conversationDisplayID
  case conversationAccountID, conversationInboxID, conversationStatus, conversationUpdatedAt
  case conversationCustomAttributes, conversationAdditionalAttributes
  case conversationMeta, conversationAssignee, conversationAssigneeID, conversationAssigneeName
  case conversationAssigneeObjectType, conversationAssigneeType, conversationSender, conversationSenderID

  case meta, assignee, assigneeID, assigneeName, assigneeObjectType, assigneeType, metaSender, metaSenderID
  case contact, contactID, contactPayload, firstContact, firstContactID, metaInbox, metaInboxName

  case customer, customerExternalID, agent, agentExternalID, agentName
  case metadata, organizationalGroup, subdivision, metadataQueue

  fileprivate static let paths: KeyValuePairs<Field, String> = [
    .event: "event", .type: "type", .fact: "convostat_fact",
    .body: "body", .headers: "headers", .value: "value", .eventStartTime: "event_start_time",
    .eventEndTime: "event_end_time", .notificationType: "notification_type",
    .rating: "rating", .surveyResponseObject: "csat_survey_response", .feedbackMessage: "feedback_message",
    .data: "data", .dataPayload: "data/payload", .frame: "message", .frameEvent: "message/event",
    .items: "items", .payload: "payload", .messages: "messages",
    .error: "error", .errorCode: "error/code", .errorRequestID: "error/requestId",
    .errorMessage: "error/message",
    .id: "id", .displayID: "display_id", .externalID: "externalId", .name: "name",
    .channelType: "channel_type", .status: "status",
    .isPrivate: "private", .updatedAt: "updated_at", .lastActivityAt: "last_activity_at",
    .timestamp: "timestamp", .changedAttributes: "changed_attributes",
    .workingHours: "working_hours", .workingHoursEnabled: "working_hours_enabled", .timezone: "timezone",
    .accountID: "account_id", .account: "account", .accountObjectID: "account/id",
    .assigneeNumber: "assignee_id", .contactNumber: "contact_id",
    .inboxID: "inbox_id", .inbox: "inbox", .inboxObjectID: "inbox/id", .inboxName: "inbox/name",
    .messageID: "messageId", .createdTimestamp: "createdTimestamp", .clientTimestamp: "clientTimestamp",
    .messageType: "message_type", .content: "content", .contentType: "content_type", .createdAt: "created_at",
    .senderID: "sender_id",
    .senderType: "sender_type",
    .sender: "sender", .senderRole: "sender/role", .senderExternalID: "sender/externalId",
    .senderObjectID: "sender/id", .senderName: "sender/name", .senderObjectType: "sender/type",
    .contentAttributes: "content_attributes", .externalCreatedAt: "content_attributes/external_created_at",
    .externalError: "content_attributes/external_error", .externalEcho: "content_attributes/external_echo",
    .externalSenderName: "content_attributes/external_sender_name",
    .isReaction: "content_attributes/is_reaction",
    .email: "content_attributes/email", .emailDate: "content_attributes/email/date",
    .autoReply: "content_attributes/email/auto_reply",
    .automationRuleID: "content_attributes/automation_rule_id",
    .submittedValues: "content_attributes/submitted_values",
    .surveyResponse: "content_attributes/submitted_values/csat_survey_response",
    .csatRating: "content_attributes/submitted_values/csat_survey_response/rating",
    .additionalAttributes: "additional_attributes", .campaignID: "additional_attributes/campaign_id",
    .customAttributes: "custom_attributes",
    .conversationID: "conversationId", .conversationExternalID: "conversationExternalId",
    .conversationNumber: "conversation_id",
    .conversation: "conversation", .conversationObjectID: "conversation/id",
    .conversationObjectExternalID: "conversation/externalId",
    .conversationDisplayID: "conversation/display_id",
    .conversationAccountID: "conversation/account_id", .conversationInboxID: "conversation/inbox_id",
    .conversationStatus: "conversation/status", .conversationUpdatedAt: "conversation/updated_at",
    .conversationCustomAttributes: "conversation/custom_attributes",
    .conversationAdditionalAttributes: "conversation/additional_attributes",
    .conversationMeta: "conversation/meta", .conversationAssignee: "conversation/meta/assignee",
    .conversationAssigneeID: "conversation/meta/assignee/id",
    .conversationAssigneeName: "conversation/meta/assignee/name",
    .conversationAssigneeObjectType: "conversation/meta/assignee/type",
    .conversationAssigneeType: "conversation/meta/assignee_type",
    .conversationSender: "conversation/meta/sender", .conversationSenderID: "conversation/meta/sender/id",
    .meta: "meta", .assignee: "meta/assignee", .assigneeID: "meta/assignee/id",
    .assigneeName: "meta/assignee/name", .assigneeObjectType: "meta/assignee/type",
    .assigneeType: "meta/assignee_type",
    .metaSender: "meta/sender", .metaSenderID: "meta/sender/id",
    .contact: "meta/contact", .contactID: "meta/contact/id", .contactPayload: "meta/contact/payload",
    .firstContact: "meta/contact/payload/\(FieldTree.firstElement)",
    .firstContactID: "meta/contact/payload/\(FieldTree.firstElement)/id",
    .metaInbox: "meta/inbox", .metaInboxName: "meta/inbox/name",
    .customer: "customer", .customerExternalID: "customer/externalId",
    .agent: "agent", .agentExternalID: "agent/externalId", .agentName: "agent/name",
    .metadata: "metadata", .organizationalGroup: "metadata/organizationalGroup",
    .subdivision: "metadata/subdivision", .metadataQueue: "metadata/queue",
  ]

  /// Returns a tree of all fields and of the paths that `extras` need besides, and the slots that take
  /// these attributes.
  static func tree(extras: [ExtraAttribute]) -> (tree: FieldTree, extras: ExtraSources) {
    let own = paths.map { $0.value.split(separator: "/").map { Array($0.utf8) } }
    for (slot, pair) in paths.enumerated() {
      precondition(pair.key.rawValue == slot, "fields and paths are in the same order")
    }
    let all = own + ExtraAttribute.paths(of: extras, excluding: own)
    return (FieldTree(paths: all, fixed: own.count), ExtraSources(of: extras, in: all))
  }
}

extension Field {
  /// The key of a field that is directly in the record.
  var key: String { Field.paths.first { $0.key == self }?.value ?? "" }
}

extension Fields {
  @inline(__always)
  func kind(_ field: Field) -> ValueKind { kind(field.rawValue) }

  @inline(__always)
  func raw(_ field: Field) -> Text { raw(field.rawValue) }

  /// Returns the text of a string or number, or an empty text.
  @inline(__always)
  func text(_ field: Field) -> Text { text(field.rawValue) }

  /// Returns the text of the first field that is not empty.
  @inline(__always)
  func text(_ first: Field, _ second: Field) -> Text {
    let text = text(first)
    return text.isEmpty ? self.text(second) : text
  }

  @inline(__always)
  func text(_ first: Field, _ second: Field, _ third: Field) -> Text {
    let text = text(first, second)
    return text.isEmpty ? self.text(third) : text
  }

  @inline(__always)
  func has(_ field: Field) -> Bool { kind(field) != .absent }

  /// Returns true if the record has the key and says that nothing is there: null, an empty text or an empty list
  /// (Inputs: the same thing twice).
  func isCleared(_ field: Field) -> Bool { isCleared(field.rawValue) }

  @inline(__always)
  func isString(_ field: Field) -> Bool { kind(field) == .string || kind(field) == .escapedString }
}
