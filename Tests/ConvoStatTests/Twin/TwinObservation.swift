// What records say about the status of a conversation: the observations, and where each comes from.

import Foundation

extension Twin {
  /// What the status of a conversation was seen to be, or that a bot handed it over.
  struct Observation: Hashable {
    /// The kind of record that tells it, by its name in run.json.
    enum Origin: String, CaseIterable {
      case event
      case reporting
      case activity
      case record
    }

    /// The milliseconds since 1970; `nil` if the record has no time.
    var moment: Int64?
    /// The status; `nil` for a hand-over.
    var status: Text?
    /// The kind of record.
    var origin: Origin

    /// True if the moment is that of the change; false if the record was only read then.
    var isExact: Bool { origin != .record }

    /// The moment up to which messages come first: lists round down, so a whole second may be any part of it.
    var position: Int64 { moment.map { $0 % 1000 == 0 ? $0 + 999 : $0 } ?? .max }

    /// Returns true if `self` comes before another observation between the same two messages.
    func precedes(_ other: Observation) -> Bool {
      func order(_ one: Observation) -> [Int64] {
        let kind: Int64 = one.status == nil ? 0 : one.status == "resolved" ? 2 : 1
        let origin = Origin.allCases.firstIndex(of: one.origin) ?? 0
        return [one.position, kind, one.isExact ? 0 : 1, one.moment ?? .max, Int64(origin)]
      }
      let (own, others) = (order(self), order(other))
      return own != others
        ? own.lexicographicallyPrecedes(others) : (status ?? "") < (other.status ?? "")
    }
  }

  /// An observation with the conversation that its record names.
  struct Sight {
    /// The conversation, and the rank of the record.
    var bearer: Bearer
    /// The observation.
    var observation: Observation
  }

  /// A reporting event, which names its conversation by the id of the database.
  struct Report {
    /// The conversation by that id.
    var conversation: Text
    /// The account.
    var account: Text?
    /// The inbox.
    var inbox: Text?
    /// The moment at which the conversation began, if the event's kind says so.
    var start: Int64?
    /// The observation.
    var observation: Observation
  }

  /// The texts of activity messages, each with the status that it tells.
  ///
  /// A star is any text.
  static let activities: [(pattern: String, status: Text)] = [
    ("Conversation was marked resolved by*", "resolved"), ("Conversation was resolved by*", "resolved"),
    ("Conversation was reopened by*", "open"), ("Conversation was marked open*", "open"),
    ("System reopened the conversation*", "open"),
    ("Conversation was marked as pending by*", "pending"), ("Conversation was snoozed by*", "snoozed"),
  ]

  /// The status that the text of an activity message tells.
  static func status(ofActivity text: Text) -> Text? {
    let trimmed = text.string.trimmingCharacters(in: .whitespacesAndNewlines)
    return activities.first { trimmed.hasPrefix($0.pattern.dropLast()) }?.status
  }
}

extension Twin.Intake {
  /// The time of an event.
  private func eventTime(_ json: Twin.JSON) -> Int64? {
    for key in ["updated_at", "timestamp"] {
      if let time = Twin.Clock.read(json[key]).milliseconds { return time }
    }
    return nil
  }

  /// The latest of the times of a conversation record.
  private func recordTime(_ json: Twin.JSON) -> Int64? {
    ["updated_at", "last_activity_at", "timestamp"].compactMap { Twin.Clock.read(json[$0]).milliseconds }
      .max()
  }

  /// Returns what an event's list of changes, or its object of changes, says about the status.
  private func change(_ json: Twin.JSON) -> Twin.JSON? {
    let changes = json["changed_attributes"]
    return changes?["status"] ?? changes?.elements?.compactMap { $0["status"] }.first
  }

  /// Returns the observation of a conversation record, or of an event with its fields.
  func observation(of json: Twin.JSON, event: Twin.Text?) -> Twin.Observation? {
    let status = word(json.text("status"), Twin.statusWords)
    let change = change(json)
    let changed = word(change?.text("current_value"), Twin.statusWords) ?? status
    let told: Twin.Text?
    switch event?.string.replacing(".", with: "_") {
    case "conversation_resolved": told = "resolved"
    case "conversation_opened": told = "open"
    case "conversation_status_changed": told = changed
    case "conversation_updated" where change != nil: told = changed
    default:
      return status.map { Twin.Observation(moment: recordTime(json), status: $0, origin: .record) }
    }
    return told.map { Twin.Observation(moment: eventTime(json), status: $0, origin: .event) }
  }

  /// Returns the observation of a hand-over, which is nothing without a moment.
  func handover(of json: Twin.JSON) -> Twin.Observation? {
    eventTime(json).map { Twin.Observation(moment: $0, status: nil, origin: .event) }
  }

  /// Adds a reporting event.
  mutating func report(_ json: Twin.JSON, _ context: Twin.Context) -> Verdict {
    let statuses: [Twin.Text: Twin.Text] = [
      "conversation_resolved": "resolved", "conversation_bot_resolved": "resolved",
      "conversation_opened": "open",
    ]
    guard let name = json["name"]?.string else { return .ignored }
    if statuses[name] == nil, name != "conversation_bot_handoff" { return .ignored }
    guard let conversation = json.text("conversation_id") else { return .rejected("no_conversation") }
    let end = Twin.Clock.read(json["event_end_time"])
    guard let moment = end.milliseconds else {
      return .rejected(end == .missing ? "no_timestamp" : "bad_timestamp")
    }
    let start = Twin.Clock.read(json["event_start_time"]).milliseconds
    reports.append(
      Twin.Report(
        conversation: conversation, account: chatwootAccount(json) ?? context.account ?? optionAccount,
        inbox: json.text("inbox_id") ?? json.text("inbox", "id"),
        start: name == "conversation_opened" ? nil : start,
        observation: Twin.Observation(moment: moment, status: statuses[name], origin: .reporting)))
    return .record
  }
}

extension Twin {
  /// The words for the numbers of statuses in rows of the database.
  static let statusWords: [Text] = ["open", "resolved", "pending", "snoozed"]
}
