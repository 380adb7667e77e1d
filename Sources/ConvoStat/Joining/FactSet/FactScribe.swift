// The writer of fact lines, whose bytes do not depend on the order in which facts were met
// (Facts).

/// Writes the lines of references and of names.
struct FactScribe {
  let set: FactSet
  private var facts: [Fact] = []
  private(set) var messages = 0
  private(set) var duplicates = 0
  /// The number of copies of messages that no line keeps.
  private(set) var dropped = 0
  /// The latest creation time of a message, in milliseconds since 1970; negative without messages.
  private(set) var newest: Int64 = -1
  /// The latest creation time of the messages that were not created after `horizon`; negative without such
  /// messages.
  private(set) var newestInTime: Int64 = -1
  private let horizon: Int64

  /// Maximum number of messages per line.
  ///
  /// A longer conversation takes several lines.
  static let maximumMessagesPerLine = 1000

  /// - Parameter horizon: the time in milliseconds since 1970 after which messages count as ahead of the
  ///   clock.
  init(_ set: FactSet, horizon: Int64 = .max) {
    self.set = set
    self.horizon = horizon
  }

  /// The beginning of every line.
  static let opening = Array("{\"convostat_fact\":1".utf8)

  /// Appends the lines of a reference.
  mutating func append(_ index: Int, to bytes: inout [UInt8]) {
    gather(index)
    let reference = set.references[UInt32(index)]
    FactScribe.begin(reference, &bytes)
    var assigned = appendObservations(index, to: &bytes)
    appendLife(index, to: &bytes)
    var start = 0
    repeat {
      if start > 0 { FactScribe.begin(reference, &bytes) }
      let end = min(start + FactScribe.maximumMessagesPerLine, facts.count)
      if end > start { append(facts[start..<end], assigned: assigned, to: &bytes) }
      bytes.append(literal: "}\n")
      start = end
      assigned = .empty
    } while start < facts.count
  }

  private static func begin(_ reference: Reference, _ bytes: inout [UInt8]) {
    bytes += opening
    switch reference.kind {
    case .byID: bytes.append(literal: ",\"asapp\":")
    case .byExternalID: bytes.append(literal: ",\"asapp_external\":")
    case .chatwoot, .ofInbox: bytes.append(literal: ",\"chatwoot\":")
    case .mapped: bytes.append(literal: ",\"mapped\":")
    case .reported: bytes.append(literal: ",\"reported\":")
    }
    bytes.append(jsonString: reference.name)
    if reference.kind == .reported {
      let reported = ReportedConversation(reference.qualifier)
      append("account", reported.account, to: &bytes)
      append("reported_inbox", reported.inbox, to: &bytes)
      guard let start = reported.start else { return }
      bytes.append(literal: ",\"reported_start\":")
      return bytes.append(decimal: Int(start))
    }
    append(account: reference.account, isSourced: reference.kind == .mapped, to: &bytes)
    if case .ofInbox(let inbox, _) = reference { append("in_inbox", inbox, to: &bytes) }
  }

  /// Appends an account, after the source that a sourced account begins with.
  static func append(account: Text, isSourced: Bool, to bytes: inout [UInt8]) {
    if !isSourced { return append("account", account, to: &bytes) }
    let parts = SourcedAccount.parts(of: account)
    append("source", parts.source, to: &bytes)
    append("account", parts.account, to: &bytes)
  }

  /// Appends a key with a text, unless the text is empty.
  static func append(_ key: StaticString, _ text: Text, to bytes: inout [UInt8]) {
    if text.isEmpty { return }
    bytes.append(literal: ",\"")
    bytes.append(literal: key)
    bytes.append(literal: "\":")
    bytes.append(jsonString: text)
  }

  /// Collects the records of each message that later nights may need (Inputs: the same thing twice), in the order
  /// of time.
  private mutating func gather(_ index: Int) {
    facts.removeAll(keepingCapacity: true)
    set.forEachMessage(index) { facts.append($0) }
    let all = facts.count
    let distinct = facts.keepTelling(set.agents.ids)
    messages += distinct
    duplicates += all - distinct
    dropped += all - facts.count
    var kept = facts
    if kept.count > distinct { _ = kept.keepPrevailing(set.agents.ids, byClient: false) }
    newest = max(newest, kept.last?.created ?? -1)
    newestInTime = max(newestInTime, kept.last { $0.created <= horizon }?.created ?? -1)
  }

