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
  }

  /// Opens the conversation because the customer writes.
  mutating func reopen(at created: Int64) {
    isResolved = false
    reopenList.append(max(created, latest))
  }

  /// Notes a hand-over, after which nothing happens earlier.
  mutating func handOver(at moment: Int64) { latest = max(latest, moment) }

  /// Takes a status observation.
  /// - Returns: true if the observation resolved the conversation.
  mutating func observe(_ observation: SettledObservation) -> Bool {
    isObserved = true
    if observation.hasMoment { latest = observation.moment }
    let moment = observation.moment
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
