// The time that the messages of a conversation took from the sender's device to the platform.

/// The ingest lags of a conversation: created minus client, of its messages with both clocks (Definitions:
/// ingest lag).
struct IngestLags {
  private(set) var count = 0
  private(set) var negative = 0
  private var total = ExactSum()
  private var smallest = Int64.max
  private var largest = Int64.min

  /// Adds a lag in milliseconds.
  @inline(__always)
  mutating func absorb(_ lag: Int64) {
    count += 1
    total += lag
    smallest = min(smallest, lag)
    largest = max(largest, lag)
    negative += lag < 0 ? 1 : 0
  }

  /// The mean in milliseconds, half a millisecond rounded up; `nil` if there is no lag.
  var mean: Int64? { count > 0 ? total.mean(count: count) : nil }

  /// The smallest lag in milliseconds; `nil` if there is no lag.
  var minimum: Int64? { count > 0 ? smallest : nil }

  /// The greatest lag in milliseconds; `nil` if there is no lag.
  var maximum: Int64? { count > 0 ? largest : nil }
}

extension Message {
  /// Created minus client in milliseconds; `nil` if the message has no client time or failed, because a
  /// failed message never arrived.
  @inline(__always)
  var ingestLag: Int64? { hasClient && kind != .failed ? created - client : nil }
}
