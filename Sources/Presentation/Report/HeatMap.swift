// The mean number of messages by weekday and hour as a grid of squares, with the sums of rows and columns as bars.

import ConvoStat

/// The map of a week.
struct HeatMap {
  /// The counts: 7 times 24, Monday at midnight first.
  let counts: [Int]
  /// How long the period had each of these hours, in quarters of an hour; 0 for an hour that it did not have.
  let quarters: [Int]
  /// The zone of the hours.
  let zone: String

  static let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
  private static let steps = 5

  /// The mean number of messages in an hour; `nil` if the period did not have it.
  func mean(_ index: Int) -> Double? {
    quarters[index] == 0 ? nil : Double(counts[index] * 4) / Double(quarters[index])
  }

  /// The sum of the means of a weekday: the messages of such a day.
  func day(_ day: Int) -> Double? { sum((0..<24).map { day * 24 + $0 }) }

  /// The sum of the means of an hour: the messages in this hour of all days of a week.
  func hour(_ hour: Int) -> Double? { sum((0..<7).map { $0 * 24 + hour }) }

  private func sum(_ indices: [Int]) -> Double? {
    let means = indices.compactMap(mean)
    return means.isEmpty ? nil : means.reduce(0, +)
  }

  /// The map, with the busiest hour in words.
  var svg: String {
    let (left, top, cell, bars, words) = (40, 22, 23, 34, 56)
    let right = left + cell * 24
    let bottom = top + cell * 7
    var content = ""
    for hour in stride(from: 0, to: 24, by: 3) {
      content += "<text class=\"middle\" x=\"\(left + cell * hour + cell / 2)\" y=\"15\">\(hour)</text>"
    }
    for (day, name) in HeatMap.weekdays.enumerated() {
      let y = top + cell * day
      content +=
        "<text class=\"end\" x=\"\(left - 6)\" y=\"\(y + cell / 2)\" dy=\"4\">\(name.prefix(2))</text>"
      for hour in 0..<24 {
        let index = day * 24 + hour
        content +=
          "<rect class=\"\(shade(index))\" x=\"\(left + cell * hour + 1)\" y=\"\(y + 1)\" "
          + "width=\"\(cell - 2)\" height=\"\(cell - 2)\" rx=\"2\">"
          + "<title>\(name) \(HeatMap.hours(hour)): \(sentence(index))</title></rect>"
      }
    }
    for (day, name) in HeatMap.weekdays.enumerated() {
      guard let mean = self.day(day) else { continue }
      let y = top + cell * day
      content +=
        bar(x: right + 8, y: y + 4, width: length(mean, of: busiestDay, bars), height: Double(cell - 8))
        + "<title>\(name): \(Self.number(mean, like: busiestDay)) on average</title></rect>"
        + "<text class=\"start small\" x=\"\(Markup.length(Double(right + 13) + length(mean, of: busiestDay, bars)))\" "
        + "y=\"\(y + cell / 2)\" dy=\"4\">\(Self.number(mean, like: busiestDay))</text>"
    }
    for hour in 0..<24 {
      guard let mean = self.hour(hour) else { continue }
      let tall = length(mean, of: busiestHour, bars)
      content +=
        bar(x: left + cell * hour + 4, y: bottom + 6, width: Double(cell - 8), height: tall)
        + "<title>\(HeatMap.hours(hour)): \(Self.number(mean, like: busiestHour)) in a week</title></rect>"
    }
    return "<svg viewBox=\"0 0 \(right + bars + words) \(bottom + bars + 10)\" role=\"img\" "
      + "aria-label=\"\(Markup.escape(self.words))\">\(content)</svg>"
  }

  private func bar(x: Int, y: Int, width: Double, height: Double) -> String {
    "<rect class=\"bar second\" x=\"\(x)\" y=\"\(y)\" width=\"\(Markup.length(width))\" "
      + "height=\"\(Markup.length(height))\">"
  }

  private func length(_ mean: Double, of most: Double, _ room: Int) -> Double {
    most == 0 ? 0 : Double(room) * mean / most
  }

  private var busiestDay: Double { (0..<7).compactMap(day).max() ?? 0 }
  private var busiestHour: Double { (0..<24).compactMap(hour).max() ?? 0 }

