// The table of waits.

extension Twin.Tables {
  /// The content of responses.csv: every wait of every conversation.
  var waits: String {
    var rows: [[Twin.Cell]] = []
    for history in histories {
      let first = history.waits.firstIndex { $0.agent != nil }
      for (index, wait) in history.waits.enumerated() {
        rows.append(
          row(history, wait, number: index + 1, isFirst: index == first)
            + firstResponse(of: history, isFirst: index == first))
      }
    }
    return Twin.Cell.csv(rows, headerOf: model, raw: options.rawText)
  }

  private var model: [Twin.Cell] {
    let wait = Twin.WaitStory(opening: Twin.Opening(handoverAt: 0))
    return row(empty, wait, number: 0, isFirst: false) + firstResponse(of: nil, isFirst: false)
  }

  private func row(_ history: Twin.History, _ wait: Twin.WaitStory, number: Int, isFirst: Bool)
    -> [Twin.Cell]
  {
    let conversation = history.conversation
    let key = conversation.key
    // A resolution ends a wait at its moment, by the platform's clock only.
    let resolved =
      wait.end == "resolve" ? wait.resolution.flatMap { history.life.resolutions[$0].moment } : nil
    let closedAt = wait.closing?.created ?? resolved
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
      .text("conversation_id", key.conversation),
    ] + session(of: history) + [
      .number("wait", number),
      .text("queue", conversation.attributes["queue"]),
      .text("closed_by", Twin.Text(wait.end)),
      .text("agent", agent), .text("agent_name", name), .number("is_first_response", isFirst ? 1 : 0),
      .text("opening_message_id", wait.opening.id), .text("closing_message_id", wait.closing?.id),
      .text("bot_message_id", wait.bot?.id),
      time("opening_created_at", wait.opening.created), time("closing_created_at", closedAt),
      time("bot_created_at", wait.bot?.created),
      time("opening_client_at", wait.opening.client), time("closing_client_at", wait.closing?.client),
      seconds("latency_created_s", closedAt.map { $0 - wait.opening.created }),
      seconds("latency_client_s", clientLatency),
      seconds("waiting_s", wait.end == "open" ? asOf - wait.opening.created : nil),
    ] + business(conversation, wait, closedAt)
  }

  private func business(_ conversation: Twin.Conversation, _ wait: Twin.WaitStory, _ closedAt: Int64?)
    -> [Twin.Cell]
  {
    guard let hours = options.hours else { return [] }
    func cell(_ column: String, _ from: Int64?, _ to: Int64?) -> Twin.Cell {
      guard let from, let to else { return Twin.Cell(column: column, plain: "") }
      let length = hours.length(queue: conversation.attributes["queue"], from: from, to: to)
      return Twin.Cell(column: column, plain: Twin.Statistics.seconds(length))
    }
    return [
      cell("latency_created_hours_s", wait.opening.created, closedAt),
      cell("latency_client_hours_s", wait.opening.client, wait.closing?.client),
      cell("waiting_hours_s", wait.opening.created, wait.end == "open" ? asOf : nil),
      Twin.Cell(
        column: "opened_in_hours",
        plain: hours.isOpen(queue: conversation.attributes["queue"], at: wait.opening.created)
          .map { $0 ? "1" : "0" } ?? ""),
    ]
  }
}
