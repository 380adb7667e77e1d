// An array of fixed size that frees itself.

/// A fixed number of elements in an allocation that this value owns.
///
/// Elements change in place.
///
/// Reading an element is one load: an `Array` would cost a retain and a release where the compiler cannot prove that
/// nobody replaces it.
struct FixedArray<Element: ~Copyable>: ~Copyable, @unchecked Sendable {
  // SAFETY: `start` is an allocation of `count` initialized elements that only this value owns. The owner says which
  // thread may change elements, as for any plain memory. Debug builds check indices.
  private let start: UnsafeMutablePointer<Element>
  let count: Int

  /// Creates `count` elements, each by a call of `make` with its index.
  init(count: Int, _ make: (Int) -> Element) {
    start = .allocate(capacity: count)
    self.count = count
    for index in 0..<count { (start + index).initialize(to: make(index)) }
  }

  deinit {
    start.deinitialize(count: count)
    start.deallocate()
  }

  var indices: Range<Int> { 0..<count }

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

  /// All elements, to be changed in place.
  ///
  /// Valid as long as this value.
  @inline(__always)
  var borrowed: MutableBorrowedArray<Element> { MutableBorrowedArray(start: start, count: count) }
}

extension FixedArray {
  /// Returns the element at `index`, to be read where it lies.
  ///
  /// Valid as long as this value.
  @inline(__always)
  func inPlace(_ index: Int) -> InPlace<Element> {
    assert(0 <= index && index < count)
    return InPlace(start + index)
  }

  /// Copies `elements` into a new allocation.
  init(_ elements: [Element]) { self.init(count: elements.count) { elements[$0] } }

  /// Creates `count` copies of a value.
  init(repeating value: Element, count: Int) { self.init(count: count) { _ in value } }

  /// Sets all elements to a value.
  func setAll(to value: Element) { for index in indices { self[index] = value } }
}

extension FixedArray where Element: BitwiseCopyable {
  /// All elements.
  ///
  /// Valid as long as this value.
  @inline(__always)
  var elements: BorrowedArray<Element> { BorrowedArray(start: start, count: count) }
}
