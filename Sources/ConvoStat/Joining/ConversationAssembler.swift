// The assembly of a conversation from its facts: each message once, in order, with the attributes.

/// Assembles conversations one after another, in reused memory.
struct ConversationAssembler: ~Copyable {
  private let conversations: Conversations
  private let options: JoiningOptions
  private let rules: ClassRules
  private var facts: [Fact] = []
  private var ordered = OrderedMessages()
  private let extras: FixedArray<Text>
  private let attributes: FixedArray<Text>
  /// By attribute: true if a record states or removes it.
  private let isStated: FixedArray<Bool>
  /// By attribute: the rank of the record that set it.
  ///
  /// Meaningless for an attribute that no record states.
  private let ranks: FixedArray<Rank>
  /// By attribute: true if two records with the rank time of the winning one disagree.
  private let isDisputed: FixedArray<Bool>
  /// True if records of the conversation that was assembled last have the same rank time and disagree about an attribute
  /// (Inputs: the same thing twice).
  private(set) var isConflicting = false
  private var key = KeyBuffer()
  /// The index of the channel among the extra attributes; `nil` if no option asks for it.
  private let channelIndex: Int?
  /// The index of the creation time among the extra attributes; `nil` if no option asks for it.
  private let createdIndex: Int?
  /// The number of messages that were dropped as duplicates.
  private(set) var duplicates = 0
  /// The number of messages that were ignored because they are later than the moment of `--as-of`.
  private(set) var laterMessages = 0
  private var observations = ReusableArray<StatusObservation>()
  /// True if the conversation that was assembled last did not exist at the moment of `--as-of`.
  private(set) var isAbsent = false

  /// Facts are prefetched this number of conversations ahead.
  private static let prefetchDistance = 4

  init(_ conversations: Conversations, _ options: JoiningOptions) {
    self.conversations = conversations
    self.options = options
    rules = ClassRules(options, conversations.agents)
    let wanted = options.extras
    channelIndex = wanted.firstIndex(of: .channel)
    createdIndex = wanted.firstIndex(of: .created)
    let width = Attribute.allCases.count + wanted.count
    extras = FixedArray(repeating: .empty, count: wanted.count)
    attributes = FixedArray(repeating: .empty, count: width)
    isStated = FixedArray(repeating: false, count: width)
    isDisputed = FixedArray(repeating: false, count: width)
    ranks = FixedArray(repeating: .lowest, count: width)
  }

  /// Assembles a conversation.
  ///
  /// The result is valid until the next call.
  mutating func assemble(_ number: Int) -> Conversation {
    conversations.prefetchFacts(number + ConversationAssembler.prefetchDistance)
    gather(number)
    gatherObservations(number)
    collectAttributes(number)
    if let asOf = options.asOf { restrict(to: asOf) }
    return conversation(conversations.keys[number])
  }

  /// The ids of the messages of the conversation that was assembled last.
  var messageIDs: MessageIDs { ordered.ids }

  /// The outgoing messages without a sender in the conversation that was assembled last.
  var senderless: Senderless { ordered.senderless }

  /// Returns the latest created time among the kept messages that were not created after `limit`; `nil` if it
  /// is not later than `known`.
  mutating func latestCreated(_ number: Int, after known: Int64?, atMost limit: Int64 = .max) -> Int64? {
    var isLater = false
    conversations.forEachFact(number) {
      if $0.created > known ?? .min, $0.created <= limit { isLater = true }
    }
    if !isLater { return nil }
    let before = duplicates
    gather(number)
    duplicates = before
    let created = ordered.messages.lazy.map(\.created).filter { $0 <= limit }
    guard let latest = created.max(), latest > known ?? .min else { return nil }
    return latest
  }

  // MARK: Messages

  private mutating func gather(_ number: Int) {
    let byClient = options.order == .client
    ordered.begin(atMost: conversations.factCount(number), byClient: byClient)
    var isInOrder = true
    conversations.forEachFact(number) { fact in
      if isInOrder { isInOrder = ordered.insert(fact, rules) }
    }
    if !isInOrder { sort(number, byClient: byClient) }
  }

  /// Gathers messages that arrive out of order or more than once.
  private mutating func sort(_ number: Int, byClient: Bool) {
    facts.removeAll(keepingCapacity: true)
    conversations.forEachFact(number) { facts.append($0) }
    if !isSorted(byClient) { facts.sort { $0.precedes($1, byClient: byClient) } }
    if !hasRisingIDs { duplicates += facts.keepPrevailing(conversations.agents.ids, byClient: byClient) }
    ordered.begin(atMost: facts.count, byClient: byClient)
    for fact in facts { ordered.append(fact, rules) }
  }

  private func isSorted(_ byClient: Bool) -> Bool {
    var index = 1
    while index < facts.count {
      if facts[index].precedes(facts[index - 1], byClient: byClient) { return false }
      index += 1
    }
    return true
  }

