// The messages of a conversation in their order, put there as their facts come.

/// Messages and their ids, in memory that the next conversation uses again.
///
/// The facts of most conversations come in order, or nearly so where several workers read them, each in order; and ids
/// mostly rise with time. As long as ids are told apart at once and times and ids rise together, the order of README 2
/// is that of the ids, and no message comes twice.
struct OrderedMessages: ~Copyable {
  private var list = EventList<Message>()
  private var idList = EventList<MessageID>()
  private var byClient = false
  /// By how many places messages may yet be moved.
  private var patience = 0
  /// The times of the last message.
  private var last = OrderedTimes.earliest

  /// Messages of one conversation need not be moved by more places, on average; more are sorted faster.
  private static let movesPerMessage = 8

  /// The messages, until `begin`.
  var messages: UnsafeBufferPointer<Message> { list.values }

  /// Their ids.
  var ids: MessageIDs { MessageIDs(idList.values) }

  /// Begins a conversation.
  /// - Parameters:
  ///   - count: how many messages it may have.
  ///   - byClient: whether the client clock is the first to count.
  @inline(__always)
  mutating func begin(atMost count: Int, byClient: Bool) {
    list.truncate(to: 0)
    idList.truncate(to: 0)
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
  mutating func insert(_ fact: Fact, ignoresBots: Bool) -> Bool {
    append(fact, ignoresBots: ignoresBots)
    let times = OrderedTimes(created: fact.created, client: fact.client, byClient: byClient)
    let index = list.count - 1
    if index == 0 || (idList.pointer(to: index - 1).pointee.plainlyPrecedes(fact.id) && !(times < last)) {
      last = times
      return true
    }
    return moveLast(times)
  }

  /// Moves the last message back to where it belongs.
  @inline(never)
  private mutating func moveLast(_ times: OrderedTimes) -> Bool {
    let (messages, ids) = (list.mutableValues, idList.mutableValues)
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
