// Guards against the failure that makes no noise: a dump that is empty, old, or much smaller than the last one.

/// What a run must at least have found, or no output is replaced (README 4).
public struct RunGuards: Sendable, Equatable {
  /// Fewer records than this are too few; nil: any number will do.
  public var minRecords: Int?
  /// The latest message must have been created within so many milliseconds before the run; nil: any time will do.
  public var newestWithinMilliseconds: Int64?
  /// The share, in millionths, by which the kept messages may be fewer than those of the run before; nil: any.
  public var maxDropMillionths: Int?

  public init() {}

  /// The first guard that a run does not pass; nil where it passes all.
  ///
  /// - Parameters:
  ///   - newest: when the latest message was created; nil where there is none.
  ///   - previous: the messages of the run before; nil where nothing is known of it.
  func shortfall(in counts: Counts, newest: Int64?, now: Int64, previous: Int?) -> Shortfall? {
    if let least = minRecords, counts.records < least {
      return .fewRecords(counts.records, least: least)
    }
    if let within = newestWithinMilliseconds, (newest ?? .min) < now - within {
      return .oldMessages(newest: newest, within: within)
    }
    if let share = maxDropMillionths, let previous, counts.messages < previous,
      RunGuards.isMore(previous - counts.messages, than: share, millionthsOf: previous)
    {
      return .dropped(from: previous, to: counts.messages, share: share)
    }
    return nil
  }

  /// Whether a number is more than a share of another one, of any size: a run.json may state any number.
  private static func isMore(_ number: Int, than millionths: Int, millionthsOf whole: Int) -> Bool {
    let (left, right) = (number.multipliedFullWidth(by: 1_000_000), whole.multipliedFullWidth(by: millionths))
    return (left.high, left.low) > (right.high, right.low)
  }
}

/// Which guard a run did not pass.
public enum Shortfall: Sendable, Equatable {
  /// So many records where there should be at least others.
  case fewRecords(Int, least: Int)
  /// When the latest message was created, if there is one, and within how many milliseconds it should be.
  case oldMessages(newest: Int64?, within: Int64)
  /// How many messages there were and are, and the share in millionths that may be missing.
  case dropped(from: Int, to: Int, share: Int)
}
