// Medians as dots with whiskers to the 90th percentile, a row for each group, on one logarithmic axis.

import ConvoStat

/// The chart of a latency by group.
struct DotChart: Equatable {
  /// The latency of a group.
  struct Row: Equatable {
    let name: String
    let latency: LatencyPoint
  }

  /// What is measured.
  let title: String
  /// The groups, in the order of the chart; at least one.
  let rows: [Row]
  /// All groups together, below the others.
  let total: Row

  /// The longest name that is whole.
  static let nameLength = 24
  private static let (width, left, right, top, step, bottom) = (640.0, 250.0, 40.0, 8.0, 22.0, 26.0)

  private var scale: LatencyScale {
    LatencyScale(around: (rows + [total]).flatMap(\.latency.drawn))
  }

  /// The chart, with the first row in words.
  var svg: String {
    let scale = scale
    let end = DotChart.top + DotChart.step * Double(rows.count + 1) + 6
    func x(_ value: Int64) -> Double {
      DotChart.left + (DotChart.width - DotChart.left - DotChart.right) * scale.share(value)
    }
    var content = ""
    for mark in scale.marks {
      let place = Markup.length(x(mark))
      content +=
        "<line class=\"grid\" x1=\"\(place)\" x2=\"\(place)\" y1=\"\(Int(DotChart.top))\" y2=\"\(Int(end))\"/>"
        + "<text class=\"middle\" x=\"\(place)\" y=\"\(Int(end) + 18)\">\(Histogram.Scale.short(mark))</text>"
    }
    let separator = Markup.length(DotChart.top + DotChart.step * Double(rows.count) + 3)
    content +=
      "<line class=\"axis\" x1=\"0\" x2=\"\(Int(DotChart.width))\" y1=\"\(separator)\" y2=\"\(separator)\"/>"
    for (place, row) in (rows + [total]).enumerated() {
      let isTotal = place == rows.count
      let y = DotChart.top + DotChart.step * (Double(place) + 0.5) + (isTotal ? 6 : 0)
      content += line(row, y, x, isTotal ? " all" : "")
    }
    let first = rows.first ?? total
    let words =
      "\(title) by queue, slowest first: \(Markup.plain(first.name, DotChart.nameLength)), \(first.latency.sentence); all together, \(total.latency.sentence)."
    return "<svg viewBox=\"0 0 \(Int(DotChart.width)) \(Int(end + DotChart.bottom))\" role=\"img\" "
      + "aria-label=\"\(Markup.escape(words))\">\(content)</svg>"
  }

  private func line(_ row: Row, _ y: Double, _ x: (Int64) -> Double, _ kind: String) -> String {
    let at = Markup.length(y)
    let median = Markup.length(x(row.latency.median))
    let whisker =
      !row.latency.hasPercentile
      ? ""
      : "<line class=\"whisker\(kind)\" x1=\"\(median)\" x2=\"\(Markup.length(x(row.latency.p90)))\" y1=\"\(at)\" y2=\"\(at)\"/>"
        + "<line class=\"whisker\(kind)\" x1=\"\(Markup.length(x(row.latency.p90)))\" x2=\"\(Markup.length(x(row.latency.p90)))\" "
        + "y1=\"\(Markup.length(y - 4))\" y2=\"\(Markup.length(y + 4))\"/>"
    return "<g class=\"row\"><title>\(Markup.escape(row.name)): \(row.latency.sentence)</title>"
      + "<text class=\"end\" x=\"\(Int(DotChart.left) - 12)\" y=\"\(at)\" dy=\"4\">"
      + "\(Markup.escape(Markup.plain(row.name, DotChart.nameLength)))</text>"
      + whisker
      + "<circle class=\"dot\(row.latency.isStrong ? "" : " weak")\(kind)\" cx=\"\(median)\" cy=\"\(at)\" r=\"4.5\"/></g>"
  }
}
