// The names of figures in measures.csv.

import Testing

@testable import ConvoStat

@Suite struct MeasuresTableTests {
  @Test("Every figure of a table has a measure, clock and statistic of its own")
  func names() {
    let optional = OptionalColumns(
      hasHours: true, levels: ["1m", "1h"], hasAttributes: true, hasCreation: true, hasSessions: true)
    let tables = TableSchema.all(metadataKeys: [], optional).filter(\.isTidied)
    #expect(tables.count > 5)
    for table in tables {
      let figures = table.columns.filter { $0.unit != .text }.map(\.id.figure)
      #expect(Set(figures).count == figures.count, "\(table.name)")
    }
  }

  @Test("A figure is named without its unit, its clock and its statistic")
  func parts() {
    let latency = LatencyName.firstResponse.by(.client)
    #expect(
      ColumnName.latency(latency, .p90).figure
        == Figure(measure: "first_response", clock: .client, statistic: "p90"))
    #expect(
      ColumnName.latency(latency.inHours, .median).figure
        == Figure(measure: "first_response_in_hours", clock: .client, statistic: "median"))
    #expect(
      ColumnName.within(latency, "5m").figure
        == Figure(measure: "first_response", clock: .client, statistic: "within_5m"))
    #expect(ColumnName.unanswered.figure == Figure(measure: "unanswered", statistic: "count"))
  }
}
