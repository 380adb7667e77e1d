// The scale of days and the charts of counts, compared with places worked out by hand.

import Testing

@testable import ConvoStat
@testable import Presentation

@Suite("Charts of counts")
struct VolumeChartTests {
  /// 1 January 2025, a Wednesday.
  private static let start = CivilDate(year: 2025, month: 1, day: 1).dayNumber

  private func scale(_ days: Int) -> DayScale { DayScale(span: Self.start...(Self.start + days - 1)) }

  private func chart(_ counts: [Int: Int], lasting days: Int) -> VolumeChart {
    let counts = Dictionary(uniqueKeysWithValues: counts.map { (Self.start + $0.key, $0.value) })
    return VolumeChart(
      series: [VolumeChart.Series(noun: "messages", counts: counts)], scale: scale(days))
  }

  @Test("Days are equally wide and fill the chart; values are drawn in the middle of them")
  func places() {
    let scale = scale(10)
    #expect(scale.place(Double(Self.start)) == 74 && scale.place(Double(Self.start + 10)) == 628)
    #expect(abs(scale.x(Self.start) - 101.7) < 0.001 && abs(scale.x(Self.start + 9) - 600.3) < 0.001)
    #expect(self.scale(1).x(Self.start) == 351)
  }

  @Test("A long time is divided into weeks from Monday, and the parts of weeks at its ends")
  func periods() {
    #expect(scale(92).periods.count == 92)
    let weeks = scale(100).periods
    #expect(weeks.first == Self.start...(Self.start + 4))
    #expect(weeks[1] == (Self.start + 5)...(Self.start + 11))
    #expect(weeks.last == (Self.start + 96)...(Self.start + 99))
    #expect(weeks.map(\.count).reduce(0, +) == 100)
  }

  @Test("A bar is a day, or the mean of a day of its week")
  func bars() {
    let days = chart([0: 4, 2: 6], lasting: 3)
    #expect(days.bars(days.series[0]).map(\.mean) == [4, 0, 6])
    let weeks = chart([0: 10, 5: 7, 11: 7, 99: 2], lasting: 100)
    let bars = weeks.bars(weeks.series[0])
    #expect(bars[0].mean == 2 && bars[1].mean == 2 && bars[1].sum == 14 && bars[2].sum == 0)
    #expect(bars.last?.mean == 0.5)
    #expect(days.svg.contains("<title>3 January 2025: 6 messages</title>"))
    #expect(
      weeks.svg.contains("<title>6 January 2025 to 12 January 2025: 2.0 messages a day, 14 in all</title>"))
    #expect(days.svg.contains("10 messages by day: at most 6, on 3 January 2025."))
    #expect(chart([:], lasting: 3).svg.contains("aria-label=\"No messages.\""))
  }

  @Test(
    "Marks are round and reach over the greatest number",
    arguments: [
      (0.0, [0, 1]), (0.3, [0, 1]), (4, [0, 1, 2, 3, 4]), (4.1, [0, 2, 4, 6]), (9, [0, 5, 10]),
      (41, [0, 20, 40, 60]), (1000, [0, 500, 1000]), (12_345, [0, 5000, 10_000, 15_000]),
    ] as [(Double, [Int])])
  func marks(_ most: Double, _ marks: [Int]) { #expect(CountScale(to: most, steps: 4).marks == marks) }

  @Test(
    "Periods of the backlog are days, parts of days and weeks",
    arguments: [
      ("2025-01-01", 0.0, 1.0), ("2025-01-01T06:00", 0.25, 7.0 / 24), ("2025-W01", -2, 5),
      ("2025-W02", 5, 12), ("2026-W53", 726, 733),
    ])
  func backlogPeriods(_ text: String, _ from: Double, _ to: Double) throws {
    let days = try #require(BacklogChart.days(of: text))
    #expect(abs(days.lowerBound - Double(Self.start) - from) < 1e-6)
    #expect(abs(days.upperBound - Double(Self.start) - to) < 1e-6)
    #expect(BacklogChart.days(of: "(none)") == nil)
  }

  @Test("Too many hours are drawn as the ends of their days")
  func manyHours() {
    let points = (0..<480).map { hour in
      let days = Double(Self.start) + Double(hour) / 24
      return BacklogChart.Point(period: "\(hour)", days: days..<days + 1.0 / 24, count: hour)
    }
    let chart = BacklogChart(title: "Waiting", points: points, scale: scale(20))
    #expect(chart.drawn.map(\.count) == Array(stride(from: 23, to: 480, by: 24)))
    #expect(chart.drawn.first?.days == Double(Self.start)..<Double(Self.start + 1))
    #expect(
      BacklogChart(title: "Waiting", points: Array(points.prefix(400)), scale: scale(20)).drawn.count == 400)
  }
}
