// Which conversations count: the conditions and the window of a run, word for word.

extension Twin {
  /// `--where`.
  struct Condition {
    /// The key as it is asked for.
    var key: String
    /// The value as it is asked for.
    var value: Text
    /// Whether it must not be so.
    var isNegated = false

    /// As `KEY=VALUE` or `KEY!=VALUE`.
    init(_ text: String) {
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      isNegated = parts[0].hasSuffix("!")
      key = String(parts[0].filter { $0 != "!" })
      value = Text(String(parts[1]))
    }
  }

  /// `--since`, `--until`, `--anchor`.
  struct Window {
    /// In milliseconds since 1970.
    var since: Int64?
    /// In milliseconds since 1970.
    var until: Int64?
    /// `--anchor message`.
    var anyMessage = false

    /// Whether a moment is within.
    func contains(_ time: Int64) -> Bool {
      if let since, time < since { return false }
      if let until, time >= until { return false }
      return true
    }
  }

  /// Whether a conversation stands in the tables.
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
    case "account": return [conversation.key.account]
    case "agent":
      return history.agents.isEmpty ? ["(none)"] : Set(history.agents.map { $0 ?? "(unknown)" })
    case "day", "week", "month", "hour", "weekday":
      return [history.participants.first.map { Text(Wall($0.created, options.zone)[key]) } ?? "(none)"]
    case "label":
      let labels = Twin.labels(conversation.attributes["label"])
      return labels.isEmpty ? ["(none)"] : Set(labels)
    default: return [conversation.attributes[Text(key)] ?? "(none)"]
    }
  }
}
