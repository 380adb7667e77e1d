// Which account a chatwoot conversation belongs to where a record gives none (README 1.2).

/// The accounts that each conversation number was seen with.
struct ChatwootResolution {
  private let conversations = TextTable()
  private let accounts = TextTable()
  /// By conversation: the one account it was seen with, or `several`.
  private var only: [UInt32] = []
  private static let several = UInt32.max

  init(references: ReferenceTable) {
    for number in 0..<UInt32(references.count) {
      guard case .chatwoot(let account, let conversation) = references[number], !account.isEmpty else {
        continue
      }
      let place = Int(conversations.number(of: conversation))
      let name = accounts.number(of: account)
      if place == only.count {
        only.append(name)
      } else if only[place] != name {
        only[place] = ChatwootResolution.several
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
