// Counts by day as bars; in a long time, the mean of a day by week.

import ConvoStat

/// The chart of one or two counts by day.
struct VolumeChart: Equatable {
  /// What is counted.
  struct Series: Equatable {
    /// The noun, in the plural.
    let noun: String
    /// The counts by day; a day that is missing has none.
    let counts: [Int: Int]
  }

  let series: [Series]
  let scale: DayScale
  /// The days of which the dump has only a part.
  var partial: [Int] = []

  private static let (height, top, bottom) = (150.0, 12.0, 30.0)

  /// A bar: its days, and their sum.
  struct Bar: Equatable {
    let days: ClosedRange<Int>
    let sum: Int
    /// The mean of a day.
    var mean: Double { Double(sum) / Double(days.count) }
  }

  /// Returns the bars of a count.
  func bars(_ series: Series) -> [Bar] {
    scale.periods.map { days in Bar(days: days, sum: days.reduce(0) { $0 + (series.counts[$1] ?? 0) }) }
  }

  /// The chart, with the greatest number in words.
  var svg: String {
    let height = VolumeChart.height
    let all = series.map(bars)
    let counts = CountScale(to: all.joined().map(\.mean).max() ?? 0, steps: 4)
    func y(_ number: Double) -> Double {
      let room = height - VolumeChart.top - VolumeChart.bottom
      return VolumeChart.top + room * (1 - counts.share(number))
    }
    let marks = counts.marks.map { DayScale.mark(Quantity.count($0), y: Markup.length(y(Double($0)))) }
    var content = scale.shades(partial, top: VolumeChart.top, bottom: y(0)) + marks.joined()
    for (index, bars) in all.enumerated() {
      for bar in bars where bar.sum > 0 {
        let from = scale.place(Double(bar.days.lowerBound))
        let step = scale.step * Double(bar.days.count)
        // A bar takes at most 24 units, so that few days do not become blocks.
        let wide = min(step * 0.8 / Double(all.count), 24)
        let x = from + step / 2 + wide * (Double(index) - Double(all.count) / 2)
        content +=
          "<rect class=\"\(index == 0 ? "bar" : "bar odd")\" x=\"\(Markup.length(x))\" "
          + "y=\"\(Markup.length(y(bar.mean)))\" width=\"\(Markup.length(max(wide, 0.8)))\" "
          + "height=\"\(Markup.length(y(0) - y(bar.mean)))\"><title>\(title(bar, series[index]))</title></rect>"
      }
    }
    return "<svg viewBox=\"0 0 \(Int(DayScale.width)) \(Int(height))\" role=\"img\" "
      + "aria-label=\"\(words)\">\(content)\(scale.dates(y: height - 8))</svg>"
  }

  private func title(_ bar: Bar, _ series: Series) -> String {
    if !scale.isWeekly {
      return "\(CalendarText.day(bar.days.lowerBound)): \(Quantity.count(bar.sum)) \(series.noun)"
    }
    return
      "\(period(bar)): \(HeatMap.number(bar.mean, like: bar.mean)) \(series.noun) a day, \(Quantity.count(bar.sum)) in all"
  }

  private func period(_ bar: Bar) -> String {
    bar.days.count == 1
      ? CalendarText.day(bar.days.lowerBound)
      : "\(CalendarText.day(bar.days.lowerBound)) to \(CalendarText.day(bar.days.upperBound))"
  }

  private var words: String {
    series.map { series in
      let bars = bars(series)
      let most = bars.max { $0.mean < $1.mean }
      guard let most, most.sum > 0 else { return "No \(series.noun)." }
      let all = bars.reduce(0) { $0 + $1.sum }
      return
        "\(Quantity.count(all)) \(series.noun) by \(scale.isWeekly ? "week, as means of a day" : "day"): at most "
        + "\(HeatMap.number(most.mean, like: scale.isWeekly ? most.mean : 100)), \(scale.isWeekly ? "" : "on ")\(period(most))."
    }.joined(separator: " ")
  }
}
