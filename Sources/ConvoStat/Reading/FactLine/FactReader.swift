// The reader of the facts that convostat writes (Facts).

/// Reads fact lines into facts: all of a line, or nothing if the line is damaged.
final class FactReader {
  /// An attribute that an option asks for, and where an observation states it.
  private enum Wanted {
    case column(FactKey)
    case metadata([UInt8], asAttribute: FactKey?)
  }

  private let wanted: [Wanted]
  private let account: Text
  private let keepsMetadata: Bool
  private let metadataKeys: MetadataKeys?
  let keys = FactKeys()
  private let unescaped = UnescapedTexts()
  private let sourced = SourcedAccounts()
  @exclusivity(unchecked) private var line = FactLine()
  @exclusivity(unchecked) private var input = InputName.none
  @exclusivity(unchecked) private var inputPath: [UInt8] = []

  init(_ options: ReadingOptions) {
    wanted = options.extras.map { extra in
      if case .metadata(let key) = extra {
        return .metadata(Array(key.utf8), asAttribute: FactReader.metadataAttributes[key])
      }
      return .column(FactKey(extra) ?? .metadata)
    }
    account = options.account
    keepsMetadata = options.keepsMetadata
    metadataKeys = options.metadataKeys
  }

  /// The version of the form that is written.
  static let version: Int64 = 2

  /// The beginning of a line as it is written, up to the version.
  static let opening: StaticString = "{\"convostat_fact\":"

  /// Keys of asapp's metadata that are attributes of their own.
  private static let metadataAttributes: [String: FactKey] = [
    "queue": .queue, "organizationalGroup": .group, "subdivision": .subdivision,
  ]

  /// Reads a line.
  /// - Parameter value: the object, which was proved to be JSON.
  /// - Throws: `Refusal` if the line is damaged.
  func read(_ value: Text, into facts: Facts) throws(Refusal) {
    unescaped.forget()
    var walk = ValueWalk(value, unescaped)
    var last = Text.empty
    do throws(WrongKind) { try parse(&walk, &line, last: &last) } catch { throw FactReader.damaged(last) }
    try store(into: facts)
  }

  /// Reads a line as convostat writes it, which proves by the way that it is JSON.
  /// - Parameter text: the line without its newline. A newline or padding must follow it.
  /// - Returns: false if the line is not whole, not JSON, damaged, or written in another way. Nothing of it is kept then.
  func readWritten(_ text: Text, into facts: Facts) -> Bool {
    let opening = Text(FactReader.opening)
    guard text.count > opening.count, text.prefix(opening.count) == opening else { return false }
    unescaped.forget()
    var walk = ValueWalk(text, unescaped, isProof: true)
    var last = Text.empty
    guard (try? parse(&walk, &line, last: &last)) != nil, walk.at == text.end else { return false }
    return (try? store(into: facts)) != nil
  }

  private static func damaged(_ key: Text) -> Refusal {
    var refusal = Refusal(.badFact, detail: "at key ")
    refusal.detail.append(Refusal.excerpt(of: key))
    return refusal
  }

  /// Returns the name of a path.
  ///
  /// The last path is cached, because most lines name the same input as the line before.
  func name(of path: Text) -> InputName {
    let isSame = inputPath.withText { $0 == path }
    if isSame { return input }
    inputPath = Array(path.bytes)
    input = InputName(path.string.pathBytes)
    return input
  }

  // MARK: From a line to facts

  private func store(into facts: Facts) throws(Refusal) {
    guard 1...FactReader.version ~= line.version else {
      throw Refusal(.badFact, detail: "of a version that is not 1 or \(FactReader.version)")
    }
    guard let subject = line.subject, !line.subjectName.isEmpty else { throw Refusal(.badFact) }
    if line.isMapped {
      guard SourcedAccount.isSource(line.source) else { throw Refusal(.badFact, detail: "a source") }
      line.account = sourced.text(line.source, line.account.isEmpty ? account : line.account)
    }
    switch subject {
    case .head: break
    case .named(let named): try store(named, into: facts)
    case .conversation(let kind):
      try line.messages.check(version: line.version, assigned: line.assignedAgent)
      store(kind, into: facts)
    }
    facts.counts.usable += 1
  }

