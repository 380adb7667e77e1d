// The time window of the conversations that count: `--since`, `--until` and `--anchor`.

/// The part of a conversation that must lie within the window (Options: --anchor).
public enum Anchor: String, Sendable, CaseIterable {
  /// The first message of a customer, agent or bot.
  case conversation
  /// Any message of a customer, agent or bot.
  case message
}

/// A time window from `since`, inclusive, to `until`, exclusive.
public struct Window: Hashable, Sendable {
  /// The boundary whose start is the first moment; `nil` if there is no lower bound.
  public var since: Boundary?
  /// The boundary whose end is the first moment after the window; `nil` if there is no upper bound.
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
    return until.end(in: zone) <= since.start(in: zone)
  }

  /// Returns the moments of the window, in milliseconds since 1970.
  func moments(in zone: Zone?) -> Range<Int64> {
    let first = since?.start(in: zone) ?? .min
    return first..<max(first, until?.end(in: zone) ?? .max)
  }
}
