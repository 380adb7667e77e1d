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
    guard walk.enter("{") else { throw Refusal(.badFact) }
    while let key = walk.nextKey() {
      guard try take(key, &walk, &line) else { throw FactReader.damaged(key) }
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

  /// Takes the value of a key.
  /// - Returns: whether it is as it must be; keys that are not known are passed over.
  private func take(_ key: Text, _ walk: inout ValueWalk, _ line: inout FactLine) throws(Refusal) -> Bool {
    switch key.string {
    case "convostat_fact":
      guard let version = walk.integer() else {
        walk.skip()
        return true
      }
      line.version = version
      return true
    case "asapp": return line.name(.conversation(.byID), walk.string())
    case "asapp_external": return line.name(.conversation(.byExternalID), walk.string())
    case "chatwoot": return line.name(.conversation(.chatwoot), walk.string())
    case "asapp_agent": return line.name(.named(.asappAgent), walk.string())
    case "chatwoot_agent": return line.name(.named(.chatwootAgent), walk.string())
    case "inbox": return line.name(.named(.inbox), walk.string())
    case "inbox_channel": return line.name(.named(.inboxChannel), walk.string())
    case "account": return FactReader.set(&line.account, walk.string())
    case "name": return FactReader.set(&line.saying.name, walk.string())
    case "prefix": return FactReader.set(&line.prefix, walk.string())
    case "senders": return FactReader.set(&line.senders, walk.string())
    case "links":
      line.isBearer = true
      return FactReader.list(&line.links, &walk) { $0.string() }
    case "said": return said(&walk, &line)
    case "ids": return FactReader.list(&line.ids, &walk) { $0.string() }
    case "created": return FactReader.list(&line.created, &walk) { $0.integer() }
    case "lags": return FactReader.list(&line.lags, &walk) { $0.null() ? .some(nil) : $0.integer() }
    case "updates": return FactReader.list(&line.updates, &walk) { $0.null() ? .some(nil) : $0.integer() }
    case "agents":
      var agents: [Text] = []
      defer { line.agents = agents }
      return FactReader.list(&agents, &walk) { $0.string() }
    case "by": return FactReader.list(&line.by, &walk) { $0.integer() }
    case "from", "of", "updated": return rank(key, &walk, &line.saying)
    case "part", "part_keys":
      walk.skip()
      return line.name(.head, Text("part"))
    default:
      walk.skip()
      return true
    }
  }

  private static func set(_ text: inout Text, _ value: Text?) -> Bool {
    guard let value else { return false }
    text = value
    return true
  }

  private static func list<Value>(
    _ values: inout [Value], _ walk: inout ValueWalk, _ next: (inout ValueWalk) -> Value?
  ) -> Bool {
    guard walk.enter("[") else { return false }
    values.removeAll()
    while walk.nextElement() {
      guard let value = next(&walk) else { return false }
      values.append(value)
    }
    return true
  }

  private func said(_ walk: inout ValueWalk, _ line: inout FactLine) -> Bool {
    guard walk.enter("[") else { return false }
    line.said.removeAll()
    while walk.nextElement() {
      guard walk.enter("{") else { return false }
      var saying = FactLine.Saying()
      while let key = walk.nextKey() {
        guard take(key, &walk, &saying) else { return false }
      }
      guard saying.hasPlace else { return false }
      line.said.append(saying)
    }
    return true
  }

  private func take(_ key: Text, _ walk: inout ValueWalk, _ saying: inout FactLine.Saying) -> Bool {
    if let attribute = FactLine.attributes.first(where: { key == $0.key })?.attribute {
      guard let text = walk.string() else { return false }
      saying.attributes.append((attribute, text))
      return true
    }
    if let extra = ExtraAttribute.columns.first(where: { key == $0.factKey }) {
      guard let text = walk.string() else { return false }
      saying.extras.append((extra, text))
      return true
    }
    switch key.string {
    case "created": return created(&walk, &saying)
    case "metadata": return FactReader.pairs(&saying.metadata, &walk)
    case "agents": return FactReader.pairs(&saying.agents, &walk)
    case "inboxes": return FactReader.pairs(&saying.inboxes, &walk)
    case "from", "of", "updated": return rank(key, &walk, &saying)
    default:
      walk.skip()
      return true
    }
  }

  /// Takes the time when the conversation was created, as its digits.
  private func created(_ walk: inout ValueWalk, _ saying: inout FactLine.Saying) -> Bool {
    var same = walk
    guard let moment = walk.integer(), 0..<Timestamp.end ~= moment else { return false }
    saying.extras.append((.created, same.value()))
    return true
  }

  private static func pairs(_ pairs: inout [(key: Text, value: Text)], _ walk: inout ValueWalk) -> Bool {
    guard walk.enter("{") else { return false }
    while let key = walk.nextKey() {
      guard let value = walk.string() else { return false }
      pairs.append((key, value))
    }
    return true
  }

  /// Takes a part of a rank: where the record stood, whether it was a message, when it was changed.
  private func rank(_ key: Text, _ walk: inout ValueWalk, _ saying: inout FactLine.Saying) -> Bool {
    if key == "of" {
      guard let kind = walk.string(), kind == "message" || kind == "record" else { return false }
      saying.isRecord = kind == "record"
      return true
    }
    if key == "updated" {
      guard let updated = walk.integer(), (0..<Timestamp.end).contains(updated) else { return false }
      saying.updated = updated
      return true
    }
    guard walk.enter("["), walk.nextElement(), let path = walk.string(), walk.nextElement(),
      let offset = walk.integer(), offset >= 0
    else { return false }
    var index: Int64 = -1
    if walk.nextElement() {
      guard let element = walk.integer(), 0..<Int64(Int32.max) ~= element, !walk.nextElement() else {
        return false
      }
      index = element
    }
    (saying.offset, saying.index, saying.hasPlace) = (Int(offset), Int(index), true)
    saying.input = name(of: path)
    return true
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
      let id = spelled.withUnsafeBufferPointer { MessageID(Text($0), store: facts.ids) }
      facts.add(
        Fact(
          id: id, created: message.created, client: message.client, updated: message.updated,
          reference: reference, agent: message.agent.map { agents[$0] } ?? ConvoStat.Message.noAgent,
          kind: message.kind))
    }
  }
}
