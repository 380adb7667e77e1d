// Lines and elements that could not be used: why, where, and what they were.

/// Why a line or an element of a page was rejected: a closed list, explained in the README.
public enum RejectReason: String, CaseIterable, Sendable {
  case badJSON = "bad_json"
  case tooDeep = "too_deep"
  case lineTooLong = "line_too_long"
  case unknownShape = "unknown_shape"
  case badFact = "bad_fact"
  case apiError = "api_error"
  case noMessageID = "no_message_id"
  case noConversation = "no_conversation"
  case unknownRole = "unknown_role"
  case badTimestamp = "bad_timestamp"
  case noTimestamp = "no_timestamp"
}

/// A reject with what it takes to find it, fix it and feed it back.
struct Reject {
  var reason: RejectReason
  /// More than the reason says; may be empty.
  var detail: [UInt8]
  /// The line from 1, relative to the block until the log is committed.
  var line: Int
  /// Where the record begins, in bytes from 0 in the decompressed stream.
  var offset: Int
  /// The index in the page, or -1 for a line.
  var index: Int
}
