// A message that the clock of this machine has not reached.

/// A message that is further ahead of the clock than `--newest-within` allows.
public struct AheadMessage: Sendable, Equatable {
  /// The input; `nil` if it is unknown.
  public var path: String?
  /// The number of the line, from 1.
  public var line: Int
  /// The creation time of the message, in milliseconds since 1970.
  public var created: Int64
}
