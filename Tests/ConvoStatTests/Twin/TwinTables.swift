// The tables of a run.

extension Twin {
  /// Writes the tables from what happened in every conversation.
  struct Tables {
    /// The histories, sorted by key.
    let histories: [History]
    /// The names of agents.
    let agentNames: [Named: Text]
    /// The age of waits is taken to this moment.
    let asOf: Int64
    /// The options of the run.
    let options: Options

    /// The contents of the tables by file name.
    var all: [String: String] {
      var all = always
      if let asked = options.backlog { all["backlog.csv"] = backlog(asked) }
      if options.listsWaits { all["responses.csv"] = waits }
      for keys in options.by {
        all["by_" + keys.joined(separator: "_").replacing(".", with: "_") + ".csv"] = table(by: keys)
      }
      return all
    }

    private func table(by asked: [String]) -> String {
      var columns: [String] = []
      for key in asked {
        let own = key == "account" ? "account_id" : key
        for column in (["queue", "agent", "assigned_agent"].contains(key) ? ["source", "account_id"] : []) + [
          own
        ]
        where !columns.contains(column) { columns.append(column) }
      }
      let hasAgent = columns.contains("agent")
      let header = columns + (hasAgent ? ["agent_name"] : [])
      let own = Set(asked.map { $0 == "account" ? "account_id" : $0 })
      return grouped(header, asked: own, limit: options.maxGroups) { conversation, happening in
        if happening.isOfAgents, !hasAgent { return [] }
        if case .conversation = happening.effect, hasAgent { return [] }
        let key = conversation.key
        let labels = Twin.labels(conversation.attributes["label"])
        func cells(_ label: Text) -> [Text] {
          columns.map { column in
            switch column {
            case "source": return key.source
            case "account_id": return key.account
            case "agent": return happening.agent
            case "label": return label
            case "day", "week", "month", "quarter", "year", "hour", "weekday":
              return happening.time.map { Text(Wall($0, options.zone)[column]) } ?? "(none)"
            case "assigned_agent": return conversation.attributes["assigned_agent_id"] ?? "(none)"
            default: return conversation.attributes[Text(column)] ?? "(none)"
            }
          }
        }
        let named = Named(source: key.source, account: key.account, id: happening.agent)
        let name = hasAgent ? [agentNames[named] ?? ""] : []
        let isSplit = columns.contains("label") && !labels.isEmpty
        return (isSplit ? labels : ["(none)"]).map { cells($0) + name }
      }
    }

    private var always: [String: String] {
      let groups = [
        "conversations.csv": csv(histories.map(row), headerOf: row(of: empty)),
        "by_queue.csv": grouped(["source", "account_id", "queue"]) { conversation, happening in
          if happening.isOfAgents { return [] }
          let key = conversation.key
          return [[key.source, key.account, conversation.attributes["queue"] ?? "(none)"]]
        },
        "by_agent.csv": grouped(["source", "account_id", "agent", "agent_name"]) { conversation, happening in
          if case .conversation = happening.effect { return [] }
          let key = conversation.key
          let named = Named(source: key.source, account: key.account, id: happening.agent)
          return [[key.source, key.account, happening.agent, agentNames[named] ?? ""]]
        },
        "by_day.csv": grouped(["day"]) { _, happening in
          if happening.isOfAgents { return [] }
          return [[happening.time.map { Text(Wall($0, options.zone)["day"]) } ?? "(none)"]]
        },
        "roles.csv": csv(Role.allCases.map(row), headerOf: row(of: .customer)),
        "summary.csv": csv([summary], headerOf: Group().cells(options)),
      ]
      guard let bounds = options.buckets else { return groups }
      return groups.merging(["distribution.csv": distribution(bounds)]) { $1 }
    }

    private func csv(_ rows: [[Cell]], headerOf model: [Cell]) -> String {
      Cell.csv(rows, headerOf: model, raw: options.rawText)
    }

