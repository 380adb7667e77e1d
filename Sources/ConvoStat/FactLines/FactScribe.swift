// Facts written as lines, each the same whatever the order in which its facts were met (README 1.6).

/// Writes the lines of references and of names.
struct FactScribe {
  private let set: FactSet
  private var facts: [Fact] = []
  private(set) var messages = 0
  private(set) var duplicates = 0
  /// When the message that was created last was, negative without messages.
  private(set) var newest: Int64 = -1

  /// The messages of a long conversation stand in several lines.
  static let mostMessages = 1000

  init(_ set: FactSet) { self.set = set }

  private static let opening = Array("{\"convostat_fact\":1".utf8)

  // MARK: References

  /// Appends the lines of a reference.
  mutating func append(_ place: Int, to bytes: inout [UInt8]) {
    gather(place)
    let reference = set.references[UInt32(place)]
    FactScribe.begin(reference, &bytes)
    var assigned = appendSayings(place, to: &bytes)
    var start = 0
    repeat {
      if start > 0 { FactScribe.begin(reference, &bytes) }
      let end = min(start + FactScribe.mostMessages, facts.count)
      if end > start { append(facts[start..<end], assigned: assigned, to: &bytes) }
      bytes.append(literal: "}\n")
      start = end
      assigned = .empty
    } while start < facts.count
    messages += facts.count
  }

  private static func begin(_ reference: Reference, _ bytes: inout [UInt8]) {
    bytes += opening
    switch reference.kind {
    case .byID: bytes.append(literal: ",\"asapp\":")
    case .byExternalID: bytes.append(literal: ",\"asapp_external\":")
    case .chatwoot: bytes.append(literal: ",\"chatwoot\":")
    case .mapped: bytes.append(literal: ",\"mapped\":")  // no run with a map writes facts
    }
    bytes.append(jsonString: reference.name)
    append("account", reference.account, to: &bytes)
  }

  /// Appends a key with a text, unless that is empty.
  private static func append(_ key: StaticString, _ text: Text, to bytes: inout [UInt8]) {
    if text.isEmpty { return }
    bytes.append(literal: ",\"")
    bytes.append(literal: key)
    bytes.append(literal: "\":")
    bytes.append(jsonString: text)
  }

  /// Each message once, the record that holds (README 1.4), in the order of time.
  private mutating func gather(_ place: Int) {
    facts.removeAll(keepingCapacity: true)
    set.forEachMessage(place) { facts.append($0) }
    let agents = set.agents.ids
    facts.sort { left, right in
      left.id == right.id
        ? ConversationAssembler.prevails(left, over: right, agents) : left.id < right.id
    }
    var kept = min(1, facts.count)
    for fact in facts.dropFirst() where !(fact.id == facts[kept - 1].id) {
      facts[kept] = fact
      kept += 1
    }
    duplicates += facts.count - kept
    facts.removeLast(facts.count - kept)
    facts.sort { ConversationAssembler.precedes($0, $1, byClient: false) }
    newest = max(newest, facts.last?.created ?? -1)
  }

  // MARK: Messages

  private func append(_ facts: ArraySlice<Fact>, assigned: Text, to bytes: inout [UInt8]) {
    appendAgents(facts, assigned: assigned, to: &bytes)
    let ids = facts.map(\.id.spelled)
    let prefix = FactScribe.commonPrefix(ids)
    ids[0].withUnsafeBufferPointer {
      FactScribe.append("prefix", Text(UnsafeBufferPointer(rebasing: $0[..<prefix])), to: &bytes)
    }
    FactScribe.append("ids", ids, to: &bytes) { id, bytes in
      id.withUnsafeBufferPointer {
        bytes.append(jsonString: Text(UnsafeBufferPointer(rebasing: $0[prefix...])))
      }
    }
    bytes.append(literal: ",\"senders\":\"")
    for fact in facts { bytes.append(FactLine.letters[Int(fact.kind.rawValue)]) }
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
  }

  /// Who wrote the messages of agents: a list of agents, unless it is the one that is assigned, and where they are
  /// several or unknown, which of them.
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

