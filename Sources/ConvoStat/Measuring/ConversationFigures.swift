// The figures of one conversation: the cells of its row in conversations.csv, except its attributes.

/// Moment from which the first response is measured (Definitions: first response).
public enum FirstResponseOrigin: String, Sendable, CaseIterable { case message, conversation }

/// The measures of a conversation as plain values.
///
/// Times and latencies are in milliseconds. Source of the definitions: Definitions.
struct ConversationFigures {
  /// The number of kept messages, by class.
  var messages = ClassCounts()
  /// The number of turns of customers, agents and bots.
  var turns = ClassCounts()
  /// The number of distinct agents who wrote and have an id.
  var agents = 0
  /// True if the first participant message is an agent's.
  var isAgentInitiated = false
  var responses = 0
  var botResponses = 0
  var customerResponses = 0
  /// The waits that ended with a bot's answer.
  var waitsEndedByBot = 0
  /// The waits that the resolution ended before anybody answered.
  var waitsEndedByResolve = 0
  /// The life of the conversation; `nil` if no status was observed.
  var life: LifeFigures?
  /// The first response after a bot message or a hand-over, measured from there.
  var handover: Handover?
  /// The end of the earliest wait that an agent closed.
  ///
  /// Measured from the creation of the conversation if that is asked for and known.
  var firstResponse: Reply?
  /// The moment from which the first response is measured; `nil` if it is measured from the message that
  /// opened the wait.
  var creation: Int64?
  /// The time at which the unanswered wait opened; `nil` if no wait is open at the end, or if a bot has
  /// responded in it.
  var unansweredSince: Int64?
  /// The time at which the unanswered wait opened by the customer's clock, or `Message.noClient`.
  var unansweredClient = Message.noClient
  /// True if a customer wrote and no agent or bot ever responded.
  var isNeverAnswered = false
  /// The times of the first and the last message of any class.
  var span: ClosedRange<Int64>?
  /// The times of the first and the last participant message.
  var participantSpan: ClosedRange<Int64>?
  /// The creation time of the first participant message in the order of the conversation.
  var start: Int64?
  /// The latencies of responses.
  var response = ByClock(created: LatencyStatistics(), client: LatencyStatistics())
  /// The latencies of customer responses.
  var customerResponse = ByClock(created: LatencyStatistics(), client: LatencyStatistics())
  /// The number of responses with a negative latency by the senders' clocks.
  var responsesClientNegative = 0
  var ingestLags = IngestLags()

  /// The number of all waits.
  var waits: Int {
    responses + waitsEndedByBot + waitsEndedByResolve + (unansweredSince == nil ? 0 : 1)
  }
}

/// The figures of the life of a conversation (Life: resolutions).
///
/// Moments are in milliseconds since 1970, lengths in milliseconds.
struct LifeFigures {
  /// The changes to resolved, and back.
  var resolutions = 0
  var reopens = 0
  /// The resolutions that only the status of a record tells of.
  var inexactResolutions = 0
  /// True if the conversation is resolved at the end.
  var isResolved = false
  /// The moment of the last resolution, if the conversation is resolved at the end and the moment is known.
  var resolvedAt: Int64?
  /// The first and the last exact resolution that is not before the start of the conversation.
  var first: MeasuredResolution?
  var last: MeasuredResolution?
}

/// A resolution, measured from the start of the conversation.
struct MeasuredResolution {
  /// The moment, in milliseconds since 1970.
  var moment: Int64
  /// The time since the start, in milliseconds.
  var length: Int64
}

/// The response to a hand-over (Life: hand-over).
struct Handover {
  /// The creation time of the response, in milliseconds since 1970.
  var created: Int64
  /// The time from the hand-over, in milliseconds.
  var length: Int64
}
