// The messages of a conversation, put in order as their facts arrive.

/// Messages and their ids, in memory that is reused for the next conversation.
///
/// The facts of most conversations arrive in order, or nearly so if several workers read them, each in
/// order; and ids usually rise with time. As long as the inline bytes of ids decide their order, and times
/// and ids rise together, the order of messages is the order of ids, and no message is repeated.
struct OrderedMessages: ~Copyable {
  private var list = ReusableArray<Message>()
  private var idList = ReusableArray<MessageID>()
  private var byClient = false
  /// The number of positions by which messages may still be moved.
  private var patience = 0
  /// The outgoing messages without a sender.
  private(set) var senderless = Senderless()
  /// True if a message is an activity that tells a status.
  private(set) var hasActivities = false
  /// The times of the last message.
  private var last = OrderedTimes.earliest

  /// Average number of positions by which a message may be moved.
  ///
  /// With more moves a sort is faster.
  private static let movesPerMessage = 8

  /// The messages, valid until `begin`.
  var messages: BorrowedArray<Message> { list.elements }

  /// The ids of the messages, in the same order.
  var ids: MessageIDs { MessageIDs(idList.elements) }

  /// Begins a conversation.
  /// - Parameters:
  ///   - count: the maximum number of messages.
  ///   - byClient: true if the client clock decides first.
  @inline(__always)
  mutating func begin(atMost count: Int, byClient: Bool) {
    list.removeAll()
    idList.removeAll()
    self.byClient = byClient
    patience = count * OrderedMessages.movesPerMessage
    last = .earliest
    senderless = Senderless()
    hasActivities = false
  }

  /// Adds a message after all others.
  @inline(__always)
  mutating func append(_ fact: Fact, _ rules: borrowing ClassRules) {
    let message = rules.message(fact)
    list.append(message)
    if message.activity != nil { hasActivities = true }
    idList.append(fact.id)
    if fact.kind.isSenderless { senderless.add(fact.kind, 1) }
  }

  /// Inserts a message at its position.
  /// - Returns: false if the position is not certain, or if the message may be a duplicate. The caller must
  ///   then sort all messages.
  @inline(__always)
  mutating func insert(_ fact: Fact, _ rules: borrowing ClassRules) -> Bool {
    append(fact, rules)
    let times = OrderedTimes(created: fact.created, client: fact.client, byClient: byClient)
    let index = list.count &- 1  // at least 0
    if index == 0 || (idList[index &- 1].plainlyPrecedes(fact.id) && !(times < last)) {
      last = times
      return true
    }
    return moveLast(times)
  }

  /// Keeps the messages that satisfy a condition, in their order.
  /// - Returns: the number of the others.
  mutating func keep(_ isKept: (Message) -> Bool) -> Int {
    var kept = 0
    for index in 0..<list.count {
      if isKept(list[index]) {
        (list[kept], idList[kept]) = (list[index], idList[index])
        kept += 1
      } else if let recorded = list[index].senderless {
        senderless.add(recorded, -1)
      }
    }
    defer {
      list.truncate(to: kept)
      idList.truncate(to: kept)
    }
    return list.count - kept
  }

  /// Moves the last message back to its position.
  @inline(never)
  private mutating func moveLast(_ times: OrderedTimes) -> Bool {
    let (messages, ids) = (list.borrowed, idList.borrowed)
    let end = messages.count - 1
    let (message, id) = (messages[end], ids[end])
    var index = end
    while index > 0, id.plainlyPrecedes(ids[index - 1]) {
      messages[index] = messages[index - 1]
      ids[index] = ids[index - 1]
      index -= 1
      patience -= 1
      if patience < 0 { return false }
    }
    if index == end || self.times(of: messages[index + 1]) < times { return false }
    messages[index] = message
    ids[index] = id
    if index == 0 { return true }
    return ids[index - 1].plainlyPrecedes(id) && !(times < self.times(of: messages[index - 1]))
  }

  private func times(of message: Message) -> OrderedTimes {
    OrderedTimes(created: message.created, client: message.client, byClient: byClient)
  }
}

/// The times of a message in the order in which they decide.
///
/// A message with lesser times comes first; with equal times, the one with the lesser id (Definitions:
/// order).
struct OrderedTimes: Comparable {
  private let first: Int64
  private let second: Int64

  /// A value before all times of messages.
  static let earliest = OrderedTimes(created: .min, client: .min, byClient: false)

  /// - Parameters:
  ///   - client: the client time. If it is `Message.noClient`, the created time replaces it.
  ///   - byClient: true if the client clock decides first.
  @inline(__always)
  init(created: Int64, client: Int64, byClient: Bool) {
    let client = client == Message.noClient ? created : client
    (first, second) = byClient ? (client, created) : (created, client)
  }

  @inline(__always)
  static func < (left: OrderedTimes, right: OrderedTimes) -> Bool {
    left.first < right.first || (left.first == right.first && left.second < right.second)
  }
}
