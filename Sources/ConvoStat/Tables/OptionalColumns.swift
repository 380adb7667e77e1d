// The columns that options add to tables, after those of every run.

/// The options that add columns.
struct OptionalColumns: Sendable {
  /// True if there are columns in business time (`--hours`).
  var hasHours = false
  /// The spellings of the times of service levels (`--within`).
  var levels: [String] = []
  /// True if conversations.csv has labels and the other extra attributes (`--attributes`).
  var hasAttributes = false
  /// True if there are columns for the creation of conversations (`--first-response-from conversation`).
  var hasCreation = false
  /// True if first responses are measured from the creation of the conversation.
  ///
  /// `describe` leaves it false and shows the usual definition.
  var isFromCreation = false
  /// True if sessions of conversations have rows (`--sessions`).
  var hasSessions = false
  /// True if conversations have links (`--link`).
  var hasLink = false
  /// The links of conversations; `nil` if they have none, or if the columns are only described.
  var link: ConversationLink?
  /// What the columns say of agents and customers.
  var people = People()

  /// The name and the words for first responses.
  var firstResponse: LatencyName { isFromCreation ? .firstResponseFromCreation : .firstResponse }
}

/// A row that counts answers within promised times.
protocol Serviced: SendableMetatype {
  /// Returns the counts of the promised time at an index.
  func level(_ index: Int) -> LevelCounts
}

extension Columns where Row: Serviced {
  /// Per clock and promised time: the share of first responses and of responses within it, and how many waits
  /// are too young to tell.
  ///
  /// They are written together, since conversations.csv has all of them in every row.
  static func levels(_ names: [String]) -> [Columns] {
    let count = names.count
    if count == 0 { return [] }
    let columns = Clock.allCases.flatMap { clock in
      names.flatMap { name in
        Column.level("first responses", LatencyName.firstResponse.by(clock), clock, name)
          + Column.level("responses", LatencyName.response.by(clock), clock, name)
      }
    }
    return [Columns(columns, LevelCells(count: count))]
  }
}

private struct LevelCells<Row: Serviced>: RowCells {
  let count: Int

  func write<Sink: CellSink & ~Copyable>(_ row: Row, to sink: inout Sink) {
    for index in 0..<count { sink.append(row.level(index), .created) }
    for index in 0..<count { sink.append(row.level(index), .client) }
  }
}

extension Column {
  /// Returns the two columns of a promised time.
  fileprivate static func level(
    _ what: String, _ latency: LatencyName, _ clock: Clock, _ name: String
  ) -> [Column] {
    [
      Column(
        .within(latency, name), .share,
        "Of the \(what), \(clock.phrase), and of the waits for one that are open and older than \(name), the part "
          + "that came within \(name)."),
      Column(
        .pending(latency, name), .count,
        "Unanswered waits for \(what) that are at most \(name) old at the as-of time, \(clock.phrase): they are left "
          + "out of \(ColumnName.within(latency, name).text), since nobody knows yet what becomes of them."),
    ]
  }
}

extension CellSink where Self: ~Copyable {
  /// Writes the cells of a promised time.
  @inline(__always)
  fileprivate mutating func append(_ counts: LevelCounts, _ clock: Clock) {
    append(counts.firstResponse[clock])
    append(counts.response[clock])
  }

  @inline(__always)
  private mutating func append(_ count: LevelCount) {
    ratio(count.within, count.decided)
    integer(count.pending)
  }
}
