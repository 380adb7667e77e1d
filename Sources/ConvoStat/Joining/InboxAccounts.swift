// The accounts of chatwoot's inboxes, by everything that names an inbox and an account together.

/// The accounts of each inbox, which may tell the account of a record that names none (Inputs: which
/// conversation).
///
/// An inbox usually belongs to one account. Several accounts have it only if the dump holds several
/// installations.
struct InboxAccounts {
  private let inboxes = TextTable()
  /// By number of an inbox: its accounts, sorted bytewise, each once.
  private var accounts: [[Text]] = []

  /// Creates the accounts of the inboxes that the facts of all workers name.
  ///
  /// The texts are valid as long as the facts of the workers.
  init(_ workers: [Facts]) {
    for facts in workers {
      facts.names.forEachName { named, scope, id, _, _ in
        guard named == .accountInbox || named == .inbox, case .account(let account) = scope,
          !account.isEmpty
        else { return }
        let number = Int(inboxes.number(of: id))
        if number == accounts.count { accounts.append([]) }
        accounts[number].append(account)
      }
    }
    for number in accounts.indices where accounts[number].count > 1 {
      accounts[number].sort()
      _ = accounts[number].keepFirsts { $0 == $1 }
    }
  }

  /// Returns the accounts of an inbox, sorted bytewise.
  subscript(inbox: Text) -> [Text] { inboxes.find(inbox).map { accounts[Int($0)] } ?? [] }
}
