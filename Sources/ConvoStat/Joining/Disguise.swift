// People as the tables show them: ids without names, pseudonyms, or nobody.

/// The pseudonyms of agents by their number in a run.
final class PseudonymList: @unchecked Sendable {
  // SAFETY: nobody adds a pseudonym after `init`.
  private let store = ByteStore()
  private let texts: LargeArray<Text>

  init(of ids: TextTable, _ key: PseudonymKey) {
    texts = LargeArray(
      (0..<UInt32(ids.count)).map { [store] in Disguise.pseudonym(of: ids[$0], key, in: store) })
  }

  subscript(number: UInt32) -> Text { texts.elements[Int(number)] }
}

/// Changes conversations into what the tables show of them, one after the other.
///
/// Conditions, and the count of different customers, need the ids: the caller evaluates them before.
final class Disguise {
  private let people: People
  /// The index of the customer's name among the extra attributes; `nil` if no option asks for it.
  private let customerNameIndex: Int?
  /// The conversation as tables show it.
  private let place = FixedArray<Conversation>(unset: 1)
  private let extras: FixedArray<Text>
  /// The assigned agents that were met, and the pseudonym of each.
  private let agents = TextTable()
  private let agentStore = ByteStore()
  @exclusivity(unchecked) private var pseudonyms = ReusableArray<Text>()
  private let customerStore = ByteStore()

  /// Creates the disguise of people.
  /// - Returns: `nil` if the tables name everybody.
  init?(_ people: People, extras wanted: [ExtraAttribute]) {
    if people.areNamed { return nil }
    self.people = people
    customerNameIndex = people.customers == .names ? nil : wanted.firstIndex(of: .customerName)
    extras = FixedArray(repeating: .empty, count: wanted.count)
  }

  /// Returns a conversation with its agent as tables by groups show it.
  ///
  /// Valid until the next call.
  func grouped(_ conversation: InPlace<Conversation>) -> InPlace<Conversation> {
    place[0] = conversation.value
    if people.agents != .names { place[0].assignedAgentName = .empty }
    let id = conversation.value.assignedAgentID
    if !id.isEmpty {
      switch people.agents {
      case .names, .ids: break
      case .pseudonyms: place[0].assignedAgentID = agent(id)
      case .none: place[0].assignedAgentID = .hidden
      }
    }
    return place.inPlace(0)
  }

  /// Changes the conversation that `grouped` returned last into what its row says.
  func hideRest() {
    if people.agents == .none { place[0].assignedAgentID = .empty }
    if let customerNameIndex {
      for index in extras.indices { extras[index] = place[0].extras[index] }
      extras[customerNameIndex] = .empty
      place[0].extras = extras.elements
    }
    let id = place[0].customerID
    if people.customers == .none {
      place[0].customerID = .empty
    } else if people.customers == .pseudonyms, !id.isEmpty, let key = people.key {
      customerStore.reuse()
      place[0].customerID = key.pseudonym(.customer, id).withText { customerStore.keep($0) }
    }
  }

  private func agent(_ id: Text) -> Text {
    guard let key = people.key else { return .hidden }
    let number = Int(agents.number(of: id))
    if number == pseudonyms.count { pseudonyms.append(Disguise.pseudonym(of: id, key, in: agentStore)) }
    return pseudonyms[number]
  }

  /// Returns the pseudonym of an agent; an agent without an id has none.
  fileprivate static func pseudonym(of agent: Text, _ key: PseudonymKey, in store: ByteStore) -> Text {
    agent == Message.unknownAgentID ? agent : key.pseudonym(.agent, agent).withText { store.keep($0) }
  }
}
