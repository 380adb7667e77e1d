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
          let place = conversations.places[worker][Int(reference)]
          scope = .account(conversations[Int(place)].account)
        }
        table.add(named, scope, id: id, name: name, rank: rank)
      }
    }
  }

  /// The name of an inbox, or empty: the account's own, else that of an inbox record without account.
  func inbox(_ id: Text, account: Text, _ key: inout KeyBuffer) -> Text {
    let own = table.name(.inbox, .account(account), id: id, &key)
    return own.isEmpty ? table.name(.inbox, .everywhere, id: id, &key) : own
  }

  /// The name of an agent, or empty.
  func agent(_ id: Text, _ platform: Platform, account: Text, _ key: inout KeyBuffer) -> Text {
    table.name(platform == .asapp ? .asappAgent : .chatwootAgent, .account(account), id: id, &key)
  }
}
