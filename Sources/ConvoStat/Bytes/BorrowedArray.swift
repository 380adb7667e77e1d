// Elements side by side that another value owns.

import Intrinsics

/// A view of contiguous elements.
///
/// Valid as long as the owner says; the view keeps nothing alive, so that passing it costs no retain and no
/// release.
struct BorrowedArray<Element: BitwiseCopyable>: RandomAccessCollection, @unchecked Sendable {
  // SAFETY: the owner that made the view guarantees `count` initialized elements at `start` until its next change or its
  // end. Debug builds check indices.
  fileprivate let start: UnsafePointer<Element>
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

/// A view of contiguous elements that the borrower may change in place, by one thread at a time.
struct MutableBorrowedArray<Element: ~Copyable> {
  // SAFETY: the owner that made the view guarantees `count` initialized elements at `start` for as long as it states, and
  // lets nobody else use them in that time. Debug builds check indices.
  fileprivate let start: UnsafeMutablePointer<Element>
  let count: Int

  /// Creates a view of `count` elements that the caller owns.
  ///
  /// Without elements `start` may be `nil`.
  @inline(__always)
  init(start: UnsafeMutablePointer<Element>?, count: Int) {
    self.start = start ?? UnsafeMutablePointer(bitPattern: 64).unsafelyUnwrapped
    self.count = count
  }

  var indices: Range<Int> {
    @inline(__always) get { 0..<count }
  }

  subscript(index: Int) -> Element {
    @inline(__always) unsafeAddress {
      assert(0 <= index && index < count)
      return UnsafePointer(start + index)
    }
    @inline(__always) nonmutating unsafeMutableAddress {
      assert(0 <= index && index < count)
      return start + index
    }
  }

  /// Returns a view of the elements in `range`.
  @inline(__always)
  func part(_ range: Range<Int>) -> MutableBorrowedArray {
    assert(0 <= range.lowerBound && range.upperBound <= count)
    return MutableBorrowedArray(start: start + range.lowerBound, count: range.count)
  }
}

extension MutableBorrowedArray where Element: BitwiseCopyable {
  /// Sorts the elements by `areInIncreasingOrder`.
  @inline(__always)
  func sort(by areInIncreasingOrder: (Element, Element) -> Bool) {
    var elements = UnsafeMutableBufferPointer(start: start, count: count)
    elements.sort(by: areInIncreasingOrder)
  }

  /// Copies `elements` over those from `index` on.
  @inline(__always)
  func update(at index: Int, from elements: BorrowedArray<Element>) {
    assert(0 <= index && index + elements.count <= count)
    UnsafeMutableRawPointer(start + index).copyMemory(
      from: elements.start, byteCount: elements.count &* MemoryLayout<Element>.stride)
  }

  /// The elements, to be read only.
  @inline(__always)
  var elements: BorrowedArray<Element> { BorrowedArray(start: start, count: count) }
}

/// Calls `body` with `count` bytes on the stack, which are not set.
///
/// They are valid during the call.
@inline(__always)
func withTemporaryBytes<Result>(_ count: Int, _ body: (MutableBorrowedArray<UInt8>) -> Result) -> Result {
  withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count) { bytes in
    body(MutableBorrowedArray(start: bytes.baseAddress, count: bytes.count))
  }
}

extension MutableBorrowedArray<UInt8> {
  /// Writes a plain value over the bytes from `index` on.
  @inline(__always)
  func store<Value: BitwiseCopyable>(_ value: Value, at index: Int) {
    assert(0 <= index && index + MemoryLayout<Value>.size <= count)
    UnsafeMutableRawPointer(start + index).storeBytes(of: value, as: Value.self)
  }
}

extension LargeArray {
  /// The values, to be read.
  ///
  /// Valid as long as the array is referenced.
  @inline(__always)
  var elements: BorrowedArray<Element> { BorrowedArray(start: memory, count: count) }

  /// The values, to be changed in place.
  ///
  /// Valid as long as the array is referenced.
  @inline(__always)
  var borrowed: MutableBorrowedArray<Element> { MutableBorrowedArray(start: memory, count: count) }
}

extension Array where Element: BitwiseCopyable {
  /// Calls `body` with a view of the elements to change, valid during the call.
  @inline(__always)
  mutating func withMutableBorrowed<Result, Failed: Error>(
    _ body: (MutableBorrowedArray<Element>) throws(Failed) -> Result
  ) throws(Failed) -> Result {
    try withUnsafeMutableBufferPointer { (buffer) throws(Failed) in
      try body(MutableBorrowedArray(start: buffer.baseAddress, count: buffer.count))
    }
  }

  /// Calls `body` with a view of the elements, valid during the call.
  @inline(__always)
  func withBorrowed<Result, Failed: Error>(
    _ body: (BorrowedArray<Element>) throws(Failed) -> Result
  ) throws(Failed) -> Result {
    try withUnsafeBufferPointer { (buffer) throws(Failed) in try body(BorrowedArray(buffer)) }
  }
}
