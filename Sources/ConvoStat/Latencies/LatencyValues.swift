// The latencies of a pool in a group, in all forms in which they are stored.

/// A multiset of milliseconds.
struct LatencyValues {
  /// The bounds that fit into 32 bits.
  var narrow = LargeArray<Int32>.none[...]
  /// More latencies that fit into 32 bits, in compact form.
  var folded = FoldedLatencies()
  /// All other latencies.
  var wide: ArraySlice<WideLatency> = []

  /// The number of values of a chunk, which fits into the L1 cache.
  private static let chunk = 4096

  /// The number of values.
  var count: Int { narrow.count + folded.count + wide.count }

  /// Calls `body` with all values of 32 bits, chunk by chunk.
  @inline(__always)
  func forEachChunk(_ body: (BorrowedArray<Int32>) -> Void) {
    let values = narrow.base.elements.part(narrow.startIndex..<narrow.endIndex)
    for start in stride(from: 0, to: values.count, by: LatencyValues.chunk) {
      body(values.part(start..<min(start + LatencyValues.chunk, values.count)))
    }
    if folded.count > 0 { folded.forEachChunk(body) }
  }

  /// The number of values below zero.
  var negativeCount: Int {
    var negative = wide.count { $0.milliseconds < 0 }
    forEachChunk { negative += $0.count - $0.count(from: 0) }
    return negative
  }
}

extension BorrowedArray<Int32> {
  /// Calls `body` with every value.
  ///
  /// The loop is simple enough for the compiler to vectorise.
  @inline(__always)
  func forEachValue(_ body: (Int32) -> Void) {
    var index = 0
    while index < count {
      body(self[index])
      index &+= 1
    }
  }

  /// Returns the number of values that are at least `bound`.
  @inline(__always)
  func count(from bound: Int32) -> Int {
    var reached: Int32 = 0
    forEachValue { reached &+= $0 >= bound ? 1 : 0 }
    return Int(reached)
  }
}
