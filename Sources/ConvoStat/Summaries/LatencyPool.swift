// All latencies of a kind in a group, each kept for itself, so that percentiles are exact.

/// A multiset of milliseconds.
///
/// A value takes four bytes where 32 bits hold it (up to 24 days), else eight. Values stand in chunks that
/// never move once they are full: growing copies little, and merging pools copies next to nothing.
struct LatencyPool {
  private var full: [[Int32]] = []
  private var tail: [Int32] = []
  private var wide: [Int64] = []

  private static let chunkSize = 16 << 10

  /// How many values there are.
  var count: Int { full.reduce(tail.count + wide.count) { $0 + $1.count } }

  /// Adds a value.
  @inline(__always)
  mutating func absorb(_ milliseconds: Int64) {
    guard let value = Int32(exactly: milliseconds) else { return wide.append(milliseconds) }
    if tail.count == LatencyPool.chunkSize { close() }
    tail.append(value)
  }

  /// Adds all values of another pool.
  mutating func merge(_ other: LatencyPool) {
    full += other.full
    wide += other.wide
    if tail.isEmpty {
      tail = other.tail
    } else if tail.count + other.tail.count <= LatencyPool.chunkSize {
      tail += other.tail
    } else if !other.tail.isEmpty {
      full.append(other.tail)
    }
  }

  @inline(never)
  private mutating func close() {
    full.append(tail)
    tail = []
    tail.reserveCapacity(LatencyPool.chunkSize)
  }

  /// Calls a function with all values of 32 bits, stretch by stretch.
  func forEachChunk(_ body: ([Int32]) -> Void) {
    for chunk in full { body(chunk) }
    if !tail.isEmpty { body(tail) }
  }

  /// The values that 32 bits do not hold.
  var wideValues: [Int64] { wide }

  /// How many values are below zero.
  var negativeCount: Int {
    var negative = wide.count { $0 < 0 }
    forEachChunk { chunk in negative += chunk.count { $0 < 0 } }
    return negative
  }
}
