// A number at the end of each period, as steps from the first period to the last.

import ConvoStat

/// The chart of a backlog.
struct BacklogChart: Equatable {
  /// The number at the end of a period.
  struct Point: Equatable {
    let period: String
    let count: Int
  }

  /// The noun in the plural, for the text alternative.
  let title: String
  /// The points in order; at least one.
  let points: [Point]

  /// The maximum number of steps on the chart.
  static let mostSteps = 400
  private static let (width, height) = (640.0, 200.0)
  private static let (left, right, top, bottom) = (56.0, 12.0, 12.0, 30.0)

  /// The number of periods from one step to the next.
  static func stride(of count: Int) -> Int { (count + mostSteps - 1) / mostSteps }

  /// The points on the chart: all of them, or if there are too many, every `stride` one up to the last.
  var drawn: [Point] {
    let step = BacklogChart.stride(of: points.count)
    return points.indices.filter { (points.count - 1 - $0) % step == 0 }.map { points[$0] }
  }

  /// The chart with its scale.
  var svg: String {
    let drawn = drawn
    guard let first = drawn.first, let last = drawn.last else { return "" }
    let most = points.max { $0.count < $1.count } ?? first
    let words =
      "\(title) from \(first.period) to \(last.period): at most \(Quantity.count(most.count)), at the end of "
      + "\(most.period); \(Quantity.count(last.count)) at last."
    return
      "<svg viewBox=\"0 0 \(Int(BacklogChart.width)) \(Int(BacklogChart.height))\" role=\"img\" "
      + "aria-label=\"\(Markup.escape(words))\">\(grid)\(steps(drawn))\(periods(drawn))</svg>"
  }

  private func steps(_ drawn: [Point]) -> String {
    let step = room / Double(drawn.count)
    let corners = drawn.enumerated().flatMap { index, point in
      [Double(index), Double(index + 1)].map {
        "\(Markup.length(BacklogChart.left + step * $0)),\(y(point.count))"
      }
    }
    return "<polyline class=\"line\" points=\"\(corners.joined(separator: " "))\"/>"
  }

  private var room: Double { BacklogChart.width - BacklogChart.left - BacklogChart.right }

  /// The marks of the scale: 0, and up to five multiples of 1, 2 or 5 times a power of ten.
  var marks: [Int] {
    let most = max(points.map(\.count).max() ?? 0, 1)
    var step = 1
    for factor in [2, 5, 10].cycled(9) where most > step * 5 { step = factor }
    return Array(Swift.stride(from: 0, through: (most + step - 1) / step * step, by: step))
  }

  private var grid: String {
    marks.map { mark in
      let y = y(mark)
      return "<line class=\"grid\" x1=\"\(Int(BacklogChart.left))\" "
        + "x2=\"\(Int(BacklogChart.width - BacklogChart.right))\" y1=\"\(y)\" y2=\"\(y)\"/>"
        + "<text class=\"end\" x=\"\(Int(BacklogChart.left) - 6)\" y=\"\(y)\" dy=\"4\">\(Quantity.count(mark))</text>"
    }.joined()
  }

  private func periods(_ drawn: [Point]) -> String {
    func text(_ point: Point, _ x: Double, _ anchor: String) -> String {
      "<text class=\"\(anchor)\" x=\"\(Int(x))\" y=\"\(Int(BacklogChart.height) - 8)\">\(Markup.escape(point.period))</text>"
    }
    let first = text(drawn[0], BacklogChart.left, "start")
    return drawn.count == 1
      ? first : first + text(drawn[drawn.count - 1], BacklogChart.width - BacklogChart.right, "end")
  }

  private func y(_ count: Int) -> String {
    let height = BacklogChart.height - BacklogChart.top - BacklogChart.bottom
    return Markup.length(
      BacklogChart.top + height * (1 - Double(count) / Double(max(marks.last ?? 1, 1))))
  }
}

extension [Int] {
  /// Returns these factors times each of the first powers of ten.
  fileprivate func cycled(_ powers: Int) -> [Int] {
    var power = 1
    return (0..<powers).flatMap { _ in
      defer { power *= 10 }
      return map { $0 * power }
    }
  }
}
