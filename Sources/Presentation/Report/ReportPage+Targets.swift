// The targets of --within on the page: shares within them, and their lines in charts.

import ConvoStat

extension ReportPage {
  /// The times within which customers should be answered, in ascending order; empty without `--within`.
  var targets: [ServiceLevels.Level] { run.options.levels?.levels ?? [] }

  /// The targets that charts show.
  ///
  /// With `--hours`, targets are in business time, but the times that charts show are not.
  var drawnTargets: [ServiceLevels.Level] { run.options.hours == nil ? targets : [] }

  /// Returns the lines of a card: the share that was answered within each target.
  func targetLines(_ row: ReportTable.Row, _ latency: LatencyName) -> [String] {
    targets.map { target in
      let column = ColumnName.within(latency, target.name)
      return "answered within \(Markup.duration(target.milliseconds)): "
        + "<strong>\(figure(row, column, Markup.percent(Double(row.text(column)))))</strong>"
        + " in \(run.options.hours == nil ? "calendar" : "business") time"
    }
  }

  /// Returns the columns of a table for the share that was answered within each target.
  func targetViews(_ latency: LatencyName) -> [PageTable.View] {
    targets.map { .part("within \(Markup.duration($0.milliseconds))", .within(latency, $0.name)) }
  }

  /// Returns the columns of a latency under one head, with the shares within the targets.
  func latencyViews(_ group: String, _ latency: LatencyName) -> [PageTable.View] {
    PageTable.View.latency(group, { .latency(latency.by(.created), $0) })
      + targetViews(latency.by(.created)).map { $0.under(group) }
  }

  /// What the targets mean; empty without targets.
  var targetMeaning: [(term: String, meaning: String)] {
    if targets.isEmpty { return [] }
    let meaning =
      "Of the waits that were answered, and of the open ones that are older than the target, the part that was answered "
      + "in time, by the platform’s clock. "
      + (run.options.hours == nil
        ? "All hours count (calendar time)."
        : "Only the hours of --hours count (business time), unlike in all other times of the page; so charts do not draw "
          + "the targets.")
    return [("Within a target", meaning)]
  }
}
