// The horizontal scale that all charts of days share, so that a day stands at the same place in each of them.

import ConvoStat

/// The scale of days: each day is as wide as the others, and its values are drawn in its middle.
struct DayScale: Equatable {
  /// The first and the last day of the page.
  let span: ClosedRange<Int>

  static let width = 640.0
  static let (left, right) = (74.0, 12.0)
  /// The width of all days.
  static let room = width - left - right

  /// True if there are more days than in a quarter: too many to draw each.
  var isWeekly: Bool { span.count > 92 }

  /// The width of a day.
  var step: Double { DayScale.room / Double(span.count) }

  /// Returns the place of a moment, in days since 1970; a whole number is the beginning of a day.
  func place(_ days: Double) -> Double { DayScale.left + step * (days - Double(span.lowerBound)) }

  /// Returns the middle of a day.
  func x(_ day: Int) -> Double { place(Double(day) + 0.5) }

  /// The days, or the parts of weeks from Monday that lie in the span.
  var periods: [ClosedRange<Int>] {
    guard isWeekly else { return span.map { $0...$0 } }
    let weeks = CivilDate.week(ofDay: span.lowerBound)...CivilDate.week(ofDay: span.upperBound)
    // Day 0 was a Thursday.
    return weeks.map { ($0 * 7 - 3...$0 * 7 + 3).clamped(to: span) }
  }

  /// Returns incomplete days, or the weeks that they are in, as shades over a height.
  func shades(_ partial: [Int], top: Double, bottom: Double) -> String {
    periods.filter { period in partial.contains(where: period.contains) }.map { period in
      let (from, to) = (place(Double(period.lowerBound)), place(Double(period.upperBound + 1)))
      return
        "<rect class=\"partial\" x=\"\(Markup.length(from))\" y=\"\(Markup.length(top))\" "
        + "width=\"\(Markup.length(max(to - from, 1)))\" height=\"\(Markup.length(bottom - top))\"/>"
    }.joined()
  }

  /// Returns dates in a line of text.
  func dates(y: Double) -> String {
    DateAxis(span: span).labels.map { label in
      let x =
        switch label.anchor {
        case .start: place(Double(label.day))
        case .middle: x(label.day)
        case .end: place(Double(label.day + 1))
        }
      return "<text class=\"\(label.anchor.rawValue)\" x=\"\(Markup.length(x))\" "
        + "y=\"\(Markup.length(y))\">\(label.text)</text>"
    }.joined()
  }

  /// Returns a line across the chart, with its label at the left.
  static func mark(_ label: String, y: String) -> String {
    "<line class=\"grid\" x1=\"\(Markup.length(left))\" x2=\"\(Markup.length(width - right))\" y1=\"\(y)\" "
      + "y2=\"\(y)\"/><text class=\"end\" x=\"\(Markup.length(left - 6))\" y=\"\(y)\" dy=\"4\">\(label)</text>"
  }
}

/// A scale of numbers from 0 on, with round marks.
struct CountScale: Equatable {
  /// The marks in ascending order: 0, then multiples of 1, 2 or 5 times a power of ten.
  let marks: [Int]

  /// Creates a scale up to a number, with a maximum number of steps.
  init(to most: Double, steps: Int) {
    var (step, power) = (1, 1)
    while most > Double(step * steps) {
      let factors = [1, 2, 5, 10].map { $0 * power }
      step = factors.first { most <= Double($0 * steps) } ?? power * 10
      power *= 10
    }
    let count = max(1, Int((most / Double(step)).rounded(.up)))
    marks = (0...count).map { $0 * step }
  }

  /// Returns the share of the scale that a number takes.
  func share(_ number: Double) -> Double { number / Double(marks.last ?? 1) }
}
