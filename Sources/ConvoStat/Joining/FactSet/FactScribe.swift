// The writer of fact lines, whose bytes do not depend on the order in which facts were met
// (Facts).

/// Writes the lines of references and of names.
struct FactScribe: ~Copyable {
  let set: FactSet
  /// The messages of the reference, in the order of time.
  var facts = ReusableArray<Fact>()
  var pieces = ReusableArray<Piece>()
  var paths = WrittenPaths()
  private var agents = ReusableArray<UInt32>()
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

  /// Appends the lines of a reference.
  mutating func append(_ index: Int, to bytes: inout ByteBuffer) {
    gather(index)
    let reference = set.references[UInt32(index)]
    FactScribe.begin(reference, &bytes)
    var assigned = appendObservations(index, to: &bytes)
    appendLife(index, to: &bytes)
    var start = 0
    repeat {
      if start > 0 { FactScribe.begin(reference, &bytes) }
      let end = min(start + FactScribe.maximumMessagesPerLine, facts.count)
      if end > start { append(facts.elements.part(start..<end), assigned: assigned, to: &bytes) }
      bytes.append(Text("}\n"))
      start = end
      assigned = .empty
    } while start < facts.count
  }

  /// Begins a line.
  static func open(_ bytes: inout ByteBuffer) {
    bytes.append(Text(FactReader.opening))
    bytes.append(decimal: FactReader.version)
  }

  private static func begin(_ reference: Reference, _ bytes: inout ByteBuffer) {
    open(&bytes)
    let key: StaticString =
      switch reference.kind {
      case .byID: ",\"asapp\":"
      case .byExternalID: ",\"asapp_external\":"
      case .chatwoot, .ofInbox: ",\"chatwoot\":"
      case .mapped: ",\"mapped\":"
      case .reported: ",\"reported\":"
      }
    bytes.append(Text(key))
    bytes.append(jsonString: reference.name)
    if reference.kind == .reported {
      let reported = ReportedConversation(reference.qualifier)
      append("account", reported.account, to: &bytes)
      append("reported_inbox", reported.inbox, to: &bytes)
      guard let start = reported.start else { return }
      begin("reported_start", &bytes)
      return bytes.append(decimal: start)
    }
    append(account: reference.account, isSourced: reference.kind == .mapped, to: &bytes)
    if case .ofInbox(let inbox, _) = reference { append("in_inbox", inbox, to: &bytes) }
  }

  /// Appends an account, after the source that a sourced account begins with.
  static func append(account: Text, isSourced: Bool, to bytes: inout ByteBuffer) {
    if !isSourced { return append("account", account, to: &bytes) }
    let parts = SourcedAccount.parts(of: account)
    append("source", parts.source, to: &bytes)
    append("account", parts.account, to: &bytes)
  }

  /// Appends a key, before its value.
  static func begin(_ key: StaticString, _ bytes: inout ByteBuffer) {
    bytes.append(Text(",\""))
    bytes.append(Text(key))
    bytes.append(Text("\":"))
  }

  /// Appends a key with a text, unless the text is empty.
  static func append(_ key: StaticString, _ text: Text, to bytes: inout ByteBuffer) {
    if text.isEmpty { return }
    begin(key, &bytes)
    bytes.append(jsonString: text)
  }

