// The stretch of time whose conversations count: `--since`, `--until` and `--anchor`.

/// What of a conversation must lie within (README 3.6).
public enum Anchor: String, Sendable, CaseIterable {
  /// Its first message of customer, agent or bot.
  case conversation
  /// Any message of customer, agent or bot.
  case message
}

/// A moment as it was named: a date or a time without offset is by the clock of the run's zone.
public struct Boundary: Hashable, Sendable {
  private let milliseconds: Int64
  private let isWallClock: Bool

  /// A moment; nil where the text is neither a date nor a time (README 1.3).
  public init?(_ text: String) {
    if let moment = parseMoment(text) {
      milliseconds = moment
      // A time that takes an offset has none yet.
      isWallClock = parseMoment(text + "Z") != nil
    } else if text.utf8.count == 10, let day = parseMoment(text + "T00:00:00Z") {
      milliseconds = day
      isWallClock = true
    } else {
      return nil
    }
  }

  /// The moment in milliseconds since 1970; of a date its first in the zone.
  public func moment(in zone: Zone?) -> Int64 {
    guard isWallClock, let zone else { return milliseconds }
    return zone.moment(of: milliseconds)
  }
}

/// From one moment, which is within, to another, which is not.
public struct Window: Hashable, Sendable {
  /// Nil: there is no beginning.
  public var since: Boundary?
  /// Nil: there is no end.
  public var until: Boundary?
  public var anchor = Anchor.conversation

  public init() {}

  /// Whether everything is within, also what has no time.
  public var isEverything: Bool { since == nil && until == nil }

  /// Whether nothing can be within.
  public func isEmpty(in zone: Zone?) -> Bool {
    guard let since, let until else { return false }
    return until.moment(in: zone) <= since.moment(in: zone)
  }

  /// The moments within, in milliseconds since 1970.
  func moments(in zone: Zone?) -> Range<Int64> {
    let first = since?.moment(in: zone) ?? .min
    return first..<max(first, until?.moment(in: zone) ?? .max)
  }
}
