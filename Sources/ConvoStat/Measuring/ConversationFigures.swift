// The figures of one conversation: all that its row of conversations.csv says, but its attributes.

/// Moment from which the first response is measured (README 2, first response).
public enum FirstResponseOrigin: String, Sendable, CaseIterable { case message, conversation }

/// The measures of a conversation, as plain values. Times and latencies in milliseconds; definitions: README 2.
struct ConversationFigures {
  /// All kept messages, by class.
  var messages = ClassCounts()
  /// The turns of customer, agent and bot.
  var turns = ClassCounts()
  /// Distinct agents that wrote and have an id.
  var agents = 0
  /// Whether the first participant message is an agent's.
  var isAgentInitiated = false
  var responses = 0
  var botResponses = 0
  var customerResponses = 0
  /// The earliest wait that an agent closed; measured from the conversation's creation where that is asked for and known.
  var firstResponse: Reply?
  /// From when on the first response is measured, if not from the message that opened the wait.
  var creation: Int64?
  /// When the wait opened that is open at the end and has no bot response.
  var unansweredSince: Int64?
  /// When that wait opened by the customer's clock, or `Message.noClient`.
  var unansweredClient = Message.noClient
  /// Whether a customer wrote and neither agent nor bot ever responded.
  var isNeverAnswered = false
  /// The times of the first and last of all messages, whatever their class.
  var span: ClosedRange<Int64>?
  /// The times of the first and last of the participants' messages.
  var participantSpan: ClosedRange<Int64>?
  /// When the first participant message, in the conversation's order, was created.
  var start: Int64?
  /// The latencies of responses.
  var response = ByClock(created: LatencyStatistics(), client: LatencyStatistics())
  /// The latencies of customer responses.
  var customerResponse = ByClock(created: LatencyStatistics(), client: LatencyStatistics())
  /// Responses whose latency by the senders' clocks is below zero.
  var responsesClientNegative = 0
  var ingestLags = IngestLags()
}
