// The agents of a run, numbered over all workers.

/// The ids of agents that sent messages.
///
/// The number of an id is the value of `Message.agent`.
final class AgentNumbers: @unchecked Sendable {
  // SAFETY: nobody adds an id after `init`.
  let ids = TextTable()
  /// By worker, then by the worker's number of an agent: the run's number.
  private let numbers: [LargeArray<UInt32>]

  init(_ workers: [Facts]) {
    _ = ids.number(of: Message.unknownAgentID)  // comes first, as `Message.unknownAgent`
    numbers = workers.map { [ids] facts in
      LargeArray((0..<UInt32(facts.agents.count)).map { ids.number(of: facts.agents[$0]) })
    }
  }

  /// Returns the run's number of each agent of a worker.
  ///
  /// Valid as long as this object.
  func of(worker: Int) -> BorrowedArray<UInt32> { numbers[worker].elements }
}

/// The ids and names of a run's agents, for the tables.
struct Agents: AgentDirectory {
  let numbers: AgentNumbers
  let names: NameDirectory
  /// What tables say of agents.
  let disclosure: Disclosure
  /// The pseudonyms by number; `nil` if the agents have none.
  private let pseudonyms: PseudonymList?

  init(numbers: AgentNumbers, names: NameDirectory, _ people: People) {
    (self.numbers, self.names, disclosure) = (numbers, names, people.agents)
    pseudonyms = people.agents == .pseudonyms ? people.key.map { PseudonymList(of: numbers.ids, $0) } : nil
  }

  func agentID(_ number: UInt32) -> Text {
    if let pseudonyms { return pseudonyms[number] }
    return disclosure == .none ? .empty : numbers.ids[number]
  }

  func agentName(platform: Platform, account: Text, id: Text) -> Text {
    if disclosure != .names { return .empty }
    var key = KeyBuffer()
    return names.agent(id, platform, account: account, &key)
  }
}
