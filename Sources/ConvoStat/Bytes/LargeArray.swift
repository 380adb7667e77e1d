// A contiguous array that is allocated and freed as a whole.

/// A contiguous array whose capacity is known before the first value is added.
///
/// Reference type: all owners see changes.
final class LargeArray<Element: BitwiseCopyable>: RandomAccessCollection, @unchecked Sendable {
  /// The address of the values, valid as long as this object lives, for loops in which an index check would
  /// be too slow.
  let memory: UnsafeMutablePointer<Element>
  private let capacity: Int
  /// The number of values.
  @exclusivity(unchecked) private(set) var count: Int

  private init(capacity: Int, count: Int) {
    (self.capacity, self.count) = (capacity, count)
    memory = .allocate(capacity: Swift.max(capacity, 1))
  }

  deinit { memory.deallocate() }

  /// Creates an empty array with a capacity.
  convenience init(capacity: Int) { self.init(capacity: capacity, count: 0) }

  /// Creates an array of uninitialised values.
  ///
  /// The caller must set each one before reading it.
  convenience init(unset count: Int) { self.init(capacity: count, count: count) }

  /// Creates an array with repeated copies of a value.
  convenience init(repeating value: Element, count: Int) {
    self.init(unset: count)
    memory.initialize(repeating: value, count: count)
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
    precondition(count < capacity)
    (memory + count).initialize(to: value)
    count &+= 1
  }

  var startIndex: Int { 0 }
  var endIndex: Int { count }

  subscript(index: Int) -> Element {
    @inline(__always) get {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: count))
      return memory[index]
    }
    @inline(__always) set {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: count))
      memory[index] = newValue
    }
  }

  struct Iterator: IteratorProtocol {
    private let owner: LargeArray
    private var place: UnsafePointer<Element>
    private let end: UnsafePointer<Element>

    fileprivate init(_ owner: LargeArray) {
      self.owner = owner
      place = UnsafePointer(owner.memory)
      end = place + owner.count
    }

    @inline(__always)
    mutating func next() -> Element? {
      if place == end { return nil }
      defer { place += 1 }
      return place.pointee
    }
  }

  @inline(__always)
  func makeIterator() -> Iterator { Iterator(self) }

  /// Calls `body` with a buffer of all values.
  @inline(__always)
  func withUnsafeMutableBufferPointer<Result>(_ body: (UnsafeMutableBufferPointer<Element>) -> Result)
    -> Result
  {
    withExtendedLifetime(self) { body(UnsafeMutableBufferPointer(start: memory, count: count)) }
  }

  @inline(__always)
  func withContiguousStorageIfAvailable<Result>(
    _ body: (UnsafeBufferPointer<Element>) throws -> Result
  ) rethrows -> Result? {
    try withExtendedLifetime(self) { try body(UnsafeBufferPointer(start: memory, count: count)) }
  }
}
