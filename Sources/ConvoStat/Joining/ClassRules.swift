// The class that a message has in this run, by the options about bots and about messages without a sender.

/// The rules that turn the class that a record tells into the class that measures see.
struct ClassRules: ~Copyable {
  /// By recorded class: the class in this run.
  private let classes: FixedArray<MessageClass>
  /// By number of an agent: true if an option makes the agent a bot; empty if none does.
  private let botAgents: FixedArray<Bool>
  /// The class of bots in this run.
  private let bot: MessageClass

  /// - Parameter agents: the agents of the run.
  init(_ options: JoiningOptions, _ agents: AgentNumbers) {
    let bot: MessageClass = options.bots == .ignore ? .system : .bot
    self.bot = bot
    classes = FixedArray(
      RecordedClass.allCases.map { recorded in
        let known = recorded.isSenderless ? options.noSender?.messageClass ?? recorded.usual : recorded.usual
        return known == .bot ? bot : known
      })
    let numbers = options.botAgents.compactMap { id in Array(id.utf8).withText { agents.ids.find($0) } }
    botAgents = FixedArray(repeating: false, count: numbers.isEmpty ? 0 : agents.ids.count)
    for number in numbers { botAgents[Int(number)] = true }
  }

  /// Returns the message of a fact.
  @inline(__always)
  func message(_ fact: Fact) -> Message {
    var message = Message(
      created: fact.created, client: fact.client, agent: fact.agent, kind: classes[Int(fact.kind.rawValue)])
    if fact.kind.isSenderless { message.senderless = fact.kind }
    if fact.kind == .system {
      (message.activity, message.agent) = (fact.activity, Message.noAgent)
      return message
    }
    if fact.agent != Message.noAgent, botAgents.count > 0, botAgents[Int(fact.agent)] {
      (message.kind, message.agent) = (bot, Message.noAgent)
    }
    return message
  }
}
