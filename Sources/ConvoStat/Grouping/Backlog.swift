// What backlog.csv has a row for: periods of the calendar, and a key of conversations.

/// The length of a period of backlog.csv.
public enum BacklogPeriod: String, Sendable, CaseIterable { case hour, day, week }

/// The rows of backlog.csv: `--backlog PERIOD[:KEY]`.
public struct Backlog: Equatable, Sendable {
  /// The length of the period of a row.
  public let period: BacklogPeriod
  /// The key of conversations by which the rows are divided; `nil` if there is one row per period.
  public let key: Key?

  /// Creates the rows of an option; `nil` if the key is not one of conversations.
  public init?(_ period: BacklogPeriod, by key: Key? = nil) {
    if let key, !key.isOfConversations { return nil }
    self.period = period
    self.key = key
  }

  /// The name of the file.
  package static let fileName = "backlog.csv"

  /// The value of the option.
  public var text: String { period.rawValue + (key.map { ":\($0.name)" } ?? "") }

  /// The key columns after the period.
  var keys: [Key] { Key.columns(of: [key].compactMap(\.self)) }
}

extension Key {
  /// True if a conversation as a whole has the key: it is no time, and not the agent who wrote.
  public var isOfConversations: Bool { !isTime && self != .agent }
}

/// The periods of a clock, each with a number.
///
/// A period begins when the clock of the zone first shows its beginning, and ends where the next one begins. So an hour is
/// two hours long when the clock is put back, and has no length when the clock skips it.
struct BacklogPeriods: Sendable {
  private let period: BacklogPeriod
  private let zone: Zone?

  private static let (hour, day): (Int64, Int64) = (3_600_000, 86_400_000)

  /// - Parameter zone: the zone of the clock; `nil` is UTC.
  init(_ period: BacklogPeriod, zone: Zone?) {
    self.period = period
    self.zone = zone
  }

  /// Returns the number of the period of a moment, given in milliseconds since 1970.
  func number(of moment: Int64) -> Int32 {
    guard let zone else { return number(ofLocal: moment) }
    var number = number(ofLocal: moment + zone.offset(at: moment))
    while start(number + 1) <= moment { number += 1 }
    return number
  }

  /// Returns the moment at which a period begins, in milliseconds since 1970.
  func start(_ number: Int32) -> Int64 {
    let local = localStart(number)
    return zone?.moment(of: local) ?? local
  }

  /// Returns true if the clock skips a period.
  func isSkipped(_ number: Int32) -> Bool { zone != nil && start(number) == start(number + 1) }

  /// Returns the cell of a period, such as `2026-01-05T09:00`.
  func cell(_ number: Int32) -> String {
    let (day, ofDay) = Zone.day(of: localStart(number))
    // `Periods` keeps the day above eight other bits.
    let date = Int64(day) << 8
    switch period {
    case .hour:
      return Periods.cell(.day, of: date) + "T" + String(ofDay / 3_600_000).zeroPadded(to: 2) + ":00"
    case .day: return Periods.cell(.day, of: date)
    case .week: return Periods.cell(.week, of: date)
    }
  }

  private func number(ofLocal local: Int64) -> Int32 {
    let length = period == .hour ? BacklogPeriods.hour : BacklogPeriods.day
    let (quotient, rest) = local.quotientAndRemainder(dividingBy: length)
    let number = Int32(truncatingIfNeeded: rest < 0 ? quotient - 1 : quotient)
    return period == .week ? Int32(CivilDate.week(ofDay: Int(number))) : number
  }

  /// The beginning of a period by the clock, as milliseconds since its 1970-01-01.
  private func localStart(_ number: Int32) -> Int64 {
    switch period {
    case .hour: Int64(number) * BacklogPeriods.hour
    case .day: Int64(number) * BacklogPeriods.day
    // 1970-01-01 was a Thursday, and is in week 0.
    case .week: (Int64(number) * 7 - 3) * BacklogPeriods.day
    }
  }
}
