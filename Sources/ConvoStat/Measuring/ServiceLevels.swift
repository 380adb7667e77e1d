// Service levels: promised times, and the counts of waits that were answered within them.

/// Times within which customers should be answered (`--within`), in ascending order.
public struct ServiceLevels: Equatable, Sendable {
  /// A promised time, with its spelling on the command line.
  public struct Level: Equatable, Sendable {
    /// The spelling, such as `30s`.
    ///
    /// Column names end with it.
    public let name: String
    /// Length of time in milliseconds.
    public let milliseconds: Int64

    /// Creates a level.
    public init(name: String, milliseconds: Int64) {
      self.name = name
      self.milliseconds = milliseconds
    }
  }

  /// Levels in ascending order.
  public let levels: [Level]

  /// Creates service levels; `nil` if there are none or if they do not ascend strictly.
  public init?(_ levels: [Level]) {
    let times = levels.map(\.milliseconds)
    guard !levels.isEmpty, zip(times, times.dropFirst()).allSatisfy({ $0 < $1 }) else { return nil }
    self.levels = levels
  }

  /// Returns all times of both in ascending order.
  ///
  /// A time that both have keeps its name in `self`.
  public func joined(with others: ServiceLevels) -> ServiceLevels {
    let new = others.levels.filter { other in !levels.contains { $0.milliseconds == other.milliseconds } }
    return ServiceLevels((levels + new).sorted { $0.milliseconds < $1.milliseconds }) ?? self
  }

  /// Creates levels with names only, for describing columns.
  init(names: [String]) { levels = names.map { Level(name: $0, milliseconds: 0) } }
}

/// The counts of waits for one promised time (ServiceLevels: service levels).
struct LevelCount {
  /// The number of waits that were answered within the time.
  var within = 0
  /// The number of waits that were answered at any time.
  var answered = 0
  /// The number of open waits that are older than the time.
  var over = 0
  /// The number of open waits that are not older than the time.
  ///
  /// Their outcome is not known yet.
  var pending = 0

  /// The number of waits with a known outcome.
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
  /// Creates the counts of one open wait with an age in milliseconds.
  init(open age: Int64, _ promise: Int64) {
    self.init(over: age > promise ? 1 : 0, pending: age > promise ? 0 : 1)
  }
}

/// The counts of a promised time by both clocks.
struct LevelCounts {
  var firstResponse = ByClock(created: LevelCount(), client: LevelCount())
  var response = ByClock(created: LevelCount(), client: LevelCount())
}
