// Facts as convostat writes them, read again (README 1.6).

/// Reads fact lines into facts: the whole of a line, or nothing of one that is damaged.
final class FactReader {
  private let extras: [ExtraAttribute]
  private let account: Text
  private let keepsMetadata: Bool
  private let metadataKeys: MetadataKeys?
  private let unescaped = UnescapedTexts()
  private var input = InputName.none
  private var inputPath: [UInt8] = []

  init(_ options: ReadingOptions) {
    extras = options.extras
    account = options.account
    keepsMetadata = options.keepsMetadata
    metadataKeys = options.metadataKeys
  }

  /// The version of the form that is written and read.
  static let version: Int64 = 1

  /// Reads a line.
  /// - Parameter value: the object, which was proved to be JSON.
  func read(_ value: Text, into facts: Facts) throws(Refusal) {
    unescaped.forget()
    var line = FactLine()
    var walk = ValueWalk(value, unescaped)
    var last = Text.empty
    do throws(WrongKind) {
      try walk.enter("{")
      while let key = try walk.nextKey() {
        last = key
        try take(key, &walk, &line)
      }
    } catch {
      throw FactReader.damaged(last)
    }
    if line.version != FactReader.version {
      var refusal = Refusal(.badFact)
      refusal.detail = Array("of a version that is not \(FactReader.version)".utf8)
      throw refusal
    }
    try keep(line, into: facts)
    facts.counts.usable += 1
  }

  private static func damaged(_ key: Text) -> Refusal {
    var refusal = Refusal(.badFact)
    refusal.detail = Array("at key ".utf8) + Array(Refusal.excerpt(of: key).bytes)
    return refusal
  }

  // MARK: From JSON to a line

  /// Takes the value of a key; keys that are not known are passed over.
  private func take(_ key: Text, _ walk: inout ValueWalk, _ line: inout FactLine) throws(WrongKind) {
    switch key.string {
    case "convostat_fact":
      if let version = try? walk.integer() { line.version = version } else { walk.skip() }
    case "asapp": line.name(.conversation(.byID), try walk.string())
    case "asapp_external": line.name(.conversation(.byExternalID), try walk.string())
    case "chatwoot": line.name(.conversation(.chatwoot), try walk.string())
    case "asapp_agent": line.name(.named(.asappAgent), try walk.string())
    case "chatwoot_agent": line.name(.named(.chatwootAgent), try walk.string())
    case "inbox": line.name(.named(.inbox), try walk.string())
    case "inbox_channel": line.name(.named(.inboxChannel), try walk.string())
    case "account": line.account = try walk.string()
    case "name": line.saying.name = try walk.string()
    case "prefix": line.prefix = try walk.string()
    case "senders": line.senders = try walk.string()
    case "links":
      line.isBearer = true
      line.links = try FactReader.strings(&walk)
    case "said": line.said = try said(&walk)
    case "ids": line.ids = try FactReader.strings(&walk)
    case "created": line.created = try FactReader.integers(&walk)
    case "lags": line.lags = try FactReader.integersAndNulls(&walk)
    case "updates": line.updates = try FactReader.integersAndNulls(&walk)
    case "agents": line.agents = try FactReader.strings(&walk)
    case "by": line.by = try FactReader.integers(&walk)
    case "from", "of", "updated": try rank(key, &walk, &line.saying)
    case "part", "part_keys":
      walk.skip()
      line.name(.head, Text("part"))
    default: walk.skip()
    }
  }

  private static func strings(_ walk: inout ValueWalk) throws(WrongKind) -> [Text] {
    var values: [Text] = []
    try walk.enter("[")
    while try walk.nextElement() { values.append(try walk.string()) }
    return values
  }

  private static func integers(_ walk: inout ValueWalk) throws(WrongKind) -> [Int64] {
    var values: [Int64] = []
    try walk.enter("[")
    while try walk.nextElement() { values.append(try walk.integer()) }
    return values
  }

  private static func integersAndNulls(_ walk: inout ValueWalk) throws(WrongKind) -> [Int64?] {
    var values: [Int64?] = []
    try walk.enter("[")
    while try walk.nextElement() { values.append(try walk.integerOrNull()) }
    return values
  }

  private func said(_ walk: inout ValueWalk) throws(WrongKind) -> [FactLine.Saying] {
    var said: [FactLine.Saying] = []
    try walk.enter("[")
    while try walk.nextElement() {
      var saying = FactLine.Saying()
      try walk.enter("{")
      while let key = try walk.nextKey() { try take(key, &walk, &saying) }
      guard saying.hasPlace else { throw WrongKind() }
      said.append(saying)
    }
    return said
  }

  private func take(_ key: Text, _ walk: inout ValueWalk, _ saying: inout FactLine.Saying) throws(WrongKind) {
    if let attribute = FactLine.attributes.first(where: { key == $0.key })?.attribute {
      saying.attributes.append((attribute, try walk.string()))
      return
    }
    if let extra = ExtraAttribute.columns.first(where: { key == $0.factKey }) {
      saying.extras.append((extra, try walk.string()))
      return
    }
    switch key.string {
    case "created": try created(&walk, &saying)
    case "metadata": saying.metadata += try FactReader.pairs(&walk)
    case "agents": saying.agents += try FactReader.pairs(&walk)
    case "inboxes": saying.inboxes += try FactReader.pairs(&walk)
    case "from", "of", "updated": try rank(key, &walk, &saying)
    default: walk.skip()
    }
  }

