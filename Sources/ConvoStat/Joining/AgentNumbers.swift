// The agents of a run by number, whichever worker met them.

/// The agents that sent messages, by the numbers that `Message.agent` has.
final class AgentNumbers: @unchecked Sendable {
  let ids = TextTable()
  /// By worker and its number of an agent: the run's.
  private let numbers: [LargeArray<UInt32>]

  init(_ workers: [Facts]) {
    _ = ids.number(of: Message.unknownAgentID)  // comes first, as `Message.unknownAgent`
    numbers = workers.map { [ids] facts in
      LargeArray((0..<UInt32(facts.agents.count)).map { ids.number(of: facts.agents[$0]) })
    }
  }

  /// The run's number of each agent of a worker. Valid as long as this object.
  func of(worker: Int) -> BorrowedArray<UInt32> { numbers[worker].elements }
}

/// Who the agents of a run are, for the tables.
struct Agents: AgentDirectory {
  let numbers: AgentNumbers
  let names: NameDirectory

  func agentID(_ number: UInt32) -> Text { numbers.ids[number] }

  func agentName(platform: Platform, account: Text, id: Text) -> Text {
    var key = KeyBuffer()
    return names.agent(id, platform, account: account, &key)
  }
}
