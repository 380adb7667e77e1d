// The stretches of time in which the customer of a conversation waits, for the backlog.

/// A stretch of time in which the customer waits for an answer (Backlog: who waits).
///
/// A wait is one stretch, unless a bot answers in between, or the wait begins again with the last message. Moments are in
/// milliseconds since 1970.
struct WaitStretch: Equatable, BitwiseCopyable {
  /// The moment from which the wait is measured.
  var since: Int64
  /// The moment at which the stretch begins.
  var start: Int64
  /// The moment at which it ends; `StatusObservation.noMoment` if that is unknown.
  ///
  /// Meaningless unless it has ended.
  var end = StatusObservation.noMoment
  var hasEnded = false
  /// The index of the resolution that ended it; `nil` if none did.
  fileprivate(set) var resolution: Int?
}

/// The stretches of one conversation after the other, in memory that is used again.
struct WaitStretches: ~Copyable {
  private var list = ReusableArray<WaitStretch>(capacity: 4)
  /// True if the last stretch goes on.
  private var isOpen = false

  /// The stretches, in order.
  var elements: BorrowedArray<WaitStretch> { list.elements }

  /// Begins a conversation.
  mutating func begin() {
    list.removeAll()
    isOpen = false
  }

  /// Notes the moment from which the customer waits now; `nil` if nobody waits.
  /// - Parameters:
  ///   - moment: the present moment.
  ///   - resolution: the index of the resolution that has just ended a wait; `nil` if none has.
  mutating func note(since: Int64?, at moment: Int64, resolution: Int? = nil) {
    if isOpen {
      let last = list.count - 1
      if list[last].since == since { return }
      list[last].end = moment
      list[last].hasEnded = true
      list[last].resolution = resolution
      isOpen = false
    }
    guard let since else { return }
    list.append(WaitStretch(since: since, start: moment))
    isOpen = true
  }

  /// Ends the conversation: stretches that a resolution ended take its moment, which a later record may have changed.
  mutating func settle(_ resolutions: BorrowedArray<Resolution>) {
    for index in 0..<list.count {
      if let resolution = list[index].resolution { list[index].end = resolutions[resolution].moment }
    }
  }
}
