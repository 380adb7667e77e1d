// The latencies of a pool in a group, whichever way they are kept.

/// A multiset of milliseconds.
struct LatencyValues {
  /// Those that 32 bits hold.
  var narrow = LargeArray<Int32>.none[...]
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
  func forEachChunk(_ body: (BorrowedArray<Int32>) -> Void) {
    let values = narrow.base.elements.part(narrow.indices)
    for start in stride(from: 0, to: values.count, by: LatencyValues.chunk) {
      body(values.part(start..<min(start + LatencyValues.chunk, values.count)))
    }
    if folded.count > 0 { folded.forEachChunk(body) }
  }

  /// How many values are below zero.
  var negativeCount: Int {
    var negative = wide.count { $0.milliseconds < 0 }
    forEachChunk { negative += $0.count - $0.count(from: 0) }
    return negative
  }
}

extension BorrowedArray<Int32> {
  /// Calls a function with every value. A loop as plain as this is done by vectors.
  @inline(__always)
  func forEachValue(_ body: (Int32) -> Void) {
    var index = 0
    while index < count {
      body(self[index])
      index &+= 1
    }
  }

  /// How many values are not below a bound.
  @inline(__always)
  func count(from bound: Int32) -> Int {
    var reached: Int32 = 0
    forEachValue { reached &+= $0 >= bound ? 1 : 0 }
    return Int(reached)
  }
}
