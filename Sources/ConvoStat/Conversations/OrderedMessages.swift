// The messages of a conversation in their order, put there as their facts come.

/// Messages and their ids, in memory that the next conversation uses again.
///
/// The facts of most conversations come in order, or nearly so where several workers read them, each in order; and ids
/// mostly rise with time. As long as ids are told apart at once and times and ids rise together, the order of README 2
/// is that of the ids, and no message comes twice.
struct OrderedMessages: ~Copyable {
  private var started: UnsafeMutablePointer<Message> = .allocate(capacity: 64)
  private var startedIDs: UnsafeMutablePointer<MessageID> = .allocate(capacity: 64)
  private var capacity = 64
  private var count = 0
  private var byClient = false
  /// By how many places messages may yet be moved.
  private var patience = 0
  /// The times of the last message.
  private var last = Times(first: .min, second: .min)

  /// The times of a message, in the order in which they count.
  private struct Times {
    let first: Int64
    let second: Int64

    @inline(__always)
    static func < (left: Times, right: Times) -> Bool {
      left.first < right.first || (left.first == right.first && left.second < right.second)
    }
  }

  /// Messages of one conversation need not be moved by more places, on average; more are sorted faster.
  private static let movesPerMessage = 8

  deinit {
    started.deallocate()
    startedIDs.deallocate()
  }

  /// The messages, until `begin`.
  var messages: UnsafeBufferPointer<Message> { UnsafeBufferPointer(start: started, count: count) }

  /// Their ids.
  var ids: MessageIDs { MessageIDs(UnsafeBufferPointer(start: startedIDs, count: count)) }

  /// Begins a conversation.
  /// - Parameters:
  ///   - room: how many messages it may have.
  ///   - byClient: whether the client clock is the first to count.
  @inline(__always)
  mutating func begin(room: Int, byClient: Bool) {
    count = 0
    self.byClient = byClient
    patience = room * OrderedMessages.movesPerMessage
    last = Times(first: .min, second: .min)
    if room > capacity { grow(to: room) }
  }

  private mutating func grow(to room: Int) {
    started.deallocate()
    startedIDs.deallocate()
    capacity = room * 2
    started = .allocate(capacity: capacity)
    startedIDs = .allocate(capacity: capacity)
  }

  /// Adds a message behind all others.
  @inline(__always)
  mutating func append(_ fact: Fact, ignoresBots: Bool) {
    let kind = ignoresBots && fact.kind == .bot ? .system : fact.kind
    (started + count).initialize(
      to: Message(created: fact.created, client: fact.client, agent: fact.agent, kind: kind))
    (startedIDs + count).initialize(to: fact.id)
    count += 1
  }

  /// Puts a message where it belongs.
  /// - Returns: false if that is not to be seen at once, or the message may be there already; then all are to be sorted.
  @inline(__always)
  mutating func take(_ fact: Fact, ignoresBots: Bool) -> Bool {
    append(fact, ignoresBots: ignoresBots)
    let times = times(of: started[count - 1])
    if count == 1 || (startedIDs[count - 2].plainlyPrecedes(fact.id) && !(times < last)) {
      last = times
      return true
    }
    return moveLast(times)
  }

  /// Moves the last message back to where it belongs.
  @inline(never)
  private mutating func moveLast(_ times: Times) -> Bool {
    let (message, id) = (started[count - 1], startedIDs[count - 1])
    var place = count - 1
    while place > 0, id.plainlyPrecedes(startedIDs[place - 1]) {
      started[place] = started[place - 1]
      startedIDs[place] = startedIDs[place - 1]
      place -= 1
      patience -= 1
      if patience < 0 { return false }
    }
    if place == count - 1 || self.times(of: started[place + 1]) < times { return false }
    started[place] = message
    startedIDs[place] = id
    if place == 0 { return true }
    return startedIDs[place - 1].plainlyPrecedes(id) && !(times < self.times(of: started[place - 1]))
  }

  @inline(__always)
  private func times(of message: Message) -> Times {
    let client = message.hasClient ? message.client : message.created
    return byClient
      ? Times(first: client, second: message.created) : Times(first: message.created, second: client)
  }
}
