// Rejects: lines and elements that cannot be used, with reason, position and content.

/// The reason why a line or an element of a page was rejected.
///
/// A closed list, which the documentation explains.
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

/// A reject with what a person needs to find it, fix it and feed it back.
struct Reject {
  var reason: RejectReason
  /// Details beyond the reason.
  ///
  /// May be empty.
  var detail: [UInt8]
  /// The line from 1, relative to the block until the log is committed.
  var line: Int
  /// The offset of the record in the decompressed stream, in bytes from 0.
  var offset: Int
  /// The index in the page, or -1 for a line.
  var index: Int
}
