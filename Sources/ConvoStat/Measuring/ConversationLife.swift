// The life of a conversation: open or resolved, by its status observations and its customer's messages
// (Life: resolutions).

/// A change of a conversation to resolved.
struct Resolution: BitwiseCopyable, Equatable {
  /// The moment in milliseconds since 1970; `StatusObservation.noMoment` if it is unknown.
  var moment: Int64
  /// True if a record told of the change itself.
  var isExact: Bool

  /// The moment in milliseconds since 1970; `nil` if it is unknown.
  var knownMoment: Int64? { moment == StatusObservation.noMoment ? nil : moment }
}

/// The state of a conversation while its messages and observations are walked through in order.
struct ConversationLife: ~Copyable {
  private(set) var isResolved = false
  /// True if there was a status observation.
  private(set) var isObserved = false
  private var resolutionList = ReusableArray<Resolution>(capacity: 4)
  private var reopenList = ReusableArray<Int64>(capacity: 4)
  private var repetitions = Repetitions()
  /// The latest moment of the observations so far.
  private(set) var latest = Int64.min

  /// The changes to resolved, in order.
  var resolutions: BorrowedArray<Resolution> { resolutionList.elements }
  /// The moments of the changes back; `StatusObservation.noMoment` for unknown ones.
  var reopens: BorrowedArray<Int64> { reopenList.elements }

  /// Begins a conversation, which is open.
  mutating func begin() {
    if !isObserved, latest == .min { return }  // nothing was observed in the last conversation
    (isResolved, isObserved, latest) = (false, false, .min)
    resolutionList.removeAll()
    reopenList.removeAll()
    repetitions.begin()
  }

  /// Opens the conversation because the customer writes.
  mutating func reopen(at created: Int64) {
    isResolved = false
    reopenList.append(max(created, latest))
  }

  /// Returns the moment of a hand-over, which is never before what precedes it.
  /// - Parameter reached: the latest creation time of the messages before it.
  mutating func moment(of handover: StatusObservation, after reached: Int64) -> Int64 {
    latest = max(latest, handover.moment, reached)
    return latest
  }

  /// Takes a status observation.
  /// - Parameter reached: the latest creation time of the messages before it.
  /// - Returns: true if the observation resolved the conversation.
  mutating func observe(_ observation: StatusObservation, after reached: Int64) -> Bool {
    isObserved = true
    if observation.hasMoment { latest = max(latest, observation.moment, reached) }
    let moment = observation.hasMoment ? latest : StatusObservation.noMoment
    if observation.isExact, observation.hasMoment, repetitions.isRepetition(observation) { return false }
    guard observation.told == .resolved else {
      if isResolved { reopenList.append(moment) }
      isResolved = false
      return false
    }
    if !isResolved {
      isResolved = true
      resolutionList.append(Resolution(moment: moment, isExact: observation.isExact))
      return true
    }
    let last = resolutionList.count - 1
    if observation.isExact, observation.hasMoment, !resolutionList[last].isExact {
      resolutionList[last] = Resolution(moment: moment, isExact: true)
    }
    return false
  }
}

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
