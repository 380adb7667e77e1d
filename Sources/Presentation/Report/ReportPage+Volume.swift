// Charts by day beside those of response times, on the same scale: volume, resolutions and reopenings.

import ConvoStat

extension ReportPage {
  /// Returns the conversations and messages by day, with the resolutions if the dump tells them.
  func volumeFigures(_ shown: [ReportTable.Row], _ scale: DayScale, _ partial: [PartialDay]) -> String {
    let begun = VolumeChart.Series(noun: "conversations", counts: Self.counts(.conversations, shown))
    let resolutions = VolumeChart.Series(noun: "resolutions", counts: Self.counts(.resolutions, shown))
    let messages = VolumeChart.Series(noun: "messages", counts: Self.counts(.messages, shown))
    let keys =
      knowsStatuses
      ? "<p class=\"legend\"><span class=\"key\"><i class=\"k-bar\"></i>begun</span> "
        + "<span class=\"key\"><i class=\"k-bar odd\"></i>resolutions</span></p>" : ""
    return figure(
      "Conversations", scale,
      VolumeChart(
        series: [begun] + (knowsStatuses ? [resolutions] : []), scale: scale, partial: partial.map(\.day)
      ).svg + keys)
      + figure(
        "Messages", scale,
        VolumeChart(series: [messages], scale: scale, partial: partial.map(\.day)).svg)
  }

  /// Returns the time to resolution and the reopenings by day; empty if the dump tells no status.
  func lifeFigures(
    _ shown: [ReportTable.Row], _ drawn: [(number: Int, row: ReportTable.Row)], _ scale: DayScale,
    _ partial: [PartialDay]
  ) -> String {
    guard knowsStatuses else { return "" }
    func time(_ statistic: Statistic) -> ColumnName { .latency(.resolution, statistic) }
    let title = "Time to resolution"
    let values = Self.days(drawn, time)
    let chart = DayChart(
      title: title, days: values, span: scale.span, partial: partial.map(\.day),
      earlier: earlierDays(time, on: scale.span))
    let reopens = Self.counts(.reopens, shown)
    let bars = VolumeChart(
      series: [VolumeChart.Series(noun: "reopenings", counts: reopens)], scale: scale,
      partial: partial.map(\.day))
    return "<figure><figcaption>\(title)</figcaption>"
      + (values.isEmpty ? "<p>No resolution has an exact moment.</p>" : chart.svg) + "</figure>"
      + figure(
        "Reopenings", scale,
        reopens.values.allSatisfy { $0 == 0 }
          ? "<p>No conversation was reopened on these days.</p>" : bars.svg)
  }

  /// The columns of resolutions in a table of days or queues; empty if the dump tells no status.
  var resolutionViews: [PageTable.View] {
    guard knowsStatuses else { return [] }
    return [
      .count("Resolved", .resolved), .count("Resolutions", .resolutions), .count("Reopenings", .reopens),
    ] + PageTable.View.latency("Time to resolution", { .latency(.resolution, $0) })
  }

  /// Returns the resolutions by day as a table; empty if the dump tells no status.
  func resolutionsByDay(_ shown: [ReportTable.Row]) -> String {
    guard knowsStatuses else { return "" }
    let table = PageTable(
      table: days, caption: "Resolutions by day",
      views: [.name("Day", .day), .count("Conversations", .conversations)] + resolutionViews, rows: shown)
    return PageTable.folded("Resolutions as a table", table.html)
  }

  private static func counts(_ column: ColumnName, _ rows: [ReportTable.Row]) -> [Int: Int] {
    Dictionary(
      rows.compactMap { row in row[.day].day.map { ($0, row.count(column)) } }, uniquingKeysWith: +)
  }

  private func figure(_ title: String, _ scale: DayScale, _ content: String) -> String {
    "<figure><figcaption>\(title) per day\(scale.isWeekly ? ", mean of each week" : "")</figcaption>\(content)</figure>"
  }
}
