// The agents of a conversation, as the cells of conversations.csv list them.

/// The agents who wrote in a conversation: their ids and their names, in the order of their first messages.
struct AgentLists {
  var ids = Text.empty
  var names = Text.empty

  private static let separator = Array("; ".utf8)

  /// Calls `body` with the lists of a conversation, valid during the call.
  ///
  /// An agent whose name is unknown has the id in its place, so that both lists have the same length.
  /// - Parameter count: the number of different agents with an id.
  static func with<Result>(
    _ conversation: Conversation, count: Int, _ agents: Agents, _ body: (AgentLists) -> Result
  ) -> Result {
    if count == 0 { return body(AgentLists()) }
    var (ids, names) = ([UInt8](), [UInt8]())
    var seen: Set<UInt32> = []
    for message in conversation.messages
    where message.kind == .agent && message.agent != Message.noAgent && seen.insert(message.agent).inserted {
      if seen.count > 1 {
        ids += separator
        names += separator
      }
      let id = agents.agentID(message.agent)
      let name = agents.agentName(
        platform: conversation.platform, account: conversation.scope, id: id)
      ids += id.bytes
      names += (name.isEmpty ? id : name).bytes
      if seen.count == count { break }
    }
    return ids.withText { ids in names.withText { body(AgentLists(ids: ids, names: $0)) } }
  }
}
