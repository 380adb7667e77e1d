// The messages of each day as bars, so that days without messages stand out.

import ConvoStat

/// The bars of the days.
struct CoverageChart {
  /// The days with their numbers of messages, in order, including days without messages.
  let days: [(number: Int, messages: Int)]
  /// The days of which the dump has only a part.
  let partial: [Int]

  /// The chart, with the covered days in words.
  var svg: String {
    guard let first = days.first, let last = days.last else { return "" }
    let (width, height, bottom) = (640.0, 90.0, 20.0)
    let peak = max(days.map(\.messages).max() ?? 0, 1)
    let step = min(width / Double(days.count), 40)
    var content = ""
    for (index, day) in days.enumerated() {
      let tall = day.messages == 0 ? 3 : max(1.5, (height - bottom) * Double(day.messages) / Double(peak))
      content +=
        "<rect class=\"\(kind(of: day))\" x=\"\(Markup.length(step * Double(index)))\" "
        + "y=\"\(Markup.length(height - bottom - tall))\" width=\"\(Markup.length(max(0.8, step * 0.85)))\" "
        + "height=\"\(Markup.length(tall))\"/>"
    }
    content +=
      "<text class=\"start\" x=\"0\" y=\"\(Int(height) - 5)\">\(CalendarText.day(first.number))</text>"
    if days.count > 8 {
      content +=
        "<text class=\"end\" x=\"\(Markup.length(step * Double(days.count)))\" y=\"\(Int(height) - 5)\">"
        + "\(CalendarText.day(last.number))</text>"
    }
    return
      "<svg viewBox=\"0 0 \(Int(width)) \(Int(height))\" role=\"img\" aria-label=\"\(Markup.escape(words))\">"
      + "\(content)</svg>"
  }

  private func kind(of day: (number: Int, messages: Int)) -> String {
    day.messages == 0 ? "bar odd" : partial.contains(day.number) ? "bar second" : "bar"
  }

  /// The number of days with messages, and the first days without.
  var words: String {
    guard let first = days.first, let last = days.last else { return "No day has messages." }
    let missing = days.filter { $0.messages == 0 }.map(\.number)
    let covered =
      "\(days.count - missing.count) of \(Quantity.counted(days.count, "day")) from "
      + "\(CalendarText.day(first.number)) to \(CalendarText.day(last.number)) have messages"
    if missing.isEmpty { return covered + "." }
    let named = missing.prefix(5).map(CalendarText.day).joined(separator: ", ")
    return covered + "; none on \(named)" + (missing.count > 5 ? " and \(missing.count - 5) more." : ".")
  }
}
