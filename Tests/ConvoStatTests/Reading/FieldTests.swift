// The keys that are read: every field at its path in a record.

import Testing

@testable import ConvoStat

@Suite("Fields of records")
struct FieldTests {
  /// Every field with its path.
  ///
  /// `0` is the first element of an array.
  static let paths: [(field: Field, path: String)] = [
    (.event, "event"),
    (.type, "type"),
    (.fact, "convostat_fact"),
    (.body, "body"),
    (.headers, "headers"),
    (.value, "value"),
    (.eventStartTime, "event_start_time"),
    (.eventEndTime, "event_end_time"),
    (.notificationType, "notification_type"),
    (.rating, "rating"),
    (.surveyResponseObject, "csat_survey_response"),
    (.feedbackMessage, "feedback_message"),
    (.data, "data"),
    (.dataPayload, "data/payload"),
    (.frame, "message"),
    (.frameEvent, "message/event"),
    (.items, "items"),
    (.payload, "payload"),
    (.messages, "messages"),
    (.error, "error"),
    (.errorCode, "error/code"),
    (.errorRequestID, "error/requestId"),
    (.errorMessage, "error/message"),
    (.id, "id"),
    (.displayID, "display_id"),
    (.externalID, "externalId"),
    (.name, "name"),
    (.channelType, "channel_type"),
    (.status, "status"),
    (.isPrivate, "private"),
    (.updatedAt, "updated_at"),
    (.lastActivityAt, "last_activity_at"),
    (.timestamp, "timestamp"),
    (.changedAttributes, "changed_attributes"),
    (.workingHours, "working_hours"),
    (.workingHoursEnabled, "working_hours_enabled"),
    (.timezone, "timezone"),
    (.accountID, "account_id"),
    (.account, "account"),
    (.accountObjectID, "account/id"),
    (.assigneeNumber, "assignee_id"),
    (.contactNumber, "contact_id"),
    (.inboxID, "inbox_id"),
    (.inbox, "inbox"),
    (.inboxObjectID, "inbox/id"),
    (.inboxName, "inbox/name"),
    (.messageID, "messageId"),
    (.createdTimestamp, "createdTimestamp"),
    (.clientTimestamp, "clientTimestamp"),
    (.messageType, "message_type"),
    (.content, "content"),
    (.contentType, "content_type"),
    (.createdAt, "created_at"),
    (.senderID, "sender_id"),
    (.senderType, "sender_type"),
    (.sender, "sender"),
    (.senderRole, "sender/role"),
    (.senderExternalID, "sender/externalId"),
    (.senderObjectID, "sender/id"),
    (.senderName, "sender/name"),
    (.senderObjectType, "sender/type"),
    (.contentAttributes, "content_attributes"),
    (.externalCreatedAt, "content_attributes/external_created_at"),
    (.externalError, "content_attributes/external_error"),
    (.externalEcho, "content_attributes/external_echo"),
    (.externalSenderName, "content_attributes/external_sender_name"),
    (.isReaction, "content_attributes/is_reaction"),
    (.email, "content_attributes/email"),
    (.emailDate, "content_attributes/email/date"),
    (.autoReply, "content_attributes/email/auto_reply"),
    (.automationRuleID, "content_attributes/automation_rule_id"),
    (.submittedValues, "content_attributes/submitted_values"),
    (.surveyResponse, "content_attributes/submitted_values/csat_survey_response"),
    (.csatRating, "content_attributes/submitted_values/csat_survey_response/rating"),
    (.additionalAttributes, "additional_attributes"),
    (.campaignID, "additional_attributes/campaign_id"),
    (.customAttributes, "custom_attributes"),
    (.conversationID, "conversationId"),
    (.conversationExternalID, "conversationExternalId"),
    (.conversationNumber, "conversation_id"),
    (.conversation, "conversation"),
    (.conversationObjectID, "conversation/id"),
    (.conversationObjectExternalID, "conversation/externalId"),
    (.conversationDisplayID, "conversation/display_id"),
    (.conversationAccountID, "conversation/account_id"),
    (.conversationInboxID, "conversation/inbox_id"),
    (.conversationStatus, "conversation/status"),
    (.conversationUpdatedAt, "conversation/updated_at"),
    (.conversationCustomAttributes, "conversation/custom_attributes"),
    (.conversationAdditionalAttributes, "conversation/additional_attributes"),
    (.conversationMeta, "conversation/meta"),
    (.conversationAssignee, "conversation/meta/assignee"),
    (.conversationAssigneeID, "conversation/meta/assignee/id"),
    (.conversationAssigneeName, "conversation/meta/assignee/name"),
    (.conversationAssigneeObjectType, "conversation/meta/assignee/type"),
    (.conversationAssigneeType, "conversation/meta/assignee_type"),
    (.conversationSender, "conversation/meta/sender"),
    (.conversationSenderID, "conversation/meta/sender/id"),
    (.meta, "meta"),
    (.assignee, "meta/assignee"),
    (.assigneeID, "meta/assignee/id"),
    (.assigneeName, "meta/assignee/name"),
    (.assigneeObjectType, "meta/assignee/type"),
    (.assigneeType, "meta/assignee_type"),
    (.metaSender, "meta/sender"),
    (.metaSenderID, "meta/sender/id"),
    (.contact, "meta/contact"),
    (.contactID, "meta/contact/id"),
    (.contactPayload, "meta/contact/payload"),
    (.firstContact, "meta/contact/payload/0"),
    (.firstContactID, "meta/contact/payload/0/id"),
    (.metaInbox, "meta/inbox"),
    (.metaInboxName, "meta/inbox/name"),
    (.customer, "customer"),
    (.customerExternalID, "customer/externalId"),
    (.agent, "agent"),
    (.agentExternalID, "agent/externalId"),
    (.agentName, "agent/name"),
    (.metadata, "metadata"),
    (.organizationalGroup, "metadata/organizationalGroup"),
    (.subdivision, "metadata/subdivision"),
    (.metadataQueue, "metadata/queue"),
  ]

