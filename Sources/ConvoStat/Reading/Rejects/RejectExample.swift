// A reject as people see it.

/// One reject, for people.
public struct RejectExample: Sendable, Equatable {
  /// Path of the input.
  public var path: String
  /// The number of the line, from 1.
  public var line: Int
  /// The index in the page, from 0; `nil` for a line.
  public var index: Int?
  /// Reason of the reject.
  public var reason: RejectReason
  /// The detail, such as `at byte 88`; empty if the reason is enough.
  public var detail: String

  /// Creates an example of a reject.
  public init(path: String, line: Int, index: Int? = nil, reason: RejectReason, detail: String = "") {
    self.path = path
    self.line = line
    self.index = index
    self.reason = reason
    self.detail = detail
  }
}
