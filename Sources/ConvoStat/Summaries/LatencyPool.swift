// All latencies of a kind in a group, each kept for itself, so that percentiles are exact.

/// A multiset of milliseconds.
///
/// A value takes four bytes where 32 bits hold it (up to 24 days), else eight. Values stand in chunks that never
/// move: adding one is a store and a comparison, and pools are joined without a look at their values. A pool that
/// folds keeps all but its latest thousands of values in a byte or two each.
struct LatencyPool: ~Copyable {
  /// Where the next value goes, and where its chunk ends; both nil at first.
  private var next: UnsafeMutablePointer<Int32>?
  private var end: UnsafeMutablePointer<Int32>?
  /// All chunks; of the last one only what stands before `next` holds, where it has not been joined to others.
  private var chunks: [UnsafeMutableBufferPointer<Int32>] = []
  private(set) var wide: [Int64] = []
  private let folds: Bool
  private var folded = FoldedLatencies()

  private static let (smallestChunk, largestChunk, foldedChunk) = (8, 16 << 10, 1 << 10)

  /// - Parameter folds: whether memory is scarce.
  init(folds: Bool = false) { self.folds = folds }

  deinit { for chunk in chunks { chunk.baseAddress?.deallocate() } }

  /// How many values there are.
  var count: Int {
    var count = wide.count + folded.count
    forEachRawChunk { count += $0.count }
    return count
  }

  /// Adds a value.
  @inline(__always)
  mutating func absorb(_ milliseconds: Int64) {
    guard let value = Int32(exactly: milliseconds) else { return wide.append(milliseconds) }
    if next == end { grow() }
    next?.initialize(to: value)
    next = next.map { $0 + 1 }
  }

  /// Opens a chunk, twice as large as the one before.
  @inline(never)
  private mutating func grow() {
    if folds, chunks.last?.count ?? 0 >= LatencyPool.foldedChunk { fold() }
    let size = min(LatencyPool.largestChunk, max(LatencyPool.smallestChunk, (chunks.last?.count ?? 0) * 2))
    let chunk = UnsafeMutableBufferPointer<Int32>.allocate(capacity: size)
    chunks.append(chunk)
    next = chunk.baseAddress
    end = next.map { $0 + size }
  }

  private mutating func fold() {
    var values: [Int32] = []
    forEachRawChunk { values += $0 }
    folded.append(&values)
    for chunk in chunks { chunk.baseAddress?.deallocate() }
    chunks = []
  }

  /// Takes all values of another pool.
  mutating func merge(_ other: consuming LatencyPool) {
    other.close()
    wide += other.wide
    folded.append(other.folded)
    let taken = other.chunks
    other.chunks = []
    // The own chunk that is not full stays the last.
    chunks.insert(contentsOf: taken, at: max(0, chunks.count - 1))
  }

  /// Cuts the last chunk to what it holds.
  private mutating func close() {
    if let last = chunks.popLast() { chunks.append(held(last, isLast: true)) }
    (next, end) = (nil, nil)
  }

  private func held(
    _ chunk: UnsafeMutableBufferPointer<Int32>, isLast: Bool
  ) -> UnsafeMutableBufferPointer<Int32> {
    guard isLast, let start = chunk.baseAddress, let next else { return chunk }
    return UnsafeMutableBufferPointer(start: start, count: next - start)
  }

  @inline(__always)
  private func forEachRawChunk(_ body: (UnsafeBufferPointer<Int32>) -> Void) {
    for (index, chunk) in chunks.enumerated() {
      body(UnsafeBufferPointer(held(chunk, isLast: index == chunks.count - 1)))
    }
  }

  /// Calls a function with all values of 32 bits, stretch by stretch.
  @inline(__always)
  func forEachChunk(_ body: (UnsafeBufferPointer<Int32>) -> Void) {
    forEachRawChunk(body)
    if folded.count > 0 { folded.forEachChunk(body) }
  }

  /// How many values are below zero.
  var negativeCount: Int {
    var negative = wide.count { $0 < 0 }
    forEachChunk { chunk in
      for value in chunk { negative += value < 0 ? 1 : 0 }
    }
    return negative
  }
}
