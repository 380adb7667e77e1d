// The waits of a conversation, one after the other, by the table of what happens to a wait.

extension Twin {
  /// The beginning of a wait: a customer's message, or a hand-over.
  struct Opening {
    /// The moment by the platform's clock.
    var created: Int64
    /// The moment by the customer's clock.
    var client: Int64?
    /// The id of the message.
    var id: Text?

    /// The beginning with a message.
    init(_ message: Message) {
      created = message.created
      client = message.client
      id = message.id
    }

    /// The beginning with a hand-over.
    init(handoverAt moment: Int64) { created = moment }
  }

  /// A wait from its beginning to its end.
  struct WaitStory {
    /// The beginning.
    var opening: Opening
    /// The first bot message in it.
    var bot: Message?
    /// True if that message counts as an answer: no hand-over took it back.
    var isAnswered = false
    /// True if a hand-over was in it, after which no bot answers.
    var isHandedOver = false
    /// The agent's message that ends it.
    var agent: Message?
    /// The resolution that ends it, as an index of the life's.
    var resolution: Int?

    /// The way in which it ended.
    var end: String {
      agent != nil ? "agent" : isAnswered ? "bot" : resolution != nil ? "resolve" : "open"
    }

    /// The message that closed the wait: the agent's, otherwise the bot's answer.
    var closing: Message? { agent ?? (isAnswered ? bot : nil) }
  }

  /// Returns the waits of a life, in the order in which they begin.
  static func waits(_ life: Life, fromLast: Bool, resolveEnds: Bool) -> [WaitStory] {
    var waits: [WaitStory] = []
    var isOpen = false
    func open(_ opening: Opening) {
      waits.append(WaitStory(opening: opening))
      isOpen = true
    }
    for step in life.steps {
      let last = waits.count - 1
      switch (step.message?.role, step.observation) {
      case (.customer?, _):
        guard let message = step.message else { continue }
        if !isOpen || waits[last].isAnswered {
          open(Opening(message))
        } else if fromLast {
          waits[last].opening = Opening(message)
        }
      case (.agent?, _) where isOpen:
        waits[last].agent = step.message
        isOpen = false
      case (.bot?, _) where isOpen && !waits[last].isHandedOver && waits[last].bot == nil:
        waits[last].bot = step.message
        waits[last].isAnswered = true
      case (nil, let observation?) where observation.status == nil:
        guard let moment = step.moment else { continue }
        if !isOpen { open(Opening(handoverAt: moment)) }
        waits[waits.count - 1].isHandedOver = true
        waits[waits.count - 1].isAnswered = false
      default:
        guard isOpen, resolveEnds, let resolution = step.resolution else { continue }
        waits[last].resolution = resolution
        isOpen = false
      }
    }
    return waits
  }
}
