// The waits of a conversation one by one, with the messages that opened and ended them.

/// Who ended a wait, if anybody did.
enum WaitEnd {
  /// An agent's message: a response.
  case agent
  /// A bot's, and no agent's came before the customer wrote again or all was over.
  case bot
  /// Nobody: the wait is unanswered.
  case open

  /// The word for it in responses.csv.
  var name: StaticString {
    switch self {
    case .agent: "agent"
    case .bot: "bot"
    case .open: "open"
    }
  }
}

/// A wait as it ended, or as it stands at the end (README 2, wait). Messages are known by their places in the
/// conversation.
struct EndedWait: Equatable {
  /// From which message the customer waited.
  var opening: Int
  /// The message that ended the wait; nil of an open one.
  var closing: Int?
  /// The first bot message in it, also where an agent ended it later.
  var botResponse: Int?
  var end: WaitEnd
}

/// The waits of a conversation in order. Only responses.csv looks at them; all else is measured without.
struct EndedWaits: Sequence, IteratorProtocol {
  private let messages: BorrowedArray<Message>
  private let waitFrom: WaitOpening
  private var wait = Wait()
  private var botResponse: Int?
  private var place = 0

  /// - Parameters:
  ///   - messages: those of a conversation, each once, in the order of README 2.
  ///   - waitFrom: which customer message of a wait it is measured from.
  init(of messages: BorrowedArray<Message>, waitFrom: WaitOpening) {
    self.messages = messages
    self.waitFrom = waitFrom
  }

  /// The next wait that ended; after all others the one that is open at the end.
  mutating func next() -> EndedWait? {
    while place < messages.count {
      defer { place += 1 }
      switch messages[place].kind {
      case .customer:
        let ended = botResponse == nil ? nil : taken(closing: botResponse, .bot)
        wait.hear(place, from: waitFrom)
        if let ended { return ended }
      case .agent:
        if let ended = taken(closing: place, .agent) { return ended }
      case .bot:
        if wait.isBotResponse() { botResponse = place }
      case .system, .note, .failed: break
      }
    }
    return taken(closing: botResponse, botResponse == nil ? .open : .bot)
  }

  /// The wait that is open, closed; nil if there is none.
  private mutating func taken(closing: Int?, _ end: WaitEnd) -> EndedWait? {
    guard let opening = wait.close() else { return nil }
    defer { botResponse = nil }
    return EndedWait(opening: opening, closing: closing, botResponse: botResponse, end: end)
  }
}
