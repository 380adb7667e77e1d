// measures.csv: a row for each figure of the tables by groups, for programs that plot.

extension TableSchema {
  /// The file of the figures in tidy form.
  package static let measuresName = "measures.csv"

  /// The table that `--tidy` adds.
  static let measures = TableSchema(
    measuresName,
    columns: [
      Column(.table, .text, "The name of the table, without .csv."),
      Column(
        .groupKeys, .text,
        "The row of the table: its key columns and their cells as an object of JSON, with the name of an agent; {} if the "
          + "table has one row."),
      Column(
        .measure, .text,
        "The thing that is measured or counted, such as first_response, waiting or conversations; in business time with "
          + "_hours or _in_hours at the end."),
      Column(
        .clock, .text,
        "The clock of a latency, created or client; empty for all other measures."),
      Column(
        .statistic, .text,
        "count, mean, median, p90, p95, p99 or max; or the part of the values that the column counts, such as within_5m, "
          + "over_5m, negative or share."),
      Column(
        .value, .measure,
        "The figure, as the table has it: latencies in seconds, the rest as numbers; empty if there is nothing to measure."
      ),
      Column(
        .valueCount, .count,
        "Number of values behind the figure: of a share its denominator, of a count the count itself; 0 if value is empty."
      ),
    ], keyCount: 5)

  /// True if measures.csv has the figures of the table.
  var isTidied: Bool {
    ![
      TableSchema.conversationsName, TableSchema.responsesName, Summaries.distributionName,
      TableSchema.measuresName,
    ].contains(name)
  }
}

/// Makes the rows of measures.csv that one table gives.
struct MeasureRows {
  private let table: Cell
  /// The columns of the stored rows.
  private let columns: [Column]
  private let keys: [Int]
  private let figures: [FigureColumn]
  /// The index of the day, if that is the only key.
  private let dayIndex: Int?

  /// A column of figures.
  private struct FigureColumn {
    let index: Int
    let measure, clock, statistic: Cell
    /// The index of the column that counts the values; `nil` if the figure itself tells their number.
    let count: Int?
  }

  /// Creates the rows of a table, of the figures that its file has.
  init(_ schema: TableSchema) {
    table = .text(schema.shortName)
    let columns = schema.storedColumns
    self.columns = columns
    keys = columns.indices.filter { columns[$0].unit == .text }
    dayIndex = keys.count == 1 && columns[keys[0]].id == .day ? keys[0] : nil
    let written = Set(schema.columns.map(\.id))
    let counts = Dictionary(
      columns.enumerated().filter { $1.id.figure.statistic == Statistic.count.rawValue }
        .map { (Figure.Values($1.id.figure), $0) }, uniquingKeysWith: { first, _ in first })
    let waits = columns.firstIndex { $0.id == .unanswered }
    figures = columns.indices.filter { columns[$0].unit != .text && written.contains(columns[$0].id) }.map {
      let figure = columns[$0].id.figure
      let isOwn = columns[$0].unit == .count || columns[$0].unit == .share || columns[$0].unit == .ratio
      return FigureColumn(
        index: $0, measure: .text(figure.measure),
        clock: figure.clock.map { .text($0.name) } ?? .empty, statistic: .text(figure.statistic),
        count: isOwn ? nil : counts[Figure.Values(figure)] ?? waits)
    }
  }

  /// Writes the rows of all stored rows of the table, some at a time.
  ///
  /// A day between two days of by_day.csv has rows too, unless these are far apart.
  func write(
    _ stored: Text, of schema: TableSchema, _ format: RowFormat,
    to give: (Text) throws(Failure) -> Void
  ) throws(Failure) {
    var reader = CellReader(stored, ofStored: schema)
    var rows = CellBuffer(format, capacity: 0)
    var last: Int?
    func flush() throws(Failure) {
      try rows.give(to: give)
      rows = CellBuffer(format, capacity: rows.count)
    }
    while reader.next() {
      let cells = reader.copies
      let day = dayIndex.flatMap { cells[$0].day }
      if let last, let day, day - last <= CivilDate.farApartDays {
        for missing in last + 1..<max(day, last + 1) { append(empty(missing), to: &rows) }
      }
      if let day { last = day }
      append(cells, to: &rows)
      if rows.count > 1 << 20 { try flush() }
    }
    try flush()
  }

  /// The cells of a day on which nothing was.
  private func empty(_ day: Int) -> [Cell] {
    columns.map { column in
      if column.id == .day { return .day(day) }
      return column.unit == .count && !MeasureRows.unknown.contains(column.id) ? .count(0) : .empty
    }
  }

  /// The counts that are empty if no status is known.
  private static let unknown: Set<ColumnName> = [.resolved, .resolutions, .reopens]

  private func append(_ cells: [Cell], to rows: inout CellBuffer) {
    let members = keys.map { (columns[$0].name, JSONValue.string(cells[$0].text(in: nil))) }
    let keys = Cell.text(JSONValue.object(members).line)
    for figure in figures {
      let cell = cells[figure.index]
      for cell in [table, keys, figure.measure, figure.clock, figure.statistic, cell] { rows.append(cell) }
      rows.integer(count(cell, figure.count.map { cells[$0] }))
      rows.endRow()
    }
  }

  /// Returns the number of values behind a figure.
  private func count(_ cell: Cell, _ values: Cell?) -> Int {
    switch cell {
    case .empty: 0
    case .count(let number): number
    case .tenThousandths(_, let denominator): denominator
    default: values?.count ?? 0
    }
  }
}

extension Figure {
  /// The values of a measure.
  fileprivate struct Values: Hashable {
    let measure: String
    let clock: Clock?

    init(_ figure: Figure) { (measure, clock) = (figure.measure, figure.clock) }
  }
}
