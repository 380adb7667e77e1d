// The agents of a conversation, as the cells of conversations.csv list them.

/// The agents who wrote in a conversation: their ids and their names, in the order of their first messages.
struct AgentLists {
  var ids = Text.empty
  var names = Text.empty
}

/// Makes the lists of one conversation after the other, in memory that is used again.
final class AgentListMaker {
  private let agents: Agents
  /// By number of an agent: the number of the last conversation in which the agent was listed.
  private let listed: FixedArray<UInt32>
  @exclusivity(unchecked) private var conversations: UInt32 = 0
  @exclusivity(unchecked) private var ids = ByteBuffer()
  @exclusivity(unchecked) private var names = ByteBuffer()
  @exclusivity(unchecked) private var key = KeyBuffer()

  private static let separator: StaticString = "; "

  init(_ agents: Agents) {
    self.agents = agents
    listed = FixedArray(repeating: 0, count: agents.numbers.ids.count)
  }

  /// Returns the lists of a conversation, valid until the next call.
  ///
  /// An agent whose name is unknown has the id in its place, so that both lists have the same length, unless agents have no
  /// names.
  /// - Parameter count: the number of different agents with an id.
  func lists(of conversation: InPlace<Conversation>, count: Int) -> AgentLists {
    if count == 0 || agents.disclosure == .none { return AgentLists() }
    begin()
    var left = count
    for message in conversation.value.messages
    where message.kind == .agent && message.agent != Message.noAgent {
      if listed[Int(message.agent)] == conversations { continue }
      listed[Int(message.agent)] = conversations
      let id = agents.agentID(message.agent)
      if left < count { ids.append(Text(AgentListMaker.separator)) }
      ids.append(id)
      if agents.disclosure == .names {
        if left < count { names.append(Text(AgentListMaker.separator)) }
        let name = agents.names.agent(
          id, conversation.value.platform, account: conversation.value.scope, &key)
        names.append(name.isEmpty ? id : name)
      }
      left -= 1
      if left == 0 { break }
    }
    return AgentLists(ids: ids.text, names: names.text)
  }

  private func begin() {
    ids.removeAll()
    names.removeAll()
    // After four thousand million conversations all numbers are in use.
    if conversations == .max { listed.setAll(to: 0) }
    conversations = conversations == .max ? 1 : conversations + 1
  }
}
