// Elements side by side that another value owns and lets others change.

/// A view of contiguous elements that the borrower may change in place, by one thread at a time.
struct MutableBorrowedArray<Element: ~Copyable> {
  // SAFETY: the owner that made the view guarantees `count` initialized elements at `start` for as long as it states, and
  // lets nobody else use them in that time. Debug builds check indices.
  let start: UnsafeMutablePointer<Element>
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

  /// Returns the address of the element at `index`.
  @inline(__always)
  func address(_ index: Int) -> UnsafeMutablePointer<Element> {
    assert(0 <= index && index < count)
    return start + index
  }

  subscript(index: Int) -> Element {
    @inline(__always) unsafeAddress { UnsafePointer(address(index)) }
    @inline(__always) nonmutating unsafeMutableAddress { address(index) }
  }

  /// Returns a view of the elements in `range`.
  @inline(__always)
  func part(_ range: Range<Int>) -> MutableBorrowedArray {
    assert(0 <= range.lowerBound && range.upperBound <= count)
    return MutableBorrowedArray(start: start + range.lowerBound, count: range.count)
  }
}

extension MutableBorrowedArray where Element: BitwiseCopyable {
  /// Sets all elements to a value.
  @inline(__always)
  func setAll(to value: Element) { start.update(repeating: value, count: count) }

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

extension MutableBorrowedArray where Element: BitwiseCopyable & Comparable {
  /// Sorts the elements in ascending order.
  ///
  /// Without a closure the compiler inlines the comparison.
  @inline(__always)
  func sort() {
    var elements = UnsafeMutableBufferPointer(start: start, count: count)
    elements.sort()
  }
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
}
