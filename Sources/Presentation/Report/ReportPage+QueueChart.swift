// The queues on one axis, the slowest first.

import ConvoStat

extension ReportPage {
  /// The maximum number of queues on the chart.
  static let mostDots = 30

  /// Returns the first responses of queues on one axis; empty if none of them has enough values.
  func queueChart(_ shown: [ReportTable.Row]) -> String {
    let known = shown.compactMap { dots($0, named: $0.text(.queue)) }
      .filter { $0.latency.isStrong }
    let ranked = known.enumerated().sorted { left, right in
      let (mine, theirs) = (left.element.latency.median, right.element.latency.median)
      return mine != theirs ? mine > theirs : left.offset < right.offset
    }.map(\.element)
    guard !ranked.isEmpty, let total = summary.rows.first.flatMap({ dots($0, named: "All conversations") })
    else { return "" }
    let chart = DotChart(
      title: "First response", rows: Array(ranked.prefix(Self.mostDots)), total: total)
    let left = ranked.count - chart.rows.count
    let few = shown.count - known.count
    let notes =
      (left > 0
        ? ["\(Quantity.counted(left, "faster queue")) of the table \(left == 1 ? "is" : "are") not drawn."]
        : [])
      + (few > 0
        ? [
          "\(Quantity.counted(few, "queue")) with fewer than \(KeyFigures.leastForMedian) first responses \(few == 1 ? "is" : "are") left out."
        ]
        : [])
    return
      "<figure data-queues=\"\"><figcaption>First response by queue, slowest first</figcaption>\(chart.svg)"
      + "<p class=\"legend\">The dot is the median, the line reaches to the 90th percentile. Logarithmic scale. "
      + notes.joined(separator: " ") + "</p></figure>"
  }

  private func dots(_ row: ReportTable.Row, named name: String) -> DotChart.Row? {
    row.latency { .firstResponse($0) }.map { DotChart.Row(name: name, latency: $0) }
  }
}
