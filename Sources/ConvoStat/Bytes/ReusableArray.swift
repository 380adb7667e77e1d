// A list that is filled and emptied again and again in the same memory.

/// A growing list of plain values that owns its memory.
///
/// Emptying it costs nothing and keeps the memory, and adding a value is a store.
///
/// An `Array` in a class or in a long-lived struct costs a retain, a uniqueness check and a bounds check per access; in the
/// loops over messages that was 9 times the work.
struct ReusableArray<Element: BitwiseCopyable>: ~Copyable {
  // SAFETY: `start` points to room for `capacity` elements that only this value owns; the first `count` are initialized.
  private var start: UnsafeMutablePointer<Element>
  private var capacity: Int
  /// The number of elements.
  private(set) var count = 0

  /// Creates an empty list with room for `capacity` elements, at least one.
  init(capacity: Int = 64) {
    self.capacity = capacity
    start = .allocate(capacity: capacity)
  }

  deinit { start.deallocate() }

  /// The memory of the list, in bytes.
  var bytesHeld: Int { capacity * MemoryLayout<Element>.stride }

  /// All elements in order.
  ///
  /// Valid until the next change of the list.
  @inline(__always)
  var elements: BorrowedArray<Element> { BorrowedArray(start: start, count: count) }

  /// The element at an index below `count`, in place.
  subscript(index: Int) -> Element {
    @inline(__always) unsafeAddress {
      assert(0 <= index && index < count)
      return UnsafePointer(start + index)
    }
    @inline(__always) unsafeMutableAddress {
      assert(0 <= index && index < count)
      return start + index
    }
  }

  /// Adds an element at the end.
  @inline(__always)
  mutating func append(_ element: Element) {
    if count == capacity { grow() }
    (start + count).initialize(to: element)
    count += 1
  }

  /// Removes all elements and keeps the memory.
  @inline(__always)
  mutating func removeAll() { count = 0 }

  /// Keeps the first `count` elements.
  @inline(__always)
  mutating func truncate(to count: Int) {
    assert(count <= self.count)
    self.count = count
  }

  /// All elements, to be changed in place.
  ///
  /// Valid until an element is added.
  @inline(__always)
  var borrowed: MutableBorrowedArray<Element> {
    mutating get { MutableBorrowedArray(start: start, count: count) }
  }

  @inline(never)
  private mutating func grow() {
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity * 2)
    larger.moveInitialize(from: start, count: count)
    start.deallocate()
    start = larger
    capacity *= 2
  }
}

extension ReusableArray where Element: Comparable {
  /// Sorts the elements in ascending order.
  mutating func sort() { borrowed.sort(by: <) }
}
