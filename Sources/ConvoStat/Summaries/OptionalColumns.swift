// The columns that tables have only if they are asked for, behind those of every run.

/// Which of them there are.
struct OptionalColumns: Sendable {
  /// Whether there are columns in business time (`--hours`).
  var hasHours = false
  /// How the times of service levels are written (`--within`).
  var levels: [String] = []
  /// Whether conversations.csv has labels and the like (`--attributes`).
  var hasAttributes = false
  /// Whether there are columns about when conversations were created (`--first-response-from conversation`).
  var hasCreation = false
  /// Whether first responses are measured from there; of all columns that there may be the words are the usual ones.
  var isFromCreation = false

  /// How first responses are measured, in words.
  var firstResponse: LatencyName { isFromCreation ? .firstResponseFromCreation : .firstResponse }
}

extension Options {
  /// The columns that the run was asked for.
  var optionalColumns: OptionalColumns {
    let isFromCreation = firstResponseFrom == .conversation
    return OptionalColumns(
      hasHours: hours != nil, levels: levels?.levels.map(\.name) ?? [], hasAttributes: attributes,
      hasCreation: isFromCreation, isFromCreation: isFromCreation)
  }
}

/// A row that counts answers within promised times.
protocol Serviced: SendableMetatype {
  /// The counts of the promised time at a place.
  func level(_ index: Int) -> LevelCounts
}

extension Columns where Row: Serviced {
  /// Per clock and promised time: the share of first responses and of responses within it, and how many waits are
  /// too young to tell.
  static func levels(_ names: [String]) -> [Columns] {
    Clock.allCases.flatMap { clock in
      names.enumerated().flatMap { index, name in
        level(.firstResponse, clock, name) { $0.level(index).firstResponse[clock] }
          + level(.response, clock, name) { $0.level(index).response[clock] }
      }
    }
  }

  private static func level(
    _ latency: LatencyName, _ clock: Clock, _ name: String, _ count: @escaping @Sendable (Row) -> LevelCount
  ) -> [Columns] {
    let column = latency.by(clock).name
    let what = latency.name == LatencyName.firstResponse.name ? "first responses" : "responses"
    return [
      ratio(
        "\(column)_within_\(name)", .share,
        "Of the \(what), \(clock.phrase), and of the waits for one that are open and older than \(name), the part "
          + "that came within \(name)."
      ) {
        let count = count($0)
        return (count.within, count.decided)
      },
      Columns.count(
        "\(column)_pending_\(name)",
        "Unanswered waits for \(what) that are at most \(name) old at the as-of time, \(clock.phrase): they are left "
          + "out of \(column)_within_\(name), since nobody knows yet what becomes of them."
      ) { count($0).pending },
    ]
  }
}
