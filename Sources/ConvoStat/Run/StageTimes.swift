// How long each stage of a run took: one look at the clock where a stage hands over to the next.

/// The wall time of each stage so far. What lies between two hand-overs belongs to the stage that ends there.
public struct StageTimes: Sendable, Equatable {
  /// A stage of the run, under its name in run.json.
  public enum Stage: String, Sendable, CaseIterable {
    /// Inputs to facts.
    case read
    /// Facts to conversations, and the as-of moment. Facts that were spilled are joined while they are
    /// measured.
    case join
    /// Conversations to their rows.
    case measure
    /// Groups to their tables.
    case tables
  }

  private var nanoseconds = [Int64](repeating: 0, count: Stage.allCases.count)
  private var last: Int64

  /// Begins the first stage.
  /// - Parameter now: what the clock shows, in nanoseconds.
  public init(now: Int64 = StageTimes.clock()) { last = now }

  /// Ends a stage; one that ends more than once keeps the sum.
  public mutating func end(_ stage: Stage, now: Int64 = StageTimes.clock()) {
    for (place, other) in Stage.allCases.enumerated() where other == stage {
      nanoseconds[place] += now - last
    }
    last = now
  }

  /// All stages in their order with whole milliseconds, rounded down.
  public var milliseconds: [(stage: Stage, value: Int64)] {
    zip(Stage.allCases, nanoseconds).map { (stage: $0, value: $1 / 1_000_000) }
  }

  /// A clock that is never set, in nanoseconds since some moment.
  public static func clock() -> Int64 {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec)
  }
}
