// A list that is filled and emptied again and again in the same memory.

/// A growing list of plain values that owns its memory.
///
/// Emptying it costs nothing and keeps the memory, and adding a value is a store.
///
/// An `Array` in a class or in a long-lived struct costs a retain, a uniqueness check and a bounds check per access; in the
/// loops over messages that was 9 times the work.
struct ReusableArray<Element: BitwiseCopyable>: ~Copyable, Sendable {
  /// The memory, of which the first `count` elements are set.
  private var room: FixedArray<Element>
  /// The number of elements.
  private(set) var count = 0

  /// Creates an empty list with room for `capacity` elements.
  init(capacity: Int = 64) { room = FixedArray(unset: capacity) }

  /// The memory of the list, in bytes.
  var bytesHeld: Int { room.count * MemoryLayout<Element>.stride }

  /// True if the list has no elements.
  var isEmpty: Bool { count == 0 }

  /// All elements in order.
  ///
  /// Valid until the next change of the list.
  @inline(__always)
  var elements: BorrowedArray<Element> { BorrowedArray(start: room.borrowed.start, count: count) }

  /// The element at an index below `count`, in place.
  subscript(index: Int) -> Element {
    @inline(__always) unsafeAddress {
      assert(index < count)
      return UnsafePointer(room.borrowed.address(index))
    }
    @inline(__always) unsafeMutableAddress {
      assert(index < count)
      return room.borrowed.address(index)
    }
  }

  /// Adds an element at the end.
  @inline(__always)
  mutating func append(_ element: Element) {
    if count == room.count { grow(by: 1) }
    room[count] = element
    count &+= 1  // never more than the capacity
  }

  /// Adds up to `size` elements that `body` writes at the address that it gets.
  ///
  /// SAFETY: there is room for `size` elements at the address, and nobody else uses them during the call. `body` returns how
  /// many it wrote.
  @inline(__always)
  mutating func append<Failed: Error>(
    atMost size: Int, _ body: (UnsafeMutablePointer<Element>) throws(Failed) -> Int
  ) throws(Failed) {
    if room.count &- count < size { grow(by: size) }
    count &+= try body(room.borrowed.start + count)
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

  /// Keeps the elements that satisfy a condition, in their order.
  mutating func keep(_ isKept: (Element) -> Bool) {
    var kept = 0
    for index in 0..<count where isKept(self[index]) {
      self[kept] = self[index]
      kept += 1
    }
    truncate(to: kept)
  }

  /// All elements, to be changed in place.
  ///
  /// Valid until an element is added.
  @inline(__always)
  var borrowed: MutableBorrowedArray<Element> {
    mutating get { room.borrowed.part(0..<count) }
  }

  @inline(never)
  private mutating func grow(by size: Int) {
    let larger = FixedArray<Element>(unset: max(room.count * 2, count + size))
    larger.borrowed.update(at: 0, from: elements)
    room = larger
  }
}

extension ReusableArray where Element: Comparable {
  /// Sorts the elements in ascending order.
  mutating func sort() { if count > 1 { borrowed.sort() } }
}