  /// True if the ids rise from message to message, and so are all distinct.
  private var hasRisingIDs: Bool {
    var index = 1
    while index < facts.count {
      if !(facts[index - 1].id < facts[index].id) { return false }
      index += 1
    }
    return true
  }

  // MARK: Observations

  /// Gathers the status observations, each once, in order.
  private mutating func gatherObservations(_ number: Int) {
    observations.removeAll()
    conversations.forEachStatus(number) { observations.append($0) }
    if observations.count < 2 { return }
    observations.borrowed.sort { $0.precedes($1) }
    var kept = 1
    for index in 1..<observations.count where observations[index] != observations[kept - 1] {
      observations[kept] = observations[index]
      kept += 1
    }
    observations.truncate(to: kept)
  }

  // MARK: The world as it was

  /// Ignores what came after a moment (Definitions: as-of).
  private mutating func restrict(to asOf: Int64) {
    let later = ordered.keep { $0.created <= asOf }
    laterMessages += later
    let known = observations.count
    observations.keep { !$0.hasMoment || $0.moment <= asOf }
    let created = createdIndex.flatMap { extras[$0].keptMilliseconds }
    let beganLater = created.map { $0 > asOf } ?? false
    if beganLater { forgetRecords() }
    let hasLater = later > 0 || observations.count < known || beganLater
    if hasLater { observations.keep { $0.isExact || $0.hasMoment } }
    // A message that is ignored may have told when the conversation was created: that is no record of it.
    let isCreatedByRecord = createdIndex.map { ranks[$0 + Attribute.allCases.count].isRecord } ?? false
    isAbsent =
      hasLater && ordered.messages.isEmpty && (created == nil || beganLater || !isCreatedByRecord)
      && !observations.elements.contains(where: \.hasMoment)
  }

  /// Ignores what the conversation's records say.
  private mutating func forgetRecords() {
    attributes.setAll(to: .empty)
    extras.setAll(to: .empty)
    observations.keep { $0.origin == .reporting }
  }

  // MARK: Attributes

  /// Sets each attribute from the record with the highest rank that states or removes it.
  private mutating func collectAttributes(_ number: Int) {
    attributes.setAll(to: .empty)
    isStated.setAll(to: false)
    var mayConflict = false
    conversations.forEachObservation(number) { facts, rank, first in
      for index in 0..<attributes.count {
        let value = facts.attributes[first + index]
        if value == AttributeRows.none { continue }
        if isStated[index] {
          if rank.isTied(with: ranks[index]) {
            let disagrees = facts.text(value) != attributes[index]
            isDisputed[index] = isDisputed[index] || disagrees
            mayConflict = mayConflict || disagrees
          } else if ranks[index] < rank {
            isDisputed[index] = false
          }
          if rank < ranks[index] { continue }
        } else {
          isDisputed[index] = false
        }
        isStated[index] = true
        ranks[index] = rank
        attributes[index] = facts.text(value)
      }
    }
    // The creation time is no attribute of a table.
    let created = createdIndex.map { $0 + Attribute.allCases.count }
    isConflicting =
      mayConflict && attributes.indices.contains { isStated[$0] && isDisputed[$0] && $0 != created }
    for index in extras.indices { extras[index] = attributes[Attribute.allCases.count + index] }
  }

  private mutating func conversation(_ conversationKey: ConversationKey) -> Conversation {
    func value(_ attribute: Attribute) -> Text { attributes[attribute.rawValue] }
    let (platform, scope) = (conversationKey.platform, conversationKey.account)
    let account = platform == .mapped ? SourcedAccount.parts(of: scope).account : scope
    var (queue, inboxHours) = (value(.queue), Text.empty)
    if platform == .chatwoot, !queue.isEmpty {
      let names = conversations.names
      let name = names.inbox(queue, account: account, &key)
      if let channelIndex, extras[channelIndex].isEmpty {
        extras[channelIndex] = names.channel(queue, account: account, &key)
      }
      if options.hasInboxHours { inboxHours = names.hours(queue, account: account, &key) }
      if !name.isEmpty { queue = name }
    }
    var agentName = value(.assignedAgentName)
    if agentName.isEmpty {
      agentName = conversations.names.agent(value(.assignedAgentID), platform, account: scope, &key)
    }
    return Conversation(
      platform: platform, account: account, id: conversationKey.id, externalID: value(.externalID),
      status: value(.status), queue: queue, organizationalGroup: value(.organizationalGroup),
      subdivision: value(.subdivision), assignedAgentID: value(.assignedAgentID),
      assignedAgentName: agentName,
      customerID: value(.customerID), extras: extras.elements, messages: ordered.messages,
      hasActivities: ordered.hasActivities,
      observations: observations.elements,
      created: createdIndex.flatMap { extras[$0].keptMilliseconds }, inboxHours: inboxHours, scope: scope)
  }
}
