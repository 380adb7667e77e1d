// From records to conversations: whose messages are whose, which of two is kept, and what a thing is called.

extension Twin {
  /// The identity of a conversation.
  struct Key: Hashable, Comparable {
    /// The platform.
    var source: Text
    /// The account, empty where unknown.
    var account: Text
    /// The conversation's id.
    var conversation: Text

    /// Returns true if the left key comes first in the table.
    static func < (a: Key, b: Key) -> Bool {
      (a.source, a.account, a.conversation) < (b.source, b.account, b.conversation)
    }
  }

  /// An agent or inbox of an account.
  struct Named: Hashable {
    /// The platform.
    var source: Text
    /// The account.
    var account: Text
    /// The id.
    var id: Text
  }

  /// A conversation with its messages, each once, in no order.
  struct Conversation {
    /// The key of the conversation.
    var key: Key
    /// The values by column name.
    var attributes: [Text: Text] = [:]
    /// The kept messages.
    var messages: [Message] = []
    /// The observations, each once, without those of activity messages.
    var observations: [Observation] = []
  }

  /// The choice between several values: the one of the greatest rank wins, and conversation records rank
  /// above all others.
  struct Contest {
    private var best: (value: Text, isRecord: Bool, rank: Rank)?
    /// The values that records give, by rank time.
    private var byTime: [Int64: Set<Text>] = [:]

    /// True if records with the rank time of the latest one disagree.
    var isDisputed: Bool { byTime.max { $0.key < $1.key }.map { $0.key > 0 && $0.value.count > 1 } ?? false }

    /// The value so far.
    var value: Text? { best?.value }

    /// Offers a value.
    mutating func offer(_ value: Text, isRecord: Bool, rank: Rank) {
      if isRecord { byTime[rank.updated, default: []].insert(value) }
      if let best {
        if best.isRecord && !isRecord { return }
        if best.isRecord == isRecord && rank <= best.rank { return }
      }
      best = (value, isRecord, rank)
    }

    /// Offers a name: of two with the same rank, the bytewise greatest wins.
    mutating func offer(name: Text, isRecord: Bool, rank: Rank) {
      if let best, best.isRecord == isRecord, best.rank.isTied(with: rank) {
        if best.value < name { self.best = (name, isRecord, rank) }
      } else {
        offer(name, isRecord: isRecord, rank: rank)
      }
    }
  }

  /// All conversations of a run.
  struct World {
    /// The conversations, sorted by key.
    private(set) var conversations: [Conversation] = []
    /// The names of agents.
    private(set) var agentNames: [Named: Text] = [:]
    /// The number of messages that were equal to another.
    private(set) var duplicates = 0
    /// The number of messages whose reference matches several conversations.
    private(set) var ambiguousReferences = 0
    /// The counts of observations, by their names in run.json.
    private(set) var lifeCounts: [String: Int] = [:]

    private var ids: Set<Text> = []
    private var byExternal: [Text: Set<Text>] = [:]
    private var accounts: [Text: Set<Text>] = [:]
    private var inboxAccounts: [Text: Set<Text>] = [:]
    private var attributes: [Key: [Text: Contest]] = [:]
    private var agents: [Named: Contest] = [:]
    private var inboxes: [Named: Contest] = [:]
    private var sharedInboxes: [Text: Contest] = [:]
    private var channels: [Named: Contest] = [:]
    private var sharedChannels: [Text: Contest] = [:]

    /// Joins everything that was read.
    init(_ everything: Intake) {
      let asOf = everything.options.asOf
      let intake = asOf.map(everything.known) ?? everything
      for record in intake.conversations {
        if let id = record.id { ids.insert(id) }
        if let id = record.id, let external = record.externalID {
          byExternal[external, default: []].insert(id)
        }
      }
      for bearer in intake.conversations.map(\.bearer) + intake.messages.map(\.bearer) + intake.ratings {
        guard bearer.source == .chatwoot, let account = bearer.account else { continue }
        accounts[plain(bearer.reference), default: []].insert(account)
        if let inbox = bearer.attributes["inbox"], inbox != "" {
          inboxAccounts[inbox, default: []].insert(account)
        }
      }
      for (account, inbox) in intake.accountInboxes { inboxAccounts[inbox, default: []].insert(account) }

      for record in intake.conversations { take(record.bearer, isRecord: true) }
      for bearer in intake.ratings { take(bearer, isRecord: false) }
      var copies: [Key: [Text: [Message]]] = [:]
      for message in intake.messages {
        take(message.bearer, isRecord: false)
        if resolve(message.bearer.reference).isAmbiguous, message.bearer.source == .asapp {
          ambiguousReferences += 1
        }
        let key = key(of: message.bearer)
        if copies[key]?[message.id] != nil { duplicates += 1 }
        copies[key, default: [:]][message.id, default: []].append(message)
      }
      for inbox in intake.inboxes {
        if let account = inbox.account {
          let named = Named(source: "chatwoot", account: account, id: inbox.sighting.id)
          inboxes[named, default: Contest()].offer(inbox.sighting.name, isRecord: true, rank: inbox.rank)
        } else {
          sharedInboxes[inbox.sighting.id, default: Contest()]
            .offer(inbox.sighting.name, isRecord: true, rank: inbox.rank)
        }
      }

      for inbox in intake.channels {
        let (id, channel) = (inbox.sighting.id, inbox.sighting.name)
        if let account = inbox.account {
          let named = Named(source: "chatwoot", account: account, id: id)
          channels[named, default: Contest()].offer(channel, isRecord: true, rank: inbox.rank)
        } else {
          sharedChannels[id, default: Contest()].offer(channel, isRecord: true, rank: inbox.rank)
        }
      }

      agentNames = agents.compactMapValues(\.value)
      for key in attributes.keys.sorted() {
        let kept = (copies[key] ?? [:]).values.compactMap { copies -> Message? in
          var winner = copies.max { $0.yields(to: $1) }
          winner?.refine(copies)
          return winner
        }
        conversations.append(Conversation(key: key, attributes: finished(key), messages: kept))
      }
      observe(intake)
      if let asOf { cut(everything, at: asOf) }
    }

