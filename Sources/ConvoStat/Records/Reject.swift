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

/// The rejects of one block, as they will stand in rejects.ndjson but for the path and the line's number.
struct RejectLog {
  /// A reject's line within the block, and where its bytes end.
  private(set) var entries: [(line: Int, end: Int)] = []
  private(set) var bytes: [UInt8] = []
  /// The first few, for people.
  private(set) var examples: [Reject] = []

  /// So many examples tell people what is wrong.
  static let examplesKept = 5

  /// Notes a reject with its record: pieces that stand one behind the other.
  /// Newlines, which only a file that is no NDJSON has, become blanks, so that the record can be fed back as a line.
  mutating func add(_ reject: Reject, record: [Text]) {
    if examples.count < RejectLog.examplesKept { examples.append(reject) }
    bytes.append(literal: ",\"offset\":")
    bytes.append(decimal: reject.offset)
    if reject.index >= 0 {
      bytes.append(literal: ",\"index\":")
      bytes.append(decimal: reject.index)
    }
    bytes.append(literal: ",\"reason\":")
    bytes.append(contentsOf: "\"\(reject.reason.rawValue)\"".utf8)
    bytes.append(literal: ",\"detail\":\"")
    reject.detail.withUnsafeBufferPointer { detail in
      if let start = detail.baseAddress { bytes.append(jsonEscaped: Text(start: start, count: detail.count)) }
    }
    if record.allSatisfy(isUTF8) {
      bytes.append(literal: "\",\"record\":\"")
      for piece in record { bytes.append(jsonEscaped: piece, newline: " ") }
    } else {
      bytes.append(literal: "\",\"record_base64\":\"")
      bytes.append(base64: record)
    }
    bytes.append(literal: "\"}\n")
    entries.append((reject.line, bytes.count))
  }

  /// Calls `body` with each reject's line within the block and its bytes.
  func forEachReject(_ body: (_ line: Int, UnsafeRawBufferPointer) -> Void) {
    bytes.withUnsafeBytes { all in
      var start = 0
      for entry in entries {
        body(entry.line, UnsafeRawBufferPointer(rebasing: all[start..<entry.end]))
        start = entry.end
      }
    }
  }
}
