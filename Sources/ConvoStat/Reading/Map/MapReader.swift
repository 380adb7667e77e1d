// The reader of records of another platform, driven by a map (Maps).

/// Reads records by a map.
///
/// It looks up each value separately, in bytes that were proved to be JSON.
final class MapReader {
  let map: PlatformMap
  private let extras: [ExtraAttribute]
  private let account: Text
  private let sourced = SourcedAccounts()
  /// True if all metadata is kept, for facts.
  private let keepsMetadata: Bool
  private var walk: MapWalk
  private var lastDate: LastDate
  /// The status that the element being read tells.
  private var told: StatusObservation.Told?

  init(_ map: PlatformMap, _ options: ReadingOptions) {
    self.map = map
    extras = options.extras
    account = options.account
    keepsMetadata = options.keepsMetadata
    walk = MapWalk(map.slots)
    lastDate = LastDate(remembers: options.usesCaches)
  }

  /// The number of times that each pointer was tried and found a value.
  var tally: MapTally { walk.tally }

  /// The result of reading a record.
  struct Findings {
    /// True if an entry of the map applies to the record.
    var isKnown = false
    /// The number of elements of the record that were read.
    var elements = 0
    /// The reason why the record was refused, if an entry reads the record itself.
    var refusal: Refusal?
  }

  /// A function that takes a refused element, with its index among the elements of the record.
  typealias RefusedElement = (_ refusal: Refusal, _ index: Int, _ value: Text) -> Void

  /// Reads a record.
  /// - Parameter value: the record, which was proved to be JSON.
  func read(
    _ value: Text, _ position: RecordPosition, into facts: Facts, refused: RefusedElement
  ) -> Findings {
    walk.begin(value)
    var findings = Findings()
    for entry in map.entries {
      let steps = map.slots[entry.each].pointer.steps
      if !steps.isEmpty {
        visit(entry, steps[...], value, position, facts, &findings, refused)
      } else if walk.descend(entry.each, [], to: "{") != nil, isMeant(entry) {
        // A record without a condition is one of statuses only if it tells one.
        let tells = tells(entry)
        if !tells, entry.condition == nil { continue }
        findings.isKnown = true
        if !tells { continue }
        do throws(Refusal) { try read(entry, position, into: facts) } catch {
          if findings.refusal == nil { findings.refusal = error }
        }
      }
    }
    return findings
  }

  /// Walks from an element to the elements that an entry reads.
  private func visit(
    _ entry: MapEntry, _ steps: ArraySlice<[UInt8]>, _ element: Text, _ position: RecordPosition,
    _ facts: Facts,
    _ findings: inout Findings, _ refused: RefusedElement
  ) {
    if steps.isEmpty {
      findings.isKnown = true
      guard isMeant(entry), tells(entry) else { return }
      var position = position
      (position.index, position.element) = (findings.elements, findings.elements)
      findings.elements += 1
      do throws(Refusal) { try read(entry, position, into: facts) } catch {
        refused(error, position.index, element)
      }
      return
    }
    let straight = steps.prefix { $0 != MapPointer.every }
    let isList = straight.endIndex < steps.endIndex
    guard let value = walk.descend(entry.each, straight, to: isList ? "[" : "{") else { return }
    if !isList {
      walk.enter(value)
      visit(entry, [], value, position, facts, &findings, refused)
      walk.leave()
      return
    }
    findings.isKnown = true
    let rest = steps[(straight.endIndex + 1)...]
    let unescaped = UnescapedTexts()
    var elements = ValueWalk(value, unescaped)
    guard elements.enters("[") else { return }
    while let element = elements.nextValue() {
      walk.enter(element)
      visit(entry, rest, element, position, facts, &findings, refused)
      walk.leave()
    }
  }

  /// Returns true if the innermost element satisfies the condition of the entry.
  private func isMeant(_ entry: MapEntry) -> Bool {
    guard let condition = entry.condition else { return true }
    guard let words = condition.words else { return walk.value(condition.selector) != nil }
    return walk.word(condition.selector).map { words.contains(Array($0.bytes)) } ?? false
  }

