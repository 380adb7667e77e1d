// The messages of a conversation in their order, put there as their facts come.

/// Messages and their ids, in memory that the next conversation uses again.
///
/// The facts of most conversations come in order, or nearly so where several workers read them, each in order; and ids
/// mostly rise with time. As long as ids are told apart at once and times and ids rise together, the order of README 2
/// is that of the ids, and no message comes twice.
struct OrderedMessages: ~Copyable {
  private var list = ReusableArray<Message>()
  private var idList = ReusableArray<MessageID>()
  private var byClient = false
  /// By how many places messages may yet be moved.
  private var patience = 0
  /// The times of the last message.
  private var last = OrderedTimes.earliest

  /// Messages of one conversation need not be moved by more places, on average; more are sorted faster.
  private static let movesPerMessage = 8

  /// The messages, until `begin`.
  var messages: BorrowedArray<Message> { list.elements }

  /// Their ids.
  var ids: MessageIDs { MessageIDs(idList.elements) }

  /// Begins a conversation.
  /// - Parameters:
  ///   - count: how many messages it may have.
  ///   - byClient: whether the client clock is the first to count.
  @inline(__always)
  mutating func begin(atMost count: Int, byClient: Bool) {
    list.removeAll()
    idList.removeAll()
    self.byClient = byClient
    patience = count * OrderedMessages.movesPerMessage
    last = .earliest
  }

  /// Adds a message behind all others.
  @inline(__always)
  mutating func append(_ fact: Fact, ignoresBots: Bool) {
    let kind = ignoresBots && fact.kind == .bot ? .system : fact.kind
    list.append(Message(created: fact.created, client: fact.client, agent: fact.agent, kind: kind))
    idList.append(fact.id)
  }

  /// Puts a message where it belongs.
  /// - Returns: false if that is not to be seen at once, or the message may be there already; then all are to be sorted.
  @inline(__always)
  mutating func take(_ fact: Fact, ignoresBots: Bool) -> Bool {
    append(fact, ignoresBots: ignoresBots)
    let times = OrderedTimes(created: fact.created, client: fact.client, byClient: byClient)
    let place = list.count - 1
    if place == 0 || (idList[place - 1].plainlyPrecedes(fact.id) && !(times < last)) {
      last = times
      return true
    }
    return moveLast(times)
  }

  /// Moves the last message back to where it belongs.
  @inline(never)
  private mutating func moveLast(_ times: OrderedTimes) -> Bool {
    let (messages, ids) = (list.borrowed, idList.borrowed)
    let end = messages.count - 1
    let (message, id) = (messages[end], ids[end])
    var place = end
    while place > 0, id.plainlyPrecedes(ids[place - 1]) {
      messages[place] = messages[place - 1]
      ids[place] = ids[place - 1]
      place -= 1
      patience -= 1
      if patience < 0 { return false }
    }
    if place == end || self.times(of: messages[place + 1]) < times { return false }
    messages[place] = message
    ids[place] = id
    if place == 0 { return true }
    return ids[place - 1].plainlyPrecedes(id) && !(times < self.times(of: messages[place - 1]))
  }

  private func times(of message: Message) -> OrderedTimes {
    OrderedTimes(created: message.created, client: message.client, byClient: byClient)
  }
}

/// The times of a message in the order in which they count: of two messages the one with the lesser ones comes first,
/// and of those with the same the one with the lesser id (README 2).
struct OrderedTimes: Comparable {
  private let first: Int64
  private let second: Int64

  /// Before all others.
  static let earliest = OrderedTimes(created: .min, client: .min, byClient: false)

  /// - Parameters:
  ///   - client: `Message.noClient` where it is missing; then the created time stands in for it.
  ///   - byClient: whether the client clock is the first to count.
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