    /// A conversation with nothing in it.
    var empty: History {
      History(Conversation(key: Key(source: "", account: "", conversation: "")), options: options)
    }

    private func grouped(
      _ columns: [String], asked: Set<String> = [], limit: Int? = nil,
      by rows: (Conversation, Happening) -> [[Text]]
    ) -> String {
      var groups: [[Text]: Group] = [:]
      var observed: Set<[Text]> = []
      for history in histories {
        for happening in history.happenings {
          for key in rows(history.conversation, happening) {
            // That there is an observation makes no row.
            if case .observed = happening.effect {
              observed.insert(key)
            } else {
              groups[key, default: Group()].absorb(happening)
            }
          }
        }
      }
      for key in observed { groups[key]?.isObserved = true }
      // Groups without any of the keys are never folded, and count for nothing in the limit.
      let named = groups.keys.filter { key in
        zip(columns, key).contains { asked.contains($0) && $1 != "(none)" }
      }
      if let limit, named.count > limit {
        let byRank = named.sorted { a, b in
          let sizes = (groups[a]?.conversations ?? 0, groups[b]?.conversations ?? 0)
          return sizes.0 != sizes.1 ? sizes.0 > sizes.1 : a.lexicographicallyPrecedes(b)
        }
        let isFolded = Set(byRank.dropFirst(limit))
        func target(_ key: [Text]) -> [Text] {
          guard isFolded.contains(key) else { return key }
          return zip(columns, key).map { column, cell in
            if column == "agent_name" { return "" }
            return asked.contains(column) && cell == "(none)" ? "(none)" : "(others)"
          }
        }
        let observed = Set(groups.filter { $0.value.isObserved }.keys.map(target))
        groups = [:]
        for history in histories {
          var counted: Set<[Text]> = []
          for happening in history.happenings {
            if case .observed = happening.effect { continue }
            for key in Set(rows(history.conversation, happening).map(target)) {
              switch happening.effect {
              case .conversation, .agentConversation: if !counted.insert(key).inserted { continue }
              default: break
              }
              groups[key, default: Group()].absorb(happening)
            }
          }
        }
        for key in observed { groups[key]?.isObserved = true }
      }
      func row(_ key: [Text], _ group: Group) -> [Cell] {
        zip(columns, key).map { Cell.text($0, $1) } + group.cells(options)
      }
      let sorted = groups.sorted { $0.key.lexicographicallyPrecedes($1.key) }
      let model = row(columns.map { Text($0) }, Group())
      return csv(sorted.map { row($0.key, $0.value) }, headerOf: model)
    }

    private var summary: [Cell] {
      var group = Group()
      for history in histories {
        for happening in history.happenings {
          if happening.isOfAgents { continue }
          group.absorb(happening)
        }
      }
      return group.cells(options)
    }

    private func row(of role: Role) -> [Cell] {
      func messages(_ isCounted: (Role) -> Bool) -> Int {
        histories.map { $0.conversation.messages.count { isCounted($0.role) } }.reduce(0, +)
      }
      func turns(_ isCounted: (Role) -> Bool) -> Int {
        histories.map { $0.turns.count { isCounted($0.role) } }.reduce(0, +)
      }
      let conversations = histories.count { $0.count(role) > 0 }
      let lags = histories.flatMap(\.lags).filter { $0.message.role == role }.map(\.milliseconds)
      func shown(_ column: String, _ content: String) -> Cell {
        Cell(column: column, plain: role.isParticipant ? content : "")
      }
      let own = (messages: messages { $0 == role }, turns: turns { $0 == role })
      return [
        Cell(column: "role", plain: role.rawValue), .number("messages", own.messages),
        shown("message_share", Statistics.ratio(own.messages, messages(\.isParticipant))),
        shown("turns", String(own.turns)),
        shown("turn_share", Statistics.ratio(own.turns, turns(\.isParticipant))),
        .number("conversations", conversations),
        shown("messages_per_turn", Statistics.ratio(own.messages, own.turns)),
        shown("turns_per_conversation", Statistics.ratio(own.turns, conversations)),
      ] + Statistics.cells("ingest_lag", lags, ["count", "mean", "median", "p95", "max"]) + [
        .number("ingest_lags_negative", lags.count { $0 < 0 })
      ]
    }

