// Sessions: the pieces of conversations that never end, each measured as a conversation of its own.

/// What begins the next session of a conversation (Life: sessions).
public enum SessionBreak: Sendable, Equatable {
  /// A silence of more than this number of milliseconds.
  case silence(Int64)
  /// A message after the conversation was resolved.
  case resolution
}

/// A piece of a conversation.
struct Session: BitwiseCopyable {
  /// The indices of its first message and of its first observation.
  var firstMessage = 0
  var firstObservation = 0
}

/// The sessions of one conversation, in memory that the next conversation uses again.
///
/// Without `--sessions` a conversation is one session.
struct Sessions: ~Copyable {
  private var observations = SettledObservations()
  private var pieces = ReusableArray<Session>(capacity: 8)
  /// The messages and the extra attributes of the whole conversation.
  private var messages = BorrowedArray<Message>.none
  private var rated = BorrowedArray<Text>.none
  private let separator: SessionBreak?
  private let rules: WaitRules
  private let extras: [ExtraAttribute]
  /// The extra attributes of all sessions but the last, which alone has the rating.
  private let unrated: FixedArray<Text>

  /// - Parameters:
  ///   - separator: what begins the next session; `nil` leaves conversations whole.
  ///   - rules: what opens and ends a wait, since an answer belongs to its question.
  ///   - extras: the extra attributes of conversations.
  init(_ separator: SessionBreak?, _ rules: WaitRules, extras: [ExtraAttribute] = []) {
    self.separator = separator
    self.rules = rules
    self.extras = extras
    unrated = FixedArray(repeating: .empty, count: extras.count)
  }

  /// The number of sessions, at least 1.
  var count: Int { pieces.count }

  /// Cuts a conversation into its sessions.
  ///
  /// They are valid until the next call, as long as the conversation.
  mutating func cut(_ conversation: InPlace<Conversation>) {
    observations.settle(conversation)
    pieces.removeAll()
    pieces.append(Session())
    (messages, rated) = (conversation.value.messages, conversation.value.extras)
    if let separator { cut(by: separator) }
    guard pieces.count > 1 else { return }
    for (index, extra) in extras.enumerated() {
      unrated[index] = extra == .rating || extra == .comment ? .empty : conversation.value.extras[index]
    }
  }

  /// Makes the conversation that was cut into one of its sessions.
  ///
  /// In place, since most runs have no sessions and a conversation is long to copy. Sessions are taken in their order. The
  /// array has the conversation as its only element: a reference to it would pass for a change of what it is taken from.
  @inline(__always)
  func select(_ index: Int, in place: borrowing FixedArray<Conversation>) {
    if separator != nil { take(index, into: place) }
  }

  @inline(never)
  private func take(_ index: Int, into place: borrowing FixedArray<Conversation>) {
    place[0].session = index + 1
    place[0].messages = messages.part(messages(of: index))
    if index > 0 { place[0].created = nil }
    if count > 1 { place[0].extras = index < count - 1 ? unrated.elements : rated }
  }

  /// Returns the indices of the messages of a session.
  @inline(__always)
  func messages(of index: Int) -> Range<Int> {
    let end = index + 1 < count ? pieces[index + 1].firstMessage : messages.count
    return pieces[index].firstMessage..<end
  }

  /// Returns the observations of a session, in order.
  @inline(__always)
  func observations(of index: Int) -> BorrowedArray<SettledObservation> {
    observations.elements.part(observationRange(index))
  }

  @inline(__always)
  private func observationRange(_ index: Int) -> Range<Int> {
    let end = index + 1 < count ? pieces[index + 1].firstObservation : observations.elements.count
    return pieces[index].firstObservation..<end
  }

  private mutating func cut(by separator: SessionBreak) {
    var state = SessionState(rules)
    var observed = 0
    for (index, message) in messages.enumerated() {
      while observed < observations.elements.count, observations.elements[observed].before <= index {
        state.observe(observations.elements[observed], number: observed)
        observed += 1
      }
      guard message.kind.isParticipant else { continue }
      if state.ends(before: message, separator) {
        let first = separator == .resolution ? state.firstAfterResolution ?? observed : observed
        pieces.append(Session(firstMessage: index, firstObservation: first))
        state = SessionState(rules)
        for number in first..<observed { state.observe(observations.elements[number], number: number) }
      }
      state.take(message, index)
    }
    countFromFirstMessages()
  }

  /// Counts the positions of observations from the first message of their session.
  private mutating func countFromFirstMessages() {
    for index in 0..<count where index > 0 {
      let first = pieces[index].firstMessage
      for number in observationRange(index) {
        observations.borrowed[number].before = max(0, observations.elements[number].before - first)
      }
    }
  }
}

/// The state of a session while its messages and observations are walked through in order.
private struct SessionState {
  private let rules: WaitRules
  private var wait = Wait()
  private var isResolved = false
  /// The creation time of the last participants' message; `nil` before the first one.
  private var last: Int64?
  /// True if the conversation was resolved after a participants' message.
  private var wasResolved = false
  /// The number of the first observation after that resolution that is not `resolved`.
  private(set) var firstAfterResolution: Int?

  init(_ rules: WaitRules) { self.rules = rules }

  /// Takes an observation.
  mutating func observe(_ observation: SettledObservation, number: Int) {
    if wasResolved, firstAfterResolution == nil, observation.told != .resolved {
      firstAfterResolution = number
    }
    switch observation.told {
    case .handover: wait.handOver(at: observation.moment)
    case .resolved:
      if isResolved { return }
      isResolved = true
      if last != nil { wasResolved = true }
      if rules.resolveEndsWait { _ = wait.close() }
    default: isResolved = false
    }
  }

  /// Returns true if a participants' message begins the next session.
  func ends(before message: Message, _ separator: SessionBreak) -> Bool {
    guard let last else { return false }
    switch separator {
    case .resolution: return wasResolved
    case .silence(let length):
      return message.created - last > length && (message.kind == .customer || !wait.isOpen)
    }
  }

  /// Takes a participants' message.
  mutating func take(_ message: Message, _ index: Int) {
    last = message.created
    switch message.kind {
    case .customer:
      isResolved = false
      _ = wait.receive(index, from: rules.waitFrom)
    case .agent: _ = wait.close()
    default: _ = wait.isBotResponse(index)
    }
  }
}
