// The part of the page about the hours at which customers write.

import ConvoStat

extension ReportPage {
  /// The hours at which customers write.
  var week: Section {
    guard let days = daySpan, let covered = coveredSpan else {
      return Section(id: "week", title: "When customers write", content: "<p>No message has a time.</p>")
    }
    let map = HeatMap(
      counts: distributions.customerMessages.week(of: days),
      quarters: CoveredHours(covered, in: run.options.zone).quarters, zone: zoneName)
    let earlier =
      days.lowerBound == allDaySpan?.lowerBound ? "" : " Earlier days are left out."
    return Section(
      id: "week", title: "When customers write",
      content:
        "<p>How many messages customers write in such an hour on average, by weekday and hour, in "
        + "\(Markup.escape(zoneName)): the messages, divided by how often the hour came from the first message to the last. "
        + "The bars add up the days and the hours of a week.\(earlier)</p>"
        + "<figure><figcaption>The week</figcaption>" + map.svg + map.legend
        + PageTable.folded("The figures as a table", map.table) + "</figure>" + hourFigures)
  }

  /// The moments of the first and the last message of the days on the page.
  var coveredSpan: ClosedRange<Int64>? {
    guard let all = run.figures?.period, let days = daySpan else { return nil }
    let zone = run.options.zone
    let first = all.lowerBound
    func day(_ time: Int64) -> Int { Zone.day(of: time + (zone?.offset(at: time) ?? 0)).day }
    if day(first) >= days.lowerBound { return all }
    return min(CalendarText.start(ofDay: days.lowerBound, in: zone), all.upperBound)...all.upperBound
  }
}
