// The waits of a conversation one by one, with the messages that opened and ended them.

/// The cause of the end of a wait.
enum WaitEnd: UInt8, BitwiseCopyable {
  /// An agent: the wait has a response.
  case agent
  /// A bot, and no agent wrote before the next customer message, the resolution or the end.
  case bot
  /// The resolution of the conversation, before anybody answered.
  case resolve
  /// Nothing: the wait is unanswered.
  case open

  /// The word in responses.csv.
  var name: StaticString {
    switch self {
    case .agent: "agent"
    case .bot: "bot"
    case .resolve: "resolve"
    case .open: "open"
    }
  }
}

/// A wait that ended, or that is open at the end (Definitions: wait).
///
/// Messages and resolutions are given by their indices in the conversation.
struct EndedWait: Equatable, BitwiseCopyable {
  /// The index of the message from which the wait is measured; `nil` if a hand-over opened it.
  var opening: Int?
  /// The moment from which the wait is measured, in milliseconds since 1970.
  var since: Int64 = 0
  /// The same moment by the customer's clock, or `Message.noClient`.
  var client = Message.noClient
  /// The index of the message that ended the wait; `nil` if none did.
  var closing: Int?
  /// The index of the resolution that ended the wait; `nil` if none did.
  var resolution: Int?
  /// The index of the bot message that answered the wait, also if an agent ended it later.
  var botResponse: Int?
  var end: WaitEnd
}
