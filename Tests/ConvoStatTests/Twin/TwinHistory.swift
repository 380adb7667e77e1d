// The history of one conversation: its turns, waits, responses and lags, literally by the definitions.

extension Twin {
  /// The time from a message to the one that answers it.
  struct Latency {
    /// The milliseconds by the created clock.
    var created: Int64
    /// The milliseconds by the client clock; `nil` if one of the messages has none.
    var client: Int64?
    /// The beginning of what is answered.
    var opening: Opening
    /// The answering message.
    var closing: Message

    /// Creates the latency from one moment to a message.
    init(from opening: Opening, to closing: Message) {
      created = closing.created - opening.created
      if let start = opening.client, let end = closing.client { client = end - start }
      self.opening = opening
      self.closing = closing
    }
  }

  /// A conversation in order, and what was found in it.
  struct History {
    /// The conversation, its messages in order.
    var conversation: Conversation
    /// The messages of customer, agent and bot, in order.
    private(set) var participants: [Message] = []
    /// The first message of each turn.
    private(set) var turns: [Message] = []
    /// Everything that happens, observations too.
    private(set) var life: Life
    /// Every wait, in order.
    private(set) var waits: [WaitStory] = []
    /// Every wait that an agent closed, in order.
    private(set) var responses: [Latency] = []
    /// The first of them, perhaps measured from the conversation's creation.
    private(set) var firstResponse: Latency?
    /// The creation time of the conversation, if first responses are measured from it.
    let creation: Int64?
    /// The first bot message of each wait that has one.
    private(set) var botResponses: [Message] = []
    /// Every answer of a customer to an agent.
    private(set) var customerResponses: [Latency] = []
    /// The beginning of an unanswered wait.
    private(set) var unanswered: Opening?
    /// Returns all events at the moment at which open waits are aged.
    var happenings: [Happening] = []

    /// The number of the session, from 1.
    let session: Int

    /// Reads a conversation.
    init(_ conversation: Conversation, options: Options) {
      var conversation = conversation
      conversation.messages.sort { Self.precedes($0, $1, byClient: options.orderByClient) }
      self.init(conversation, Life(conversation.messages, conversation.observations), options: options)
    }

    /// Reads a conversation or a session whose messages are in order.
    init(_ conversation: Conversation, _ life: Life, session: Int = 1, options: Options) {
      self.conversation = conversation
      self.life = life
      self.session = session
      creation = options.firstFromCreation ? conversation.creation : nil
      participants = conversation.messages.filter(\.role.isParticipant)

      for (index, message) in participants.enumerated() {
        let previous = index > 0 ? participants[index - 1] : nil
        if previous?.role != message.role { turns.append(message) }
        if message.role == .customer, let previous, previous.role == .agent {
          customerResponses.append(Latency(from: Opening(previous), to: message))
        }
      }
      waits = Twin.waits(life, fromLast: options.waitFromLast, resolveEnds: options.resolveEndsWait)
      responses = waits.compactMap { wait in wait.agent.map { Latency(from: wait.opening, to: $0) } }
      botResponses = waits.compactMap(\.bot)
      unanswered = waits.last.flatMap { $0.end == "open" ? $0.opening : nil }
      firstResponse = creation.flatMap { responses.first?.since($0) } ?? responses.first
    }

    private static func precedes(_ a: Message, _ b: Message, byClient: Bool) -> Bool {
      let clients = (a.client ?? a.created, b.client ?? b.created)
      let times = byClient ? (clients.0, a.created) : (a.created, clients.0)
      let others = byClient ? (clients.1, b.created) : (b.created, clients.1)
      return times != others ? times < others : a.id.precedesAsID(b.id)
    }

    /// True if a customer wrote and nobody ever responded.
    var isNeverAnswered: Bool {
      participants.contains { $0.role == .customer } && responses.isEmpty && botResponses.isEmpty
    }

    /// The lags created - client of every message of a class, or of all classes, without failed ones.
    var lags: [(message: Message, milliseconds: Int64)] {
      conversation.messages.filter { $0.role != .failed }.compactMap { message in
        message.client.map { (message, message.created - $0) }
      }
    }

    /// Returns the number of messages of a class.
    func count(_ role: Role) -> Int { conversation.messages.count { $0.role == role } }

    /// The ids of the agents who wrote, nil for those without.
    var agents: Set<Text?> { Set(participants.filter { $0.role == .agent }.map(\.sender)) }
  }
}
