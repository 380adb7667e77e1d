// The records of chatwoot: which field means what.

import Foundation

extension Twin.Intake {
  /// The conversation that a message or page names by chatwoot's keys.
  func chatwootReference(_ json: Twin.JSON) -> Twin.Text? {
    json.text("conversation_id") ?? json.text("conversation", "id") ?? json.text("conversation", "display_id")
  }

  /// The account that an object names.
  func chatwootAccount(_ json: Twin.JSON) -> Twin.Text? {
    json.text("account_id") ?? json.text("account", "id") ?? json.text("conversation", "account_id")
  }

  /// The account of `--account`.
  var optionAccount: Twin.Text? { Twin.JSON.string(options.account ?? "").text }

  /// Adds a message.
  mutating func chatwootMessage(
    _ json: Twin.JSON, _ place: Place, _ context: Twin.Context, isRevision: Bool = false
  ) -> Verdict {
    guard let id = json.text("id") else { return .rejected("no_message_id") }
    guard let conversation = chatwootReference(json) ?? context.chatwoot else {
      return .rejected("no_conversation")
    }
    guard var role = role(json) else { return .rejected("unknown_role") }
    let recordedRole = role
    let sender = json.text("sender_id") ?? json.text("sender", "id")
    let isSenderless = role == .agent || role == .bot ? isSenderless(json) : false
    if isSenderless, let decided = options.noSender { role = decided }
    role = decided(role, sender)
    switch times(created: Twin.Clock.read(json["created_at"]), client: client(json)) {
    case .failure(let refusal): return .rejected(refusal.reason)
    case .success(let (created, client)):
      let updated = Twin.Clock.read(json["updated_at"]).milliseconds
      let changed = Twin.Clock.read(json["conversation"]?["updated_at"]).milliseconds ?? updated ?? created
      var bearer = Twin.Bearer(
        source: .chatwoot, account: chatwootAccount(json) ?? context.account ?? optionAccount,
        reference: .id(conversation), rank: rank(updated: changed, place))
      let inbox = json.text("inbox_id") ?? json.text("inbox", "id")
      bearer.set("inbox", inbox ?? json.text("conversation", "inbox_id"))
      bearer.inbox = inbox ?? json.text("conversation", "inbox_id") ?? context.inbox
      bearer.meetInbox(inbox, inboxName(json) ?? context.meta?.text("inbox", "name"))
      for meta in [json["conversation"]?["meta"], context.meta] { carry(meta, &bearer) }
      if let conversation = json["conversation"] { carry(conversation: conversation, &bearer) }
      bearer.set("customer_id", json["conversation"]?["meta"]?.text("sender", "id"))
      bearer.set("customer_id", context.meta?.text("contact", "id"))
      let contacts = context.meta?["contact"]?["payload"]?.elements
      bearer.set("customer_id", contacts?.first?.text("id"))
      bearer.set("customer_name", json["conversation"]?["meta"]?.text("sender", "name"))
      bearer.set("customer_name", context.meta?.text("contact", "name"))
      bearer.set("customer_name", contacts?.first?.text("name"))
      bearer.set("csat_rating", rating(json))
      bearer.set(
        "csat_comment",
        json.text("content_attributes", "submitted_values", "csat_survey_response", "feedback_message"))
      bearer.setCreation(json["conversation"]?["created_at"])
      if recordedRole == .agent {
        bearer.meetAgent(json.text("sender", "id") ?? json.text("sender_id"), json.text("sender", "name"))
      }
      messages.append(
        Twin.Message(
          bearer: bearer, updated: updated ?? 0, id: id, created: created, client: client, role: role,
          recordedRole: recordedRole,
          isRevision: isRevision, isSenderless: isSenderless, sender: sender, activity: activity(json)))
      return .record
    }
  }

  /// Returns the text of an activity, of a message that is neither failed nor private.
  private func activity(_ json: Twin.JSON) -> Twin.Text? {
    guard role(json) == .system, let type = json.text("message_type"), ["2", "activity"].contains(type)
    else { return nil }
    return json["content"]?.string ?? ""
  }

  /// The class of a message in this run: options make an agent a bot, and bots system.
  func decided(_ role: Twin.Role, _ sender: Twin.Text?) -> Twin.Role {
    var role = role
    if role == .agent, let sender, options.botAgents.contains(sender.string) { role = .bot }
    return role == .bot && options.botsIgnored ? .system : role
  }

  /// Returns true if an outgoing message names no sender, and is no echo of one sent elsewhere.
  private func isSenderless(_ json: Twin.JSON) -> Bool {
    let named = [
      json.text("sender_type"), json.text("sender", "type"), json.text("sender_id"),
      json.text("sender", "id"),
      json.text("sender", "name"), json.text("content_attributes", "external_echo"),
      json.text("content_attributes", "external_sender_name"),
    ]
    let isEcho = json["content_attributes"]?["external_echo"] == .bool(true)
    return named.allSatisfy { $0 == nil } && !isEcho
  }

