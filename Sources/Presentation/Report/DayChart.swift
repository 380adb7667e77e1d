// A latency by day: the median as a line, the range up to the 90th percentile as a band, on a logarithmic
// scale.

import ConvoStat
import Foundation

/// The chart of a latency over days.
struct DayChart {
  /// The figures of a day.
  struct Day: Equatable {
    let number: Int
    let median: Int64
    let p90: Int64
    /// The median by the senders' clocks.
    let clientMedian: Int64?
    /// The number of values by each clock.
    let count: Int
    let clientCount: Int

    /// True if the median is of enough values to be drawn as part of the line.
    var isStrong: Bool { count >= KeyFigures.leastForMedian }
    var isClientStrong: Bool { clientMedian != nil && clientCount >= KeyFigures.leastForMedian }
  }

  let title: String
  /// The days with a value, in order.
  let days: [Day]
  /// The first and last day of the whole report, so that charts have the same scale.
  let span: ClosedRange<Int>
  /// The days of which the dump has only a part.
  var partial: [Int] = []
  /// The medians of an earlier run, moved to the days of this chart.
  var earlier: [Day] = []

  private static let (width, height) = (DayScale.width, 240.0)
  private static let (top, bottom) = (14.0, 30.0)
  private static let marks: [Int64] = [
    100, 1000, 10_000, 60_000, 600_000, 3_600_000, 21_600_000, 86_400_000, 604_800_000, 2_592_000_000,
    31_536_000_000, 315_360_000_000,
  ]

  /// The figure, with its text alternative.
  var svg: String {
    guard let first = days.first, let last = days.last else { return "" }
    var content =
      scale.shades(partial, top: DayChart.top, bottom: DayChart.height - DayChart.bottom) + grid
      + scale.dates(y: DayChart.height - 8)
    for run in Self.runs(earlier, reach: 1, \.isStrong) { content += drawnEarlier(run) }
    for run in runs(\.isStrong) { content += drawn(run) }
    for day in drawnDays where !day.isStrong { content += dot("dot weak", day, day.median, 3) }
    for run in runs(\.isClientStrong) { content += drawnClient(run) }
    for day in drawnDays where !day.isClientStrong {
      if let median = day.clientMedian { content += dot("ring weak", day, median, 3) }
    }
    let slowest = days.max { $0.median < $1.median } ?? first
    let words =
      "\(title), \(CalendarText.day(first.number)) to \(CalendarText.day(last.number)): "
      + "the median lies between \(Markup.duration(days.map(\.median).min())) and "
      + "\(Markup.duration(slowest.median)), the latter on \(CalendarText.day(slowest.number))."
    return "<svg viewBox=\"0 0 \(Int(DayChart.width)) \(Int(DayChart.height))\" role=\"img\" "
      + "aria-label=\"\(Markup.escape(words))\">\(content)</svg>"
  }

  /// Returns true if there are more days than in a quarter: too many to draw each.
  static func isWeekly(_ span: ClosedRange<Int>) -> Bool { DayScale(span: span).isWeekly }

  /// The days, or the weeks from Monday if there are too many days.
  ///
  /// The median of a week is the middle value of the medians of its days, and its 90th percentile is the
  /// middle value of theirs: the lower one of two. A week is drawn at its Thursday, or at the end of the
  /// chart if that comes first.
  var drawnDays: [Day] {
    guard DayChart.isWeekly(span) else { return days }
    // Day 0 was a Thursday.
    let weeks = Dictionary(grouping: days) { CivilDate.week(ofDay: $0.number) }
    return weeks.sorted { $0.key < $1.key }.compactMap { week, days in
      guard let median = middle(days.map(\.median)), let p90 = middle(days.map(\.p90)) else { return nil }
      let thursday = min(max(week * 7, span.lowerBound), span.upperBound)
      return Day(
        number: thursday, median: median, p90: p90, clientMedian: middle(days.compactMap(\.clientMedian)),
        count: days.reduce(0) { $0 + $1.count }, clientCount: days.reduce(0) { $0 + $1.clientCount })
    }
  }