  private static func append<Values: Collection>(
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

  /// So many bytes it takes to write a prefix, besides its own.
  private static let prefixCost = 12

  /// How many bytes all ids begin with, cut between characters; 0 where to write them once would save nothing.
  private static func commonPrefix(_ ids: [[UInt8]]) -> Int {
    var shared = ids.count > 1 ? ids[0].count : 0
    for id in ids {
      shared = min(shared, id.count)
      while !id[..<shared].elementsEqual(ids[0][..<shared]) { shared -= 1 }
    }
    let first = ids[0]
    while shared > 0, shared < first.count, first[shared] & 0xC0 == 0x80 { shared -= 1 }
    return shared * (ids.count - 1) > prefixCost ? shared : 0
  }

  // MARK: What was said

  /// A piece of what was said, the one that holds.
  private struct Said {
    /// Attributes, those that options ask for, then metadata, names of agents and names of inboxes.
    var part: Int
    var key: Text
    var value: Text
    var rank: Rank
  }

  /// - Returns: the agent that the reference's conversation is assigned to, or empty.
  private func appendSayings(_ place: Int, to bytes: inout [UInt8]) -> Text {
    let said = sayings(place)
    let links = set.links(place)
    let external = said.first { $0.part == FactScribe.part(of: .externalID) }?.value
    var others: [Text] = []
    for link in links.sorted() where !link.isEmpty && link != external && link != others.last ?? .empty {
      others.append(link)
    }
    if !links.isEmpty, !others.isEmpty || said.isEmpty {
      FactScribe.append("links", others, to: &bytes) { $1.append(jsonString: $0) }
    }
    if said.isEmpty { return .empty }
    bytes.append(literal: ",\"said\":[")
    var start = 0
    while start < said.count {
      let end = said[start...].firstIndex { $0.rank != said[start].rank } ?? said.count
      if start > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes.append(UInt8(ascii: "{"))
      FactScribe.append(said[start].rank, to: &bytes)
      FactScribe.append(said[start..<end], to: &bytes)
      bytes.append(UInt8(ascii: "}"))
      start = end
    }
    bytes.append(UInt8(ascii: "]"))
    return said.first { $0.part == FactScribe.part(of: .assignedAgentID) }?.value ?? .empty
  }

  private static func part(of attribute: Attribute) -> Int {
    FactLine.attributes.firstIndex { $0.attribute == attribute } ?? 0
  }

  private static func part(of named: Named) -> Int {
    keys.count + (named == .metadata ? 0 : named == .inbox ? 2 : 1)
  }

  /// The keys of attributes, in the order in which they are written.
  private static let keys = FactLine.attributes.map(\.key) + ExtraAttribute.columns.map(\.factKey)

  /// What holds of all that was said, by falling rank, then part and key.
  private func sayings(_ place: Int) -> [Said] {
    var said: [Said] = []
    func note(_ part: Int, _ key: Text, _ value: Text, _ rank: Rank) {
      guard let known = said.firstIndex(where: { $0.part == part && $0.key == key }) else {
        said.append(Said(part: part, key: key, value: value, rank: rank))
        return
      }
      let before = said[known]
      if before.rank < rank || (before.rank == rank && before.value < value) {
        said[known] = Said(part: part, key: key, value: value, rank: rank)
      }
    }
    set.forEachSaying(place) { number, text, rank in
      let part =
        Attribute(rawValue: number).map(FactScribe.part)
        ?? number - Attribute.allCases.count + FactLine.attributes.count
      note(part, .empty, text, rank)
    }
    set.forEachName(place) { note(FactScribe.part(of: $0), $1, $2, $3) }
    said.sort { left, right in
      if left.rank != right.rank { return right.rank < left.rank }
      return left.part != right.part ? left.part < right.part : left.key < right.key
    }
    return said
  }

  private static func append(_ said: ArraySlice<Said>, to bytes: inout [UInt8]) {
    let containers: [StaticString] = ["metadata", "agents", "inboxes"]
    var last = -1
    for piece in said {
      let isInside = piece.part >= keys.count
      if !isInside {
        append(keys[piece.part], piece.value, to: &bytes)
        continue
      }
      if piece.part != last {
        if last >= 0 { bytes.append(UInt8(ascii: "}")) }
        bytes.append(literal: ",\"")
        bytes.append(literal: containers[piece.part - keys.count])
        bytes.append(literal: "\":{")
      } else {
        bytes.append(UInt8(ascii: ","))
      }
      last = piece.part
      bytes.append(jsonString: piece.key)
      bytes.append(UInt8(ascii: ":"))
      bytes.append(jsonString: piece.value)
    }
    if last >= 0 { bytes.append(UInt8(ascii: "}")) }
  }

  /// Appends where a record stood, and what else ranks it, without a comma in front.
  private static func append(_ rank: Rank, to bytes: inout [UInt8]) {
    bytes.append(literal: "\"from\":[")
    let path = Array(String(path: rank.input.bytes.bytes).utf8)
    path.withUnsafeBufferPointer { bytes.append(jsonString: Text($0)) }
    bytes.append(UInt8(ascii: ","))
    bytes.append(decimal: rank.offset)
    if rank.index >= 0 {
      bytes.append(UInt8(ascii: ","))
      bytes.append(decimal: rank.index)
    }
    bytes.append(UInt8(ascii: "]"))
    if !rank.isRecord { bytes.append(literal: ",\"of\":\"message\"") }
    if rank.updated != 0 {
      bytes.append(literal: ",\"updated\":")
      bytes.append(decimal: Int(rank.updated))
    }
  }

  // MARK: Names

  /// The lines of the names whose account is known, or that hold everywhere.
  static func names(of workers: [Facts]) -> [UInt8] {
    var held = NameTable()
    for facts in workers {
      facts.names.forEachName { named, scope, id, name, rank in
        if case .reference = scope { return }
        held.add(named, scope, id: id, name: name, rank: rank)
      }
    }
    var lines: [(named: Named, account: Text, id: Text, name: Text, rank: Rank)] = []
    held.forEachName { named, scope, id, name, rank in
      var account = Text.empty
      if case .account(let own) = scope { account = own }
      lines.append((named, account, id, name, rank))
    }
    lines.sort { left, right in
      if left.named != right.named { return left.named.rawValue < right.named.rawValue }
      return left.account != right.account ? left.account < right.account : left.id < right.id
    }
    var bytes: [UInt8] = []
    for line in lines {
      bytes += opening
      let key: StaticString =
        switch line.named {
        case .asappAgent: "asapp_agent"
        case .chatwootAgent: "chatwoot_agent"
        case .inbox, .metadata: "inbox"
        case .inboxChannel: "inbox_channel"
        }
      append(key, line.id, to: &bytes)
      append("account", line.account, to: &bytes)
      append("name", line.name, to: &bytes)
      bytes.append(UInt8(ascii: ","))
      append(line.rank, to: &bytes)
      bytes.append(literal: "}\n")
    }
    return bytes
  }
}
