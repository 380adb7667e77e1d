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

  /// Returns the backlog as charts on the scale of days, and as a table; `nil` without `--backlog`, or without a period.
  func backlogFigures(_ scale: DayScale, _ partial: [PartialDay]) -> (charts: String, table: String)? {
    guard let backlog else { return nil }
    let periods = sums(backlog)
    func chart(_ title: String, _ count: (BacklogPeriodSum) -> Int?) -> BacklogChart {
      let points = periods.compactMap { sum -> BacklogChart.Point? in
        guard let count = count(sum), let days = BacklogChart.days(of: sum.period),
          days.overlaps(Double(scale.span.lowerBound)..<Double(scale.span.upperBound + 1))
        else { return nil }
        return BacklogChart.Point(period: sum.period, days: days, count: count)
      }
      return BacklogChart(title: title, points: points, scale: scale, partial: partial.map(\.day))
    }
    let waiting = chart("Waiting customers", \.waiting)
    let open = chart("Open conversations", \.open)
    if waiting.points.isEmpty { return nil }
    let period =
      waiting.points.count > BacklogChart.mostSteps ? "day" : run.options.backlog?.period.rawValue ?? "period"
    let left = periods.count - ReportPage.mostPeriods
    let charts =
      figure(waiting, period)
      + (open.points.isEmpty
        ? "<figure><figcaption>\(open.title)</figcaption><p>No record tells the status of a conversation.</p></figure>"
        : figure(open, period))
    let note =
      (run.options.backlog?.key == .label
        ? "<p class=\"note\">In the backlog, a conversation with several labels counts once for each of them.</p>"
        : "")
      + (left > 0
        ? "<p class=\"note\">\(Quantity.counted(left, "earlier period")) of the backlog in <code>\(Backlog.fileName)</code>.</p>"
        : "")
    return (charts, PageTable.folded("The backlog as a table", table(periods)) + note)
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

  private func figure(_ chart: BacklogChart, _ period: String) -> String {
    "<figure><figcaption>\(chart.title) at the end of each \(period)</figcaption>\(chart.svg)</figure>"
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
