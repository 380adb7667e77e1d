// What measuring finds besides the summaries.

/// The results of the workers, without the summaries.
struct MeasureOutcome {
  var conversations = 0
  var messages = 0
  var duplicates = 0
  var senderless = Senderless()
  var ambiguousAccounts = 0
  var conflictingRecords = 0
  /// The conversations before any was cut into sessions or left out.
  var assembled = 0
  /// The messages that came after the moment of `--as-of`.
  var laterMessages = 0
  /// The resolutions that only the status of a record tells of.
  var inexactResolutions = 0
  /// The reporting events that mean no conversation.
  var unmatchedEvents = 0
  /// The statuses of the conversations with an open wait.
  var openStatuses = OpenStatuses()
  /// The ages of these waits, except in resolved conversations.
  var waitAges = WaitAges()
  /// The creation times of the first and the last message of a participant, in milliseconds since 1970; `nil` without one.
  var period: ClosedRange<Int64>?
  var guardedCells = 0
  /// The conversations of inboxes without known hours, with `--hours inboxes`.
  var withoutHours = 0
  /// The ids of inboxes whose hours are impossible, in order.
  var impossibleHours: [String] = []
  /// The conversations that do not count, and their messages.
  var leftOut = LeftOut()
  /// The data that only the report shows; `nil` without a report.
  var distributions: Distributions?
  /// The contents of the conversations; `nil` unless they are listed.
  var contents: ContentsTally?
}

extension MeasureOutcome {
  /// Adds the results of another worker.
  mutating func merge(_ other: MeasureOutcome) {
    messages += other.messages
    duplicates += other.duplicates
    senderless.merge(other.senderless)
    ambiguousAccounts += other.ambiguousAccounts
    conflictingRecords += other.conflictingRecords
    assembled += other.assembled
    laterMessages += other.laterMessages
    inexactResolutions += other.inexactResolutions
    openStatuses.merge(other.openStatuses)
    waitAges.merge(other.waitAges)
    if let other = other.period { period = period?.including(other) ?? other }
    guardedCells += other.guardedCells
    withoutHours += other.withoutHours
    conversations += other.conversations
    leftOut.merge(other.leftOut)
    if let part = other.contents {
      if let contents { contents.merge(part) } else { contents = part }
    }
    guard let part = other.distributions else { return }
    if distributions == nil { distributions = part } else { distributions?.merge(part) }
  }
}

extension ClosedRange<Int64> {
  /// Returns the shortest range that contains this one and another.
  func including(_ other: ClosedRange<Int64>) -> ClosedRange<Int64> {
    Swift.min(lowerBound, other.lowerBound)...Swift.max(upperBound, other.upperBound)
  }
}
