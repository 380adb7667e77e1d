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
        all, "First response", { .firstResponse($0) }, targetLines(all, .firstResponse.by(.created)),
        meanings.firstResponse)
      + latencyCard(
        all, "Response", { .response($0) }, targetLines(all, .response.by(.created)), meanings.response)
      + waitingCard(all) + (knowsStatuses ? resolvedCard(all) : "")
      + ratingCard(all)
    return Section(
      id: "figures", title: "Key figures",
      content:
        changedMeanings
        + "<div class=\"cards\(["", " five", " six"][(knowsStatuses ? 1 : 0) + (hasRatings ? 1 : 0)])\" data-figures=\"summary.csv\">\(cards)</div>"
    )
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
    _ row: ReportTable.Row, _ title: String, _ column: (Statistic) -> ColumnName, _ lines: [String],
    _ meaning: String
  ) -> String {
    let count = row.count(column(.count))
    func value(_ statistic: Statistic) -> String {
      let column = column(statistic)
      return figure(row, column, Markup.percentile(row.milliseconds(column), statistic, of: count))
    }
    let start = column(.median).text.replacing(Statistic.median.suffix(), with: "")
    return card(
      "\(title), median", value(.median),
      [
        "90th percentile \(value(.p90))",
        "of \(figure(row, column(.count), Quantity.count(count))) value\(count == 1 ? "" : "s")",
      ] + lines + changes { $0.hasPrefix(start) }, meaning)
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
      "<p class=\"legend\"><span class=\"key\"><i class=\"k-line\"></i>median</span> "
      + "<span class=\"key\"><i class=\"k-band\"></i>up to the 90th percentile</span> "
      + "<span class=\"key\"><svg viewBox=\"0 0 12 12\" aria-hidden=\"true\"><circle class=\"dot weak\" cx=\"6\" cy=\"6\" "
      + "r=\"4\"/></svg> of fewer than \(KeyFigures.leastForMedian) values</span> "
      + (partial.isEmpty
        ? ""
        : "<span class=\"key\"><i class=\"k-partial\"></i>incomplete \(DayChart.isWeekly(span) ? "week" : "day")</span> ")
      + (drawnTargets.isEmpty ? "" : "<span class=\"key\"><i class=\"k-target\"></i>target</span> ")
      + earlierKey(on: span)
      + "<span class=\"key\">Logarithmic scale.</span></p>"
      + (partial.isEmpty
        ? "" : "<p class=\"note\" data-partial=\"\">\(partial.map(\.sentence).joined(separator: " "))</p>")
      + (DayChart.isWeekly(span)
        ? "<p class=\"note\">Because there are many days, the chart is drawn by the week, Monday to Sunday, with the median and the 90th percentile of all values of the week. The table has every day.\(weeks.foldedNote("weeks"))</p>"
        : "")
      + "<div class=\"pair days\">" + volumeFigures(shown, scale, partial)
    let measures: [(String, (Statistic, Clock) -> ColumnName)] = [
      ("First response", { .firstResponse($0, by: $1) }), ("Response", { .response($0, by: $1) }),
    ]
    let drawn = drawnRows(span, shown)
    for (title, column) in measures {
      let values = Self.days(drawn) { column($0, .created) }
      let chart = DayChart(
        title: title, days: values, span: span, partial: partial.map(\.day), targets: drawnTargets,
        earlier: earlierDays({ column($0, .created) }, on: span))
      let none = "<p>No agent answered on these days.</p>"
      content +=
        "<figure><figcaption>\(title)</figcaption>"
        + (values.isEmpty ? none : chart.svg) + "</figure>"
    }
    content += (backlog?.charts ?? "") + lifeFigures(shown, drawn, scale, partial) + "</div>"
    let table = PageTable(
      table: days, caption: "Figures by day",
      views: [
        .name("Day", .day), .count("Conversations", .conversations), .count("Messages", .messages),
      ] + latencyViews("First response", .firstResponse)
        + PageTable.View.latency("Response", { .response($0) }) + [.count("Unanswered", .unanswered)],
      rows: shown)
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

  /// Returns the rows of the days of the charts, or of their weeks, each with the number of its Thursday, or of the end of
  /// the range if that comes first.
  func drawnRows(_ span: ClosedRange<Int>, _ shown: [ReportTable.Row]) -> [(
    number: Int, row: ReportTable.Row
  )] {
    guard DayChart.isWeekly(span) else { return shown.compactMap { row in row[.day].day.map { ($0, row) } } }
    let rows = Dictionary(
      weeks.rows.map { ($0.text(.key(.week)), $0) }, uniquingKeysWith: { first, _ in first })
    return (CivilDate.week(ofDay: span.lowerBound)...CivilDate.week(ofDay: span.upperBound)).compactMap {
      week in
      let thursday = week * 7
      guard let row = rows[Periods.week(ofDay: thursday)] else { return nil }
      return (min(max(thursday, span.lowerBound), span.upperBound), row)
    }
  }

  /// Returns the figures of a latency of the days that have values.
  static func days(
    _ drawn: [(number: Int, row: ReportTable.Row)], _ column: (Statistic) -> ColumnName
  ) -> [DayChart.Day] {
    drawn.compactMap { number, row in row.latency(column).map { DayChart.Day(number: number, latency: $0) } }
  }

  /// The distribution of response times.
  var spread: Section {
    let histogram = distributions.response.created
    return Section(
      id: "spread", title: "Response times",
      content:
        "<p>How long agents took to respond, on a logarithmic scale: each bar is about twice as long as the "
        + "one before.</p>"
        + spreadFigure(histogram, "Responses", "<p>No agent responded.</p>"))
  }

  /// Returns a histogram of responses as a chart and a table.
  func spreadFigure(_ histogram: Histogram, _ title: String, _ none: String) -> String {
    let chart = HistogramChart(histogram: histogram, values: "responses", targets: drawnTargets)
    return "<figure><figcaption>\(title), \(Quantity.count(histogram.count))</figcaption>"
      + (histogram.count == 0
        ? none : chart.svg + PageTable.folded("The figures as a table", chart.table(title)))
      + "</figure>"
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
