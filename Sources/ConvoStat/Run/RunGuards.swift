// Guards against silent failures: a dump that is empty, old, or much smaller than the last one.

/// The minimum that a run must find, or no output is replaced (Options: guards).
public struct RunGuards: Sendable, Equatable {
  /// The minimum number of records; `nil` without this guard.
  public var minRecords: Int?
  /// The maximum age of the latest message, in milliseconds before the run; `nil` without this guard.
  public var newestWithinMilliseconds: Int64?
  /// The maximum drop of the number of messages since the previous run, in millionths; `nil` without this
  /// guard.
  public var maxDropMillionths: Int?

  /// Creates guards that accept every run.
  public init() {}

  /// Returns the time after which a message is ahead of the clock by more than `--newest-within` allows;
  /// `nil` without that guard.
  /// - Parameter now: the start of the run.
  func horizon(now: Int64) -> Int64? { newestWithinMilliseconds.map { now + $0 } }

  /// Returns the first guard that fails; `nil` if all pass.
  ///
  /// - Parameters:
  ///   - messages: the creation times of the latest messages.
  ///   - start: the start of the run.
  ///   - previous: the number of messages of the previous run; `nil` if it is unknown.
  func shortfall(
    in counts: Counts, _ messages: NewestMessages, start: Int64, now: Int64, previous: Int?
  ) -> Shortfall? {
    if let least = minRecords, counts.records < least {
      return .fewRecords(counts.records, least: least)
    }
    if let within = newestWithinMilliseconds {
      if !messages.ignoresAhead, let latest = messages.overall, latest > start + within {
        let ahead = messages.ahead ?? AheadMessage(path: nil, line: 0, created: latest)
        return .messageAhead(ahead, newest: messages.inTime, within: within)
      }
      if (messages.inTime ?? .min) < now - within {
        return .oldMessages(newest: messages.inTime, within: within)
      }
    }
    if let share = maxDropMillionths, let previous, counts.messages < previous,
      isMore(previous - counts.messages, than: share, millionthsOf: previous)
    {
      return .dropped(from: previous, to: counts.messages, share: share)
    }
    return nil
  }

}

/// Returns true if a number is more than the given millionths of another.
///
/// Both may be of any size, because a run.json may state any number.
private func isMore(_ number: Int, than millionths: Int, millionthsOf whole: Int) -> Bool {
  let (left, right) = (number.multipliedFullWidth(by: 1_000_000), whole.multipliedFullWidth(by: millionths))
  return (left.high, left.low) > (right.high, right.low)
}

/// The creation times of the latest messages for a guard, in milliseconds since 1970.
struct NewestMessages {
  /// The latest of all messages.
  var overall: Int64?
  /// The latest of the messages that are not ahead of the clock by more than `--newest-within`.
  var inTime: Int64?
  /// The first message in the inputs that is ahead of the clock by more than `--newest-within`.
  var ahead: AheadMessage?
  /// True if messages ahead of the clock are ignored, because `--as-of` sets the moment of the run.
  var ignoresAhead = false
}

/// A guard that failed.
public enum Shortfall: Sendable, Equatable {
  /// The number of records, and the required minimum.
  case fewRecords(Int, least: Int)
  /// The creation time of the latest message, if there is one, and its maximum age in milliseconds.
  case oldMessages(newest: Int64?, within: Int64)
  /// A message that is ahead of the clock, the creation time of the latest message that is not, and by how
  /// many milliseconds a message may be ahead.
  case messageAhead(AheadMessage, newest: Int64?, within: Int64)
  /// The numbers of messages before and now, and the maximum drop in millionths.
  case dropped(from: Int, to: Int, share: Int)
  /// The run.json of the previous run does not state the number of messages.
  case unknownBefore(path: String)
}

extension Counts {
  /// Returns true if more was rejected than the options allow.
  ///
  /// A limit that is `nil` allows any number.
  ///
  /// The share is exceeded by lines and elements or by bytes, so that a rejected range of many megabytes does
  /// not pass as one line.
  /// - Parameter inputBytes: the length of all inputs, decompressed.
  public func exceedLimits(of options: Options, inputBytes: Int) -> Bool {
    let rejects = rejected + rejectedElements
    if let most = options.maxRejects, rejects > most { return true }
    guard let share = options.maxRejectShareMillionths else { return false }
    return isMore(rejects, than: share, millionthsOf: lines - blank + elements)
      || isMore(rejectedBytes, than: share, millionthsOf: inputBytes)
  }
}
