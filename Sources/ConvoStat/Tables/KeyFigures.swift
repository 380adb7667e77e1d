// The figures that people ask for first.

/// The few figures that a person asks for first (README 2), over all conversations, by the created clock.
public struct KeyFigures: Sendable, Equatable {
  /// Number of responses.
  public var responses = 0
  /// Number of open waits.
  public var unanswered = 0
  /// Number of conversations without any response.
  public var neverAnswered = 0
  /// The first responses' median and 90th percentile in milliseconds; nil where there was none.
  public var firstResponseMedianMilliseconds: Int64?
  /// 90th percentile of the first responses in milliseconds, or `nil` without responses.
  public var firstResponseP90Milliseconds: Int64?
  /// The queues that answer slowest, slowest first; none in a run that writes nothing.
  public var slowestQueues: [QueueFigures] = []
  /// The longest open wait at the as-of moment, in milliseconds; nil where none is open.
  public var longestWaitMilliseconds: Int64?

  /// Creates figures of zero.
  public init() {}
}
