// One conversation put together from its facts: each message once, in order, with its attributes.

/// Puts conversations together, one after the other, in scratch that is used again.
struct ConversationAssembler: ~Copyable {
  private let conversations: Conversations
  private let options: JoiningOptions
  private var facts: [Fact] = []
  private var ordered = OrderedMessages()
  private let extras: FixedArray<Text>
  private let attributes: FixedArray<Text>
  /// Those of the records that said the attributes; of an empty one without meaning.
  private let ranks: FixedArray<Rank>
  private let mappedSource: Text
  private var key = KeyBuffer()
  private var inboxes: InboxNames
  /// The place of the channel among the extra attributes; nil where nothing asks for it.
  private let channelPlace: Int?
  /// Likewise of the time when the conversation was created.
  private let createdPlace: Int?
  /// Messages that were dropped because they are the same as a kept one.
  private(set) var duplicates = 0

  /// So many conversations ahead, facts are on their way from memory.
  private static let ahead = 4

  init(_ conversations: Conversations, _ options: JoiningOptions) {
    self.conversations = conversations
    self.options = options
    inboxes = InboxNames(conversations.names)
    mappedSource = options.map?.sourceText ?? .empty
    let wanted = options.extras
    channelPlace = wanted.firstIndex(of: .channel)
    createdPlace = wanted.firstIndex(of: .created)
    let width = Attribute.allCases.count + wanted.count
    extras = FixedArray(repeating: .empty, count: wanted.count)
    attributes = FixedArray(repeating: .empty, count: width)
    ranks = FixedArray(repeating: .least, count: width)
  }

  /// Puts a conversation together. What is returned is valid until the next call.
  mutating func assemble(_ number: Int) -> Conversation {
    conversations.prefetchFacts(number + ConversationAssembler.ahead)
    gather(number)
    collectAttributes(number)
    return conversation(conversations.keys[number])
  }

  /// The ids of the messages of the conversation that was put together last.
  var messageIDs: MessageIDs { ordered.ids }

  /// The latest created time of the messages that are kept and not created after `limit`, if any is later than `known`.
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
    let (ignoresBots, byClient) = (options.bots == .ignore, options.order == .client)
    ordered.begin(atMost: conversations.factCount(number), byClient: byClient)
    var isInOrder = true
    conversations.forEachFact(number) { fact in
      if isInOrder { isInOrder = ordered.take(fact, ignoresBots: ignoresBots) }
    }
    if !isInOrder { sort(number, byClient: byClient, ignoresBots: ignoresBots) }
  }

  /// Gathers what does not come in order, or comes twice.
  private mutating func sort(_ number: Int, byClient: Bool, ignoresBots: Bool) {
    facts.removeAll(keepingCapacity: true)
    conversations.forEachFact(number) { facts.append($0) }
    if !isSorted(byClient) { facts.sort { ConversationAssembler.precedes($0, $1, byClient: byClient) } }
    if !hasRisingIDs { dropDuplicates(byClient) }
    ordered.begin(atMost: facts.count, byClient: byClient)
    for fact in facts { ordered.append(fact, ignoresBots: ignoresBots) }
  }

  private func isSorted(_ byClient: Bool) -> Bool {
    var index = 1
    while index < facts.count {
      if ConversationAssembler.precedes(facts[index], facts[index - 1], byClient: byClient) { return false }
      index += 1
    }
    return true
  }

  /// Ids that rise from message to message are all different.
  private var hasRisingIDs: Bool {
    var index = 1
    while index < facts.count {
      if !(facts[index - 1].id < facts[index].id) { return false }
      index += 1
    }
    return true
  }

  /// Keeps of each message the record that holds, and sorts what is left.
  private mutating func dropDuplicates(_ byClient: Bool) {
    let agents = conversations.agents.ids
    facts.sort { left, right in
      left.id == right.id
        ? ConversationAssembler.prevails(left, over: right, agents) : left.id < right.id
    }
    var kept = 1
    for fact in facts.dropFirst() where !(fact.id == facts[kept - 1].id) {
      facts[kept] = fact
      kept += 1
    }
    duplicates += facts.count - kept
    facts.removeLast(facts.count - kept)
    facts.sort { ConversationAssembler.precedes($0, $1, byClient: byClient) }
  }

  /// The order of README 2: by created (or client) time, the other clock, then id.
  static func precedes(_ left: Fact, _ right: Fact, byClient: Bool) -> Bool {
    func times(_ fact: Fact) -> OrderedTimes {
      OrderedTimes(created: fact.created, client: fact.client, byClient: byClient)
    }
    let (leftTimes, rightTimes) = (times(left), times(right))
    return leftTimes == rightTimes ? left.id < right.id : leftTimes < rightTimes
  }

  /// Whether of two records of one message the first holds (README 1.4).
  static func prevails(_ left: Fact, over right: Fact, _ agents: TextTable) -> Bool {
    if left.updated != right.updated { return left.updated > right.updated }
    if left.created != right.created { return left.created > right.created }
    if left.client != right.client { return left.client > right.client }  // a missing one is the lowest
    if left.kind != right.kind { return Text(right.kind.name) < Text(left.kind.name) }
    // Only an agent's id is kept: of others nothing shows it.
    func sender(_ fact: Fact) -> Text { fact.agent == Message.noAgent ? .empty : agents[fact.agent] }
    return sender(right).precedesAsID(sender(left))
  }

  // MARK: Attributes

  /// Takes each attribute from the record of the greatest rank that has it.
  private mutating func collectAttributes(_ number: Int) {
    attributes.setAll(to: .empty)
    conversations.forEachSaying(number) { facts, rank, first in
      for index in 0..<attributes.count {
        let value = facts.attributes[first + index]
        if value == AttributeRows.none { continue }
        if !attributes[index].isEmpty, rank < ranks[index] { continue }
        ranks[index] = rank
        attributes[index] = facts.text(value)
      }
    }
    for index in extras.indices { extras[index] = attributes[Attribute.allCases.count + index] }
  }

  private mutating func conversation(_ conversationKey: ConversationKey) -> Conversation {
    func said(_ attribute: Attribute) -> Text { attributes[attribute.rawValue] }
    let (platform, account) = (conversationKey.platform, conversationKey.account)
    var queue = said(.queue)
    if platform == .chatwoot, !queue.isEmpty {
      let inbox = inboxes.inbox(queue, account: account)
      if let channelPlace, extras[channelPlace].isEmpty { extras[channelPlace] = inbox.channel }
      if !inbox.name.isEmpty { queue = inbox.name }
    }
    var agentName = said(.assignedAgentName)
    if agentName.isEmpty {
      agentName = conversations.names.agent(said(.assignedAgentID), platform, account: account, &key)
    }
    return Conversation(
      platform: platform, account: account, id: conversationKey.id, externalID: said(.externalID),
      status: said(.status), queue: queue, organizationalGroup: said(.organizationalGroup),
      subdivision: said(.subdivision), assignedAgentID: said(.assignedAgentID), assignedAgentName: agentName,
      customerID: said(.customerID), extras: extras.elements, messages: ordered.messages,
      created: createdPlace.flatMap { extras[$0].keptMilliseconds }, mappedSource: mappedSource)
  }
}