  /// Returns the middle value, the lower one of two.
  private func middle(_ values: [Int64]) -> Int64? {
    values.isEmpty ? nil : values.sorted()[(values.count - 1) / 2]
  }

  private var scale: DayScale { DayScale(span: span) }

  private func dot(_ kind: String, _ day: Day, _ value: Int64, _ radius: Double) -> String {
    "<circle class=\"\(kind)\" cx=\"\(Markup.length(x(day.number)))\" cy=\"\(y(value))\" r=\"\(Markup.length(radius))\"/>"
  }

  /// Returns the runs of days without a gap, among days that satisfy a condition.
  private func runs(_ isMeant: (Day) -> Bool) -> [[Day]] {
    Self.runs(drawnDays, reach: DayChart.isWeekly(span) ? 7 : 1, isMeant)
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
        "<line class=\"band\" x1=\"\(x)\" x2=\"\(x)\" y1=\"\(y(run[0].median))\" y2=\"\(y(run[0].p90))\"/>"
        + "<circle class=\"dot\" cx=\"\(x)\" cy=\"\(y(run[0].median))\" r=\"3\"/>"
    }
    let medians = run.map { "\(Markup.length(x($0.number))),\(y($0.median))" }
    let p90s = run.reversed().map { "\(Markup.length(x($0.number))),\(y($0.p90))" }
    return "<polygon class=\"area\" points=\"\((medians + p90s).joined(separator: " "))\"/>"
      + "<polyline class=\"line\" points=\"\(medians.joined(separator: " "))\"/>"
  }

  private func drawnEarlier(_ run: [Day]) -> String {
    if run.count == 1 { return dot("earlier", run[0], run[0].median, 1.5) }
    let points = run.map { "\(Markup.length(x($0.number))),\(y($0.median))" }
    return "<polyline class=\"line earlier\" points=\"\(points.joined(separator: " "))\"/>"
  }

  private func drawnClient(_ run: [Day]) -> String {
    let values = run.map { (day: $0, median: $0.clientMedian ?? 0) }
    if values.count == 1 { return dot("ring", values[0].day, values[0].median, 5.5) }
    let points = values.map { "\(Markup.length(x($0.day.number))),\(y($0.median))" }
    return "<polyline class=\"line client\" points=\"\(points.joined(separator: " "))\"/>"
  }

  private var grid: String { bounds.map { DayScale.mark(Histogram.Scale.short($0), y: y($0)) }.joined() }

  /// The marks of the scale around all values.
  private var bounds: ArraySlice<Int64> {
    // Days of few values do not stretch the scale, unless there are no others.
    let isAnyStrong = drawnDays.contains(where: \.isStrong)
    let own = drawnDays.flatMap { day -> [Int64] in
      (day.isStrong || !isAnyStrong ? [day.median, day.p90] : [])
        + (day.isClientStrong || !isAnyStrong ? day.clientMedian.map { [$0] } ?? [] : [])
    }
    let values = (own + earlier.filter(\.isStrong).map(\.median)).filter { $0 > 0 }
    let (least, greatest) = (values.min() ?? 1000, values.max() ?? 1000)
    let low = DayChart.marks.lastIndex { $0 <= least } ?? 0
    let high = max(DayChart.marks.firstIndex { $0 >= greatest } ?? DayChart.marks.count - 1, low + 1)
    return DayChart.marks[min(low, DayChart.marks.count - 2)...min(high, DayChart.marks.count - 1)]
  }

  private func x(_ day: Int) -> Double { scale.x(day) }

  private func y(_ value: Int64) -> String {
    let bounds = bounds
    let (low, high) = (log(Double(bounds.first ?? 1)), log(Double(bounds.last ?? 2)))
    let part = (log(Double(max(value, 1))) - low) / (high - low)
    let room = DayChart.height - DayChart.top - DayChart.bottom
    return Markup.length(DayChart.top + room * (1 - min(1, max(0, part))))
  }
}