  /// Returns a record with a value at one path and nothing else.
  private func record(_ path: String, _ value: String) -> String {
    path.split(separator: "/").reversed().reduce(value) { inside, key in
      key == "0" ? "[\(inside),{\"id\":\"second\"}]" : "{\"\(key)\":\(inside)}"
    }
  }

  @Test("The table is whole")
  func whole() {
    #expect(Self.paths.map(\.field.rawValue) == Array(0..<Field.tree(extras: []).tree.slotCount))
  }

  @Test("Each field is found at its path, and no other except the fields around it")
  func places() {
    let fields = Fields(tree: Field.tree(extras: []).tree)
    for (field, path) in Self.paths {
      let bytes = PaddedBytes(record(path, "\"value\""))
      #expect(cursorReason(bytes, fields) == nil)
      #expect(fields.text(field).string == "value", "\(path)")
      for (other, otherPath) in Self.paths where other != field {
        #expect(fields.has(other) == path.hasPrefix(otherPath + "/"), "\(otherPath) in \(path)")
      }
      withExtendedLifetime(bytes) {}
    }
  }

  @Test("A key that is a prefix or an extension of a field's key is not that field")
  func nearKeys() {
    let fields = Fields(tree: Field.tree(extras: []).tree)
    for (_, path) in Self.paths where !path.hasSuffix("0") {
      for other in [path + "s", path + "\\u0000", String(path.dropLast()), path.uppercased(), path + " "] {
        if Self.paths.contains(where: { $0.path == other }) { continue }
        let bytes = PaddedBytes(record(other, "1"))
        #expect(cursorReason(bytes, fields) == nil)
        let found = Self.paths.filter { fields.has($0.field) && !other.hasPrefix($0.path + "/") }
        #expect(found.map(\.path) == [], "\(other)")
        withExtendedLifetime(bytes) {}
      }
    }
  }

  @Test("The keys of --metadata are read in addition to the known ones, and may equal them or be repeated")
  func metadataKeys() {
    let keys = ["region", "queue", "region", "é", "e\u{301}", "", "a/b", "organizationalGrou"]
    let (tree, extras) = Field.tree(extras: keys.map(ExtraAttribute.metadata))
    let slots = extras.asapp.map(\.slot)
    let fields = Fields(tree: tree)
    let bytes = PaddedBytes(
      """
      {"metadata":{"region":"r","queue":"q","é":"composed","e\u{301}":"decomposed","":"none","a/b":"slash",
      "organizationalGrou":"o","organizationalGroup":"g"}}
      """)
    #expect(cursorReason(bytes, fields) == nil)
    #expect(
      slots.map { fields.text($0).string } == [
        "r", "q", "r", "composed", "decomposed", "none", "slash", "o",
      ])
    #expect(fields.text(.organizationalGroup).string == "g")
    withExtendedLifetime(bytes) {}
  }
}
