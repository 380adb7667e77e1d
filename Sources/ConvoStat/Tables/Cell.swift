// The value of a cell, for every form of a table that is not CSV.

/// A cell of a row whose text, if it has one, belongs to somebody else.
///
/// It is a plain value, so reading a row of them allocates nothing.
package enum BorrowedCell: BitwiseCopyable, Sendable {
  case empty
  /// A text as CSV has it, without quotes and guards.
  case text(Text)
  case count(Int)
  case milliseconds(Int64)
  /// A length of time that needs more than 64 bits.
  case sum(Int128)
  /// A share or a ratio, in units of its last decimal, and its denominator.
  case tenThousandths(Int, of: Int)
  /// A mean, in units of its last decimal.
  case hundredths(Int)
  /// A moment in milliseconds since 1970.
  case time(Int64)
  /// A day by its number since 1970.
  case day(Int)
}

/// A cell of a row.
package enum Cell: Equatable, Sendable {
  case empty
  /// A text as CSV has it, without quotes and guards.
  case text(String)
  case count(Int)
  /// A length of time; a sum of many may need more than 64 bits.
  case milliseconds(Int128)
  /// A share or a ratio, in units of its last decimal, and its denominator.
  case tenThousandths(Int, of: Int)
  /// A mean, in units of its last decimal.
  case hundredths(Int)
  /// A moment in milliseconds since 1970.
  case time(Int64)
  /// A day by its number since 1970.
  case day(Int)

  /// Copies a cell.
  package init(_ cell: BorrowedCell) {
    self =
      switch cell {
      case .empty: .empty
      case .text(let text): .text(text.string)
      case .count(let number): .count(number)
      case .milliseconds(let length): .milliseconds(Int128(length))
      case .sum(let length): .milliseconds(length)
      case .tenThousandths(let number, let denominator): .tenThousandths(number, of: denominator)
      case .hundredths(let number): .hundredths(number)
      case .time(let moment): .time(moment)
      case .day(let number): .day(number)
      }
  }

  /// Calls `body` with the cell, whose text is valid during the call.
  func borrow(_ body: (BorrowedCell) -> Void) {
    switch self {
    case .empty: body(.empty)
    case .text(let text): text.withText { body(.text($0)) }
    case .count(let number): body(.count(number))
    case .milliseconds(let length):
      body(Int64(exactly: length).map { .milliseconds($0) } ?? .sum(length))
    case .tenThousandths(let number, let denominator): body(.tenThousandths(number, of: denominator))
    case .hundredths(let number): body(.hundredths(number))
    case .time(let moment): body(.time(moment))
    case .day(let number): body(.day(number))
    }
  }

  /// Whether the cell has no content.
  package var isEmpty: Bool { if case .empty = self { true } else { false } }

  /// True if a spreadsheet would run the cell as a formula.
  var needsGuard: Bool {
    if case .text(let text) = self { text.withText { $0.needsGuard } } else { false }
  }

  /// The number of a day; `nil` for another cell.
  package var day: Int? { if case .day(let number) = self { number } else { nil } }

  /// A whole number; `nil` for another cell.
  package var count: Int? { if case .count(let number) = self { number } else { nil } }

  /// A length of time; `nil` for another cell, and for a length beyond 64 bits.
  package var milliseconds: Int64? {
    if case .milliseconds(let length) = self { Int64(exactly: length) } else { nil }
  }

  /// The cell as CSV has it, without quotes and guards.
  /// - Parameters:
  ///   - zone: the zone of times; `nil` is UTC.
  ///   - point: the decimal point.
  package func text(in zone: Zone?, point: Character = ".") -> String {
    switch self {
    case .empty: return ""
    case .text(let text): return text
    case .count(let number): return String(number)
    case .milliseconds(let length): return String(decimal: length, places: 3, point: point)
    case .tenThousandths(let number, _): return String(decimal: number, places: 4, point: point)
    case .hundredths(let number): return String(decimal: number, places: 2, point: point)
    case .time(let moment):
      var buffer = CSVBuffer(text: .raw, zone: zone, capacity: 64)
      buffer.time(moment)
      return buffer.content[0..<buffer.count - 1].string
    case .day(let number): return Periods.cell(.day, of: Int64(number) << 8)
    }
  }
}
