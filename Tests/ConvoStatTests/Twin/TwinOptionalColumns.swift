// The columns of conversations.csv that options add, as the twin makes them.

extension Twin.Tables {
  func attributes(of history: Twin.History) -> [Twin.Cell] {
    guard options.attributes else { return [] }
    let conversation = history.conversation
    var ids: [Twin.Text] = []
    for case let id? in history.participants.filter({ $0.role == .agent }).map(\.sender)
    where !ids.contains(id) { ids.append(id) }
    let names = ids.map { id in
      agentNames[Twin.Named(source: conversation.key.source, account: conversation.key.account, id: id)] ?? id
    }
    func list(_ texts: [Twin.Text]) -> Twin.Text { Twin.Text(texts.map(\.string).joined(separator: "; ")) }
    let labels = Twin.labels(conversation.attributes["label"]).map(\.string).joined(separator: ";")
    return [.text("labels", Twin.Text(labels))]
      + ["team", "channel", "priority", "csat_rating", "csat_comment", "customer_name"].map {
        .text($0, conversation.attributes[Twin.Text($0)])
      } + [.text("agent_ids", list(ids)), .text("agent_names", list(names))]
  }

  func serviced(_ history: Twin.History) -> [Twin.Cell] {
    let statistics = ["total", "mean", "median", "p90", "max"]
    let responses = history.responses
    let lengths = responses.map { history.business($0, options) }
    let age = history.unanswered == nil ? nil : history.pending(asOf, options)
    var cells: [Twin.Cell] = []
    if options.hours != nil {
      func clock(_ name: String, _ value: (Twin.Pair) -> Int64?) {
        let first = history.businessFirst(options).flatMap(value)
        cells.append(
          Twin.Cell(column: "first_response_\(name)_hours_s", plain: Twin.Statistics.seconds(first)))
        cells += Twin.Statistics.business("response_\(name)", lengths.compactMap(value), statistics)
      }
      clock("created") { $0.created }
      clock("client") { $0.client }
      cells.append(Twin.Cell(column: "waiting_hours_s", plain: Twin.Statistics.seconds(age?.created)))
    }
    func pair(_ latency: Twin.Latency) -> Twin.Pair {
      Twin.Pair(created: latency.created, client: latency.client)
    }
    let counted = options.hours == nil ? responses.map(pair) : lengths
    let first =
      options.hours == nil ? history.firstResponse.map(pair) : history.businessFirst(options)
    let isOpen = history.unanswered != nil && responses.isEmpty
    return cells
      + Twin.levels(
        options.levels, first: first.map { [$0] } ?? [], all: counted,
        openFirst: isOpen ? [history.pendingFirst(asOf, options)] : [], open: age.map { [$0] } ?? [])
  }
}