  /// Returns true if the innermost element is a message or a conversation, or if it tells a status.
  private func tells(_ entry: MapEntry) -> Bool {
    guard let status = entry.status else { return true }
    told = status.constant ?? outcome(of: status.rules).outcome
    return told != nil
  }

  // MARK: From the innermost element to facts

  private func read(_ entry: MapEntry, _ position: RecordPosition, into facts: Facts) throws(Refusal) {
    if let status = entry.status {
      try readStatus(entry, status, into: facts)
    } else {
      try readElement(entry, position, into: facts)
    }
  }

  private func readElement(_ entry: MapEntry, _ position: RecordPosition, into facts: Facts) throws(Refusal) {
    var id = Text.empty
    if let message = entry.message {
      id = walk.text(message.id)
      if id.isEmpty { throw refusal(.noMessageID, nothingAt: message.id) }
    }
    let (conversation, account) = try conversation(entry)
    let updated = (try? time(entry.updated)) ?? 0
    let rank = position.rank(isRecord: entry.message == nil, updated: updated)
    let number: UInt32
    if let message = entry.message {
      let kind = try kind(message)
      let (created, client) = try facts.clocks(
        created: try time(message.created), client: try time(message.client))
      number = facts.references.number(of: reference(conversation, account))
      let sender = kind == .agent ? walk.text(message.sender) : .empty
      facts.add(
        Fact(
          id: MessageID(id, store: facts.ids), created: created, client: client, updated: updated,
          reference: number, agent: sender.isEmpty ? Message.noAgent : facts.agents.number(of: sender),
          kind: RecordedClass(kind)))
      if kind == .agent {
        name(sender, walk.text(message.senderName), of: number, account, rank, facts)
      }
    } else {
      number = facts.references.add(reference(conversation, account))
      facts.counts.usable += 1
      facts.counts.descriptions += 1
    }
    observe(entry, about: number, account: account, rank: rank, facts)
  }

  /// Observes the status that the element tells, `told`.
  private func readStatus(
    _ entry: MapEntry, _ status: MapEntry.Status, into facts: Facts
  ) throws(Refusal) {
    guard let told else { return }
    let (conversation, account) = try conversation(entry)
    let given = try time(status.moment)
    if given == nil, status.isExact { throw refusal(.noTimestamp, nothingAt: status.moment) }
    let moment = given.map { status.isInWholeSeconds ? $0 - $0 % 1000 : $0 }
    facts.observe(
      StatusObservation(
        moment: moment ?? StatusObservation.noMoment, told: told, origin: status.isExact ? .map : .record),
      of: facts.references.number(of: reference(conversation, account)))
    facts.counts.usable += 1
  }

  /// Returns the conversation and the account that the element names.
  private func conversation(
    _ entry: MapEntry
  ) throws(Refusal) -> (conversation: Text, account: Text) {
    let conversation = walk.text(entry.conversation)
    if conversation.isEmpty { throw refusal(.noConversation, nothingAt: entry.conversation) }
    let own = walk.text(entry.account)
    return (conversation, own.isEmpty ? account : own)
  }