  /// The word for a number in a row of the database.
  func word(_ text: Twin.Text?, _ words: [Twin.Text]) -> Twin.Text? {
    guard let text, let number = ["0", "1", "2", "3"].firstIndex(of: text) else { return text }
    return words[number]
  }

  private func carry(_ meta: Twin.JSON?, _ bearer: inout Twin.Bearer) {
    guard let meta, !hasBot(meta) else { return }
    bearer.setAgent(meta.text("assignee", "id"), meta.text("assignee", "name"))
    bearer.meetAgent(meta.text("assignee", "id"), meta.text("assignee", "name"))
  }

  /// Returns true if what is assigned is no agent.
  private func hasBot(_ meta: Twin.JSON) -> Bool {
    if let type = meta.text("assignee_type"), type != "User" { return true }
    return ["agent_bot", "captain_assistant"].contains(meta.text("assignee", "type"))
  }

  /// Sets the attributes that a conversation has by itself, and within a message too.
  private func carry(conversation json: Twin.JSON, _ bearer: inout Twin.Bearer) {
    bearer.set("status", word(json.text("status"), Twin.statusWords))
    bearer.set("label", Twin.joined((json["labels"]?.elements ?? []).compactMap(\.text)))
    let cached = json.text("cached_label_list")?.string.split(separator: ",") ?? []
    bearer.set(
      "label",
      Twin.joined(cached.map { Twin.Text($0.trimmingCharacters(in: .whitespaces)) }.filter { $0 != "" }))
    bearer.set("team", json["meta"]?.text("team", "name") ?? json.text("team_id"))
    bearer.set("channel", json["meta"]?.text("channel") ?? json.text("channel"))
    bearer.set("priority", word(json.text("priority"), ["low", "medium", "high", "urgent"]))
    for key in metadataKeys {
      let value = json.text("custom_attributes", key) ?? json.text("additional_attributes", key)
      bearer.set(Twin.Text("metadata." + key), value)
    }
  }

  /// Removes what a conversation record says is gone.
  private func clear(_ json: Twin.JSON, _ bearer: inout Twin.Bearer) {
    bearer.remove("status", if: json.clears("status"))
    bearer.remove(
      "inbox", if: json.clears("inbox_id") || json.clears("inbox") || json.clears("inbox", "id"))
    bearer.remove(
      "customer_id",
      if: json.clears("meta", "sender") || json.clears("meta", "sender", "id") || json.clears("contact_id"))
    bearer.remove(
      "customer_name", if: json.clears("meta", "sender") || json.clears("meta", "sender", "name"))
    bearer.remove("label", if: json.clears("labels") || json.clears("cached_label_list"))
    bearer.remove("channel", if: json.clears("meta", "channel") || json.clears("channel"))
    bearer.remove("priority", if: json.clears("priority"))
    for key in metadataKeys {
      let isCleared = json.clears("custom_attributes", key) || json.clears("additional_attributes", key)
      bearer.remove(Twin.Text("metadata." + key), if: isCleared)
    }
    let (meta, isOfAPI) = (json["meta"], json["meta"]?["sender"]?.isObject ?? false)
    bearer.remove(
      "assigned_agent_id", "assigned_agent_name",
      if: json.clears("meta", "assignee") || json.clears("meta", "assignee", "id")
        || json.clears("meta", "assignee", "name") || json.clears("assignee_id")
        || isOfAPI && meta?["assignee"] == nil)
    bearer.remove(
      "team",
      if: json.clears("meta", "team") || json.clears("meta", "team", "name") || json.clears("team_id")
        || isOfAPI && meta?["team"] == nil)
  }

  /// The latest time at which a conversation record was changed.
  private func changed(_ json: Twin.JSON) -> Int64 {
    ["updated_at", "last_activity_at", "timestamp"].compactMap { Twin.Clock.read(json[$0]).milliseconds }
      .max() ?? 0
  }

  private func inboxName(_ json: Twin.JSON) -> Twin.Text? {
    json.text("inbox", "name") ?? json["meta"]?.text("inbox", "name")
  }

  private func client(_ json: Twin.JSON) -> Twin.Moment {
    let attributes = json["content_attributes"]
    for moment in [
      Twin.Clock.read(attributes?["external_created_at"]), Twin.Clock.read(attributes?["email"]?["date"]),
    ] where moment.milliseconds != nil { return moment }
    return .missing
  }

  private func rating(_ json: Twin.JSON) -> Twin.Text? {
    json.text("content_attributes", "submitted_values", "csat_survey_response", "rating")
  }

