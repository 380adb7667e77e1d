// The agents of a run by number, whichever worker met them.

/// The agents that sent messages, by the numbers that `Message.agent` has.
final class AgentNumbers: @unchecked Sendable {
  let ids = TextTable()
  /// By worker and its number of an agent: the run's.
  private let numbers: [UnsafeMutableBufferPointer<UInt32>]

  init(_ workers: [Facts]) {
    _ = ids.number(of: Message.unknownAgentID)  // comes first, as `Message.unknownAgent`
    numbers = workers.map { [ids] facts in
      kept((0..<UInt32(facts.agents.count)).map { ids.number(of: facts.agents[$0]) })
    }
  }

  deinit { for numbers in numbers { numbers.deallocate() } }

  /// The run's number of each agent of a worker; nil where it met none.
  func of(worker: Int) -> UnsafePointer<UInt32>? { numbers[worker].baseAddress.map { UnsafePointer($0) } }
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
