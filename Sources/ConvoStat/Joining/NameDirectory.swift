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

  /// Returns the schedule of an inbox in its account, or else that from an inbox record without account, or an
  /// empty text.
  func hours(_ inbox: Text, account: Text, _ key: inout KeyBuffer) -> Text {
    name(.inboxHours, inbox, account: account, &key)
  }

  /// The hours of all inboxes, and the inboxes whose hours are impossible, in order.
  var inboxHours: (hours: BusinessHours, impossible: [String]) {
    var inboxes: [(id: Text, schedule: Text)] = []
    table.forEachName { named, _, id, schedule, _ in
      if named == .inboxHours { inboxes.append((id, schedule)) }
    }
    let hours = BusinessHours(ofInboxes: inboxes.map(\.schedule))
    return (hours, inboxes.filter { !hours.isPossible($0.schedule) }.map(\.id.string).sorted())
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
