// The backlog on the page: how many wait and what is open at the end of each period, over all values of the key.

import ConvoStat

/// A period of the backlog, summed over the values of the key.
private struct BacklogPeriodSum {
  let period: String
  var waiting = 0
  var oldest: Int64?
  /// The conversations that are open; `nil` if no status is known.
  var open: Int?
  var opened = 0
  var resolved = 0
  var reopened = 0
}

extension ReportPage {
  /// The number of periods in the table below the charts.
  private static let mostPeriods = 50

  /// The backlog; `nil` without `--backlog`, or without a period.
  var backlogSection: Section? {
    guard let backlog else { return nil }
    let periods = sums(backlog)
    if periods.isEmpty { return nil }
    let waiting = BacklogChart(
      title: "Waiting customers",
      points: periods.map { BacklogChart.Point(period: $0.period, count: $0.waiting) })
    let open = BacklogChart(
      title: "Open conversations",
      points: periods.compactMap { sum in
        sum.open.map { BacklogChart.Point(period: sum.period, count: $0) }
      })
    let stride = BacklogChart.stride(of: periods.count)
    var content =
      "<p>Customers who wait for an answer, and conversations that are not resolved, at the end of each "
      + "\(Markup.escape(run.options.backlog?.period.rawValue ?? "period"))"
      + (stride > 1 ? "; drawn at the end of every \(Quantity.count(stride))th" : "") + ".</p>"
    if run.options.backlog?.key == .label {
      content +=
        "<p class=\"note\">A conversation with several labels counts once for each of them.</p>"
    }
    content += "<div class=\"pair\">" + figure(waiting)
    content +=
      open.points.isEmpty
      ? "<figure><figcaption>Open conversations</figcaption><p>No record tells the status of a conversation.</p></figure>"
      : figure(open)
    content += "</div>" + PageTable.folded("The figures as a table", table(periods))
    if periods.count > ReportPage.mostPeriods {
      content +=
        "<p class=\"note\">\(Quantity.counted(periods.count - ReportPage.mostPeriods, "earlier period")) in "
        + "<code>\(Backlog.fileName)</code>.</p>"
    }
    return Section(id: "backlog", title: "Backlog", content: content)
  }

  private func sums(_ table: ReportTable) -> [BacklogPeriodSum] {
    var sums: [BacklogPeriodSum] = []
    for row in table.rows {
      if sums.last?.period != row.text(.period) {
        sums.append(BacklogPeriodSum(period: row.text(.period)))
      }
      let last = sums.count - 1
      sums[last].waiting += row.count(.waitingCustomers)
      if let age = row.milliseconds(.latency(.waiting, .max)) {
        sums[last].oldest = max(sums[last].oldest ?? age, age)
      }
      if !row[.openConversations].isEmpty {
        sums[last].open = (sums[last].open ?? 0) + row.count(.openConversations)
      }
      sums[last].opened += row.count(.opened)
      sums[last].resolved += row.count(.resolved)
      sums[last].reopened += row.count(.reopened)
    }
    return sums
  }

  private func figure(_ chart: BacklogChart) -> String {
    "<figure><figcaption>\(chart.title)</figcaption>\(chart.svg)</figure>"
  }

  private func table(_ periods: [BacklogPeriodSum]) -> String {
    PageTable.plain(
      "Backlog by period",
      heads: ["Period", "Waiting", "Longest wait", "Open", "Opened", "Resolved", "Reopened"],
      rows: periods.suffix(ReportPage.mostPeriods).map { sum in
        func known(_ count: Int) -> String { sum.open == nil ? "–" : Quantity.count(count) }
        return [
          Markup.escape(sum.period), Quantity.count(sum.waiting), Markup.duration(sum.oldest),
          known(sum.open ?? 0), Quantity.count(sum.opened), known(sum.resolved),
          known(sum.reopened),
        ]
      })
  }
}
