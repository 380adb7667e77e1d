// The names of inboxes and agents, with the account of each name resolved.

/// The winning names, for look-ups from many workers at the same time.
final class NameDirectory: @unchecked Sendable {
  // SAFETY: nobody changes the table after `init`.
  private var table = NameTable()

  /// Joins the names of all workers.
  ///
  /// Of two names, the one with the higher rank wins.
  init(_ workers: [Facts], _ conversations: ConversationKeys) {
    for (worker, facts) in workers.enumerated() {
      facts.names.forEachName { named, scope, id, name, rank in
        var scope = scope
        if case .reference(let reference) = scope {
          let conversation = conversations.indexes[worker][Int(reference)]
          scope = .account(conversations[Int(conversation)].account)
        }
        table.add(named, scope, id: id, name: name, rank: rank)
      }
    }
  }

  /// Joins the names of all workers with names whose account was resolved after a spill.
  init(_ workers: [Facts], _ others: [AccountedName]) {
    for facts in workers {
      facts.names.forEachName { named, scope, id, name, rank in
        table.add(named, scope, id: id, name: name, rank: rank)
      }
    }
    for other in others {
      table.add(other.named, .account(other.account), id: other.id, name: other.name, rank: other.rank)
    }
  }

  /// True if there is a name of an inbox.
  var nameInboxes: Bool {
    var isThere = false
    table.forEachName { named, _, _, _, _ in isThere = isThere || named == .inbox }
    return isThere
  }

  /// Returns the name of an inbox in its account, or else the name from an inbox record without account, or
  /// an empty text.
  func inbox(_ id: Text, account: Text, _ key: inout KeyBuffer) -> Text {
    name(.inbox, id, account: account, &key)
  }

  /// Returns the kind of channel of an inbox in its account, or else that from an inbox record without
  /// account, or an empty text.
  func channel(_ inbox: Text, account: Text, _ key: inout KeyBuffer) -> Text {
    name(.inboxChannel, inbox, account: account, &key)
  }

  private func name(_ named: Named, _ id: Text, account: Text, _ key: inout KeyBuffer) -> Text {
    let own = table.name(named, .account(account), id: id, &key)
    return own.isEmpty ? table.name(named, .everywhere, id: id, &key) : own
  }

  /// Returns the name of an agent, or an empty text.
  func agent(_ id: Text, _ platform: Platform, account: Text, _ key: inout KeyBuffer) -> Text {
    let named: Named =
      switch platform {
      case .asapp: .asappAgent
      case .chatwoot: .chatwootAgent
      case .mapped: .mappedAgent
      }
    return table.name(named, .account(account), id: id, &key)
  }
}

/// A name in an account.
///
/// The account is empty if it is unknown.
struct AccountedName {
  let named: Named
  let account: Text
  let id: Text
  let name: Text
  let rank: Rank
  /// Owns the bytes of the texts.
  let store: ByteStore
}
