// From lines to records: recognition by shape, pages within pages, and what is counted on the way.

extension Twin {
  /// A reader of whole files that keeps their records.
  struct Intake {
    /// The options of the run.
    let options: Options
    /// The counts of reading, by their names in run.json.
    var counts: [String: Int]
    /// The rejects in the order of reading.
    var rejects: [Reject] = []
    /// The accepted messages, including duplicates.
    var messages: [Message] = []
    /// The accepted conversation records.
    var conversations: [ConversationRecord] = []
    /// The ratings of survey responses.
    var ratings: [Bearer] = []
    /// The observations of conversation records and events.
    var sights: [Sight] = []
    /// The reporting events.
    var reports: [Report] = []
    /// The inbox records with a name.
    var inboxes: [InboxRecord] = []
    /// The inboxes of inbox records with an account.
    var accountInboxes: [(account: Text, inbox: Text)] = []
    /// The inbox records with a channel, which replaces a missing name.
    var channels: [InboxRecord] = []

    /// The position of a record.
    struct Place {
      /// The file.
      var path: String
      /// The line's number.
      var line: Int
      /// The line's first byte.
      var offset: Int
      /// The index in the innermost page.
      var index: Int?
    }

    /// The result of a line or element.
    enum Verdict {
      case record
      case ignored
      case rejected(String)
    }

    private var sequence = 0

    /// Creates an intake without records.
    init(options: Options) {
      self.options = options
      let names = [
        "lines", "records", "blank", "ignored", "rejected", "rejected_elements", "created_missing",
        "rejected_bytes", "tolerated",
      ]
      counts = Dictionary(uniqueKeysWithValues: names.map { ($0, 0) })
    }

    /// Reads one file.
    mutating func read(path: String, bytes: [UInt8]) {
      var context = Context()
      if options.conversationFromDirectory {
        // Tests write the inputs into a directory of this name.
        let directories = ("in/" + path).split(separator: "/").dropLast()
        context.asapp = .id(Text(String(directories.last ?? "")))
      } else if options.conversationFromFilename, path != "-" {
        let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
        let stem = name.prefix(while: { $0 != "." })
        if !stem.isEmpty { context.asapp = .id(Text(String(stem))) }
      }
      let tolerated = Lines(bytes: bytes, maxLineBytes: options.maxLineBytes).read { line in
        let place = Place(path: path, line: line.number, offset: line.offset)
        count("lines")
        switch line.content {
        case .blank: count("blank")
        case .rejected(let reason, let bytes):
          reject(place, reason)
          count("rejected_bytes", bytes)
        case .value(let value):
          switch take(value, place, context) {
          case .record: count("records")
          case .ignored: count("ignored")
          case .rejected(let reason):
            reject(place, reason)
            count("rejected_bytes", line.length)
          }
        }
      }
      count("tolerated", tolerated.count)
    }

    /// Adds to a count.
    mutating func count(_ name: String, _ more: Int = 1) { counts[name, default: 0] += more }

    private mutating func reject(_ place: Place, _ reason: String) {
      count(place.index == nil ? "rejected" : "rejected_elements")
      rejects.append((place.path, place.line, place.offset, place.index, reason))
    }

    /// The rank of a record that is read now.
    mutating func rank(_ json: JSON, _ place: Place) -> Rank {
      rank(updated: Clock.read(json["updated_at"]).milliseconds ?? 0, place)
    }

    /// The rank of a record that is read now and was changed at a moment.
    mutating func rank(updated: Int64, _ place: Place) -> Rank {
      sequence += 1
      return Rank(
        updated: updated, path: Text(place.path), offset: place.offset, sequence: sequence)
    }

    /// Recognises a record by its keys: the first row of the table that matches.
    private mutating func take(_ json: JSON, _ place: Place, _ context: Context) -> Verdict {
      if let elements = json.elements { return page(elements, place, context) }
      if isObject(json["headers"]), let body = isObject(json["body"]) ? json["body"] : json["body"]?.embedded
      {
        return take(body, place, context)
      }
      let json = json.expanded
      if let event = json["event"]?.string { return take(event: event, json, place, context) }
      if json["convostat_fact"] != nil { return .rejected("bad_fact") }  // the twin reads dumps alone
      if let frame = json["message"], let event = frame["event"]?.string {
        return take(event: event, frame.expanded, place, context)
      }
      let silent: [Text] = ["ping", "welcome", "confirm_subscription", "disconnect"]
      if let type = json["type"]?.string, silent.contains(type) { return .ignored }

      let isReport = json["name"] != nil && json["value"] != nil && json["event_start_time"] != nil
      if isReport { return report(json, context) }
      if json["notification_type"] != nil { return .ignored }
      let isSurvey =
        json["csat_survey_response"] != nil
        || json["feedback_message"] != nil && json["conversation_id"] != nil
      if json["rating"] != nil, isSurvey { return chatwootRating(json, place, context) }
      if json["messageId"] != nil, isObject(json["sender"]) { return asappMessage(json, place, context) }
      if json["message_type"] != nil, json["created_at"] != nil {
        return chatwootMessage(json, place, context)
      }
      if let items = json["items"]?.elements {
        return page(items, place, inner(of: context, around: json, meta: nil))
      }
      if let payload = json["payload"]?.elements {
        return page(payload, place, inner(of: context, around: json, meta: json["meta"]))
      }
      if let data = json["data"], let payload = data["payload"]?.elements {
        let outer = inner(of: context, around: json, meta: nil)
        return page(payload, place, inner(of: outer, around: data, meta: data["meta"]))
      }
      if isObject(json["error"]) { return .rejected("api_error") }
      if isObject(json["customer"]), json["externalId"] != nil || json["id"] != nil {
        return asappConversation(json, place, context)
      }
      let isInbox = json["name"] != nil && json["channel_type"] != nil && json["inbox_id"] == nil
      if json["id"] != nil, isInbox { return inbox(json, place) }
      if json["id"] != nil, json["status"] != nil, json["inbox_id"] != nil || isObject(json["meta"]) {
        return chatwootConversation(json, place, context)
      }
      return .rejected(isErrorBody(json) ? "api_error" : "unknown_shape")
    }

