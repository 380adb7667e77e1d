// The lower part of the page: queues, agents and open waits.

import ConvoStat

extension ReportPage {
  /// The queues with the most conversations, each with the distribution of its response times.
  var queueSection: Section {
    let ranked = Self.ranked(queues.rows, by: .conversations)
    let shown = Array(ranked.prefix(ReportPage.mostRows))
    let table = PageTable(
      table: queues, caption: "Queues by number of conversations",
      views: [.name("Queue", .queue)] + source(queues.rows) + [
        .count("Conversations", .conversations)
      ] + latencyViews("First response", .firstResponse)
        + PageTable.View.latency("Response", { .response($0) }) + [
          spreadView, .count("Unanswered", .unanswered),
          .duration("Longest\u{A0}wait", .latency(.waiting, .max)),
        ] + ratingViews, rows: shown)
    return Section(
      id: "queues", title: "Queues",
      content:
        queueChart(shown)
        + "<p>The small charts show how response times spread, all on the same logarithmic scale from below zero and "
        + "under a second on the left to four weeks and more on the right.</p>" + table.html
        + others(ranked, shown.count, of: "queues")
        + slowest(
          queues, ranked, "queues", [.name("Queue", .queue)], { .firstResponse($0) })
        + resolutions(shown) + PageTable.folded("The spread as a table", spreadTable(shown)))
  }

  private func resolutions(_ shown: [ReportTable.Row]) -> String {
    guard knowsStatuses else { return "" }
    let table = PageTable(
      table: queues, caption: "Resolutions by queue",
      views: [.name("Queue", .queue), .count("Conversations", .conversations)] + resolutionViews, rows: shown)
    return table.html
      + "<p class=\"note\">The time to resolution runs from \(meanings.start) to its last resolution whose moment is exact.</p>"
  }

  private var spreadView: PageTable.View {
    PageTable.View(title: "Spread", isNumber: false, column: nil) { row, _ in
      guard let histogram = histogram(of: row) else { return ("–", "") }
      return (HistogramChart(histogram: histogram, values: "responses").sparkline, "")
    }
  }

  /// Returns the responses of the queue of a row; `nil` if it has none.
  ///
  /// A name with control characters has a different cell in the table, so it is found by its cell and its
  /// count.
  private func histogram(of row: ReportTable.Row) -> Histogram? {
    let count = row.count(.response(.count))
    let name = QueueName(source: row.text(.source), account: row.text(.accountID), queue: row.text(.queue))
    if count == 0 { return nil }
    if let histogram = distributions.responseByQueue[name] { return histogram }
    return distributions.responseByQueue.filter { $0.key.cells == name && $0.value.count == count }
      .min { $0.key.queue.utf8.lexicographicallyPrecedes($1.key.queue.utf8) }?.value
  }

  private func spreadTable(_ rows: [ReportTable.Row]) -> String {
    let histograms = rows.map { (row: $0, histogram: histogram(of: $0) ?? Histogram(.latency)) }
    let bins = Histogram.Scale.latency.marks.indices.map { $0 + 1 }
      .filter { bin in histograms.contains { $0.histogram.counts[bin] > 0 } }
    let negative = histograms.contains { $0.histogram.counts[0] > 0 } ? [0] : []
    return PageTable.plain(
      "Responses by queue and duration",
      heads: ["Queue"] + (negative + bins).map(Histogram.Scale.latency.label),
      rows: histograms.map { row, histogram in
        [Markup.name(row.text(.queue))] + (negative + bins).map { Quantity.count(histogram.counts[$0]) }
      })
  }

  /// The agents with the most responses.
  var agentSection: Section {
    let people = agents.rows.filter { $0.text(.agent) != Key.withoutKey }
    let ranked = Self.ranked(people, by: .responses)
    let shown = Array(ranked.prefix(ReportPage.mostRows))
    guard !shown.isEmpty else {
      return Section(id: "agents", title: "Agents", content: "<p>No agent wrote.</p>")
    }
    let table = PageTable(
      table: agents, caption: "Agents by number of responses",
      views: [.name("Agent", .agent), .optionalName("Name", .agentName)] + source(agents.rows) + [
        .count("Conversations", .conversations), .count("Messages", .messages(of: .agent)),
      ] + latencyViews("Response", .response)
        + PageTable.View.latency("First response", { .firstResponse($0) }) + ratingViews, rows: shown,
      total: people.count)
    return Section(
      id: "agents", title: "Agents",
      content:
        "<p>A response counts for the agent whose message ended the wait. A conversation with two agents counts for both.</p>"
        + PageTable.foldedOnPhones(
          Quantity.counted(people.count, "agent"),
          table.html + others(ranked, shown.count, of: "agents")
            + slowest(
              agents, ranked, "agents", [.name("Agent", .agent), .optionalName("Name", .agentName)],
              { .response($0) })))
  }

  /// Returns the columns for platform and account, if there is more than one.
  private func source(_ rows: [ReportTable.Row]) -> [PageTable.View] {
    (Set(rows.map { $0.text(.source) }).count > 1 ? [.name("Platform", .source)] : [])
      + (Set(rows.map { $0.text(.accountID) }).subtracting([""]).count > 1
        ? [.optionalName("Account", .accountID)] : [])
  }

  /// Returns a table of the rows with the longest medians, if there are rows that the page does not show otherwise.
  ///
  /// A median of few values says little, so rows with fewer are left out.
  private func slowest(
    _ table: ReportTable, _ ranked: [ReportTable.Row], _ what: String, _ names: [PageTable.View],
    _ column: @escaping (Statistic) -> ColumnName
  ) -> String {
    let (count, median) = (column(.count), column(.median))
    guard ranked.count > ReportPage.mostRows else { return "" }
    let known = ranked.filter { $0.count(count) >= QueueFigures.leastValues }
    let rows = known.enumerated().sorted { left, right in
      let (mine, theirs) = (left.element.milliseconds(median) ?? 0, right.element.milliseconds(median) ?? 0)
      return mine != theirs ? mine > theirs : left.offset < right.offset
    }.prefix(ReportPage.mostSlowest).map(\.element)
    let isFirst = count == .firstResponse(.count)
    let least = QueueFigures.leastValues
    if rows.isEmpty {
      return "<p class=\"note\">None of the \(what) has \(least) values, so none is named as slow.</p>"
    }
    let caption =
      "The slowest \(what) by the median of \(isFirst ? "first responses" : "responses"), of those with at least \(least)"
    return PageTable(
      table: table, caption: caption,
      views: names + source(table.rows)
        + PageTable.View.latency(isFirst ? "First response" : "Response", column)
        + [.count("Conversations", .conversations)], rows: rows, total: ranked.count
    ).html
  }

  private func others(_ ranked: [ReportTable.Row], _ shown: Int, of what: String) -> String {
    let left = ranked.dropFirst(shown)
    guard !left.isEmpty else { return "" }
    let conversations = left.reduce(0) { $0 + $1.count(.conversations) }
    return
      "<p class=\"note\">\(Quantity.count(shown)) of \(Quantity.count(ranked.count)) \(what) are shown. The others "
      + "have \(Quantity.counted(conversations, "conversation")): <code>\(what == "queues" ? queues.name : agents.name)</code>.</p>"
  }

  /// Returns rows with the greatest value of a column first.
  static func ranked(_ rows: [ReportTable.Row], by column: ColumnName) -> [ReportTable.Row] {
    rows.enumerated().sorted { left, right in
      let (mine, theirs) = (left.element.count(column), right.element.count(column))
      return mine != theirs ? mine > theirs : left.offset < right.offset
    }.map(\.element)
  }
}
