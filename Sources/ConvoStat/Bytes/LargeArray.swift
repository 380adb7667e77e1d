// A contiguous array that is allocated and freed as a whole.

/// A contiguous array whose capacity is known before the first value is added.
///
/// Reference type: all owners see changes.
final class LargeArray<Element: BitwiseCopyable>: RandomAccessCollection, @unchecked Sendable {
  // SAFETY: the owners say which thread may change which values, as for any plain memory: joining gives each worker its own
  // stretch.
  /// The memory, of which the first `count` values are set.
  private let room: FixedArray<Element>
  /// The number of values.
  @exclusivity(unchecked) private(set) var count: Int

  private init(_ room: consuming FixedArray<Element>, count: Int) {
    self.room = room
    self.count = count
  }

  /// Creates an empty array with a capacity.
  convenience init(capacity: Int) { self.init(FixedArray(unset: capacity), count: 0) }

  /// Creates an array of uninitialised values.
  ///
  /// The caller must set each one before reading it.
  convenience init(unset count: Int) { self.init(FixedArray(unset: count), count: count) }

  /// Creates an array with repeated copies of a value.
  convenience init(repeating value: Element, count: Int) {
    self.init(FixedArray(repeating: value, count: count), count: count)
  }

  /// Creates an array with the values of a collection.
  convenience init(_ values: some Collection<Element>) {
    self.init(capacity: values.count)
    for value in values { append(value) }
  }

  /// An empty array without capacity.
  static var none: LargeArray { LargeArray(capacity: 0) }

  /// Adds a value at the end.
  ///
  /// - Precondition: `count` is less than the capacity.
  @inline(__always)
  func append(_ value: Element) {
    precondition(count < room.count)
    room[count] = value
    count &+= 1
  }

  var startIndex: Int { 0 }
  var endIndex: Int { count }

  subscript(index: Int) -> Element {
    @inline(__always) get {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: count))
      return room[index]
    }
    @inline(__always) set {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: count))
      room[index] = newValue
    }
  }

  /// The values, to be read.
  ///
  /// Valid as long as the array is referenced.
  @inline(__always)
  var elements: BorrowedArray<Element> { BorrowedArray(start: room.borrowed.start, count: count) }

  /// The values, to be changed in place.
  ///
  /// Valid as long as the array is referenced.
  @inline(__always)
  var borrowed: MutableBorrowedArray<Element> { room.borrowed.part(0..<count) }

  /// The values in order, in an array that stays alive.
  struct Iterator: IteratorProtocol {
    private let owner: LargeArray
    private var values: IndexingIterator<BorrowedArray<Element>>

    fileprivate init(_ owner: LargeArray) {
      self.owner = owner
      values = owner.elements.makeIterator()
    }

    @inline(__always)
    mutating func next() -> Element? { values.next() }
  }

  @inline(__always)
  func makeIterator() -> Iterator { Iterator(self) }

  @inline(__always)
  func withContiguousStorageIfAvailable<Result>(
    _ body: (UnsafeBufferPointer<Element>) throws -> Result
  ) rethrows -> Result? {
    try withExtendedLifetime(self) { try body(elements.buffer) }
  }
}
