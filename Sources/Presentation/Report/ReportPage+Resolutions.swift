// The resolutions on the page, by queue and by day.

import ConvoStat

extension ReportPage {
  /// The resolutions and reopenings; `nil` if the dump tells no status.
  var resolutionSection: Section? {
    guard knowsStatuses else { return nil }
    let largest = Array(Self.ranked(queues.rows, by: .conversations).prefix(ReportPage.mostRows))
    let shownDays = days.rows.filter { row in
      row[.day].day.map { daySpan?.contains($0) ?? false } ?? false
    }
    return Section(
      id: "resolutions", title: "Resolutions",
      content:
        "<p>The time to resolution runs from \(meanings.start) to its last resolution whose moment is exact.</p>"
        + table("Resolutions by queue", of: queues, [.name("Queue", .queue)], largest)
        + PageTable.folded("By day", table("Resolutions by day", of: days, [.name("Day", .day)], shownDays)))
  }

  private func table(
    _ caption: String, of table: ReportTable, _ names: [PageTable.View], _ rows: [ReportTable.Row]
  ) -> String {
    PageTable(
      table: table, caption: caption,
      views: names + [
        .count("Conversations", .conversations), .count("Resolved", .resolved),
        .count("Resolutions", .resolutions), .count("Reopenings", .reopens),
        .duration("Time, median", .latency(.resolution, .median)),
        .duration("Time, 90th", .latency(.resolution, .p90)),
      ], rows: rows
    ).html
  }
}
