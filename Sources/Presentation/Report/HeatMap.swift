// Counts by weekday and hour as a grid of squares.

import ConvoStat

/// The map of a week.
struct HeatMap {
  /// The counts: 7 times 24, Monday at midnight first.
  let counts: [Int]
  /// The zone of the hours.
  let zone: String

  static let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
  private static let steps = 5

  /// The map, with the busiest hour in words.
  var svg: String {
    let (left, top, cell) = (40, 22, 25)
    var content = ""
    for hour in stride(from: 0, to: 24, by: 3) {
      content += "<text class=\"middle\" x=\"\(left + cell * hour + cell / 2)\" y=\"15\">\(hour)</text>"
    }
    for (day, name) in HeatMap.weekdays.enumerated() {
      let y = top + cell * day
      content +=
        "<text class=\"end\" x=\"\(left - 6)\" y=\"\(y + cell / 2)\" dy=\"4\">\(name.prefix(2))</text>"
      for hour in 0..<24 {
        let count = counts[day * 24 + hour]
        content +=
          "<rect class=\"h\(step(count))\" x=\"\(left + cell * hour + 1)\" y=\"\(y + 1)\" "
          + "width=\"\(cell - 2)\" height=\"\(cell - 2)\" rx=\"2\">"
          + "<title>\(name) \(HeatMap.hours(hour)): \(Quantity.count(count))</title></rect>"
      }
    }
    return "<svg viewBox=\"0 0 \(left + cell * 24 + 4) \(top + cell * 7 + 4)\" role=\"img\" "
      + "aria-label=\"\(Markup.escape(words))\">\(content)</svg>"
  }

  /// The counts as a table.
  var table: String {
    PageTable.plain(
      "Customer messages by hour and weekday, in \(zone)",
      heads: ["Hour"] + HeatMap.weekdays.map { String($0.prefix(3)) },
      rows: (0..<24).map { hour in
        [HeatMap.hours(hour)] + (0..<7).map { Quantity.count(counts[$0 * 24 + hour]) }
      })
  }

  /// The legend of the shades.
  var legend: String {
    guard peak > 0 else { return "" }
    let bounds = (1...HeatMap.steps).compactMap { step -> String? in
      // The smallest count of a shade: one more than the greatest of the shade before.
      let low = peak * (step - 1) / HeatMap.steps + 1
      guard self.step(low) == step else { return nil }
      return "<span class=\"key\"><svg viewBox=\"0 0 12 12\" aria-hidden=\"true\"><rect class=\"h\(step)\" "
        + "width=\"12\" height=\"12\" rx=\"2\"/></svg> from \(Quantity.count(low))</span>"
    }
    return "<p class=\"legend\">Customer messages in an hour: \(bounds.joined(separator: " "))</p>"
  }

  private var peak: Int { counts.max() ?? 0 }

  /// Returns the shade of a count: 0 for none, otherwise in proportion to the greatest count.
  private func step(_ count: Int) -> Int {
    count == 0 ? 0 : max(1, (count * HeatMap.steps + peak - 1) / peak)
  }

  private static func hours(_ hour: Int) -> String {
    let digits = { (hour: Int) in hour < 10 ? "0\(hour)" : "\(hour)" }
    return "\(digits(hour)):00 to \(digits(hour + 1)):00"
  }

  private var words: String {
    guard peak > 0, let index = counts.firstIndex(of: peak) else { return "No customer messages." }
    return
      "Customer messages by weekday and hour in \(zone). The busiest hour is \(HeatMap.weekdays[index / 24]) "
      + "\(HeatMap.hours(index % 24)) with \(Quantity.count(peak))."
  }
}
