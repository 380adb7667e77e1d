// Whose conversation a reporting event means, and what a given as-of leaves of the world.

extension Twin.World {
  /// What is known of a conversation by which a reporting event is recognised.
  struct Features {
    /// The inboxes of its records, messages and events.
    var inboxes: Set<Twin.Text> = []
    /// The seconds in which its records say that it was created.
    var seconds: Set<Int64> = []

    /// Adds what a record or message says.
    mutating func add(_ bearer: Twin.Bearer, isRecord: Bool) {
      if let inbox = bearer.attributes["inbox"], inbox != "" { inboxes.insert(inbox) }
      if isRecord, let creation = bearer.creation { seconds.insert(creation / 1000) }
    }

    /// Returns true if nothing here contradicts the event.
    func fit(_ report: Twin.Report) -> Bool {
      if let inbox = report.inbox, !inboxes.isEmpty, !inboxes.contains(inbox) { return false }
      if let start = report.start, !seconds.isEmpty, !seconds.contains(start / 1000) { return false }
      return true
    }
  }

  /// Returns the conversation that a reporting event means; `nil` if not exactly one fits.
  func match(_ report: Twin.Report, _ features: [Twin.Key: Features], _ rows: [Twin.Text: Set<Twin.Key>])
    -> Twin.Key?
  {
    if let own = rows[report.conversation] {
      return own.count == 1 ? own.first : own.first { $0.account == report.account ?? "" }
    }
    func key(_ account: Twin.Text) -> Twin.Key {
      Twin.Key(source: "chatwoot", account: account, conversation: report.conversation)
    }
    let named = features.keys.filter { $0.source == "chatwoot" && $0.conversation == report.conversation }
    var candidates = [key(report.account ?? ""), key("")].filter { features[$0] != nil }.prefix(1).map { $0 }
    if candidates.isEmpty, report.account == nil { candidates = named }
    let fitting = candidates.filter { features[$0]?.fit(report) ?? false }
    return fitting.count == 1 ? fitting[0] : nil
  }
}

extension Twin.Bearer {
  /// The creation time of the conversation by this record, in milliseconds since 1970.
  var creation: Int64? { attributes["created"].flatMap { Int64($0.string) } }
}

extension Twin.Intake {
  /// Returns what was read without the conversation records of conversations that began later.
  func known(at asOf: Int64) -> Twin.Intake {
    func isLater(_ bearer: Twin.Bearer) -> Bool { bearer.creation.map { $0 > asOf } ?? false }
    var known = self
    known.conversations.removeAll { isLater($0.bearer) }
    known.sights.removeAll { isLater($0.bearer) }
    return known
  }
}

extension Twin.Conversation {
  /// Leaves out what came later.
  ///
  /// - Parameter isIgnored: true if a record was left out before.
  /// - Returns: the number of messages that were left out, and true if the conversation still has a row.
  mutating func cut(at asOf: Int64, isIgnored: Bool, hasRecord: Bool) -> (messages: Int, hasRow: Bool) {
    func isLater(_ observation: Twin.Observation) -> Bool { observation.moment.map { $0 > asOf } ?? false }
    let later = messages.count { $0.created > asOf }
    let isIgnored = isIgnored || later > 0 || observations.contains(where: isLater)
    messages.removeAll { $0.created > asOf }
    observations.removeAll {
      isLater($0) || isIgnored && $0.moment == nil && !$0.isExact
    }
    let hasRow =
      !isIgnored || hasRecord || !messages.isEmpty || observations.contains { $0.moment != nil }
    return (later, hasRow)
  }
}
