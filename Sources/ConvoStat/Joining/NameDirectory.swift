// The names of inboxes and agents, when it is known which account each was met in.

/// The names that hold, for look-ups from many workers at once.
final class NameDirectory: @unchecked Sendable {
  private var table = NameTable()

  /// Joins the names of all workers; of two names that of the greatest rank.
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

  /// Joins the names of all workers, and some whose account was found when their facts were put away.
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

  /// Whether there is a name of an inbox among them.
  var nameInboxes: Bool {
    var isThere = false
    table.forEachName { named, _, _, _, _ in isThere = isThere || named == .inbox }
    return isThere
  }

  /// The name of an inbox, or empty: the account's own, else that of an inbox record without account.
  func inbox(_ id: Text, account: Text, _ key: inout KeyBuffer) -> Text {
    name(.inbox, id, account: account, &key)
  }

  /// The kind of channel of an inbox, or empty, likewise.
  func channel(_ inbox: Text, account: Text, _ key: inout KeyBuffer) -> Text {
    name(.inboxChannel, inbox, account: account, &key)
  }

  private func name(_ named: Named, _ id: Text, account: Text, _ key: inout KeyBuffer) -> Text {
    let own = table.name(named, .account(account), id: id, &key)
    return own.isEmpty ? table.name(named, .everywhere, id: id, &key) : own
  }

  /// The name of an agent, or empty.
  func agent(_ id: Text, _ platform: Platform, account: Text, _ key: inout KeyBuffer) -> Text {
    table.name(platform == .asapp ? .asappAgent : .chatwootAgent, .account(account), id: id, &key)
  }
}

/// A name that was met in an account, or in none that is known.
struct AccountedName {
  let named: Named
  let account: Text
  let id: Text
  let name: Text
  let rank: Rank
  /// Keeps the texts.
  let store: ByteStore
}
