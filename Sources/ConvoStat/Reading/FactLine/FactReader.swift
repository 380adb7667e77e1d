// The reader of the facts that convostat writes (Facts).

/// Reads fact lines into facts: all of a line, or nothing if the line is damaged.
final class FactReader {
  private let extras: [ExtraAttribute]
  private let account: Text
  private let keepsMetadata: Bool
  private let metadataKeys: MetadataKeys?
  private let unescaped = UnescapedTexts()
  private let sourced = SourcedAccounts()
  private var input = InputName.none
  private var inputPath: [UInt8] = []

  init(_ options: ReadingOptions) {
    extras = options.extras
    account = options.account
    keepsMetadata = options.keepsMetadata
    metadataKeys = options.metadataKeys
  }

  /// The version of the format that is written and read.
  static let version: Int64 = 1

  /// Reads a line.
  /// - Parameter value: the object, which was proved to be JSON.
  /// - Throws: `Refusal` if the line is damaged.
  func read(_ value: Text, into facts: Facts) throws(Refusal) {
    unescaped.forget()
    var line = FactLine()
    var walk = ValueWalk(value, unescaped)
    var last = Text.empty
    do throws(WrongKind) {
      try walk.enter("{")
      while let key = try walk.nextKey() {
        last = key
        try readMember(key, &walk, &line)
      }
    } catch {
      throw FactReader.damaged(last)
    }
    if line.version != FactReader.version {
      throw Refusal(.badFact, detail: "of a version that is not \(FactReader.version)")
    }
    try store(line, into: facts)
    facts.counts.usable += 1
  }

  private static func damaged(_ key: Text) -> Refusal {
    var refusal = Refusal(.badFact, detail: "at key ")
    refusal.detail.append(Refusal.excerpt(of: key))
    return refusal
  }

  // MARK: From JSON to a line

  /// Reads the value of a key.
  ///
  /// Unknown keys are skipped.
  private func readMember(_ key: Text, _ walk: inout ValueWalk, _ line: inout FactLine) throws(WrongKind) {
    switch key.string {
    case "convostat_fact":
      if let version = try? walk.integer() { line.version = version } else { walk.skip() }
    case "asapp": line.name(.conversation(.byID), try walk.string())
    case "asapp_external": line.name(.conversation(.byExternalID), try walk.string())
    case "chatwoot": line.name(.conversation(.chatwoot), try walk.string())
    case "mapped": line.name(.conversation(.mapped), try walk.string())
    case "reported": line.name(.conversation(.reported), try walk.string())
    case "reported_inbox": line.reportedInbox = try walk.string()
    case "reported_start": line.reportedStart = try FactReader.second(&walk)
    case "observed": line.statuses = try FactReader.list(&walk, FactReader.status)
    case "seen_inboxes": line.inboxes = try FactReader.list(&walk, FactReader.string)
    case "seen_starts": line.starts = try FactReader.list(&walk, FactReader.second)
    case "is_row":
      line.isRow = true
      walk.skip()
    case "mapped_agent": line.name(.named(.mappedAgent), try walk.string())
    case "source": line.source = try walk.string()
    case "asapp_agent": line.name(.named(.asappAgent), try walk.string())
    case "chatwoot_agent": line.name(.named(.chatwootAgent), try walk.string())
    case "inbox": line.name(.named(.inbox), try walk.string())
    case "inbox_channel": line.name(.named(.inboxChannel), try walk.string())
    case "account_inbox": line.name(.named(.accountInbox), try walk.string())
    case "inbox_hours": line.name(.named(.inboxHours), try walk.string())
    case "in_inbox": line.inbox = try walk.string()
    case "account": line.account = try walk.string()
    case "name": line.observation.name = try walk.string()
    case "prefix": line.prefix = try walk.string()
    case "senders": line.senders = try walk.string()
    case "links":
      line.isBearer = true
      line.links = try FactReader.list(&walk, FactReader.string)
    case "said": line.observations = try FactReader.list(&walk, observation)
    case "ids": line.ids = try FactReader.list(&walk, FactReader.string)
    case "created": line.created = try FactReader.list(&walk, FactReader.integer)
    case "lags": line.lags = try FactReader.list(&walk, FactReader.integerOrNull)
    case "updates": line.updates = try FactReader.list(&walk, FactReader.integerOrNull)
    case "revisions": line.revisions = try FactReader.list(&walk, FactReader.integer)
    case "agents": line.agents = try FactReader.list(&walk, FactReader.string)
    case "by": line.by = try FactReader.list(&walk, FactReader.integer)
    case "from", "of", "updated": try rank(key, &walk, &line.observation)
    case "part", "part_keys":
      walk.skip()
      line.name(.head, Text("part"))
    default: walk.skip()
    }
  }

