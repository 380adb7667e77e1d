// The upper part of the page: key figures, days, response times, clocks, week and roles.

import ConvoStat

extension ReportPage {
  /// The figures that people ask for first, each with its number of values.
  var keyFigures: Section {
    guard let all = summary.rows.first else {
      return Section(id: "figures", title: "Key figures", content: "")
    }
    let conversations = all.count(.conversations)
    let cards =
      card(
        "Conversations", figure(all, .conversations, Quantity.count(conversations)),
        ["\(Quantity.counted(all.count(.messages), "message"))"]
          + changes { $0 == ColumnName.conversations.text },
        meanings.conversation)
      + latencyCard(
        all, "First response", { .firstResponse($0, by: $1) }, meanings.firstResponse)
      + latencyCard(
        all, "Response", { .response($0, by: $1) }, meanings.response)
      + waitingCard(all) + (knowsStatuses ? resolvedCard(all) : "")
    return Section(
      id: "figures", title: "Key figures",
      content:
        changedMeanings
        + "<div class=\"cards\(knowsStatuses ? " five" : "")\" data-figures=\"summary.csv\">\(cards)</div>")
  }

  /// True if the dump tells when conversations were resolved or reopened.
  var knowsStatuses: Bool { summary.rows.first.map { !$0.text(.resolved).isEmpty } ?? false }

  private func resolvedCard(_ all: ReportTable.Row) -> String {
    func time(_ statistic: Statistic) -> String {
      let column = ColumnName.latency(.resolution, statistic)
      let count = all.count(.latency(.resolution, .count))
      return figure(all, column, Markup.percentile(all.milliseconds(column), statistic, of: count))
    }
    func counted(_ column: ColumnName, _ noun: String) -> String {
      let count = all.count(column)
      return figure(all, column, Quantity.count(count)) + " " + noun + (count == 1 ? "" : "s")
    }
    return card(
      "Resolved", figure(all, .resolved, Quantity.count(all.count(.resolved))),
      [
        "\(Markup.percent(all.count(.resolved), all.count(.conversations))) of the conversations",
        "median \(time(.median)), 90th percentile \(time(.p90)) to the last resolution",
        "\(counted(.resolutions, "resolution")), \(counted(.reopens, "reopening"))",
      ] + changes { ["resolution_median_s", "reopens"].contains($0) },
      meanings.resolved)
  }

  /// Returns a figure of summary.csv with its exact value.
  func figure(_ row: ReportTable.Row, _ column: ColumnName, _ shown: String) -> String {
    "<span data-column=\"\(column.text)\" data-v=\"\(Markup.escape(row.text(column)))\">\(shown)</span>"
  }

  private func latencyCard(
    _ row: ReportTable.Row, _ title: String, _ column: (Statistic, Clock) -> ColumnName, _ meaning: String
  ) -> String {
    func value(_ clock: Clock, _ statistic: Statistic) -> String {
      let count = row.count(column(.count, clock))
      let column = column(statistic, clock)
      return figure(row, column, Markup.percentile(row.milliseconds(column), statistic, of: count))
    }
    func number(_ clock: Clock) -> String {
      let column = column(.count, clock)
      return figure(row, column, Quantity.count(row.count(column)))
    }
    let statistics: [(String, Statistic)] = [("Median", .median), ("90th percentile", .p90)]
    let lines = statistics.map { name, statistic in
      "<tr><th scope=\"row\">\(name)</th><td>\(value(.created, statistic))</td><td>\(value(.client, statistic))</td></tr>"
    }
    let numbers =
      "<tr><th scope=\"row\">Values</th><td>\(number(.created))</td><td>\(number(.client))</td></tr>"
    let start = column(.median, .created).text.replacing(Statistic.median.suffix(), with: "")
    let changed = changeLines { $0.hasPrefix(start) }
    return
      "<div class=\"card\"><h3>\(title), median</h3><p class=\"figure\">\(value(.created, .median))</p>"
      + "<table><thead><tr><td>By the</td><th scope=\"col\">platform’s</th><th scope=\"col\">senders’ clocks</th></tr></thead>"
      + "<tbody>\(lines.joined())\(numbers)</tbody></table>\(changed)<p class=\"meaning\">\(meaning)</p></div>\n"
  }

