// A number at the end of each period, as steps on the scale of days.

import ConvoStat

/// The chart of a backlog.
struct BacklogChart: Equatable {
  /// The number at the end of a period.
  struct Point: Equatable {
    /// The period as the table has it.
    let period: String
    /// The days from its beginning to its end; a part of a day for an hour.
    let days: Range<Double>
    let count: Int
  }

  /// The noun in the plural, for the text alternative.
  let title: String
  /// The points of the days of the page, in order; at least one.
  let points: [Point]
  let scale: DayScale
  /// The days of which the dump has only a part.
  var partial: [Int] = []

  /// The maximum number of steps on the chart: more than it has days.
  static let mostSteps = 400
  private static let (height, top, bottom) = (150.0, 12.0, 30.0)

  /// Returns a period as days; `nil` for another text.
  static func days(of period: String) -> Range<Double>? {
    let parts = period.split(separator: "-")
    guard let year = parts.first.flatMap({ Int($0) }) else { return nil }
    if parts.count == 2, parts[1].hasPrefix("W"), let week = Int(parts[1].dropFirst()) {
      // 4 January is always in the first week.
      let first = CivilDate.week(ofDay: CivilDate(year: year, month: 1, day: 4).dayNumber)
      let monday = Double((first + week - 1) * 7 - 3)
      return monday..<monday + 7
    }
    let last = parts.last?.split(separator: "T") ?? []
    guard parts.count == 3, let month = Int(parts[1]), let day = last.first.flatMap({ Int($0) }) else {
      return nil
    }
    let start = Double(CivilDate(year: year, month: month, day: day).dayNumber)
    guard last.count == 2, let hour = Int(last[1].prefix(2)) else { return start..<start + 1 }
    return start + Double(hour) / 24..<start + Double(hour + 1) / 24
  }

  /// The steps on the chart: of all points, or if there are too many, of the last one of each day.
  var drawn: [Point] {
    guard points.count > BacklogChart.mostSteps else { return points }
    return points.indices.compactMap { index in
      let point = points[index]
      let day = point.days.lowerBound.rounded(.down)
      if index + 1 < points.count, points[index + 1].days.lowerBound.rounded(.down) == day { return nil }
      return Point(period: point.period, days: day..<day + 1, count: point.count)
    }
  }

  /// The chart, with the greatest number in words.
  var svg: String {
    guard let first = points.first, let last = points.last else { return "" }
    let most = points.max { $0.count < $1.count } ?? first
    let words =
      "\(title) from \(first.period) to \(last.period): at most \(Quantity.count(most.count)), at the end of "
      + "\(most.period); \(Quantity.count(last.count)) at last."
    let counts = CountScale(to: Double(most.count), steps: 4)
    func y(_ count: Int) -> String {
      let room = BacklogChart.height - BacklogChart.top - BacklogChart.bottom
      return Markup.length(BacklogChart.top + room * (1 - counts.share(Double(count))))
    }
    let marks = counts.marks.map { DayScale.mark(Quantity.count($0), y: y($0)) }
    let corners = drawn.flatMap { point in
      [point.days.lowerBound, point.days.upperBound].map { "\(Markup.length(x($0))),\(y(point.count))" }
    }
    return
      "<svg viewBox=\"0 0 \(Int(DayScale.width)) \(Int(BacklogChart.height))\" role=\"img\" "
      + "aria-label=\"\(Markup.escape(words))\">"
      + scale.shades(partial, top: BacklogChart.top, bottom: BacklogChart.height - BacklogChart.bottom)
      + marks.joined() + "<polyline class=\"line\" points=\"\(corners.joined(separator: " "))\"/>"
      + "\(scale.dates(y: BacklogChart.height - 8))</svg>"
  }

  /// Returns the place of a moment; one outside of the chart lies at its edge.
  private func x(_ days: Double) -> Double {
    min(max(scale.place(days), DayScale.left), DayScale.left + DayScale.room)
  }
}