  /// Stores a line about a conversation, whose messages were checked.
  private func store(_ kind: Reference.Kind, into facts: Facts) {
    let own = line.account.isEmpty && (kind == .chatwoot || kind == .reported) ? account : line.account
    let number: UInt32
    let reference: Reference
    if kind == .reported {
      let reported = ReportedConversation(account: own, inbox: line.reportedInbox, start: line.reportedStart)
      number = reported.bytes.withText {
        facts.references.number(of: .reported($0, conversation: line.subjectName))
      }
      reference = facts.references[number]
    } else {
      reference =
        kind == .chatwoot
        ? Reference(chatwoot: line.subjectName, account: own, inbox: line.inbox)
        : Reference(kind, qualifier: own, name: line.subjectName)
      number = facts.references.add(reference)
    }
    storeLife(line, of: number, facts)
    for observation in line.observations.elements { store(observation, about: number, reference, facts) }
    if kind == .byID { link(number, facts) }
    line.messages.store(of: number, facts)
  }

  private func store(_ named: Named, into facts: Facts) throws(Refusal) {
    if named == .accountInbox {
      if line.account.isEmpty { throw Refusal(.badFact) }
      return facts.note(inbox: line.subjectName, of: line.account)
    }
    guard line.naming.hasPosition, !line.name.isEmpty, named != .chatwootAgent || !line.account.isEmpty else {
      throw Refusal(.badFact)
    }
    let isOfInbox = [.inbox, .inboxChannel, .inboxHours].contains(named)
    let isEverywhere = isOfInbox && line.account.isEmpty
    facts.names.add(
      named, isEverywhere ? .everywhere : .account(line.account), id: line.subjectName, name: line.name,
      rank: line.naming.rank)
    if isOfInbox { facts.counts.descriptions += 1 }
  }

  private func store(
    _ observation: FactLine.Observation, about number: UInt32, _ reference: Reference, _ facts: Facts
  ) {
    let (rank, statements) = (observation.rank, line.statements(of: observation))
    if statements.haveHalfAnAgent { facts.observeAgentRemoval() }
    for statement in statements {
      if let attribute = statement.about.attribute {
        facts.observe(attribute, statement.value, elseRemovedIf: true)
      }
    }
    for (index, wanted) in wanted.enumerated() {
      guard let text = text(of: wanted, in: statements, observation.isRecord, reference.platform) else {
        continue
      }
      if text.isEmpty { facts.observeRemoval(ofExtra: index) } else { facts.observe(extra: index, text) }
    }
    facts.storeObservation(of: number, rank: rank)
    metadataKeys?.note(statements, ofRecord: observation.isRecord, of: reference.platform)
    let scope: NameScope = reference.account.isEmpty ? .reference(number) : .account(reference.account)
    for statement in statements {
      let (key, value) = (statement.key, statement.value)
      switch statement.about {
      case .metadata where keepsMetadata:
        facts.names.add(.metadata, .reference(number), id: key, name: value, rank: rank)
        facts.metadataBytes += 64 + key.count + value.count
      case .agents: facts.names.add(.chatwootAgent, scope, id: key, name: value, rank: rank)
      case .inboxes: facts.names.add(.inbox, scope, id: key, name: value, rank: rank)
      default: break
      }
    }
    if observation.isRecord { facts.counts.descriptions += 1 }
  }

  /// Returns the value of an attribute that options ask for, an empty text if it was removed, `nil` if the record does
  /// not say.
  private func text(
    of wanted: Wanted, in statements: BorrowedArray<FactLine.Statement>, _ isRecord: Bool,
    _ platform: Platform
  ) -> Text? {
    switch wanted {
    case .column(let key): return statements.text(about: key)
    case .metadata(let key, let attribute):
      guard platform == .asapp, let attribute else { return statements.metadata(key) }
      return isRecord ? statements.text(about: attribute) : nil
    }
  }

  /// Links the id with the external ids that records gave it.
  private func link(_ number: UInt32, _ facts: Facts) {
    var isLinked = false
    func link(_ external: Text) {
      if external.isEmpty { return }
      facts.link(number, with: external)
      isLinked = true
    }
    for statement in line.statements.elements where statement.about == .external { link(statement.value) }
    for external in line.links.elements { link(external) }
    if !isLinked, line.isBearer || !line.observations.isEmpty { facts.link(number, with: .empty) }
  }
}
