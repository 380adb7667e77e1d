// The part of the page about the clocks of senders: response times by them, and how far they differ from the platform's.

import ConvoStat

extension ReportPage {
  /// True if the dump has times by the clocks of senders.
  var hasSenderClocks: Bool {
    distributions.ingestLag.count > 0 || distributions.response.client.count > 0
  }

  /// The figures by the senders' clocks, and the disagreement of the two clocks; `nil` if the dump has only one of them.
  var clocks: Section? {
    guard let all = summary.rows.first, hasSenderClocks else { return nil }
    let spread = spreadFigure(
      distributions.response.client, "Responses by the senders’ clocks",
      "<p>No response has times by this clock.</p>")
    return Section(
      id: "clocks", title: "The two clocks",
      content:
        "<p>All other figures of the page are by the platform’s clock. Senders’ clocks are those of the phones and computers "
        + "that sent the messages.</p>" + bothClocks(all) + lagSentence(all)
        + "<div class=\"pair\">\(lagFigure)\(spread)</div>" + queuesApart)
  }

  /// Returns the response times by each clock, below each other.
  private func bothClocks(_ all: ReportTable.Row) -> String {
    let measures: [(String, (Statistic, Clock) -> ColumnName)] = [
      ("First response", { .firstResponse($0, by: $1) }), ("Response", { .response($0, by: $1) }),
    ]
    let rows = measures.flatMap { title, column in
      [(Clock.created, "platform’s clock"), (.client, "senders’ clocks")].map { clock, name in
        let number = column(.count, clock)
        let count = all.count(number)
        let lengths = [Statistic.median, .p90].map { statistic in
          let name = column(statistic, clock)
          return figure(all, name, Markup.percentile(all.milliseconds(name), statistic, of: count))
        }
        return ["\(title), \(name)", figure(all, number, Quantity.count(count))] + lengths
      }
    }
    return "<div data-clocks=\"summary.csv\">"
      + PageTable.plain(
        "Response times by both clocks", heads: ["By the", "n", "Median", "90th percentile"], rows: rows)
      + "</div>"
  }

  private func lagSentence(_ all: ReportTable.Row) -> String {
    let lag = distributions.ingestLag
    let negative = all.count(.ingestLagsNegative)
    return
      "<p>The ingest lag of a message is the time between its sender’s clock and the platform’s. A message "
      + "cannot arrive before it was sent: where the lag is negative, shown in the second colour, the sender’s clock is "
      + "wrong. It is negative for <strong>\(Markup.percent(negative, lag.count))</strong> "
      + "(\(Quantity.count(negative)) of \(Quantity.count(lag.count)) messages); its median is "
      + "\(Markup.duration(all.milliseconds(.ingestLag(.median)))).</p>"
  }

  private var lagFigure: String {
    let lag = distributions.ingestLag
    let chart = HistogramChart(histogram: lag, values: "ingest lags")
    return "<figure><figcaption>Ingest lag, \(Quantity.counted(lag.count, "message"))</figcaption>"
      + chart.svg + PageTable.folded("The figures as a table", chart.table("Ingest lag")) + "</figure>"
  }

  private var queuesApart: String {
    let apart = queues.rows.filter { $0.count(.ingestLagsNegative) > 0 }
      .sorted { left, right in
        let (mine, theirs) = (left.negativeShare, right.negativeShare)
        return mine != theirs ? mine > theirs : left.key.lexicographicallyPrecedes(right.key)
      }.prefix(15)
    let table = PageTable(
      table: queues, caption: "Queues whose clocks disagree most",
      views: [
        .name("Queue", .queue), .share("Negative lags", of: .ingestLagsNegative, in: .ingestLag(.count)),
      ]
        + ([
          .count("n", .ingestLag(.count)), .percentile("Median", .median, { .ingestLag($0) }),
          .percentile("95th", .p95, { .ingestLag($0) }), .duration("Greatest", .ingestLag(.max)),
        ] as [PageTable.View]).map { $0.under("Ingest lag") }, rows: Array(apart))
    return apart.isEmpty ? "" : table.html
  }
}

extension ReportTable.Row {
  fileprivate var negativeShare: Double {
    Double(count(.ingestLagsNegative)) / Double(max(count(.ingestLag(.count)), 1))
  }
}
