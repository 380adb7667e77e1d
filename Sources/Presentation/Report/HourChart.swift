// A latency by hour of the day: the median as a dot, a whisker to the 90th percentile, on a logarithmic scale.

import ConvoStat

/// The chart of a latency by hour.
struct HourChart: Equatable {
  /// The latency of an hour.
  struct Hour: Equatable {
    /// The hour of the day, 0 to 23.
    let hour: Int
    let latency: LatencyPoint
  }

  let title: String
  /// The hours with a value, in order.
  let hours: [Hour]

  private static let (width, height, left, right, top, bottom) = (640.0, 220.0, 74.0, 12.0, 12.0, 30.0)

  /// The chart, with the slowest hour in words.
  var svg: String {
    // Hours of few values do not stretch the scale, unless there are no others.
    let strong = hours.contains(where: \.latency.isStrong) ? hours.filter(\.latency.isStrong) : hours
    let scale = LatencyScale(around: strong.flatMap(\.latency.drawn))
    let step = (Self.width - Self.left - Self.right) / 24
    func y(_ value: Int64) -> String {
      Markup.length(Self.top + (Self.height - Self.top - Self.bottom) * (1 - scale.share(value)))
    }
    func x(_ hour: Int) -> Double { Self.left + step * (Double(hour) + 0.5) }
    var content = scale.marks.map { mark in
      "<line class=\"grid\" x1=\"\(Int(Self.left))\" x2=\"\(Int(Self.width - Self.right))\" y1=\"\(y(mark))\" y2=\"\(y(mark))\"/>"
        + "<text class=\"end\" x=\"\(Int(Self.left) - 6)\" y=\"\(y(mark))\" dy=\"4\">\(Histogram.Scale.short(mark))</text>"
    }.joined()
    for hour in stride(from: 0, to: 24, by: 3) {
      content +=
        "<text class=\"middle\" x=\"\(Markup.length(x(hour)))\" y=\"\(Int(Self.height) - 8)\">\(hour)</text>"
    }
    for hour in hours {
      let place = Markup.length(x(hour.hour))
      let whisker =
        hour.latency.hasPercentile
        ? "<line class=\"whisker\" x1=\"\(place)\" x2=\"\(place)\" y1=\"\(y(hour.latency.median))\" y2=\"\(y(hour.latency.p90))\"/>"
        : ""
      content +=
        "<g class=\"row\"><title>\(Self.name(hour.hour)): \(hour.latency.sentence)</title>"
        + "<rect class=\"hit\" x=\"\(Markup.length(x(hour.hour) - step / 2))\" y=\"\(Int(Self.top))\" width=\"\(Markup.length(step))\" "
        + "height=\"\(Int(Self.height - Self.top - Self.bottom))\"/>\(whisker)"
        + "<circle class=\"dot\(hour.latency.isStrong ? "" : " weak")\" cx=\"\(place)\" cy=\"\(y(hour.latency.median))\" r=\"4.5\"/></g>"
    }
    let slowest = strong.max { $0.latency.median < $1.latency.median }
    let words =
      "\(title) by hour of the day."
      + (slowest.map { " The longest median is at \(Self.name($0.hour)): \($0.latency.sentence)." } ?? "")
    return "<svg viewBox=\"0 0 \(Int(Self.width)) \(Int(Self.height))\" role=\"img\" "
      + "aria-label=\"\(Markup.escape(words))\">\(content)</svg>"
  }

  private static func name(_ hour: Int) -> String { HeatMap.hours(hour) }
}