    /// Returns true if this is an error in one of the forms that no key of a record contradicts.
    private func isErrorBody(_ json: JSON) -> Bool {
      let keys = [
        "convostat_fact", "body", "headers", "event", "name", "value", "event_start_time",
        "notification_type",
        "rating", "csat_survey_response", "feedback_message", "conversation_id", "messageId", "sender",
        "message_type", "created_at", "items", "payload",
      ]
      if keys.contains(where: { json[$0] != nil }) { return false }
      return json["error"]?.string != nil || json["errors"]?.elements != nil
        || (json["errors"] != nil && json["description"] != nil)
    }

    private func isObject(_ json: JSON?) -> Bool { json?.isObject ?? false }

    private mutating func take(event: Text, _ json: JSON, _ place: Place, _ context: Context) -> Verdict {
      let messages: [Text] = ["message_created", "message_updated", "message.created", "message.updated"]
      let conversations = ["created", "updated", "status_changed", "opened", "resolved"].flatMap {
        [Text("conversation_" + $0), Text("conversation." + $0)]
      }
      let fields = isObject(json["data"]) ? json["data"]?.expanded ?? json : json
      if messages.contains(event) {
        let isRevision = event.string.hasSuffix("updated")
        return chatwootMessage(fields, place, context, isRevision: isRevision)
      }
      let automations = ["automation_event_", "automation_event."]
      let isAutomatic =
        event == "macro_executed" || event == "macro.executed"
        || automations.contains { event.string.hasPrefix($0) && event.string.utf8.count > $0.utf8.count }
      if conversations.contains(event) || isAutomatic {
        return chatwootConversation(fields, place, context, event: event)
      }
      if event == "conversation_bot_handoff" || event == "conversation.bot_handoff" {
        return chatwootHandover(fields, place, context)
      }
      return .ignored
    }

    private func inner(of outer: Context, around page: JSON, meta: JSON?) -> Context {
      Context(
        asapp: asappReference(page) ?? outer.asapp, chatwoot: chatwootReference(page) ?? outer.chatwoot,
        account: chatwootAccount(page) ?? outer.account,
        inbox: page.text("inbox_id") ?? page.text("inbox", "id") ?? outer.inbox, meta: meta ?? outer.meta)
    }

    /// Reads the elements of a page one by one.
    mutating func page(_ elements: [JSON], _ place: Place, _ context: Context) -> Verdict {
      for (index, element) in elements.enumerated() {
        var elementPlace = place
        elementPlace.index = index
        if case .rejected(let reason) = take(element, elementPlace, context) { reject(elementPlace, reason) }
      }
      return .record
    }

    private mutating func inbox(_ json: JSON, _ place: Place) -> Verdict {
      let rank = rank(json, place)
      if let id = json.text("id"), let account = json.text("account_id") ?? json.text("account", "id") {
        accountInboxes.append((account, id))
      }
      if let id = json.text("id"), let name = json.text("name") {
        let account = json.text("account_id") ?? json.text("account", "id")
        inboxes.append(InboxRecord(account: account, sighting: Sighting(id: id, name: name), rank: rank))
      }
      if let id = json.text("id"), let channel = json.text("channel_type") {
        let account = json.text("account_id") ?? json.text("account", "id")
        channels.append(InboxRecord(account: account, sighting: Sighting(id: id, name: channel), rank: rank))
      }
      return .record
    }

    /// The times of a message, or why it has none; a bad client time is for the caller to judge.
    mutating func times(created: Moment, client: Moment) -> Result<(Int64, Int64?), Refusal> {
      switch (created, client) {
      case (.bad, _), (_, .bad): return .failure(Refusal(reason: "bad_timestamp"))
      case (.missing, .missing): return .failure(Refusal(reason: "no_timestamp"))
      case (.missing, .at(let client)):
        count("created_missing")
        return .success((client, nil))
      case (.at(let created), let client): return .success((created, client.milliseconds))
      }
    }

    /// The reason why a record is rejected.
    struct Refusal: Error {
      /// The name of the reason.
      var reason: String
    }
  }
}
