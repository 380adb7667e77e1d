// The class of a chatwoot message.

extension ChatwootReader {
  /// Returns the class of a message: the first rule of the definition that matches (Inputs:
  /// messages and times); `nil` if none matches.
  static func kind(_ fields: Fields) -> RecordedClass? {
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
}
