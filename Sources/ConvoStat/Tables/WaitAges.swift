// The ages of the waits that are open at the end, for the terminal and the page.

/// The number of conversations with an unanswered wait that is older than an hour, or a day.
public struct WaitAges: Equatable, Sendable {
  /// The waits that are older than an hour.
  public var overHour = 0
  /// The waits that are older than a day, 24 hours; they are also older than an hour.
  public var overDay = 0

  /// Creates counts of zero.
  public init() {}

  /// Counts a wait by its age in milliseconds.
  mutating func absorb(_ age: Int64) {
    if age > 3_600_000 { overHour += 1 }
    if age > 86_400_000 { overDay += 1 }
  }

  /// Adds the counts of another worker.
  mutating func merge(_ other: WaitAges) {
    overHour += other.overHour
    overDay += other.overDay
  }
}
