// An array of fixed size that frees itself.

/// A fixed number of elements in an allocation that this value owns.
///
/// Elements change in place.
///
/// Reading an element is one load: an `Array` would cost a retain and a release where the compiler cannot prove that
/// nobody replaces it.
struct FixedArray<Element: ~Copyable>: ~Copyable, @unchecked Sendable {
  // SAFETY: only this value owns the allocation of `borrowed`, whose elements are initialized unless `init(unset:)` says
  // otherwise. The owner says which thread may change elements, as for any plain memory.
  /// All elements, to be changed in place.
  ///
  /// Valid as long as this value.
  let borrowed: MutableBorrowedArray<Element>

  /// Creates `count` elements, each by a call of `make` with its index.
  init(count: Int, _ make: (Int) -> Element) {
    borrowed = MutableBorrowedArray(start: .allocate(capacity: count), count: count)
    for index in 0..<count { (borrowed.start + index).initialize(to: make(index)) }
  }

  deinit {
    borrowed.start.deinitialize(count: count)
    borrowed.start.deallocate()
  }

  var count: Int {
    @inline(__always) get { borrowed.count }
  }

  var indices: Range<Int> { 0..<count }

  subscript(index: Int) -> Element {
    @inline(__always) unsafeAddress { UnsafePointer(borrowed.address(index)) }
    @inline(__always) nonmutating unsafeMutableAddress { borrowed.address(index) }
  }
}

extension FixedArray {
  /// Returns the element at `index`, to be read where it lies.
  ///
  /// Valid as long as this value.
  @inline(__always)
  func inPlace(_ index: Int) -> InPlace<Element> { InPlace(borrowed.address(index)) }

  /// Copies `elements` into a new allocation.
  init(_ elements: [Element]) { self.init(count: elements.count) { elements[$0] } }

  /// Creates `count` copies of a value.
  init(repeating value: Element, count: Int) {
    borrowed = MutableBorrowedArray(start: .allocate(capacity: count), count: count)
    borrowed.start.initialize(repeating: value, count: count)
  }

  /// Sets all elements to a value.
  func setAll(to value: Element) { borrowed.start.update(repeating: value, count: count) }
}

extension FixedArray where Element: BitwiseCopyable {
  /// Creates room for `count` elements.
  ///
  /// The caller must set each one before reading it.
  init(unset count: Int) {
    borrowed = MutableBorrowedArray(start: .allocate(capacity: count), count: count)
  }

  /// All elements.
  ///
  /// Valid as long as this value.
  @inline(__always)
  var elements: BorrowedArray<Element> { borrowed.elements }
}
