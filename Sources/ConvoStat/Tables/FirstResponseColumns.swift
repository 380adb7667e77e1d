// How long a first response took, as columns of conversations and of waits.

/// The columns of the first response, which two tables have.
struct FirstResponseColumns {
  private let isFromCreation: Bool

  /// Those of a run.
  init(_ optional: OptionalColumns) {
    isFromCreation = optional.isFromCreation
  }

  /// The column of a clock.
  subscript(clock: Clock) -> Column {
    Column("first_response_\(clock.name)_s", .seconds, "\(definition), \(clock.phrase).")
  }

  /// The same in business time.
  func business(_ clock: Clock) -> Column {
    Column(
      "first_response_\(clock.name)_hours_s", .seconds,
      "\(definition), \(clock.phrase), counting business hours only.")
  }

  private var definition: String {
    isFromCreation
      ? "Time from the creation of the conversation, if known, to the end of the earliest wait that an agent ended"
      : "Length of the earliest wait that an agent ended"
  }
}

extension Columns<ResponseRow> {
  /// The columns of responses.csv with `--first-response-from conversation`.
  static func firstResponse(_ optional: OptionalColumns) -> Columns {
    let columns = FirstResponseColumns(optional)
    let hasHours = optional.hasHours
    let business = hasHours ? Clock.allCases.map(columns.business) : []
    return Columns(Clock.allCases.map { columns[$0] } + business) { row, buffer in
      let first = row.firstResponse
      buffer.seconds(first?.createdLatency)
      buffer.seconds(first?.clientLatency)
      if !hasHours { return }
      buffer.seconds(row.businessFirst.created)
      buffer.seconds(row.businessFirst.client)
    }
  }
}

extension ResponseRow {
  /// The first response, where the row is its row; measured as everywhere.
  fileprivate var firstResponse: Reply? {
    guard isFirstResponse, let latency else { return nil }
    return conversation.value.created.map { latency.measured(fromCreation: $0) } ?? latency
  }
}
