// The wait of a customer: from a message that nobody has answered yet to what ends it.

/// Customer message that a wait is measured from (Definitions: wait).
public enum WaitOpening: String, Sendable, CaseIterable { case first, last }

/// The options that decide what opens and what ends a wait.
struct WaitRules {
  /// The customer message of a wait from which it is measured.
  var waitFrom = WaitOpening.first
  /// True if the resolution of the conversation ends a wait.
  var resolveEndsWait = true
  /// True if the stretches of time in which customers wait are noted, for the backlog.
  var tracksWaiting = false
}

/// A customer's wait, open or not (Definitions: wait).
struct Wait {
  /// The index of the message that opened the wait; `byHandover` or `none` if no message did.
  private var opening = Wait.none
  /// The index of the first bot message that answered; `none` before.
  private var botResponse = Wait.none
  /// True if the bot's answer counts.
  private var isAnsweredByBot = false
  /// True if a bot handed the conversation over during the wait: its messages answer nothing from then on.
  private var isHandedOver = false
  /// The moment at which a hand-over opened the wait.
  private var handover: Int64 = 0

  /// Lies before all indices.
  ///
  /// An optional would take a second word, which loops over messages would carry along.
  private static let none = -1
  /// The opening of a wait that a hand-over opened.
  private static let byHandover = -2

  @inline(__always)
  var isOpen: Bool { opening != Wait.none }

  /// Opens the wait at a customer message.
  ///
  /// A customer message after a bot's answer opens a new wait. With `--wait-from last` every customer message
  /// moves the opening.
  ///
  /// - Returns: the wait that ended, because a bot had answered it.
  @inline(__always)
  mutating func receive(_ message: Int, from: WaitOpening) -> OpenWait? {
    if !isOpen {
      opening = message
      return nil
    }
    if isAnsweredByBot { return reopen(at: message) }
    if from == .last { opening = message }
    return nil
  }

  @inline(never)
  private mutating func reopen(at message: Int) -> OpenWait? {
    let ended = close()
    opening = message
    return ended
  }

  /// Returns the moment from which the customer waits, in milliseconds since 1970; `nil` if nobody waits, or a bot has
  /// answered.
  func since(_ messages: BorrowedArray<Message>) -> Int64? {
    guard isOpen, !isAnsweredByBot else { return nil }
    return opening < 0 ? handover : messages[opening].created
  }

  /// Closes the wait and returns it; `nil` if no wait was open.
  @inline(__always)
  mutating func close() -> OpenWait? {
    guard isOpen else { return nil }
    defer { self = Wait() }
    return OpenWait(
      opening: opening < 0 ? nil : opening, handover: handover,
      botResponse: botResponse < 0 ? nil : botResponse, isAnsweredByBot: isAnsweredByBot)
  }

  /// Notes a bot message, which leaves the wait open, and returns true if it answers the wait.
  @inline(__always)
  mutating func isBotResponse(_ message: Int) -> Bool {
    guard isOpen, !isAnsweredByBot, !isHandedOver else { return false }
    botResponse = message
    isAnsweredByBot = true
    return true
  }

  /// Notes that a bot handed the conversation over: a bot's answer counts no longer, and a wait opens if none is open.
  mutating func handOver(at moment: Int64) {
    if !isOpen { (opening, handover) = (Wait.byHandover, moment) }
    isAnsweredByBot = false
    isHandedOver = true
  }
}

/// A wait that has just ended.
struct OpenWait {
  /// The index of the message from which the wait is measured; `nil` if a hand-over opened it.
  var opening: Int?
  /// The moment of the hand-over that opened it, in milliseconds since 1970.
  var handover: Int64
  /// The index of the bot message that answered it, also if a hand-over took the answer back; `nil` if none did.
  var botResponse: Int?
  /// True if the bot's answer counts.
  var isAnsweredByBot: Bool
}
