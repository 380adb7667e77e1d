// What was found in a conversation, in memory that the next one uses again.

/// A list of plain values that is emptied and filled once per conversation: neither costs an allocation, and adding a
/// value is a store.
struct EventList<Element: BitwiseCopyable>: ~Copyable {
  private var start: UnsafeMutablePointer<Element>
  private var capacity = 64
  /// How many values there are.
  private(set) var count = 0

  /// An empty list.
  init() { start = .allocate(capacity: capacity) }

  deinit { start.deallocate() }

  /// The memory of the list, in bytes.
  var bytesHeld: Int { capacity * MemoryLayout<Element>.stride }

  /// The values, in their order; valid until the next change.
  @inline(__always)
  var values: UnsafeBufferPointer<Element> { UnsafeBufferPointer(start: start, count: count) }

  /// The values, to be changed in place.
  @inline(__always)
  var mutableValues: UnsafeMutableBufferPointer<Element> {
    mutating get { UnsafeMutableBufferPointer(start: start, count: count) }
  }

  /// A value in its place; valid until the next change of the list.
  @inline(__always)
  func pointer(to index: Int) -> UnsafeMutablePointer<Element> { start + index }

  /// Adds a value at the end.
  @inline(__always)
  mutating func append(_ element: Element) {
    if count == capacity { grow() }
    (start + count).initialize(to: element)
    count += 1
  }

  /// Leaves the first so many values.
  @inline(__always)
  mutating func truncate(to count: Int) { self.count = count }

  @inline(never)
  private mutating func grow() {
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity * 2)
    larger.moveInitialize(from: start, count: count)
    start.deallocate()
    start = larger
    capacity *= 2
  }
}