  /// The means as a table, with the sums of rows and columns.
  var table: String {
    func cell(_ tag: String, _ mean: Double?, _ more: String = "", like most: Double) -> String {
      let text = mean.map { Self.number($0, like: most) } ?? "–"
      return "<\(tag) class=\"n\" data-v=\"\(mean.map { "\($0)" } ?? "")\"\(more)>\(text)</\(tag)>"
    }
    let heads = HeatMap.weekdays.map { "<th scope=\"col\" class=\"n\">\($0.prefix(3))</th>" }
    let rows = (0..<24).map { hour in
      let cells = (0..<7).map { day in
        let index = day * 24 + hour
        return cell(
          "td", mean(index), " data-n=\"\(counts[index])\" data-quarters=\"\(quarters[index])\"",
          like: peak)
      }
      return "<tr><th scope=\"row\" data-v=\"\(hour)\">\(HeatMap.hours(hour))</th>\(cells.joined())"
        + cell("td", self.hour(hour), like: busiestHour) + "</tr>\n"
    }
    let all = (0..<7).compactMap(day).reduce(0, +)
    let caption = "Customer messages by hour and weekday on average, in \(Markup.escape(zone))"
    return PageTable.frame(
      "<table data-week=\"\"><caption>\(caption)</caption><thead><tr><th scope=\"col\">Hour</th>\(heads.joined())"
        + "<th scope=\"col\" class=\"n\">Week</th></tr></thead><tbody>\(rows.joined())</tbody>"
        + "<tfoot><tr><th scope=\"row\">Whole day</th>"
        + (0..<7).map { cell("td", day($0), like: busiestDay) }.joined() + cell("td", all, like: all)
        + "</tr></tfoot></table>", named: caption)
  }

  /// The legend of the shades.
  var legend: String {
    guard peak > 0 else { return "" }
    func key(_ shade: String, _ words: String) -> String {
      "<span class=\"key\"><svg viewBox=\"0 0 12 12\" aria-hidden=\"true\"><rect class=\"\(shade)\" "
        + "x=\"0.5\" y=\"0.5\" width=\"11\" height=\"11\" rx=\"2\"/></svg> \(words)</span>"
    }
    let used = (1...HeatMap.steps).prefix { Double(step) * Double($0 - 1) / 1000 < peak }
    let keys = used.map { shade in key("h\(shade)", "up to \(HeatMap.bound(step * shade))") }
    let uncovered = quarters.contains(0) ? [key("hx", "not in the period")] : []
    return "<p class=\"legend\">Customer messages in an hour: "
      + ([key("h0", "none")] + keys + uncovered).joined(separator: " ") + "</p>"
  }

  private var peak: Double { counts.indices.compactMap(mean).max() ?? 0 }

  /// The width of a shade in thousandths: 1, 2 or 5 times a power of ten, so that the shades reach to the greatest mean.
  var step: Int {
    var power = 1
    while true {
      for factor in [1, 2, 5] where Double(factor * power * HeatMap.steps) / 1000 >= peak {
        return factor * power
      }
      power *= 10
    }
  }

  /// Returns the shade of an hour: `h0` for none, then by steps.
  private func shade(_ index: Int) -> String {
    guard let mean = mean(index) else { return "hx" }
    // The first step whose bound the mean does not exceed, in whole numbers.
    let thousandths = counts[index] * 4000
    let width = step * quarters[index]
    return mean == 0 ? "h0" : "h\((thousandths + width - 1) / width)"
  }

  /// Returns a bound in thousandths: `500`, `2.5`, `0.02`.
  private static func bound(_ thousandths: Int) -> String {
    let (whole, rest) = thousandths.quotientAndRemainder(dividingBy: 1000)
    if rest == 0 { return Quantity.count(whole) }
    var digits = String(String(1000 + rest).dropFirst())
    while digits.last == "0" { digits.removeLast() }
    return "\(whole).\(digits)"
  }

  /// Returns a mean with as many decimals as the greatest of its kind needs.
  static func number(_ mean: Double, like most: Double) -> String {
    let places = most >= 100 ? 1 : most >= 1 ? 10 : 100
    let units = Int((mean * Double(places)).rounded())
    let least = places == 1 ? "1" : places == 10 ? "0.1" : "0.01"
    if units == 0 { return mean > 0 ? "&lt; \(least)" : "0" }
    let rest = String(String(places + units % places).dropFirst())
    return Quantity.count(units / places) + (rest.isEmpty ? "" : ".\(rest)")
  }

  static func hours(_ hour: Int) -> String {
    let digits = { (hour: Int) in hour < 10 ? "0\(hour)" : "\(hour)" }
    return "\(digits(hour)):00 to \(digits(hour + 1)):00"
  }

  private func sentence(_ index: Int) -> String {
    guard let mean = mean(index) else { return "not in the period" }
    let (whole, rest) = quarters[index].quotientAndRemainder(dividingBy: 4)
    let hours = "\(Quantity.count(whole))\(["", ".25", ".5", ".75"][rest])"
    return "\(Self.number(mean, like: peak)) on average, \(Quantity.count(counts[index])) in \(hours) "
      + (quarters[index] == 4 ? "hour" : "hours")
  }

  private var words: String {
    guard peak > 0, let index = counts.indices.first(where: { mean($0) == peak }) else {
      return "No customer messages."
    }
    return
      "Customer messages by weekday and hour in \(zone), on average. The busiest hour is "
      + "\(HeatMap.weekdays[index / 24]) \(HeatMap.hours(index % 24)) with "
      + "\(Self.number(peak, like: peak)), the busiest day "
      + "\(HeatMap.weekdays[(0..<7).first { day($0) == busiestDay } ?? 0]) with "
      + "\(Self.number(busiestDay, like: busiestDay))."
  }
}
