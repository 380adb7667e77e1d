// A latency by day: the median as a line, the range up to the 90th percentile as a band, on a logarithmic
// scale.

import ConvoStat

/// The chart of a latency over days.
struct DayChart {
  /// The figures of a day, or of a week, which is drawn at its Thursday.
  struct Day: Equatable {
    let number: Int
    let latency: LatencyPoint
  }

  let title: String
  /// The days with a value, in order; the weeks if `isWeekly` is true for the span.
  let days: [Day]
  /// The first and last day of the whole report, so that charts have the same scale.
  let span: ClosedRange<Int>
  /// The days of which the dump has only a part.
  var partial: [Int] = []
  /// The times within which customers should be answered.
  var targets: [ServiceLevels.Level] = []
  /// The medians of an earlier run, moved to the days of this chart.
  var earlier: [Day] = []

  private static let (width, height) = (DayScale.width, 240.0)
  private static let (top, bottom) = (14.0, 30.0)

  /// The figure, with its text alternative.
  var svg: String {
    guard let first = days.first, let last = days.last else { return "" }
    var content =
      scale.shades(partial, top: DayChart.top, bottom: DayChart.height - DayChart.bottom) + grid
      + scale.dates(y: DayChart.height - 8)
    for run in Self.runs(earlier, reach: 1, \.latency.isStrong) { content += drawnEarlier(run) }
    for run in runs(\.latency.isStrong) { content += drawn(run) }
    content += targetLines
    for day in days where !day.latency.isStrong { content += dot("dot weak", day, 3) }
    content += days.map(hit).joined()
    let slowest = days.max { $0.latency.median < $1.latency.median } ?? first
    let words =
      "\(title), \(CalendarText.day(first.number)) to \(CalendarText.day(last.number)): "
      + "the median lies between \(Markup.duration(days.map(\.latency.median).min())) and "
      + "\(Markup.duration(slowest.latency.median)), the latter "
      + (DayChart.isWeekly(span)
        ? "in the week of \(CalendarText.day(slowest.number))." : "on \(CalendarText.day(slowest.number)).")
    return "<svg viewBox=\"0 0 \(Int(DayChart.width)) \(Int(DayChart.height))\" role=\"img\" "
      + "aria-label=\"\(Markup.escape(words))\">\(content)</svg>"
  }

  /// Returns true if there are more days than in a quarter: too many to draw each.
  static func isWeekly(_ span: ClosedRange<Int>) -> Bool { DayScale(span: span).isWeekly }

  private var scale: DayScale { DayScale(span: span) }

  private func dot(_ kind: String, _ day: Day, _ radius: Double) -> String {
    "<circle class=\"\(kind)\" cx=\"\(Markup.length(x(day.number)))\" cy=\"\(y(day.latency.median))\" r=\"\(Markup.length(radius))\"/>"
  }

  /// Returns the runs of days without a gap, among days that satisfy a condition.
  private func runs(_ isMeant: (Day) -> Bool) -> [[Day]] {
    Self.runs(days, reach: DayChart.isWeekly(span) ? 7 : 1, isMeant)
  }

  private static func runs(_ days: [Day], reach: Int, _ isMeant: (Day) -> Bool) -> [[Day]] {
    var runs: [[Day]] = []
    for day in days where isMeant(day) {
      if let last = runs.last?.last, day.number - last.number <= reach {
        runs[runs.count - 1].append(day)
      } else {
        runs.append([day])
      }
    }
    return runs
  }

  private func drawn(_ run: [Day]) -> String {
    if run.count == 1 {
      let x = Markup.length(x(run[0].number))
      return
        "<line class=\"band\" x1=\"\(x)\" x2=\"\(x)\" y1=\"\(y(run[0].latency.median))\" y2=\"\(y(run[0].latency.p90))\"/>"
        + dot("dot", run[0], 3)
    }
    let medians = run.map { "\(Markup.length(x($0.number))),\(y($0.latency.median))" }
    let p90s = run.reversed().map { "\(Markup.length(x($0.number))),\(y($0.latency.p90))" }
    return "<polygon class=\"area\" points=\"\((medians + p90s).joined(separator: " "))\"/>"
      + "<polyline class=\"line\" points=\"\(medians.joined(separator: " "))\"/>"
  }

  /// Returns the figures of a day, which the pointer shows.
  private func hit(_ day: Day) -> String {
    let isWeekly = scale.isWeekly
    let period = scale.periods.first { $0.contains(day.number) } ?? day.number...day.number
    let name = isWeekly ? "Week of \(CalendarText.day(period.lowerBound))" : CalendarText.day(day.number)
    return scale.hit(
      scale.place(Double(period.lowerBound)), scale.place(Double(period.upperBound + 1)), DayChart.top,
      DayChart.height - DayChart.bottom,
      "\(name): \(day.latency.sentence)")
  }

  private func drawnEarlier(_ run: [Day]) -> String {
    if run.count == 1 { return dot("earlier", run[0], 1.5) }
    let points = run.map { "\(Markup.length(x($0.number))),\(y($0.latency.median))" }
    return "<polyline class=\"line earlier\" points=\"\(points.joined(separator: " "))\"/>"
  }

  private var grid: String {
    latencies.marks.map { DayScale.mark(Histogram.Scale.short($0), y: y($0)) }.joined()
  }

  /// The targets on the scale, as lines.
  private var targetLines: String {
    let marks = latencies.marks
    return targets.filter { (marks[0]...marks[marks.count - 1]).contains($0.milliseconds) }.map { target in
      let y = y(target.milliseconds)
      return
        "<line class=\"target\" x1=\"\(Int(DayScale.left))\" x2=\"\(Int(DayScale.width - DayScale.right))\" "
        + "y1=\"\(y)\" y2=\"\(y)\"><title>Target: \(Markup.target(target))</title></line>"
    }.joined()
  }

  /// The scale around all values and targets.
  private var latencies: LatencyScale {
    // Days of few values do not stretch the scale, unless there are no others.
    let all = days.map(\.latency)
    let strong = all.contains(where: \.isStrong) ? all.filter(\.isStrong) : all
    return LatencyScale(
      around: strong.flatMap { [$0.median, $0.p90] } + targets.map(\.milliseconds)
        + earlier.map(\.latency).filter(\.isStrong).map(\.median))
  }

  private func x(_ day: Int) -> Double { scale.x(day) }

  private func y(_ value: Int64) -> String {
    let room = DayChart.height - DayChart.top - DayChart.bottom
    return Markup.length(DayChart.top + room * (1 - latencies.share(value)))
  }
}