  /// Takes the time when the conversation was created, as its digits.
  private func created(_ walk: inout ValueWalk, _ saying: inout FactLine.Saying) throws(WrongKind) {
    var same = walk
    guard 0..<Timestamp.end ~= (try walk.integer()) else { throw WrongKind() }
    saying.extras.append((.created, same.value()))
  }

  private static func pairs(_ walk: inout ValueWalk) throws(WrongKind) -> [(key: Text, value: Text)] {
    var pairs: [(key: Text, value: Text)] = []
    try walk.enter("{")
    while let key = try walk.nextKey() { pairs.append((key, try walk.string())) }
    return pairs
  }

  /// Takes a part of a rank: where the record stood, whether it was a message, when it was changed.
  private func rank(_ key: Text, _ walk: inout ValueWalk, _ saying: inout FactLine.Saying) throws(WrongKind) {
    if key == "of" {
      let kind = try walk.string()
      guard kind == "message" || kind == "record" else { throw WrongKind() }
      saying.isRecord = kind == "record"
      return
    }
    if key == "updated" {
      saying.updated = try walk.integer()
      guard 0..<Timestamp.end ~= saying.updated else { throw WrongKind() }
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
    (saying.offset, saying.index, saying.hasPlace) = (Int(offset), Int(index), true)
    saying.input = name(of: path)
  }

  /// Most lines name the input that the line before named.
  private func name(of path: Text) -> InputName {
    if inputPath.elementsEqual(path.bytes) { return input }
    inputPath = Array(path.bytes)
    input = InputName(path.string.pathBytes)
    return input
  }

  // MARK: From a line to facts

  private func keep(_ line: FactLine, into facts: Facts) throws(Refusal) {
    guard let subject = line.subject, !line.subjectName.isEmpty else { throw Refusal(.badFact) }
    switch subject {
    case .head: break
    case .named(let named): try keep(line, named, into: facts)
    case .conversation(let kind):
      let messages = try line.messages()
      let account = line.account.isEmpty && kind == .chatwoot ? account : line.account
      let reference = Reference(kind, account: account, name: line.subjectName)
      let number = facts.references.number(of: reference)
      for saying in line.said { keep(saying, about: number, reference, facts) }
      if kind == .byID { link(line, number, facts) }
      keep(messages, line, of: number, facts)
    }
  }

  private func keep(_ line: FactLine, _ named: Named, into facts: Facts) throws(Refusal) {
    guard line.saying.hasPlace, !line.saying.name.isEmpty, named != .chatwootAgent || !line.account.isEmpty
    else { throw Refusal(.badFact) }
    let isOfInbox = named == .inbox || named == .inboxChannel
    let isEverywhere = isOfInbox && line.account.isEmpty
    facts.names.add(
      named, isEverywhere ? .everywhere : .account(line.account), id: line.subjectName,
      name: line.saying.name, rank: line.saying.rank)
    if isOfInbox { facts.counts.descriptions += 1 }
  }

  private func keep(
    _ saying: FactLine.Saying, about number: UInt32, _ reference: Reference, _ facts: Facts
  ) {
    let rank = saying.rank
    for (attribute, text) in saying.attributes {
      if attribute.isRare { facts.say(rare: attribute, text) } else { facts.say(attribute, text) }
    }
    for (index, extra) in extras.enumerated() {
      facts.say(extra: index, saying.text(of: extra, reference.platform))
    }
    facts.keepSaid(about: number, rank: rank)
    metadataKeys?.note(saying, of: reference.platform)
    if keepsMetadata {
      for (key, value) in saying.metadata {
        facts.names.add(.metadata, .reference(number), id: key, name: value, rank: rank)
        facts.metadataBytes += 64 + key.count + value.count
      }
    }
    let scope: NameScope = reference.account.isEmpty ? .reference(number) : .account(reference.account)
    for (id, name) in saying.agents { facts.names.add(.chatwootAgent, scope, id: id, name: name, rank: rank) }
    for (id, name) in saying.inboxes { facts.names.add(.inbox, scope, id: id, name: name, rank: rank) }
    if saying.isRecord { facts.counts.descriptions += 1 }
  }

  /// Links the id with the external ids that records gave it.
  private func link(_ line: FactLine, _ number: UInt32, _ facts: Facts) {
    var isLinked = false
    for saying in line.said {
      for (attribute, text) in saying.attributes where attribute == .externalID {
        facts.link(number, with: text)
        isLinked = true
      }
    }
    for external in line.links where !external.isEmpty {
      facts.link(number, with: external)
      isLinked = true
    }
    if !isLinked, line.isBearer || !line.said.isEmpty { facts.link(number, with: .empty) }
  }

  private func keep(
    _ messages: [FactLine.Message], _ line: FactLine, of reference: UInt32, _ facts: Facts
  ) {
    let agents = line.senderAgents.map { facts.agents.number(of: $0) }
    var spelled = Array(line.prefix.bytes)
    for message in messages {
      spelled.replaceSubrange(line.prefix.count..., with: message.id.bytes)
      let id = spelled.withText { MessageID($0, store: facts.ids) }
      facts.add(
        Fact(
          id: id, created: message.created, client: message.client, updated: message.updated,
          reference: reference, agent: message.agent.map { agents[$0] } ?? ConvoStat.Message.noAgent,
          kind: message.kind))
    }
  }
}
