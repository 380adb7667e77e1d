// The selection of conversations: the conditions and the window of a run, literally by the definitions.

extension Twin {
  /// A condition of `--where`.
  struct Condition {
    /// The key as it is asked for.
    var key: String
    /// The value as it is asked for.
    var value: Text
    /// True if the key must not have the value.
    var isNegated = false

    /// Creates a condition from `KEY=VALUE` or `KEY!=VALUE`.
    init(_ text: String) {
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      isNegated = parts[0].hasSuffix("!")
      key = String(parts[0].filter { $0 != "!" })
      value = Text(String(parts[1]))
    }
  }

  /// The window of `--since`, `--until` and `--anchor`.
  struct Window {
    /// In milliseconds since 1970.
    var since: Int64?
    /// In milliseconds since 1970.
    var until: Int64?
    /// True with `--anchor message`.
    var anyMessage = false

    /// Returns true if a moment is within the window.
    func contains(_ time: Int64) -> Bool {
      if let since, time < since { return false }
      if let until, time >= until { return false }
      return true
    }
  }

  /// Returns true if a conversation is in the tables.
  func isCounted(_ history: History) -> Bool {
    if options.window.since != nil || options.window.until != nil {
      let times = history.participants.map(\.created)
      let asked = options.window.anyMessage ? times : Array(times.prefix(1))
      if !asked.contains(where: options.window.contains) { return false }
    }
    for key in Set(options.conditions.map(\.key)) {
      let cells = cells(of: history, key)
      let conditions = options.conditions.filter { $0.key == key }
      if conditions.contains(where: { $0.isNegated && cells.contains($0.value) }) { return false }
      let wanted = conditions.filter { !$0.isNegated }.map(\.value)
      if !wanted.isEmpty, cells.isDisjoint(with: wanted) { return false }
    }
    return true
  }

  /// The rows of a table by one key in which a conversation counts.
  private func cells(of history: History, _ key: String) -> Set<Text> {
    let conversation = history.conversation
    switch key {
    case "source": return [conversation.key.source]
    case "assigned_agent": return [conversation.attributes["assigned_agent_id"] ?? "(none)"]
    case "account": return [conversation.key.account]
    case "agent":
      return history.agents.isEmpty ? ["(none)"] : Set(history.agents.map { $0 ?? "(unknown)" })
    case "day", "week", "month", "quarter", "year", "hour", "weekday":
      return [history.participants.first.map { Text(Wall($0.created, options.zone)[key]) } ?? "(none)"]
    case "label":
      let labels = Twin.labels(conversation.attributes["label"])
      return labels.isEmpty ? ["(none)"] : Set(labels)
    default: return [conversation.attributes[Text(key)] ?? "(none)"]
    }
  }
}