  /// Returns a card: what it counts, the figure, further lines, and what the figure means.
  func card(_ title: String, _ figure: String, _ lines: [String], _ meaning: String) -> String {
    "<div class=\"card\"><h3>\(title)</h3><p class=\"figure\">\(figure)</p>"
      + lines.map { "<p>\($0)</p>" }.joined() + "<p class=\"meaning\">\(meaning)</p></div>\n"
  }

  /// The first response and the response by day.
  var byDay: Section {
    guard let span = daySpan else {
      return Section(
        id: "days", title: "By day", content: "<p>No message of a customer, agent or bot has a day.</p>")
    }
    let shown = days.rows.filter { $0[.day].day.map(span.contains) ?? false }
    let partial = partialDays
    let scale = DayScale(span: span)
    let backlog = backlogFigures(scale, partial)
    var content =
      "<p class=\"legend\"><span class=\"key\"><i class=\"k-line\"></i>median by the platform’s clock</span> "
      + "<span class=\"key\"><i class=\"k-band\"></i>up to the 90th percentile</span> "
      + "<span class=\"key\"><i class=\"k-client\"></i>median by the senders’ clocks</span> "
      + "<span class=\"key\"><svg viewBox=\"0 0 12 12\" aria-hidden=\"true\"><circle class=\"dot weak\" cx=\"6\" cy=\"6\" "
      + "r=\"4\"/></svg> of fewer than \(KeyFigures.leastForMedian) values</span> "
      + (partial.isEmpty
        ? ""
        : "<span class=\"key\"><i class=\"k-partial\"></i>incomplete \(DayChart.isWeekly(span) ? "week" : "day")</span> ")
      + earlierKey(on: span)
      + "<span class=\"key\">Logarithmic scale.</span></p>"
      + (partial.isEmpty
        ? "" : "<p class=\"note\" data-partial=\"\">\(partial.map(\.sentence).joined(separator: " "))</p>")
      + (DayChart.isWeekly(span)
        ? "<p class=\"note\">Because there are many days, the chart is drawn by the week, Monday to Sunday: the middle value of the medians of its days, and the middle value of their 90th percentiles. The table has every day.</p>"
        : "")
      + "<div class=\"pair days\">" + volumeFigures(shown, scale, partial)
    let measures: [(String, (Statistic, Clock) -> ColumnName)] = [
      ("First response", { .firstResponse($0, by: $1) }), ("Response", { .response($0, by: $1) }),
    ]
    for (title, column) in measures {
      let values = shown.compactMap { row -> DayChart.Day? in
        guard let number = row[.day].day,
          let median = row.milliseconds(column(.median, .created)),
          let p90 = row.milliseconds(column(.p90, .created))
        else { return nil }
        return DayChart.Day(
          number: number, median: median, p90: p90, clientMedian: row.milliseconds(column(.median, .client)),
          count: row.count(column(.count, .created)), clientCount: row.count(column(.count, .client)))
      }
      let chart = DayChart(
        title: title, days: values, span: span, partial: partial.map(\.day),
        earlier: earlierDays({ column($0, .created) }, on: span))
      let none = "<p>No agent answered on these days.</p>"
      content +=
        "<figure><figcaption>\(title)</figcaption>"
        + (values.isEmpty ? none : chart.svg) + "</figure>"
    }
    content += (backlog?.charts ?? "") + lifeFigures(shown, scale, partial) + "</div>"
    let table = PageTable(
      table: days, caption: "Figures by day",
      views: [
        .name("Day", .day), .count("Conversations", .conversations), .count("Messages", .messages),
        .count("First responses", .firstResponse(.count)),
        .percentile("their median", .median, { .firstResponse($0) }),
        .percentile("their 90th", .p90, { .firstResponse($0) }),
        .count("Responses", .response(.count)), .percentile("their median", .median, { .response($0) }),
        .percentile("their 90th", .p90, { .response($0) }),
        .percentile("median, senders’ clocks", .median, { .response($0, by: .client) }),
        .count("Unanswered", .unanswered),
      ], rows: shown)
    content +=
      PageTable.folded("The figures as a table", table.html) + resolutionsByDay(shown)
      + (backlog?.table ?? "")
    let left = days.rows.count - shown.count
    if left > 0 {
      content +=
        "<p class=\"note\">\(Quantity.counted(left, "further row")) in <code>by_day.csv</code>: earlier days, and rows without a day.</p>"
    }
    return Section(id: "days", title: "By day", content: content)
  }

