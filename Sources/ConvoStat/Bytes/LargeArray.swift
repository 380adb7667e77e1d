// Many values side by side, made and given back as a whole.

/// Values side by side in memory whose size is known before the first comes.
///
/// Values change in place, for all who hold it.
final class LargeArray<Element: BitwiseCopyable>: RandomAccessCollection, @unchecked Sendable {
  /// Where the values lie, as long as this lives: for loops to which a check of each index would be dear.
  let memory: UnsafeMutablePointer<Element>
  private let capacity: Int
  /// How many values there are.
  @exclusivity(unchecked) private(set) var count: Int

  private init(capacity: Int, count: Int) {
    (self.capacity, self.count) = (capacity, count)
    memory = .allocate(capacity: Swift.max(capacity, 1))
  }

  deinit { memory.deallocate() }

  /// No values, and room for some.
  convenience init(capacity: Int) { self.init(capacity: capacity, count: 0) }

  /// So many values, of which none is set.
  convenience init(unset count: Int) { self.init(capacity: count, count: count) }

  /// The same value, so many times.
  convenience init(repeating value: Element, count: Int) {
    self.init(unset: count)
    memory.initialize(repeating: value, count: count)
  }

  /// Copies of some values, in their order.
  convenience init(_ values: some Collection<Element>) {
    self.init(capacity: values.count)
    for value in values { append(value) }
  }

  /// No values, and no room.
  static var none: LargeArray { LargeArray(capacity: 0) }

  /// Adds a value at the end.
  ///
  /// Precondition: there is room for it.
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

  /// Calls `body` with all values, side by side.
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
