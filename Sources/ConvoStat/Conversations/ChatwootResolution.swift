// Which account a chatwoot conversation belongs to where a record gives none (README 1.2).

/// The accounts that each conversation number was seen with; empty where every record gives its account.
struct ChatwootResolution {
  private let conversations = TextTable()
  private let accounts = TextTable()
  /// By conversation: the one account it was seen with, or `several`.
  private var only: [UInt32] = []
  private static let several = UInt32.max

  init(_ references: DistinctReferences) {
    // Those without account stand before all others of the platform.
    var first: UInt32?
    for place in 0..<UInt32(references.count) where references[place].platform == .chatwoot {
      first = place
      break
    }
    guard let first, references[first].account.isEmpty else { return }
    for place in first..<UInt32(references.count) where !references[place].account.isEmpty {
      let conversation = Int(conversations.number(of: references[place].name))
      let name = accounts.number(of: references[place].account)
      if conversation == only.count {
        only.append(name)
      } else if only[conversation] != name {
        only[conversation] = ChatwootResolution.several
      }
    }
  }

  /// The account of a conversation whose record gives none: the only one that has it, else empty.
  func account(of conversation: Text) -> Text {
    guard let place = conversations.find(conversation) else { return .empty }
    let name = only[Int(place)]
    return name == ChatwootResolution.several ? .empty : accounts[name]
  }
}
