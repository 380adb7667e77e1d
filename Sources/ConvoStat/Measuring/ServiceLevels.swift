// How many were answered in time: the times that were promised, and the counts of each.

/// Times within which customers are to be answered (`--within`), rising.
public struct ServiceLevels: Equatable, Sendable {
  /// A time, and how it was written.
  public struct Level: Equatable, Sendable {
    /// Such as `30s`; the end of the columns' names.
    public let name: String
    public let milliseconds: Int64

    public init(name: String, milliseconds: Int64) {
      self.name = name
      self.milliseconds = milliseconds
    }
  }

  public let levels: [Level]

  /// Levels; nil unless there are some and each is longer than the one before.
  public init?(_ levels: [Level]) {
    let times = levels.map(\.milliseconds)
    guard !levels.isEmpty, zip(times, times.dropFirst()).allSatisfy({ $0 < $1 }) else { return nil }
    self.levels = levels
  }

  /// Returns all times of both, rising; a time that both have keeps its name in `self`.
  public func joined(with others: ServiceLevels) -> ServiceLevels {
    let new = others.levels.filter { other in !levels.contains { $0.milliseconds == other.milliseconds } }
    return ServiceLevels((levels + new).sorted { $0.milliseconds < $1.milliseconds }) ?? self
  }

  /// Names alone, for who describes columns.
  init(names: [String]) { levels = names.map { Level(name: $0, milliseconds: 0) } }
}

/// What became of waits, seen from a promised time (README 2.4).
struct LevelCount {
  /// Waits that were answered within the time.
  var within = 0
  /// Waits that were answered, whenever.
  var answered = 0
  /// Waits that are open and longer than the time.
  var over = 0
  /// Waits that are open and not longer: nobody knows yet what becomes of them.
  var pending = 0

  /// How many waits are decided.
  var decided: Int { answered + over }

  /// Adds the counts of other waits.
  mutating func add(_ other: LevelCount) {
    within += other.within
    answered += other.answered
    over += other.over
    pending += other.pending
  }
}

extension LevelCount {
  /// One open wait of that age.
  init(open age: Int64, _ promise: Int64) {
    self.init(over: age > promise ? 1 : 0, pending: age > promise ? 0 : 1)
  }
}

/// The counts of a promised time by both clocks.
struct LevelCounts {
  var firstResponse = ByClock(created: LevelCount(), client: LevelCount())
  var response = ByClock(created: LevelCount(), client: LevelCount())
}
