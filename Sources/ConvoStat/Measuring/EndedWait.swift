// The waits of a conversation one by one, with the messages that opened and ended them.

/// The sender who ended a wait.
enum WaitEnd {
  /// An agent: the wait has a response.
  case agent
  /// A bot, and no agent wrote before the next customer message or the end.
  case bot
  /// Nobody: the wait is unanswered.
  case open

  /// The word in responses.csv.
  var name: StaticString {
    switch self {
    case .agent: "agent"
    case .bot: "bot"
    case .open: "open"
    }
  }
}

/// A wait that ended, or that is open at the end (Definitions: wait).
///
/// Messages are given by their indices in the conversation.
struct EndedWait: Equatable {
  /// The index of the message from which the wait is measured.
  var opening: Int
  /// The index of the message that ended the wait; `nil` if the wait is open.
  var closing: Int?
  /// The index of the first bot message in the wait, also if an agent ended it later.
  var botResponse: Int?
  var end: WaitEnd
}

/// The waits of a conversation in order.
///
/// Only responses.csv uses them; all other measures do without.
struct EndedWaits: Sequence, IteratorProtocol {
  private let messages: BorrowedArray<Message>
  private let waitFrom: WaitOpening
  private var wait = Wait()
  private var botResponse: Int?
  private var index = 0

  /// Creates the sequence of waits.
  ///
  /// - Parameters:
  ///   - messages: the messages of a conversation, each once, in order (Definitions: order).
  ///   - waitFrom: the customer message of a wait from which it is measured.
  init(of messages: BorrowedArray<Message>, waitFrom: WaitOpening) {
    self.messages = messages
    self.waitFrom = waitFrom
  }

  /// Returns the next wait that ended, and at last the wait that is open at the end.
  mutating func next() -> EndedWait? {
    while index < messages.count {
      defer { index += 1 }
      switch messages[index].kind {
      case .customer:
        let ended = botResponse == nil ? nil : close(closing: botResponse, .bot)
        wait.receive(index, from: waitFrom)
        if let ended { return ended }
      case .agent:
        if let ended = close(closing: index, .agent) { return ended }
      case .bot:
        if wait.isBotResponse() { botResponse = index }
      case .system, .note, .failed: break
      }
    }
    return close(closing: botResponse, botResponse == nil ? .open : .bot)
  }

  /// Returns the open wait and closes it; `nil` if no wait is open.
  private mutating func close(closing: Int?, _ end: WaitEnd) -> EndedWait? {
    guard let opening = wait.close() else { return nil }
    defer { botResponse = nil }
    return EndedWait(opening: opening, closing: closing, botResponse: botResponse, end: end)
  }
}