  private func observation(_ walk: inout ValueWalk) throws(WrongKind) -> FactLine.Observation {
    var observation = FactLine.Observation()
    try walk.enter("{")
    while let key = try walk.nextKey() { try readMember(key, &walk, &observation) }
    guard observation.hasPosition else { throw WrongKind() }
    return observation
  }

  private func readMember(_ key: Text, _ walk: inout ValueWalk, _ observation: inout FactLine.Observation)
    throws(WrongKind)
  {
    if let attribute = FactLine.attributes.first(where: { key == $0.key })?.attribute {
      observation.attributes.append((attribute, try FactReader.stringOrNull(&walk)))
      return
    }
    if let extra = ExtraAttribute.columns.first(where: { key == $0.factKey }) {
      observation.extras.append((extra, try FactReader.stringOrNull(&walk)))
      return
    }
    switch key.string {
    case "created": try created(&walk, &observation)
    case "metadata": observation.metadata += try FactReader.pairs(&walk, FactReader.stringOrNull)
    case "agents": observation.agents += try FactReader.pairs(&walk, FactReader.string)
    case "inboxes": observation.inboxes += try FactReader.pairs(&walk, FactReader.string)
    case "from", "of", "updated": try rank(key, &walk, &observation)
    default: walk.skip()
    }
  }

  /// Reads the creation time of the conversation, as its digits.
  private func created(_ walk: inout ValueWalk, _ observation: inout FactLine.Observation) throws(WrongKind) {
    var same = walk
    guard 0..<Timestamp.end ~= (try walk.integer()) else { throw WrongKind() }
    observation.extras.append((.created, same.value()))
  }

  /// Reads a part of a rank: the position of the record, whether it is a message, or its update time.
  private func rank(_ key: Text, _ walk: inout ValueWalk, _ observation: inout FactLine.Observation)
    throws(WrongKind)
  {
    if key == "of" {
      let kind = try walk.string()
      guard kind == "message" || kind == "record" else { throw WrongKind() }
      observation.isRecord = kind == "record"
      return
    }
    if key == "updated" {
      observation.updated = try walk.integer()
      guard 0..<Timestamp.end ~= observation.updated else { throw WrongKind() }
      return
    }
    try walk.enter("[")
    guard try walk.nextElement() else { throw WrongKind() }
    let path = try walk.string()
    guard try walk.nextElement() else { throw WrongKind() }
    let offset = try walk.integer()
    var index: Int64 = -1
    if try walk.nextElement() {
      index = try walk.integer()
      guard 0..<Int64(Int32.max) ~= index, try !walk.nextElement() else { throw WrongKind() }
    }
    guard offset >= 0 else { throw WrongKind() }
    (observation.offset, observation.index, observation.hasPosition) = (Int(offset), Int(index), true)
    observation.input = name(of: path)
  }

  /// Returns the name of a path.
  ///
  /// The last path is cached, because most lines name the same input as the line before.
  private func name(of path: Text) -> InputName {
    if inputPath.elementsEqual(path.bytes) { return input }
    inputPath = Array(path.bytes)
    input = InputName(path.string.pathBytes)
    return input
  }

  // MARK: From a line to facts

