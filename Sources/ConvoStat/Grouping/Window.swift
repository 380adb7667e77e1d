// The time window of the conversations that count: `--since`, `--until` and `--anchor`.

/// The part of a conversation that must lie within the window (Options: --anchor).
public enum Anchor: String, Sendable, CaseIterable {
  /// The first message of a customer, agent or bot.
  case conversation
  /// Any message of a customer, agent or bot.
  case message
}

/// A moment from the command line.
///
/// A date, or a time without an offset, is in the zone of the run.
public struct Boundary: Hashable, Sendable {
  private let milliseconds: Int64
  private let isWallClock: Bool

  /// Creates a boundary; `nil` if the text is neither a date nor a time (Inputs: messages and times).
  public init?(_ text: String) {
    if let moment = parseMoment(text) {
      milliseconds = moment
      // A text that is valid only with an offset has none yet.
      isWallClock = parseMoment(text + "Z") != nil
    } else if text.utf8.count == 10, let day = parseMoment(text + "T00:00:00Z") {
      milliseconds = day
      isWallClock = true
    } else {
      return nil
    }
  }

  /// Returns the moment in milliseconds since 1970.
  ///
  /// For a date it is the first moment of that day in the zone.
  public func moment(in zone: Zone?) -> Int64 {
    guard isWallClock, let zone else { return milliseconds }
    return zone.moment(of: milliseconds)
  }
}

/// A time window from `since`, inclusive, to `until`, exclusive.
public struct Window: Hashable, Sendable {
  /// The first moment; `nil` if there is no lower bound.
  public var since: Boundary?
  /// The first moment after the window; `nil` if there is no upper bound.
  public var until: Boundary?
  /// Part of a conversation that must lie in the window.
  public var anchor = Anchor.conversation

  /// Creates a window without bounds.
  public init() {}

  /// True if the window has no bounds.
  ///
  /// Conversations without any time are then within it.
  public var isEverything: Bool { since == nil && until == nil }

  /// Returns true if no moment is within the window.
  public func isEmpty(in zone: Zone?) -> Bool {
    guard let since, let until else { return false }
    return until.moment(in: zone) <= since.moment(in: zone)
  }

  /// Returns the moments of the window, in milliseconds since 1970.
  func moments(in zone: Zone?) -> Range<Int64> {
    let first = since?.moment(in: zone) ?? .min
    return first..<max(first, until?.moment(in: zone) ?? .max)
  }
}