  private func role(_ json: Twin.JSON) -> Twin.Role? {
    let content = json["content_attributes"]
    let failures: [Twin.Text] = ["failed", "3"]
    if let status = json.text("status"), failures.contains(status) { return .failed }
    if content?.text("external_error") != nil { return .failed }
    if json["private"] == .bool(true) { return .note }
    let type = json.text("message_type")
    if let type, ["2", "3", "activity", "template"].contains(type) { return .system }
    if let kind = json.text("content_type"), ["input_csat", "9", "voice_call", "12"].contains(kind) {
      return .system
    }
    switch type {
    case "0", "incoming":
      let isReply = content?["email"]?["auto_reply"] == .bool(true)
      let isReaction = content?["is_reaction"] == .bool(true)
      return isReply || isReaction || rating(json) != nil ? .system : .customer
    case "1", "outgoing": break
    default: return nil
    }
    let isAutomatic =
      json.text("content_attributes", "automation_rule_id") != nil
      || json.text("additional_attributes", "campaign_id") != nil
    if isAutomatic { return .system }
    let bots: [Twin.Text] = ["AgentBot", "agent_bot", "Captain::Assistant", "captain_assistant"]
    if let type = json.text("sender_type") ?? json.text("sender", "type"), bots.contains(type) { return .bot }
    let hasKey = json["sender"] != nil || json["sender_type"] != nil || json["sender_id"] != nil
    return isSenderless(json) && hasKey ? .bot : .agent
  }

  /// Adds the rating of a survey response.
  mutating func chatwootRating(_ json: Twin.JSON, _ place: Place, _ context: Twin.Context) -> Verdict {
    guard let conversation = chatwootReference(json) ?? context.chatwoot else {
      return .rejected("no_conversation")
    }
    var bearer = Twin.Bearer(
      source: .chatwoot, account: chatwootAccount(json) ?? context.account ?? optionAccount,
      reference: .id(conversation),
      rank: rank(
        updated: Twin.Clock.read(json["updated_at"]).milliseconds
          ?? Twin.Clock.read(json["created_at"]).milliseconds ?? 0, place))
    bearer.set("csat_rating", json.text("rating"))
    bearer.set(
      "csat_comment",
      json.text("feedback_message") ?? json.text("csat_survey_response", "feedback_message"))
    bearer.inbox =
      json.text("inbox_id") ?? json.text("inbox", "id") ?? json.text("conversation", "inbox_id")
      ?? context.inbox
    ratings.append(bearer)
    return .record
  }

  /// Adds the conversation of a hand-over with its inbox.
  mutating func chatwootHandover(_ json: Twin.JSON, _ place: Place, _ context: Twin.Context) -> Verdict {
    guard let id = json.text("id") else { return .rejected("no_conversation") }
    var bearer = Twin.Bearer(
      source: .chatwoot, account: chatwootAccount(json) ?? context.account ?? optionAccount,
      reference: .id(id), rank: rank(json, place))
    let inbox = json.text("inbox_id") ?? json.text("inbox", "id")
    bearer.set("inbox", inbox)
    bearer.inbox = inbox
    bearer.meetInbox(inbox, inboxName(json))
    conversations.append(Twin.ConversationRecord(bearer: bearer))
    if let observation = handover(of: json) {
      sights.append(Twin.Sight(bearer: bearer, observation: observation))
    }
    return .record
  }

  /// Adds a conversation and the messages in it.
  mutating func chatwootConversation(
    _ json: Twin.JSON, _ place: Place, _ context: Twin.Context, event: Twin.Text? = nil
  ) -> Verdict {
    guard let id = json.text("id") else { return .rejected("no_conversation") }
    let account = chatwootAccount(json) ?? context.account
    var bearer = Twin.Bearer(
      source: .chatwoot, account: account ?? optionAccount, reference: .id(id),
      rank: rank(updated: changed(json), place))
    let inbox = json.text("inbox_id") ?? json.text("inbox", "id")
    bearer.set("inbox", inbox)
    bearer.inbox = inbox
    bearer.meetInbox(inbox, inboxName(json))
    let assignee = json["meta"]?["assignee"]
    if let meta = json["meta"], hasBot(meta) {
      bearer.remove("assigned_agent_id", "assigned_agent_name", if: true)
    } else {
      bearer.meetAgent(assignee?.text("id"), assignee?.text("name"))
      bearer.setAgent(assignee?.text("id") ?? json.text("assignee_id"), assignee?.text("name"))
    }
    bearer.set("customer_id", json["meta"]?.text("sender", "id") ?? json.text("contact_id"))
    bearer.set("customer_name", json["meta"]?.text("sender", "name"))
    carry(conversation: json, &bearer)
    bearer.setCreation(json["created_at"])
    clear(json, &bearer)
    let databaseID = json.text("display_id") == nil ? nil : id
    conversations.append(Twin.ConversationRecord(bearer: bearer, databaseID: databaseID))
    if let observation = observation(of: json, event: event) {
      sights.append(Twin.Sight(bearer: bearer, observation: observation))
    }

    if let elements = json["messages"]?.elements {
      var inside = context
      inside.chatwoot = id
      inside.account = account
      inside.inbox = inbox
      inside.meta = nil
      _ = page(elements, place, inside)
    }
    return .record
  }
}