  private func store(_ line: FactLine, into facts: Facts) throws(Refusal) {
    guard let subject = line.subject, !line.subjectName.isEmpty else { throw Refusal(.badFact) }
    var line = line
    if line.isMapped {
      guard SourcedAccount.isSource(line.source) else { throw Refusal(.badFact, detail: "a source") }
      line.account = sourced.text(line.source, line.account.isEmpty ? account : line.account)
    }
    switch subject {
    case .head: break
    case .named(let named): try store(line, named, into: facts)
    case .conversation(let kind):
      let messages = try line.messages()
      let own = line.account.isEmpty && (kind == .chatwoot || kind == .reported) ? account : line.account
      let number: UInt32
      let reference: Reference
      if kind == .reported {
        let reported = ReportedConversation(
          account: own, inbox: line.reportedInbox, start: line.reportedStart)
        number = reported.bytes.withText {
          facts.references.number(of: .reported($0, conversation: line.subjectName))
        }
        reference = facts.references[number]
      } else {
        reference =
          kind == .chatwoot
          ? Reference(chatwoot: line.subjectName, account: own, inbox: line.inbox)
          : Reference(kind, qualifier: own, name: line.subjectName)
        number = facts.references.number(of: reference)
      }
      storeLife(line, of: number, facts)
      for observation in line.observations { store(observation, about: number, reference, facts) }
      if kind == .byID { link(line, number, facts) }
      store(messages, line, of: number, facts)
    }
  }

  private func store(_ line: FactLine, _ named: Named, into facts: Facts) throws(Refusal) {
    if named == .accountInbox {
      if line.account.isEmpty { throw Refusal(.badFact) }
      return facts.note(inbox: line.subjectName, of: line.account)
    }
    guard line.observation.hasPosition, !line.observation.name.isEmpty,
      named != .chatwootAgent || !line.account.isEmpty
    else { throw Refusal(.badFact) }
    let isOfInbox = [.inbox, .inboxChannel, .inboxHours].contains(named)
    let isEverywhere = isOfInbox && line.account.isEmpty
    facts.names.add(
      named, isEverywhere ? .everywhere : .account(line.account), id: line.subjectName,
      name: line.observation.name, rank: line.observation.rank)
    if isOfInbox { facts.counts.descriptions += 1 }
  }

  private func store(
    _ observation: FactLine.Observation, about number: UInt32, _ reference: Reference, _ facts: Facts
  ) {
    let rank = observation.rank
    if observation.statesHalfAnAgent { facts.observeAgentRemoval() }
    for (attribute, text) in observation.attributes {
      facts.observe(attribute, text, elseRemovedIf: true)
    }
    for (index, extra) in extras.enumerated() {
      guard let text = observation.text(of: extra, reference.platform) else { continue }
      if text.isEmpty { facts.observeRemoval(ofExtra: index) } else { facts.observe(extra: index, text) }
    }
    facts.storeObservation(of: number, rank: rank)
    metadataKeys?.note(observation, of: reference.platform)
    if keepsMetadata {
      for (key, value) in observation.metadata {
        facts.names.add(.metadata, .reference(number), id: key, name: value, rank: rank)
        facts.metadataBytes += 64 + key.count + value.count
      }
    }
    let scope: NameScope = reference.account.isEmpty ? .reference(number) : .account(reference.account)
    for (id, name) in observation.agents {
      facts.names.add(.chatwootAgent, scope, id: id, name: name, rank: rank)
    }
    for (id, name) in observation.inboxes { facts.names.add(.inbox, scope, id: id, name: name, rank: rank) }
    if observation.isRecord { facts.counts.descriptions += 1 }
  }

  /// Links the id with the external ids that records gave it.
  private func link(_ line: FactLine, _ number: UInt32, _ facts: Facts) {
    var isLinked = false
    for observation in line.observations {
      for (attribute, text) in observation.attributes where attribute == .externalID && !text.isEmpty {
        facts.link(number, with: text)
        isLinked = true
      }
    }
    for external in line.links where !external.isEmpty {
      facts.link(number, with: external)
      isLinked = true
    }
    if !isLinked, line.isBearer || !line.observations.isEmpty { facts.link(number, with: .empty) }
  }

  private func store(
    _ messages: [FactLine.Message], _ line: FactLine, of reference: UInt32, _ facts: Facts
  ) {
    let agents = line.senderAgents.map { facts.agents.number(of: $0) }
    var spelled = Array(line.prefix.bytes)
    for message in messages {
      if message.activity != nil { facts.counts.observe(.activity) }
      spelled.replaceSubrange(line.prefix.count..., with: message.id.bytes)
      let id = spelled.withText { MessageID($0, store: facts.ids) }
      facts.add(
        Fact(
          id: id, created: message.created, client: message.client, updated: message.updated,
          isRevision: message.isRevision, reference: reference,
          agent: message.activity.map { UInt32($0.rawValue) }
            ?? message.agent.map { agents[$0] } ?? ConvoStat.Message.noAgent,
          kind: message.kind))
    }
  }
}