    /// Gives the observations to the conversations.
    private mutating func observe(_ intake: Intake) {
      func count(_ name: String) { lifeCounts[name, default: 0] += 1 }
      for origin in Observation.Origin.allCases { lifeCounts["observations_\(origin)"] = 0 }
      for name in ["activity_unmatched", "unmatched_events"] { lifeCounts[name] = 0 }

      var features: [Key: Features] = [:]
      var rows: [Text: Set<Key>] = [:]
      for record in intake.conversations {
        features[key(of: record.bearer), default: Features()].add(record.bearer, isRecord: true)
        if let id = record.databaseID { rows[id, default: []].insert(key(of: record.bearer)) }
      }
      for bearer in intake.messages.map(\.bearer) + intake.ratings {
        features[key(of: bearer), default: Features()].add(bearer, isRecord: false)
      }
      var seen: [Key: Set<Observation>] = [:]
      for sight in intake.sights {
        seen[key(of: sight.bearer), default: []].insert(sight.observation)
        count("observations_\(sight.observation.origin)")
      }
      for report in intake.reports {
        guard let key = match(report, features, rows) else {
          count("unmatched_events")
          continue
        }
        seen[key, default: []].insert(report.observation)
        count("observations_reporting")
      }
      for message in intake.messages where message.activity != nil {
        count(message.observation == nil ? "activity_unmatched" : "observations_activity")
      }
      for index in conversations.indices {
        conversations[index].observations = Array(seen[conversations[index].key] ?? [])
      }
    }

    /// Leaves out what came after a given as-of.
    private mutating func cut(_ everything: Intake, at asOf: Int64) {
      var (ignored, recorded): (Set<Key>, Set<Key>) = ([], [])
      for bearer in everything.conversations.map(\.bearer) {
        guard let creation = bearer.creation else { continue }
        if creation > asOf { ignored.insert(key(of: bearer)) } else { recorded.insert(key(of: bearer)) }
      }
      var left: [Conversation] = []
      for var conversation in conversations {
        let key = conversation.key
        let cut = conversation.cut(
          at: asOf, isIgnored: ignored.contains(key), hasRecord: recorded.contains(key))
        lifeCounts["later_messages", default: 0] += cut.messages
        if cut.hasRow { left.append(conversation) }
      }
      conversations = left
    }

    /// The number of accounts that have a conversation of chatwoot.
    func accountCount(of conversation: Text) -> Int { accounts[conversation]?.count ?? 0 }

    /// The conversations whose records have the same rank time and disagree about an attribute.
    ///
    /// - Parameter isRead: returns true if the run reads the column.
    func conflicting(_ isRead: (Text) -> Bool) -> Set<Key> {
      Set(attributes.filter { $0.value.contains { isRead($0.key) && $0.value.isDisputed } }.keys)
    }

    private mutating func take(_ bearer: Bearer, isRecord: Bool) {
      let key = key(of: bearer)
      attributes[key, default: [:]]["", default: Contest()].offer("", isRecord: isRecord, rank: bearer.rank)
      for (column, value) in bearer.attributes {
        attributes[key, default: [:]][column, default: Contest()]
          .offer(value, isRecord: isRecord, rank: bearer.rank)
      }
      for sighting in bearer.agents {
        let named = Named(source: key.source, account: key.account, id: sighting.id)
        agents[named, default: Contest()].offer(name: sighting.name, isRecord: isRecord, rank: bearer.rank)
      }
      for sighting in bearer.inboxes {
        let named = Named(source: key.source, account: key.account, id: sighting.id)
        inboxes[named, default: Contest()].offer(name: sighting.name, isRecord: isRecord, rank: bearer.rank)
      }
    }

    private func finished(_ key: Key) -> [Text: Text] {
      var values = (attributes[key] ?? [:]).compactMapValues(\.value).filter { $0.value != "" }
      if let inbox = values["inbox"] {
        let named = Named(source: key.source, account: key.account, id: inbox)
        values["queue"] = inboxes[named]?.value ?? sharedInboxes[inbox]?.value ?? inbox
        values["channel"] = values["channel"] ?? channels[named]?.value ?? sharedChannels[inbox]?.value
      }
      if values["assigned_agent_name"] == nil, let agent = values["assigned_agent_id"] {
        let named = Named(source: key.source, account: key.account, id: agent)
        values["assigned_agent_name"] = agentNames[named]
      }
      return values
    }

    private func key(of bearer: Bearer) -> Key {
      let id = bearer.source == .asapp ? resolve(bearer.reference).id : plain(bearer.reference)
      var account = bearer.account
      if bearer.source == .chatwoot, account == nil, var known = accounts[id] {
        if known.count > 1 { known.formIntersection(bearer.inbox.flatMap { inboxAccounts[$0] } ?? []) }
        if known.count == 1 { account = known.first }
      }
      return Key(source: Text(bearer.source.rawValue), account: account ?? "", conversation: id)
    }

    private func plain(_ reference: Reference) -> Text {
      switch reference {
      case .id(let id), .external(let id): id
      }
    }

    /// The conversation that an asapp reference means.
    private func resolve(_ reference: Reference) -> (id: Text, isAmbiguous: Bool) {
      let id = plain(reference)
      if case .id = reference, ids.contains(id) { return (id, false) }
      let bearers = byExternal[id] ?? []
      return (bearers.max() ?? id, bearers.count > 1)
    }
  }
}
