// The length of the first response, as columns of conversations and of waits.

/// The columns of the first response, which two tables have.
struct FirstResponseColumns {
  private let isFromCreation: Bool

  /// Creates the columns for a run.
  init(_ optional: OptionalColumns) {
    isFromCreation = optional.isFromCreation
  }

  /// The column by a clock.
  subscript(clock: Clock) -> Column {
    Column(.firstResponse(clock), .seconds, "\(definition), \(clock.phrase).")
  }

  /// Returns the column by a clock in business time.
  func business(_ clock: Clock) -> Column {
    Column(
      .firstResponse(clock, isBusiness: true), .seconds,
      "\(definition), \(clock.phrase), counting business hours only.")
  }

  private var definition: String {
    isFromCreation
      ? "Time from the creation of the conversation, if known, to the end of the earliest wait that an agent ended"
      : "Length of the earliest wait that an agent ended"
  }
}

extension Columns<ResponseRow> {
  /// Returns the columns of responses.csv with `--first-response-from conversation`.
  static func firstResponse(_ optional: OptionalColumns) -> Columns {
    let columns = FirstResponseColumns(optional)
    let hasHours = optional.hasHours
    let business = hasHours ? Clock.allCases.map(columns.business) : []
    return Columns(
      Clock.allCases.map { columns[$0] } + business, FirstResponseCells(hasHours: hasHours))
  }
}

private struct FirstResponseCells: RowCells {
  let hasHours: Bool

  func write<Sink: CellSink & ~Copyable>(_ row: ResponseRow, to sink: inout Sink) {
    let first = row.firstResponse
    sink.seconds(first?.createdLatency)
    sink.seconds(first?.clientLatency)
    if !hasHours { return }
    sink.seconds(row.businessFirst.created)
    sink.seconds(row.businessFirst.client)
  }
}

extension ResponseRow {
  /// The first response; `nil` if this row is another wait.
  fileprivate var firstResponse: Reply? {
    guard isFirstResponse, let latency else { return nil }
    return conversation.value.created.map { latency.measured(fromCreation: $0) } ?? latency
  }
}
