// The columns of backlog.csv: how many wait and how many conversations are open at the end of each period.

/// The values of a period's row.
struct BacklogRow {
  /// The cell of the period.
  let period: Text
  /// The key cells after it.
  let keys: [Text]
  /// The customers who wait at the end of the period.
  let waiting: Int
  /// The median and the maximum of the ages of their waits, in milliseconds; `nil` if nobody waits.
  let medianAge: Int64?
  let maximumAge: Int64?
  /// The conversations that are open at the end of the period.
  let open: Int
  /// The changes within the period.
  let flow: BacklogFlow
  /// True if the input has a status observation.
  let isObserved: Bool
}

extension Columns<BacklogRow> {
  /// Returns the columns of backlog.csv in order (Backlog: columns).
  /// - Parameters:
  ///   - keys: the key columns after the period.
  ///   - people: says how agents are shown.
  static func ofBacklog(by keys: [Key] = [], _ people: People = People()) -> [Columns] {
    let period = text(
      .period,
      "The hour, day or week of the row by the clock of --timezone: 2026-01-05T09:00, 2026-01-05 or 2026-W02."
    ) { $0.period }
    let ofKeys = keys.enumerated().map { index, key in
      text(.key(key), people.definition(of: key)) { $0.keys[index] }
    }
    return [period] + ofKeys + [Columns(measures, BacklogCells())]
  }

  private static var measures: [Column] {
    [
      Column(
        .waitingCustomers, .count,
        "Customers who wait for an answer at the end of the period; in the last one, at the as-of time."),
      Column(
        .latency(.waiting, .median), .seconds, "Median age of these waits at the end of the period."),
      Column(
        .latency(.waiting, .max), .seconds, "Age of the oldest of these waits at the end of the period."),
      Column(
        .openConversations, .count,
        "Conversations that have begun and are not resolved at the end of the period; empty if the input tells no status."
      ),
      Column(
        .opened, .count,
        "Conversations that began within the period, with the first message of a customer, agent or bot."),
      Column(
        .resolved, .count, "Changes to resolved within the period; empty if the input tells no status."),
      Column(
        .reopened, .count,
        "Changes back from resolved to open within the period; empty if the input tells no status."),
    ]
  }
}

private struct BacklogCells: RowCells {
  func write<Sink: CellSink & ~Copyable>(_ row: BacklogRow, to sink: inout Sink) {
    sink.numbers(atMost: 7) { cells in
      cells.integer(row.waiting)
      cells.seconds(row.medianAge)
      cells.seconds(row.maximumAge)
      if row.isObserved { cells.integer(row.open) } else { cells.empty() }
      cells.integer(Int(row.flow.opened))
      for count in [row.flow.resolved, row.flow.reopened] {
        if row.isObserved { cells.integer(Int(count)) } else { cells.empty() }
      }
    }
  }
}