  /// Observes what the element says about its conversation.
  private func observe(
    _ entry: MapEntry, about number: UInt32, account: Text, rank: Rank, _ facts: Facts
  ) {
    var (agent, agentName, externalID) = (Text.empty, Text.empty, Text.empty)
    for (attribute, selector) in entry.attributes {
      let text = walk.text(selector)
      switch attribute {
      case .assignedAgentID: agent = text
      case .assignedAgentName: agentName = text
      case _ where attribute.isRare: facts.observe(rare: attribute, text)
      default: facts.observe(attribute, text)
      }
      if attribute == .externalID { externalID = text }
    }
    facts.observeAgent(agent, agentName)
    if map.platform == .asapp, entry.message == nil { facts.link(number, with: externalID) }
    for (index, extra) in extras.enumerated() {
      guard let selector = entry.extras[extra] else { continue }
      if extra == .labels {
        facts.observe(labels: index, walk.texts(selector))
      } else if extra == .created {
        facts.observe(created: index, try? time(selector))
      } else {
        facts.observe(extra: index, walk.text(selector))
      }
    }
    facts.storeObservation(of: number, rank: rank)
    if keepsMetadata {
      for (key, selector) in entry.metadata {
        let value = walk.text(selector)
        if value.isEmpty { continue }  // nothing there removes nothing
        facts.names.add(.metadata, .reference(number), id: key, name: value, rank: rank)
        facts.metadataBytes += 64 + key.count + value.count
      }
    }
    name(agent, agentName, of: number, account, rank, facts)
  }

  /// Returns the reference to a conversation.
  private func reference(_ conversation: Text, _ account: Text) -> Reference {
    switch map.platform {
    case .asapp: .byID(conversation)
    case .chatwoot: .chatwoot(account: account, conversation: conversation)
    case .mapped: .mapped(account: sourced.text(map.sourceText, account), conversation: conversation)
    }
  }

  /// Adds the name of an agent, which belongs to the account of its conversation.
  private func name(
    _ agent: Text, _ name: Text, of number: UInt32, _ account: Text, _ rank: Rank, _ facts: Facts
  ) {
    switch map.platform {
    case .asapp: facts.names.add(.asappAgent, .account(.empty), id: agent, name: name, rank: rank)
    case .chatwoot:
      let scope: NameScope = account.isEmpty ? .reference(number) : .account(account)
      facts.names.add(.chatwootAgent, scope, id: agent, name: name, rank: rank)
    case .mapped:
      let account = sourced.text(map.sourceText, account)
      facts.names.add(.mappedAgent, .account(account), id: agent, name: name, rank: rank)
    }
  }

  /// Returns the class of a message, by the first rule that decides.
  private func kind(_ message: MapEntry.Message) throws(Refusal) -> MessageClass {
    let (kind, word) = outcome(of: message.role)
    if let kind { return kind }
    let last = message.role.last?.selector ?? message.id
    if word.isEmpty { throw refusal(.unknownRole, nothingAt: last) }
    throw refusal(.unknownRole, at: last, word)
  }

  /// Returns the outcome of the first rule that decides, `nil` if none does, and the word of the last rule tried.
  private func outcome<Outcome>(of rules: [MapRule<Outcome>]) -> (outcome: Outcome?, word: Text) {
    var last = Text.empty
    for rule in rules {
      let word = walk.word(rule.selector)
      last = word ?? .empty
      switch word.flatMap({ rule.verdict(of: $0) }) {
      case .decided(let outcome): return (outcome, last)
      case .next: continue
      case nil: if let outcome = rule.other { return (outcome, last) }
      }
    }
    return (nil, last)
  }

  /// Returns a time in milliseconds since 1970; `nil` if there is no value.
  private func time(_ selector: MapSelector?) throws(Refusal) -> Int64? {
    guard let selector, let value = walk.value(selector) else { return nil }
    let isText = value[0] == UInt8(ascii: "\"") || value[0] == UInt8(ascii: "-") || value[0] &- 0x30 < 10
    let moment = isText ? Timestamp(walk.text(of: value), &lastDate) : .unreadable
    if moment == .unreadable { throw refusal(.badTimestamp, at: selector, value) }
    return moment.value
  }

  // MARK: Refusals

  private func refusal(_ reason: RejectReason, at selector: MapSelector, _ value: Text) -> Refusal {
    var refusal = Refusal(reason, detail: selector.text(map.slots) + " ")
    refusal.detail.append(Refusal.excerpt(of: value))
    return refusal
  }

  private func refusal(_ reason: RejectReason, nothingAt selector: MapSelector) -> Refusal {
    Refusal(reason, detail: "nothing at \(selector.text(map.slots))")
  }
}
