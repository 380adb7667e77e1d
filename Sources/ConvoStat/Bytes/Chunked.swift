// Millions of small values in the order in which they were added, in memory that never moves.

/// A list of plain values in chunks of a fixed size: growing copies nothing, and touches no page before it
/// is needed.
struct Chunked<Element: BitwiseCopyable>: ~Copyable {
  // SAFETY: each chunk is an allocation of `1 << shift` elements that only this value owns; the first `count` elements of all
  // chunks are initialized. The caller passes indices below `count`; debug builds check the index of the chunk.
  private var chunks = ReusableArray<UnsafeMutablePointer<Element>>(capacity: 16)
  /// The number of values.
  private(set) var count = 0

  fileprivate static var shift: Int { 12 }
  fileprivate static var mask: Int { 1 << shift - 1 }

  init() {}

  deinit { for chunk in chunks.elements { chunk.deallocate() } }

  /// Adds a value at the end.
  @inline(__always)
  mutating func append(_ element: Element) {
    if count == chunks.count << Chunked.shift { grow() }
    (chunks[count >> Chunked.shift] + count & Chunked.mask).initialize(to: element)
    count &+= 1  // never more than the capacity
  }

  /// The memory of the values, in bytes.
  var bytesHeld: Int { chunks.count * MemoryLayout<Element>.stride << Chunked.shift }

  /// Removes the last values.
  mutating func removeLast(_ removed: Int) { count -= removed }

  @inline(never)
  private mutating func grow() { chunks.append(.allocate(capacity: 1 << Chunked.shift)) }

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
  var view: ChunkedView<Element> { ChunkedView(chunks: chunks.elements) }

  subscript(index: Int) -> Element {
    @inline(__always) get { chunks[index >> Chunked.shift][index & Chunked.mask] }
    @inline(__always) nonmutating set { chunks[index >> Chunked.shift][index & Chunked.mask] = newValue }
  }
}

/// A borrowed view of the values of a `Chunked`.
struct ChunkedView<Element: BitwiseCopyable> {
  fileprivate let chunks: BorrowedArray<UnsafeMutablePointer<Element>>

  @inline(__always)
  subscript(index: Int) -> Element { chunks[index >> Chunked<Element>.shift][index & Chunked<Element>.mask] }
}
