// Millions of small values in the order in which they were added, in memory that never moves.

/// A list of plain values in chunks of a fixed size: growing copies nothing, and touches no page before it
/// is needed.
struct Chunked<Element: BitwiseCopyable>: ~Copyable {
  private var chunks: UnsafeMutablePointer<UnsafeMutablePointer<Element>>
  private var chunkCount = 0
  private var capacity = 16
  private(set) var count = 0

  fileprivate static var shift: Int { 12 }
  fileprivate static var mask: Int { 1 << shift - 1 }
  private static var chunkBytes: Int { MemoryLayout<Element>.stride << shift }

  init() { chunks = .allocate(capacity: capacity) }

  deinit {
    for chunk in 0..<chunkCount { chunks[chunk].deallocate() }
    chunks.deallocate()
  }

  /// Adds a value at the end.
  @inline(__always)
  mutating func append(_ element: Element) {
    if count == chunkCount << Chunked.shift { grow() }
    (chunks[count >> Chunked.shift] + count & Chunked.mask).initialize(to: element)
    count += 1
  }

  var bytesHeld: Int { chunkCount * Chunked.chunkBytes }

  /// Removes the last values.
  mutating func removeLast(_ removed: Int) { count -= removed }

  @inline(never)
  private mutating func grow() {
    if chunkCount == capacity {
      let larger = UnsafeMutablePointer<UnsafeMutablePointer<Element>>.allocate(capacity: capacity * 2)
      larger.moveInitialize(from: chunks, count: chunkCount)
      chunks.deallocate()
      chunks = larger
      capacity *= 2
    }
    (chunks + chunkCount).initialize(to: .allocate(capacity: 1 << Chunked.shift))
    chunkCount += 1
  }

  /// Returns the first values of a range, as many as are contiguous.
  ///
  /// Valid until a value is added.
  @inline(__always)
  func piece(of range: Range<Int>) -> BorrowedArray<Element> {
    let start = range.lowerBound & Chunked.mask
    let count = min(range.count, 1 << Chunked.shift - start)
    return BorrowedArray(start: chunks[range.lowerBound >> Chunked.shift] + start, count: count)
  }

  /// A view of the current values, valid until a value is added.
  ///
  /// Reading it does not access the owner.
  var view: ChunkedView<Element> { ChunkedView(chunks: UnsafePointer(chunks)) }

  subscript(index: Int) -> Element {
    @inline(__always) get { chunks[index >> Chunked.shift][index & Chunked.mask] }
    @inline(__always) nonmutating set { chunks[index >> Chunked.shift][index & Chunked.mask] = newValue }
  }
}

/// A borrowed view of the values of a `Chunked`.
struct ChunkedView<Element: BitwiseCopyable> {
  fileprivate let chunks: UnsafePointer<UnsafeMutablePointer<Element>>

  @inline(__always)
  subscript(index: Int) -> Element { chunks[index >> Chunked<Element>.shift][index & Chunked<Element>.mask] }
}