  private func append(_ facts: ArraySlice<Fact>, assigned: Text, to bytes: inout [UInt8]) {
    appendAgents(facts, assigned: assigned, to: &bytes)
    let ids = facts.map(\.id.spelled)
    let prefix = FactScribe.commonPrefix(ids)
    ids[0].withText {
      FactScribe.append("prefix", $0[0..<prefix], to: &bytes)
    }
    FactScribe.append("ids", ids, to: &bytes) { id, bytes in
      id.withText {
        bytes.append(jsonString: $0.suffix(from: prefix))
      }
    }
    bytes.append(literal: ",\"senders\":\"")
    for fact in facts {
      bytes.append(
        fact.activity.map { FactLine.activityLetters[Int($0.rawValue)] }
          ?? FactLine.letters[Int(fact.kind.rawValue)])
    }
    bytes.append(UInt8(ascii: "\""))
    var last = 0
    FactScribe.append("created", facts, to: &bytes) { fact, bytes in
      bytes.append(decimal: Int(fact.created) - last)
      last = Int(fact.created)
    }
    if facts.contains(where: { $0.client != Message.noClient }) {
      FactScribe.append("lags", facts, to: &bytes) { fact, bytes in
        if fact.client == Message.noClient {
          bytes.append(literal: "null")
        } else {
          bytes.append(decimal: Int(fact.created - fact.client))
        }
      }
    }
    if facts.contains(where: { $0.updated != 0 }) {
      FactScribe.append("updates", facts, to: &bytes) { fact, bytes in
        if fact.updated == 0 {
          bytes.append(literal: "null")
        } else {
          bytes.append(decimal: Int(fact.updated - fact.created))
        }
      }
    }
    let revisions = facts.indices.filter { facts[$0].isRevision }
    if !revisions.isEmpty {
      FactScribe.append("revisions", revisions, to: &bytes) { index, bytes in
        bytes.append(decimal: index - facts.startIndex)
      }
    }
  }

  /// Appends the agents that wrote the agent messages: a list, unless it is just the assigned agent, and
  /// the agent of each message if there are several or unknown ones.
  private func appendAgents(_ facts: ArraySlice<Fact>, assigned: Text, to bytes: inout [UInt8]) {
    let senders = facts.filter { $0.kind == .agent }.map(\.agent)
    var agents: [UInt32] = []
    for sender in senders where sender != Message.noAgent && !agents.contains(sender) {
      agents.append(sender)
    }
    if senders.isEmpty { return }
    let texts = agents.map { set.agents.ids[$0] }
    if texts != (assigned.isEmpty ? [] : [assigned]) {
      FactScribe.append("agents", texts, to: &bytes) { $1.append(jsonString: $0) }
    }
    if agents.isEmpty { return }
    if agents.count == 1, !senders.contains(Message.noAgent) { return }
    FactScribe.append("by", senders, to: &bytes) { sender, bytes in
      bytes.append(decimal: agents.firstIndex(of: sender) ?? -1)
    }
  }

  /// Appends a key with a list.
  static func append<Values: Collection>(
    _ key: StaticString, _ values: Values, to bytes: inout [UInt8],
    _ write: (Values.Element, inout [UInt8]) -> Void
  ) {
    bytes.append(literal: ",\"")
    bytes.append(literal: key)
    bytes.append(literal: "\":[")
    for (index, value) in values.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      write(value, &bytes)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  /// Bytes that a prefix costs in addition to its text.
  private static let prefixCost = 12

  /// Returns the number of bytes that all ids share at their beginning, cut between characters; 0 if a
  /// prefix would not save bytes.
  private static func commonPrefix(_ ids: [[UInt8]]) -> Int {
    var shared = ids.count > 1 ? min(ids[0].count, FactLine.maximumPrefixBytes) : 0
    for id in ids {
      let limit = min(shared, id.count)
      shared = 0
      while shared < limit, id[shared] == ids[0][shared] { shared += 1 }
    }
    let first = ids[0]
    while shared > 0, shared < first.count, first[shared] & 0xC0 == 0x80 { shared -= 1 }
    return shared * (ids.count - 1) > prefixCost ? shared : 0
  }
}
