// Elements side by side that another value owns.

import Intrinsics

/// A view of contiguous elements.
///
/// Valid as long as the owner says; the view keeps nothing alive, so that passing it costs no retain and no
/// release.
struct BorrowedArray<Element: BitwiseCopyable>: RandomAccessCollection, @unchecked Sendable {
  // SAFETY: the owner that made the view guarantees `count` initialized elements at `start` until its next change or its
  // end. Debug builds check indices.
  let start: UnsafePointer<Element>
  let count: Int

  /// Creates a view of `count` elements that the caller owns.
  ///
  /// Without elements `start` may be `nil`.
  @inline(__always)
  init(start: UnsafePointer<Element>?, count: Int) {
    // An address that is never read keeps the optional, and so a branch, out of every access.
    self.start = start ?? UnsafePointer(bitPattern: 64).unsafelyUnwrapped
    self.count = count
  }

  /// Creates a view of `count` elements that the caller owns.
  @inline(__always)
  init(start: UnsafePointer<Element>, count: Int) {
    self.start = start
    self.count = count
  }

  /// Creates a view of the elements of a buffer, valid as long as the buffer.
  @inline(__always)
  init(_ buffer: UnsafeBufferPointer<Element>) { self.init(start: buffer.baseAddress, count: buffer.count) }

  /// A view of no elements.
  static var none: BorrowedArray { BorrowedArray(start: nil, count: 0) }

  @inline(__always)
  var startIndex: Int { 0 }
  @inline(__always)
  var endIndex: Int { count }

  subscript(index: Int) -> Element {
    @inline(__always) unsafeAddress {
      assert(0 <= index && index < count)
      return start + index
    }
  }

  /// Returns a view of the elements in `range`.
  @inline(__always)
  func part(_ range: Range<Int>) -> BorrowedArray {
    assert(0 <= range.lowerBound && range.upperBound <= count)
    return BorrowedArray(start: start + range.lowerBound, count: range.count)
  }

  /// Tells the processor that the element at `index` will soon be read.
  @inline(__always)
  func willRead(_ index: Int) { prefetch(start + index) }

  /// Returns the element at `index`, to be read where it lies.
  @inline(__always)
  func inPlace(_ index: Int) -> InPlace<Element> {
    assert(0 <= index && index < count)
    return InPlace(start + index)
  }

  /// The elements as the standard library and the system take them.
  @inline(__always)
  var buffer: UnsafeBufferPointer<Element> { UnsafeBufferPointer(start: start, count: count) }

  @inline(__always)
  func withContiguousStorageIfAvailable<Result>(
    _ body: (UnsafeBufferPointer<Element>) throws -> Result
  ) rethrows -> Result? {
    try body(buffer)
  }
}

extension Array where Element: BitwiseCopyable {
  /// Calls `body` with a view of the elements, valid during the call.
  @inline(__always)
  func withBorrowed<Result, Failed: Error>(
    _ body: (BorrowedArray<Element>) throws(Failed) -> Result
  ) throws(Failed) -> Result {
    try withUnsafeBufferPointer { (buffer) throws(Failed) in try body(BorrowedArray(buffer)) }
  }
}
