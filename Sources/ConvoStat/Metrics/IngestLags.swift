// How long the messages of a conversation took from the sender's device to the platform.

/// The ingest lags of a conversation: created - client of its messages with both clocks (SPEC 2).
struct IngestLags {
  private(set) var count = 0
  private(set) var total = ExactSum()
  private(set) var least = Int64.max
  private(set) var greatest = Int64.min
  private(set) var negative = 0

  /// Adds a lag in milliseconds.
  @inline(__always)
  mutating func absorb(_ lag: Int64) {
    count += 1
    total += lag
    least = min(least, lag)
    greatest = max(greatest, lag)
    negative += lag < 0 ? 1 : 0
  }
}

extension Message {
  /// Created - client in milliseconds. Nil without a client time, and for a failed message, which never arrived.
  @inline(__always)
  var ingestLag: Int64? { hasClient && kind != .failed ? created - client : nil }
}
