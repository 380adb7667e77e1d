// The figures that people ask for first.

/// The few figures that a person asks for first (Definitions), over all conversations, by the created clock.
public struct KeyFigures: Sendable, Equatable {
  /// The creation times of the first and the last message of a participant, in milliseconds since 1970; `nil` without one.
  public var period: ClosedRange<Int64>?
  /// Number of responses.
  public var responses = 0
  /// Number of open waits.
  public var unanswered = 0
  /// The statuses of the conversations with an open wait.
  public var openStatuses = OpenStatuses()
  /// The ages of the open waits, except in resolved conversations.
  public var waitAges = WaitAges()
  /// Number of conversations without any response.
  public var neverAnswered = 0
  /// The resolutions and what followed them; `nil` if no status is known.
  public var life: Life?
  /// Number of first responses.
  public var firstResponses = 0
  /// The first responses within the promised times, in the order of `--within`; empty without it.
  public var shares: [TargetShare] = []
  /// The median of first responses in milliseconds; `nil` if there were none.
  public var firstResponseMedianMilliseconds: Int64?
  /// 90th percentile of the first responses in milliseconds; `nil` if there were fewer than `leastForPercentile`.
  public var firstResponseP90Milliseconds: Int64?
  /// The queues that answer slowest, slowest first; empty in a run that writes nothing.
  public var slowestQueues: [QueueFigures] = []
  /// The longest open wait at the as-of moment, in milliseconds; `nil` if no wait is open.
  public var longestWaitMilliseconds: Int64?

  /// The number of values below which a 90th percentile says little.
  package static let leastForPercentile = 10
  /// The number of values below which a median says little.
  package static let leastForMedian = 5

  /// Creates figures of zero.
  public init() {}

  /// The share of first responses within a promised time (ServiceLevels).
  public struct TargetShare: Sendable, Equatable {
    /// The promised time, as in the names of columns.
    public var name: String
    /// The waits that were answered within the time, and those whose outcome is known.
    public var within, decided: Int

    /// Creates a share.
    public init(name: String, within: Int, decided: Int) {
      (self.name, self.within, self.decided) = (name, within, decided)
    }
  }

  /// The figures of resolutions (Life: resolutions).
  public struct Life: Sendable, Equatable {
    /// Number of conversations that are resolved at the end.
    public var resolved = 0
    /// Number of changes back from resolved to open.
    public var reopens = 0
    /// The median of resolution times in milliseconds; `nil` if no moment is exact.
    public var medianMilliseconds: Int64?
    /// 90th percentile of the resolution times in milliseconds; `nil` if there are fewer than `leastForPercentile`.
    public var p90Milliseconds: Int64?
  }
}
