// Observations of one change that several records tell: webhooks, activity texts and reporting events.

/// An exact observation that was no repetition.
struct FirstObservation: BitwiseCopyable {
  var observation: StatusObservation
  /// The number of exact observations before it.
  var number: Int
}

/// Finds observations of one change that several records tell seconds apart.
struct Repetitions: ~Copyable {
  private var firsts = ReusableArray<FirstObservation>(capacity: 4)
  /// By origin and status: the number of the last exact observation, or -1.
  private var last = FixedArray(repeating: -1, count: Repetitions.kinds)
  private var count = 0

  private static let kinds = StatusObservation.Origin.allCases.count * StatusObservation.Told.allCases.count
  /// The longest time between two records of one change, in milliseconds.
  private static let farthest: Int64 = 60_000

  mutating func begin() {
    if count == 0 { return }
    count = 0
    firsts.removeAll()
    last.setAll(to: -1)
  }

  /// Returns true if another record has told of the change (Life: repetition).
  mutating func isRepetition(_ observation: StatusObservation) -> Bool {
    let kind =
      Int(observation.origin.rawValue) * StatusObservation.Told.allCases.count
      + Int(observation.told.rawValue)
    let same = last[kind]
    last[kind] = count
    defer { count += 1 }
    var index = firsts.count - 1
    while index >= 0, firsts[index].number > same {
      let first = firsts[index].observation
      if first.told == observation.told, first.origin != observation.origin,
        abs(first.moment - observation.moment) <= Repetitions.farthest
      {
        return true
      }
      index -= 1
    }
    firsts.append(FirstObservation(observation: observation, number: count))
    return false
  }
}
