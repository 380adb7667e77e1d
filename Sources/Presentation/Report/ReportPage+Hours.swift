// Response times by hour of the day.

import ConvoStat

extension ReportPage {
  /// Returns the response times by hour as charts and a table; empty if no agent answered.
  var hourFigures: String {
    let measures: [(title: String, column: (Statistic) -> ColumnName, when: String)] = [
      ("First response", { .firstResponse($0) }, "hour in which the conversation began"),
      ("Response", { .response($0) }, "hour of the answer"),
    ]
    let rows = hours.rows.filter { Int($0.text(.key(.hour))) != nil }
    let figures = measures.map { title, column, when in
      let values = rows.compactMap { row -> HourChart.Hour? in
        guard let hour = Int(row.text(.key(.hour))), let latency = row.latency(column) else { return nil }
        return HourChart.Hour(hour: hour, latency: latency)
      }
      if values.isEmpty { return "" }
      return "<figure data-hours=\"\"><figcaption>\(title) by the \(when)</figcaption>"
        + HourChart(title: title, hours: values).svg + "</figure>"
    }.joined()
    if figures.isEmpty { return "" }
    let table = PageTable(
      table: hours, caption: "Response times by hour, in \(Markup.escape(zoneName))",
      views: [.name("Hour", .key(.hour)), .count("Conversations", .conversations)]
        + PageTable.View.latency("First response", { .firstResponse($0) })
        + PageTable.View.latency("Response", { .response($0) }),
      rows: rows, isWritten: run.options.by.contains(Breakdown.hours))
    return
      "<h3>How fast the answers are</h3><p class=\"legend\">The dot is the median, the line reaches to the 90th percentile; "
      + "a hollow dot is of fewer than \(KeyFigures.leastForMedian) values. All days together, in \(Markup.escape(zoneName)). "
      + "Logarithmic scale.\(hours.foldedNote("hours"))</p><div class=\"pair days\">\(figures)</div>"
      + PageTable.folded("The figures as a table", table.html)
  }
}