  /// The distribution of response times, by both clocks.
  var spread: Section {
    let (created, client) = (distributions.response.created, distributions.response.client)
    var content =
      "<p>How long agents took to respond, on a logarithmic scale: each bar is about twice as long as the "
      + "one before.</p><div class=\"pair\">"
    for (title, histogram) in [("By the platform’s clock", created), ("By the senders’ clocks", client)] {
      let chart = HistogramChart(histogram: histogram, values: "responses")
      content +=
        "<figure><figcaption>\(title), \(Quantity.counted(histogram.count, "response"))</figcaption>"
        + (histogram.count == 0 ? "<p>No response has times by this clock.</p>" : chart.svg)
        + (histogram.count == 0 ? "" : PageTable.folded("The figures as a table", chart.table(title)))
        + "</figure>"
    }
    return Section(id: "spread", title: "Response times", content: content + "</div>")
  }

  /// The disagreement of the two clocks.
  var clocks: Section {
    let lag = distributions.ingestLag
    guard let all = summary.rows.first, lag.count > 0 else {
      return Section(
        id: "clocks", title: "The two clocks",
        content: "<p>No message has a time by its sender’s clock, so the clocks cannot be compared.</p>")
    }
    let negative = all.count(.ingestLagsNegative)
    let chart = HistogramChart(histogram: lag, values: "ingest lags")
    let content =
      "<p>The ingest lag of a message is the time between its sender’s clock and the platform’s. A message "
      + "cannot arrive before it was sent: where the lag is negative, shown in the second colour, the sender’s clock is "
      + "wrong. It is negative for <strong>\(Markup.percent(negative, lag.count))</strong> "
      + "(\(Quantity.count(negative)) of \(Quantity.count(lag.count)) messages); its median is "
      + "\(Markup.duration(all.milliseconds(.ingestLag(.median)))).</p><div class=\"pair\">"
      + "<figure><figcaption>Ingest lag, \(Quantity.counted(lag.count, "message"))</figcaption>"
      + chart.svg
      + PageTable.folded("The figures as a table", chart.table("Ingest lag")) + "</figure>"
    let apart = queues.rows.filter { $0.count(.ingestLagsNegative) > 0 }
      .sorted { left, right in
        let (mine, theirs) = (left.negativeShare, right.negativeShare)
        return mine != theirs ? mine > theirs : left.key.lexicographicallyPrecedes(right.key)
      }.prefix(15)
    let table = PageTable(
      table: queues, caption: "Queues whose clocks disagree most",
      views: [
        .name("Queue", .queue), .count("Messages with both clocks", .ingestLag(.count)),
        .share("Negative", of: .ingestLagsNegative, in: .ingestLag(.count)),
        .percentile("Median lag", .median, { .ingestLag($0) }), .percentile("95th", .p95, { .ingestLag($0) }),
        .duration("Greatest", .ingestLag(.max)),
      ], rows: Array(apart))
    return Section(
      id: "clocks", title: "The two clocks",
      content: content + (apart.isEmpty ? "" : "<div>\(table.html)</div>") + "</div>")
  }

  /// The messages and turns of each role.
  var roleSection: Section {
    let table = PageTable(
      table: roles, caption: "Messages and turns by role",
      views: [
        .name("Role", .role), .count("Messages", .messages), .decimal("Share", .messageShare),
        .count("Turns", .turns), .decimal("Share", .turnShare), .count("Conversations", .conversations),
        .decimal("Messages per turn", .messagesPerTurn),
        .decimal("Turns per conversation", .turnsPerConversation),
      ], rows: roles.rows)
    return Section(
      id: "roles", title: "Who writes",
      content:
        "<p>A turn is an unbroken run of messages of a customer, of agents or of bots. System messages, notes and "
        + "failed messages make no turns.</p><figure><figcaption>Messages and turns</figcaption>"
        + RoleChart(roles: roles).svg + "</figure>"
        + PageTable.folded("The figures as a table", table.html))
  }
}

extension ReportTable.Row {
  fileprivate var negativeShare: Double {
    Double(count(.ingestLagsNegative)) / Double(max(count(.ingestLag(.count)), 1))
  }
}
