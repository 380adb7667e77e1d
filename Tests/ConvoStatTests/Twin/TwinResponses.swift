// The table of waits, cut out of a conversation in another way: first at the agents' messages, then at the bots'.

extension Twin {
  /// A wait and the messages in it that count.
  struct WaitStory {
    /// The customer's message from which it is measured.
    var opening: Message
    /// The first bot message in it.
    var bot: Message?
    /// The agent's message that ends it.
    var agent: Message?

    /// The message that closed the wait: the agent's, otherwise the first bot message.
    var closing: Message? { agent ?? bot }
  }
}

extension Twin.History {
  /// Returns all waits in order.
  func waits(fromLast: Bool) -> [Twin.WaitStory] {
    var waits: [Twin.WaitStory] = []
    let agents = participants.indices.filter { participants[$0].role == .agent }
    for (start, end) in zip([-1] + agents, agents + [participants.count]) {
      // Between two agents' messages: rounds of customer messages, each followed by those of bots.
      let stretch = participants[(start + 1)..<end].drop { $0.role == .bot }
      let beginnings = stretch.indices.filter {
        $0 == stretch.startIndex || (stretch[$0].role == .customer && stretch[$0 - 1].role == .bot)
      }
      for (first, next) in zip(beginnings, beginnings.dropFirst() + [stretch.endIndex]) {
        let round = stretch[first..<next]
        let customers = round.prefix { $0.role == .customer }
        guard let opening = fromLast ? customers.last : customers.first else { continue }
        let isLast = next == stretch.endIndex && end < participants.count
        waits.append(
          Twin.WaitStory(
            opening: opening, bot: round.dropFirst(customers.count).first,
            agent: isLast ? participants[end] : nil))
      }
    }
    return waits
  }
}

extension Twin.Tables {
  /// The content of responses.csv: every wait of every conversation.
  var waits: String {
    var rows: [[Twin.Cell]] = []
    for history in histories {
      let waits = history.waits(fromLast: options.waitFromLast)
      let first = waits.firstIndex { $0.agent != nil }
      for (index, wait) in waits.enumerated() {
        rows.append(
          row(history.conversation, wait, number: index + 1, isFirst: index == first)
            + firstResponse(of: history, isFirst: index == first))
      }
    }
    return Twin.Cell.csv(rows, headerOf: model, raw: options.rawText)
  }

  private var model: [Twin.Cell] {
    let rank = Twin.Rank(updated: 0, path: "", offset: 0, sequence: 0)
    let bearer = Twin.Bearer(source: .asapp, reference: .id(""), rank: rank)
    let message = Twin.Message(bearer: bearer, id: "", created: 0, role: .customer)
    let key = Twin.Key(source: "", account: "", conversation: "")
    return row(Twin.Conversation(key: key), Twin.WaitStory(opening: message), number: 0, isFirst: false)
      + firstResponse(of: nil, isFirst: false)
  }

  private func row(
    _ conversation: Twin.Conversation, _ wait: Twin.WaitStory, number: Int, isFirst: Bool
  ) -> [Twin.Cell] {
    let key = conversation.key
    let agent = wait.agent?.sender
    let name = agent.flatMap { agentNames[Twin.Named(source: key.source, account: key.account, id: $0)] }
    func time(_ column: String, _ time: Int64?) -> Twin.Cell {
      Twin.Cell(column: column, plain: time.map { Twin.Wall($0, options.zone).written } ?? "")
    }
    func seconds(_ column: String, _ milliseconds: Int64?) -> Twin.Cell {
      Twin.Cell(column: column, plain: Twin.Statistics.seconds(milliseconds))
    }
    var clientLatency: Int64?
    if let end = wait.closing?.client, let start = wait.opening.client { clientLatency = end - start }
    return [
      .text("source", key.source), .text("account_id", key.account),
      .text("conversation_id", key.conversation), .number("wait", number),
      .text("queue", conversation.attributes["queue"]),
      .text("closed_by", wait.agent != nil ? "agent" : wait.bot != nil ? "bot" : "open"),
      .text("agent", agent), .text("agent_name", name), .number("is_first_response", isFirst ? 1 : 0),
      .text("opening_message_id", wait.opening.id), .text("closing_message_id", wait.closing?.id),
      .text("bot_message_id", wait.bot?.id),
      time("opening_created_at", wait.opening.created), time("closing_created_at", wait.closing?.created),
      time("bot_created_at", wait.bot?.created),
      time("opening_client_at", wait.opening.client), time("closing_client_at", wait.closing?.client),
      seconds("latency_created_s", wait.closing.map { $0.created - wait.opening.created }),
      seconds("latency_client_s", clientLatency),
      seconds("waiting_s", wait.closing == nil ? asOf - wait.opening.created : nil),
    ] + business(conversation, wait)
  }

  private func business(_ conversation: Twin.Conversation, _ wait: Twin.WaitStory) -> [Twin.Cell] {
    guard let hours = options.hours else { return [] }
    func cell(_ column: String, _ from: Int64?, _ to: Int64?) -> Twin.Cell {
      guard let from, let to else { return Twin.Cell(column: column, plain: "") }
      let length = hours.length(queue: conversation.attributes["queue"], from: from, to: to)
      return Twin.Cell(column: column, plain: Twin.Statistics.seconds(length))
    }
    return [
      cell("latency_created_hours_s", wait.opening.created, wait.closing?.created),
      cell("latency_client_hours_s", wait.opening.client, wait.closing?.client),
      cell("waiting_hours_s", wait.opening.created, wait.closing == nil ? asOf : nil),
    ]
  }
}
