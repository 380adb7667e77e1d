// The latencies of a pool in a group, whichever way they are kept.

/// A multiset of milliseconds.
struct LatencyValues {
  /// Those that 32 bits hold.
  var narrow: ArraySlice<Int32> = []
  /// More of those, put away in few bytes.
  var folded = FoldedLatencies()
  /// All others.
  var wide: ArraySlice<WideLatency> = []

  /// As many as stay in the processor's nearest memory.
  private static let chunk = 4096

  /// How many values there are.
  var count: Int { narrow.count + folded.count + wide.count }

  /// Calls a function with all values of 32 bits, chunk by chunk.
  @inline(__always)
  func forEachChunk(_ body: (UnsafeBufferPointer<Int32>) -> Void) {
    narrow.withUnsafeBufferPointer { narrow in
      for start in stride(from: 0, to: narrow.count, by: LatencyValues.chunk) {
        body(UnsafeBufferPointer(rebasing: narrow[start..<min(start + LatencyValues.chunk, narrow.count)]))
      }
    }
    if folded.count > 0 { folded.forEachChunk(body) }
  }

  /// How many values are below zero.
  var negativeCount: Int {
    var negative = wide.count { $0.milliseconds < 0 }
    forEachChunk { chunk in
      for value in chunk { negative += value < 0 ? 1 : 0 }
    }
    return negative
  }
}
