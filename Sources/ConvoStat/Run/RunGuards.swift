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

  /// Messages that were created after this moment are ahead of the clock by more than `--newest-within` allows; `nil`
  /// without that guard.
  /// - Parameter now: when the run began.
  func horizon(now: Int64) -> Int64? { newestWithinMilliseconds.map { now + $0 } }

  /// The first guard that a run does not pass; nil where it passes all.
  ///
  /// - Parameters:
  ///   - messages: when the latest messages were created.
  ///   - start: when the run began.
  ///   - previous: the messages of the run before; nil where nothing is known of it.
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

/// When the latest messages were created, as a guard needs to know, in milliseconds since 1970.
struct NewestMessages {
  /// Of all messages.
  var overall: Int64?
  /// Of those that are not ahead of the clock by more than `--newest-within`.
  var inTime: Int64?
  /// The first message in the inputs that is.
  var ahead: AheadMessage?
  /// Whether such messages are passed over, as `--as-of` says by which moment the run goes.
  var ignoresAhead = false
}

/// Which guard a run did not pass.
public enum Shortfall: Sendable, Equatable {
  /// So many records where there should be at least others.
  case fewRecords(Int, least: Int)
  /// When the latest message was created, if there is one, and within how many milliseconds it should be.
  case oldMessages(newest: Int64?, within: Int64)
  /// A message that is ahead of the clock, when the latest one that is not was created, and by how many milliseconds a
  /// message may be ahead.
  case messageAhead(AheadMessage, newest: Int64?, within: Int64)
  /// How many messages there were and are, and the share in millionths that may be missing.
  case dropped(from: Int, to: Int, share: Int)
  /// The run.json of the run before does not say how many messages there were; where it is.
  case unknownBefore(path: String)
}

extension Counts {
  /// Returns true if more was rejected than the options allow; limits that are nil allow anything.
  ///
  /// The share is exceeded by lines and elements or by bytes, so that a stretch of many megabytes does not pass as one
  /// bad line.
  /// - Parameter inputBytes: the length of all inputs, decompressed.
  public func exceedLimits(of options: Options, inputBytes: Int) -> Bool {
    let rejects = rejected + rejectedElements
    if let most = options.maxRejects, rejects > most { return true }
    guard let share = options.maxRejectShareMillionths else { return false }
    return exceeds(share, rejects, of: lines - blank + elements)
      || exceeds(share, rejectedBytes, of: inputBytes)
  }

  /// Returns true if a part is more than so many millionths of a whole.
  private func exceeds(_ millionths: Int, _ part: Int, of whole: Int) -> Bool {
    let (left, right) = (part.multipliedFullWidth(by: 1_000_000), millionths.multipliedFullWidth(by: whole))
    return left.high != right.high ? left.high > right.high : left.low > right.low
  }
}