    private func row(of history: History) -> [Cell] {
      let conversation = history.conversation
      func attribute(_ column: String) -> Cell { .text(column, conversation.attributes[Text(column)]) }
      func flag(_ column: String, _ isSet: Bool) -> Cell { .number(column, isSet ? 1 : 0) }
      func time(_ column: String, _ milliseconds: Int64?) -> Cell {
        Cell(column: column, plain: milliseconds.map { Wall($0, options.zone).written } ?? "")
      }
      var cells: [Cell] = [
        .text("source", conversation.key.source), .text("account_id", conversation.key.account),
        .text("conversation_id", conversation.key.conversation),
      ]
      cells += session(of: history)
      cells += ["external_id", "status", "queue", "organizational_group", "subdivision"].map(attribute)
      cells += options.metadataKeys.map { attribute("metadata." + $0) }
      cells += ["assigned_agent_id", "assigned_agent_name", "customer_id"].map(attribute)

      let times = history.participants.map(\.created)
      cells += [time("first_message_at", times.min()), time("last_message_at", times.max())]
      let duration = times.max().map { $0 - (times.min() ?? $0) }
      cells.append(Cell(column: "duration_s", plain: Statistics.seconds(duration)))

      let responses = history.responses
      let clients = responses.compactMap(\.client)
      let firsts = (history.firstResponse?.created, history.firstResponse?.client)
      let waitingSince = history.unanswered?.created
      cells += [
        Cell(column: "first_response_created_s", plain: Statistics.seconds(firsts.0)),
        Cell(column: "first_response_client_s", plain: Statistics.seconds(firsts.1)),
      ]
      cells += Statistics.cells("response_created", responses.map(\.created), ["median"])
      cells += Statistics.cells("response_client", clients, ["median"])
      cells += [
        .number("responses", responses.count), flag("unanswered", waitingSince != nil),
        time("waiting_since", waitingSince),
        Cell(column: "waiting_s", plain: Statistics.seconds(waitingSince.map { asOf - $0 })),
      ]
      cells += resolved(history)
      cells += [
        .number("messages", conversation.messages.count)
      ]
      for role in Role.allCases { cells.append(.number("\(role)_messages", history.count(role))) }
      for role in [Role.customer, .agent, .bot] {
        cells.append(.number("\(role)_turns", history.turns.count { $0.role == role }))
      }
      cells += [
        .number("agents", history.agents.count { $0 != nil }),
        flag("agent_initiated", history.participants.first?.role == .agent),
        flag("never_answered", history.isNeverAnswered),
      ]
      cells += ended(history)
      let statistics = ["total", "mean", "p90", "max"]
      cells += Statistics.cells("response_created", responses.map(\.created), statistics)
      cells += Statistics.cells("response_client", clients, statistics)
      cells.append(.number("responses_client_negative", clients.count { $0 < 0 }))

      let answers = history.customerResponses
      cells.append(.number("customer_responses", answers.count))
      cells += Statistics.cells("customer_response_created", answers.map(\.created), ["mean", "median"])
      cells += Statistics.cells("customer_response_client", answers.compactMap(\.client), ["mean", "median"])
      let lags = history.lags.map(\.milliseconds)
      cells.append(.number("ingest_lags", lags.count))
      cells += Statistics.cells("ingest_lag", lags, ["mean", "min", "max"])
      cells.append(.number("ingest_lags_negative", lags.count { $0 < 0 }))
      return cells + serviced(history) + attributes(of: history)
        + creation(of: conversation)
    }
  }
}
