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
  /// The moment from which the wait is measured, in milliseconds since 1970.
  var since: Int64
  /// The same moment by the customer's clock, or `Message.noClient`.
  var client: Int64
  // Indices take half a word each: there is a wait for every few messages.
  private var openingIndex = EndedWait.none
  private var closingIndex = EndedWait.none
  private var resolutionIndex = EndedWait.none
  private var botIndex = EndedWait.none
  let end: WaitEnd

  private static let none: Int32 = -1

  /// - Parameters:
  ///   - opening: the index of the message from which the wait is measured; `nil` if a hand-over opened it.
  ///   - closing: the index of the message that ended the wait; `nil` if none did.
  ///   - resolution: the index of the resolution that ended the wait; `nil` if none did.
  ///   - botResponse: the index of the bot message that answered the wait, also if an agent ended it later.
  @inline(__always)
  init(
    opening: Int?, since: Int64 = 0, client: Int64 = Message.noClient, closing: Int? = nil,
    resolution: Int? = nil, botResponse: Int? = nil, end: WaitEnd
  ) {
    (self.since, self.client, self.end) = (since, client, end)
    openingIndex = EndedWait.stored(opening)
    closingIndex = EndedWait.stored(closing)
    resolutionIndex = EndedWait.stored(resolution)
    botIndex = EndedWait.stored(botResponse)
  }

  /// The index of the message from which the wait is measured; `nil` if a hand-over opened it.
  var opening: Int? { EndedWait.index(openingIndex) }
  /// The index of the message that ended the wait; `nil` if none did.
  var closing: Int? { EndedWait.index(closingIndex) }
  /// The index of the resolution that ended the wait; `nil` if none did.
  var resolution: Int? { EndedWait.index(resolutionIndex) }
  /// The index of the bot message that answered the wait, also if an agent ended it later.
  var botResponse: Int? { EndedWait.index(botIndex) }

  @inline(__always)
  private static func stored(_ index: Int?) -> Int32 { index.map { Int32(truncatingIfNeeded: $0) } ?? none }

  @inline(__always)
  private static func index(_ stored: Int32) -> Int? { stored == none ? nil : Int(stored) }
}
