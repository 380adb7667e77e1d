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
    _ place: Int, _ median: Int64, _ p90: Int64, of count: Int = 5
  ) -> DayChart.Day {
    DayChart.Day(number: Self.start + place, latency: LatencyPoint(median: median, p90: p90, count: count))
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
    #expect(svg.contains(">15 s<") && svg.contains(">1 min<") && !svg.contains(">1 h<"))
    #expect(chart([day(2, 900_000_000, 900_000_000, of: 1)], lasting: 5).svg.contains(">7 d<"))
  }

  @Test("The figures of each day are under the pointer, without a percentile of few values")
  func titles() {
    let svg = chart([day(0, 60_000, 120_000, of: 10), day(1, 60_000, 120_000, of: 1)], lasting: 2).svg
    #expect(
      svg.contains(
        "<title>1 January 2025: median 1\u{A0}min\u{A0}0\u{A0}s, 90th percentile 2\u{A0}min\u{A0}0\u{A0}s, of 10 values</title>"
      ))
    #expect(svg.contains("<title>2 January 2025: median 1\u{A0}min\u{A0}0\u{A0}s, of 1 value</title>"))
    #expect(chart([day(1, 1, 1)], lasting: 100).svg.contains("<title>Week of 1 January 2025: "))
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

  @Test("Of more than a quarter, values a week apart are one line; a week by itself is a dot")
  func weeks() {
    let thursdays = [1, 8, 15, 22, 36, 50, 57]
    let svg = chart(thursdays.map { day($0, 1000, 5000) }, lasting: 93).svg
    #expect(number("<polygon", in: svg) == 2 && number("<circle class=\"dot\"", in: svg) == 1)
    #expect(number("<polygon", in: chart(thursdays.map { day($0, 1000, 5000) }, lasting: 92).svg) == 0)
  }

  @Test("A target is a line within the scale, which reaches to it")
  func targets() {
    let days = [day(0, 20_000, 50_000), day(1, 20_000, 50_000)]
    var chart = chart(days, lasting: 2)
    #expect(number("<line class=\"target\"", in: chart.svg) == 0)
    chart.targets = [
      ServiceLevels.Level(name: "30s", milliseconds: 30_000),
      ServiceLevels.Level(name: "2h", milliseconds: 7_200_000),
    ]
    #expect(number("<line class=\"target\"", in: chart.svg) == 2 && chart.svg.contains(">4 h<"))
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
    #expect(!chart.svg.contains("earlier") && !chart.svg.contains(">15 min<"))
    chart.earlier = [day(0, 500_000, 0), day(1, 400_000, 0), day(2, 1, 0, of: 4)]
    #expect(number("<polyline class=\"line earlier\"", in: chart.svg) == 1)
    #expect(chart.svg.contains(">15 min<") && !chart.svg.contains("class=\"earlier\""))
  }
}
