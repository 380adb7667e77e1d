// The range of the times of a conversation.

/// The earliest and the latest of several times.
struct Span {
  private var earliest = Int64.max
  private(set) var latest = Int64.min

  @inline(__always)
  mutating func absorb(_ time: Int64) {
    earliest = min(earliest, time)
    latest = max(latest, time)
  }

  var range: ClosedRange<Int64>? { earliest <= latest ? earliest...latest : nil }
}
