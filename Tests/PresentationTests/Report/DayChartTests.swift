// The chart of a year and its dates, compared with days worked out by hand.

import Testing

@testable import ConvoStat
@testable import Presentation

@Suite("Charts of days")
struct DayChartTests {
  /// 1 January 2025, a Wednesday.
  private static let start = CivilDate(year: 2025, month: 1, day: 1).dayNumber

  private func chart(_ days: [DayChart.Day], lasting count: Int) -> DayChart {
    DayChart(title: "Response", days: days, span: Self.start...(Self.start + count - 1))
  }

  private func day(
    _ place: Int, _ median: Int64, _ p90: Int64, client: Int64? = nil, of count: Int = 5,
    _ clientCount: Int? = nil
  ) -> DayChart.Day {
    DayChart.Day(
      number: Self.start + place, median: median, p90: p90, clientMedian: client, count: count,
      clientCount: clientCount ?? (client == nil ? 0 : count))
  }

  private func number(_ text: String, in svg: String) -> Int { svg.components(separatedBy: text).count - 1 }

  @Test("A day of fewer than five values is a hollow point beside the line, and does not stretch the scale")
  func weak() {
    let strong = [
      day(0, 20_000, 50_000), day(1, 20_000, 50_000), day(3, 20_000, 50_000), day(4, 20_000, 50_000),
    ]
    let svg = chart(strong + [day(2, 900_000_000, 900_000_000, of: 4)], lasting: 5).svg
    #expect(
      number("<polyline class=\"line\"", in: svg) == 2 && number("<circle class=\"dot weak\"", in: svg) == 1)
    #expect(number("<polygon", in: svg) == 2)
    #expect(svg.contains(">10 s<") && svg.contains(">1 min<") && !svg.contains(">1 h<"))
    #expect(chart([day(2, 900_000_000, 900_000_000, of: 1)], lasting: 5).svg.contains(">7 d<"))
  }

  @Test("A gap is a gap by both clocks")
  func clientGaps() {
    let days =
      [0, 1, 3, 4].map { day($0, 1000, 5000, client: 900) } + [day(6, 1000, 5000, client: 900, of: 9, 4)]
    let svg = chart(days, lasting: 8).svg
    #expect(number("<polyline class=\"line client\"", in: svg) == 2)
    #expect(number("<circle class=\"ring weak\"", in: svg) == 1 && !svg.contains("class=\"ring\""))
  }

  @Test("Incomplete days are shaded, in a chart by the week their weeks")
  func partial() {
    func shades(_ places: [Int], lasting count: Int) -> Int {
      let days = (0..<count).map { day($0, 1000, 5000) }
      let chart = DayChart(
        title: "Response", days: days, span: Self.start...(Self.start + count - 1),
        partial: places.map { Self.start + $0 })
      return number("<rect class=\"partial\"", in: chart.svg)
    }
    #expect(shades([0, 9], lasting: 10) == 2)
    #expect(shades([0, 99], lasting: 100) == 2)
    #expect(shades([], lasting: 10) == 0)
  }

  @Test("A quarter is drawn day by day")
  func quarter() {
    let days = [day(0, 5, 9), day(1, 7, 8), day(91, 1, 2, client: 3)]
    #expect(chart(days, lasting: 92).drawnDays == days)
  }

  @Test("A longer time is drawn by the week: the middle median, the middle 90th percentile, on Thursday")
  func weeks() {
    // Wednesday to Sunday: five days, two of them with the client's clock.
    let first = [
      day(0, 50, 100), day(1, 10, 900, client: 12), day(2, 30, 300), day(3, 20, 700, client: 11),
      day(4, 40, 500),
    ]
    // Monday to Sunday, four days with values: the lower one of the two in the middle.
    let second = [day(5, 8, 80), day(7, 2, 60), day(9, 4, 20), day(11, 6, 40)]
    // A single day, the last; its Thursday would lie beyond the end.
    let last = [day(96, 3, 5, client: 4)]
    #expect(
      chart(first + second + last, lasting: 97).drawnDays == [
        day(1, 30, 500, client: 11, of: 25, 10), day(8, 4, 40, of: 20), day(96, 3, 5, client: 4),
      ])
  }

  @Test("Weeks without values are a gap, a week by itself is a dot")
  func gaps() {
    let svg = chart((0..<40).map { day($0, 1000, 5000) } + [day(80, 1000, 5000)], lasting: 120).svg
    #expect(svg.components(separatedBy: "<polygon").count == 2)
    #expect(svg.components(separatedBy: "<circle class=\"dot\"").count == 2)
  }

  @Test("The senders' clocks show on a single day too")
  func oneDay() {
    #expect(chart([day(0, 1000, 5000, client: 2000)], lasting: 1).svg.contains("<circle class=\"ring\""))
    #expect(!chart([day(0, 1000, 5000)], lasting: 1).svg.contains("ring"))
  }

  @Test(
    "Dates go from the first day to the last",
    arguments: [
      (1, ["1 Jan"]), (2, ["1 Jan", "2 Jan"]), (5, ["1 Jan", "2 Jan", "3 Jan", "4 Jan", "5 Jan"]),
      (8, ["1 Jan", "3 Jan", "5 Jan", "8 Jan"]), (10, ["1 Jan", "3 Jan", "5 Jan", "7 Jan", "10 Jan"]),
      (31, ["1 Jan", "7 Jan", "13 Jan", "19 Jan", "25 Jan", "31 Jan"]),
      (365, ["1 Jan", "14 Mar", "26 May", "7 Aug", "19 Oct", "31 Dec"]),
      (366, ["1 Jan 2025", "2 May", "1 Sep", "1 Jan 2026"]),
    ])
  func dates(_ count: Int, _ texts: [String]) {
    let labels = DateAxis(span: Self.start...(Self.start + count - 1)).labels
    #expect(labels.map(\.text) == texts)
    #expect(labels.first?.day == Self.start && labels.last?.day == Self.start + count - 1)
    for (label, next) in zip(labels, labels.dropFirst()) {
      #expect((next.day - label.day) * 11 >= (count - 1) * 2)
    }
    if count > 1 { #expect(labels.first?.anchor == .start && labels.last?.anchor == .end) }
  }

  @Test("An earlier run is a faint line, without days of few values, and stretches the scale")
  func earlier() {
    var chart = self.chart(
      [day(0, 20_000, 50_000), day(1, 20_000, 50_000), day(2, 20_000, 50_000)], lasting: 3)
    #expect(!chart.svg.contains("earlier") && !chart.svg.contains(">10 min<"))
    chart.earlier = [day(0, 500_000, 0), day(1, 400_000, 0), day(2, 1, 0, of: 4)]
    #expect(number("<polyline class=\"line earlier\"", in: chart.svg) == 1)
    #expect(chart.svg.contains(">10 min<") && !chart.svg.contains("class=\"earlier\""))
  }
}
