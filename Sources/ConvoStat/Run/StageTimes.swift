// The duration of each stage of a run: one reading of the clock at the end of a stage.

/// The wall time of each stage so far.
///
/// The time since the last end of a stage belongs to the stage that ends next.
public struct StageTimes: Sendable, Equatable {
  /// A stage of the run, under its name in run.json.
  public enum Stage: String, Sendable, CaseIterable {
    /// Inputs to facts.
    case read
    /// Facts to conversations, and the as-of moment. Spilled facts are joined while they are measured.
    case join
    /// Conversations to their rows.
    case measure
    /// Groups to their tables.
    case tables
  }

  private var nanoseconds = [Int64](repeating: 0, count: Stage.allCases.count)
  private var last: Int64

  /// Begins the first stage.
  /// - Parameter now: the time of the clock in nanoseconds.
  public init(now: Int64 = StageTimes.clock()) { last = now }

  /// Ends a stage.
  ///
  /// The times of a stage that ends more than once are added.
  public mutating func end(_ stage: Stage, now: Int64 = StageTimes.clock()) {
    for (index, other) in Stage.allCases.enumerated() where other == stage {
      nanoseconds[index] += now - last
    }
    last = now
  }

  /// All stages in order with their duration in whole milliseconds, rounded down.
  public var milliseconds: [(stage: Stage, value: Int64)] {
    zip(Stage.allCases, nanoseconds).map { (stage: $0, value: $1 / 1_000_000) }
  }

  /// Returns the time of a monotonic clock, in nanoseconds since some moment.
  public static func clock() -> Int64 {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec)
  }
}