  /// Appends a key with a list.
  static func append<Values: Collection>(
    _ key: StaticString, _ values: Values, to bytes: inout ByteBuffer,
    _ write: (Values.Element, inout ByteBuffer) -> Void
  ) {
    begin(key, &bytes)
    bytes.append(UInt8(ascii: "["))
    var isFirst = true
    for value in values {
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      isFirst = false
      write(value, &bytes)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  /// Collects the records of each message that later nights may need (Inputs: the same thing twice), in the order
  /// of time.
  private mutating func gather(_ index: Int) {
    facts.removeAll()
    set.gatherMessages(index, into: &facts)
    let all = facts.count
    if all == 0 { return }
    if !facts.elements.areInOrder { facts.borrowed.sort { $0.precedes($1, byClient: false) } }
    var (distinct, kept) = (all, facts.elements)
    var prevailing: [Fact] = []
    if !kept.haveRisingIDs {
      var telling = Array(facts.elements)
      distinct = telling.keepTelling(set.agents.ids)
      facts.removeAll()
      for fact in telling { facts.append(fact) }
      prevailing = telling
      if telling.count > distinct { _ = prevailing.keepPrevailing(set.agents.ids, byClient: false) }
    }
    messages += distinct
    duplicates += all - distinct
    dropped += all - facts.count
    kept = facts.elements
    prevailing.withBorrowed { prevailing in
      if !prevailing.isEmpty { kept = prevailing }
      newest = max(newest, kept.last?.created ?? -1)
      newestInTime = max(newestInTime, kept.last { $0.created <= horizon }?.created ?? -1)
    }
  }

  // MARK: Messages

  private mutating func append(_ facts: BorrowedArray<Fact>, assigned: Text, to bytes: inout ByteBuffer) {
    appendAgents(facts, assigned: assigned, to: &bytes)
    FactScribe.appendIDs(facts, to: &bytes)
    FactScribe.begin("senders", &bytes)
    bytes.append(UInt8(ascii: "\""))
    for fact in facts {
      bytes.append(
        fact.activity.map { FactLetters.ofActivities[Int($0.rawValue)] }
          ?? FactLetters.ofKinds[Int(fact.kind.rawValue)])
    }
    bytes.append(UInt8(ascii: "\""))
    FactScribe.begin("created", &bytes)
    bytes.append(decimal: facts[0].created)
    if facts.count > 1 {
      FactScribe.append("steps", facts.count - 1, to: &bytes) { facts[$0 + 1].created - facts[$0].created }
    }
    if facts.contains(where: { $0.client != Message.noClient }) {
      FactScribe.append("lags", facts.count, to: &bytes) {
        let fact = facts[$0]
        return NumberText.code(signed: fact.client == Message.noClient ? nil : fact.created - fact.client)
      }
    }
    if facts.contains(where: { $0.updated != 0 }) {
      FactScribe.append("updates", facts.count, to: &bytes) {
        let fact = facts[$0]
        return NumberText.code(signed: fact.updated == 0 ? nil : fact.updated - fact.created)
      }
    }
    if facts.contains(where: \.isRevision) {
      FactScribe.append("revisions", facts.indices.filter { facts[$0].isRevision }, to: &bytes) {
        $1.append(decimal: Int64($0))
      }
    }
  }

  /// Appends a key with a list of numbers.
  @inline(__always)
  private static func append(
    _ key: StaticString, _ count: Int, to bytes: inout ByteBuffer, _ numbers: (Int) -> Int64
  ) {
    begin(key, &bytes)
    bytes.append(UInt8(ascii: "\""))
    bytes.append(numbers: count, numbers)
    bytes.append(UInt8(ascii: "\""))
  }

  /// Appends the agents that wrote the agent messages: a list, unless it is just the assigned agent, and
  /// the agent of each message if there are several or unknown ones.
  private mutating func appendAgents(
    _ facts: BorrowedArray<Fact>, assigned: Text, to bytes: inout ByteBuffer
  ) {
    agents.removeAll()
    var (written, isAnyUnknown) = (0, false)
    for fact in facts where fact.kind == .agent {
      written += 1
      if fact.agent == Message.noAgent {
        isAnyUnknown = true
      } else if !agents.elements.contains(fact.agent) {
        agents.append(fact.agent)
      }
    }
    if written == 0 { return }
    let ids = set.agents.ids
    let isAssigned =
      assigned.isEmpty ? agents.isEmpty : agents.count == 1 && ids[agents[0]] == assigned
    if !isAssigned {
      FactScribe.append("agents", agents.elements, to: &bytes) { $1.append(jsonString: ids[$0]) }
    }
    if agents.isEmpty || (agents.count == 1 && !isAnyUnknown) { return }
    let senders = facts.lazy.filter { $0.kind == .agent }.map { [agents = agents.elements] fact in
      Int64((agents.firstIndex(of: fact.agent) ?? -1) + 1)
    }
    let numbers = Array(senders)
    FactScribe.append("by", numbers.count, to: &bytes) { numbers[$0] }
  }

  // MARK: Ids

  /// Appends the ids in a row if they have the same length and are plain, else as a list.
  private static func appendIDs(_ facts: BorrowedArray<Fact>, to bytes: inout ByteBuffer) {
    let (start, length) = (bytes.count, facts[0].id.length)
    let areInline = facts.allSatisfy { $0.id.keptText == nil && $0.id.length == length }
    if areInline {
      begin("ids", &bytes)
      bytes.append(UInt8(ascii: "\""))
      let first = bytes.count
      for fact in facts { fact.id.append(to: &bytes) }
      // ULIDs and UUIDs are plain.
      let isPlain =
        facts.allSatisfy { $0.id.form != .short } || bytes.elements.part(first..<bytes.count).arePlainASCII
      if isPlain { return bytes.append(UInt8(ascii: "\"")) }
      bytes.truncate(to: start)
    }
    let ids = facts.map(\.id.spelled)
    let prefix = FactScribe.commonPrefix(ids)
    ids[0].withText { append("prefix", $0[0..<prefix], to: &bytes) }
    append("ids", ids, to: &bytes) { id, bytes in
      id.withText { bytes.append(jsonString: $0.suffix(from: prefix)) }
    }
  }

  /// Bytes that a prefix costs in addition to its text.
  private static let prefixCost = 12

  /// Returns the number of bytes that all ids share at their beginning, cut between characters; 0 if a
  /// prefix would not save bytes.
  private static func commonPrefix(_ ids: [[UInt8]]) -> Int {
    var shared = ids.count > 1 ? min(ids[0].count, FactMessages.maximumPrefixBytes) : 0
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

extension BorrowedArray<Fact> {
  /// True if no message precedes the one before it.
  fileprivate var areInOrder: Bool {
    var index = 1
    while index < count {
      if self[index].precedes(self[index - 1], byClient: false) { return false }
      index += 1
    }
    return true
  }

  /// True if the ids rise from message to message, and so are all distinct.
  fileprivate var haveRisingIDs: Bool {
    var index = 1
    while index < count {
      if !self[index - 1].id.plainlyPrecedes(self[index].id) { return false }
      index += 1
    }
    return true
  }
}
